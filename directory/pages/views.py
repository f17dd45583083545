"""The pages that say who we are and what we keep."""

from flask import Blueprint, g

from directory.search.views import edition
from directory.web.templating import render

blueprint = Blueprint("pages", __name__)


@blueprint.get("/about")
def about() -> str:
    """Say who runs this site, what it is not, and where the facts come from."""
    g.indexable = True
    current = edition()
    return render("pages/about.html", sources=list(current.sources.values()),
                  listings=int(current.about["listings"]), built=current.about["built"][:10])


@blueprint.get("/privacy")
def privacy() -> str:
    """Say what is kept about a visitor: nothing."""
    g.indexable = True
    return render("pages/privacy.html")
