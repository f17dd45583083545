"""The first page of the team."""

from directory.curation.site import blueprint, may, page


@blueprint.get("/")
@may("look")
def home() -> str:
    """Show what there is to do."""
    return page("team/home.html")
