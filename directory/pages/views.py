"""The pages that say who we are, what we keep, and where help is missing."""

from flask import Blueprint, Response, abort, current_app, g, url_for

from directory.listings.listing import Listing
from directory.pages.areas.show import AreaView
from directory.pages.patterns import samples
from directory.places import states
from directory.search import mapping, missing, share
from directory.search.forms import SearchForm
from directory.search.gaps import COLUMNS, HELP, MILES, cells, total
from directory.search.show import View
from directory.search.views import edition
from directory.sheets import tables
from directory.web.templating import Pages, render

blueprint = Blueprint("pages", __name__)


@blueprint.get("/about")
def about() -> str:
    """Say who runs this site, what it is not, and where the facts come from."""
    g.indexable = True
    current = edition()
    return render("pages/about.html", sources=list(current.sources.values()),
                  listings=int(current.about["listings"]), built=current.about["built"][:10])


@blueprint.get("/patterns")
def patterns() -> str:
    """Show every component once, for who works on them; not on a site that families use."""
    pages: Pages = current_app.extensions["amparo_pages"]
    if pages.settings.in_production:
        abort(404)
    view, shown = AreaView(edition()), samples()
    listing: Listing = shown["listing"]
    return render("pages/patterns.html", form=SearchForm(), view=view, shared=share.of(view, listing),
                  drawing=mapping.draw(edition(), [(1, listing)], shown["place"]),
                  link_to=lambda *_: url_for("pages.patterns"), **shown)


@blueprint.get("/privacy/phone")
def traces() -> str:
    """Say what stays on a phone after a visit, and how to take it away."""
    return render("pages/traces.html")


@blueprint.get("/privacy")
def privacy() -> str:
    """Say what is kept about a visitor: nothing."""
    g.indexable = True
    return render("pages/privacy.html")


@blueprint.get("/gaps")
@blueprint.get("/gaps/<state>")
def gaps(state: str = "") -> str:
    """Show where our lists have no help near: state by state, or the counties of one state."""
    found = missing.shown(edition(), _code(state))
    kinds = [[gap for gap in found if gap.category == category] for category in HELP]
    lists = {each["code"]: each for kind in kinds for gap in kind for each in gap.coverage.lists}
    return render("pages/gaps.html", rows=list(zip(*kinds, strict=True)), totals=list(map(total, kinds)), state=state,
                  name=states.state_name(_code(state)) if state else "", kinds=HELP, miles=MILES,
                  lists=list(lists.values()), built=edition().about["built"][:10], view=View(edition()))


@blueprint.get("/gaps.csv")
@blueprint.get("/gaps/<state>.csv")
def gaps_file(state: str = "") -> Response:
    """Send the same table as a file."""
    text = tables.as_text(COLUMNS, map(cells, missing.shown(edition(), _code(state))))
    return Response(text, mimetype="text/csv")


def _code(state: str) -> str:
    """Return the code of a state as an address writes it, 'mt'; not found if there is none."""
    if state and (state.upper() not in states.CODES or not state.islower()):
        abort(404)
    return state.upper()
