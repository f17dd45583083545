"""The pages that say who we are and what we keep."""

from flask import Blueprint

from directory.search.views import edition
from directory.web.templating import render

blueprint = Blueprint("pages", __name__)


@blueprint.get("/about")
def about() -> str:
    """Say who runs this site, what it is not, and where the facts come from."""
    current = edition()
    return render("pages/about.html", sources=list(current.sources.values()),
                  listings=int(current.about["listings"]), built=current.about["built"][:10])


@blueprint.get("/leaving-no-traces")
def traces() -> str:
    """Say what stays on a phone after a visit, and how to take it away."""
    return render("pages/traces.html")


@blueprint.get("/privacy")
def privacy() -> str:
    """Say what is kept about a visitor: nothing."""
    return render("pages/privacy.html")
