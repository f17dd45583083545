"""Home, the search, its results, and one listing."""

from collections import Counter
from dataclasses import replace

from flask import Blueprint, abort, current_app, g, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from directory.edition.store import Edition, Store
from directory.places import gazetteer
from directory.places.gazetteer import Found
from directory.search import engine, query, show
from directory.search.forms import SearchForm
from directory.search.query import Query
from directory.web.templating import render
from directory.web.tokens import BadLink, Links

blueprint = Blueprint("finding", __name__)


def edition() -> Edition:
    """Return the edition this request reads, the same one to its end. 503 when none was ever published."""
    if "edition" not in g:
        store: Store = current_app.extensions["amparo_store"]
        g.edition = store.edition()
    if g.edition is None:
        abort(503)
    found: Edition = g.edition
    return found


def links() -> Links:
    """Return the maker and reader of search links."""
    found: Links = current_app.extensions["amparo_links"]
    return found


def link_to(search: Query) -> str:
    """Return the URL of a search: opaque, and dead after twelve hours."""
    return url_for("finding.results", token=links().make(search.dump()))


@blueprint.get("/")
def home() -> str:
    """Show the form, and whom to call now."""
    g.indexable = True
    return render("search/home.html", form=SearchForm(), national=engine.national(edition()),
                  view=show.View(edition()))


@blueprint.get("/search")
def search_again() -> Response:
    """Send somebody who reloads the form's address home: a search is never read from a URL."""
    return redirect(url_for("finding.home"), 303)


@blueprint.post("/search")
def search() -> Response:
    """Turn the form into a search and send the browser to its link."""
    asked = _asked(SearchForm(request.form))
    return redirect(link_to(asked), 303)


def _asked(form: SearchForm) -> Query:
    values = {name: field.data for name, field in form._fields.items()}
    typed = str(values.pop("place") or "").replace("\0", "").strip()[:query.LONGEST_PLACE]
    found = _find(typed)
    place = found.place.key if found and found.place else ""
    return query.clean({**values, "place": place, "typed": "" if place else typed})


def _find(typed: str) -> Found | None:
    """Find the place that was typed, or whose key one of our own forms sent back."""
    if not typed:
        return None
    with edition().connect() as connection:
        place = gazetteer.get(connection, typed)
        return Found(place, (), "") if place else gazetteer.find(connection, typed)


def _counties(found: Found | None) -> dict[str, str]:
    """Return place key -> county for suggestions that would read the same: there are two Albany, MO."""
    names = Counter((place.name, place.state) for place in found.suggestions) if found else Counter()
    counties = {}
    with edition().connect() as connection:
        for place in found.suggestions if found else ():
            if place.kind == "city" and place.counties and names[place.name, place.state] > 1:
                county = gazetteer.get(connection, f"county:{place.counties[0]}")
                counties[place.key] = county.name if county else ""
    return counties


@blueprint.get("/r/<token>")
def results(token: str) -> str | tuple[str, int]:
    """Show the answer to a search, or say what to do when the place is not known."""
    try:
        asked = query.load(links().read(token))
    except BadLink:
        return render("search/link_ended.html", form=SearchForm()), 410
    form = _filled(asked)
    if asked.typed or not (asked.place or asked.words):
        found = _find(asked.typed)
        return render("search/place_unknown.html", form=form, asked=asked, found=found, counties=_counties(found),
                      link_to=link_to, replace=replace, national=engine.national(edition(), asked.category),
                      view=show.View(edition()))
    answer = engine.search(edition(), asked)
    if asked.page > answer.pages:  # a newer edition has fewer
        asked = asked.at_page(answer.pages)
        answer = engine.search(edition(), asked)
    if asked.place and answer.place is None:
        return render("search/link_ended.html", form=SearchForm()), 410
    rescue = () if answer.hits or answer.by_area else engine.national(edition(), asked.category)
    return render("search/results.html", form=form, asked=asked, answer=answer, link_to=link_to, national=rescue,
                  view=show.View(edition()))


def _filled(asked: Query) -> SearchForm:
    """Return the form as it was filled in, so that one thing can be changed and the rest stays."""
    place = asked.place.partition(":")[2] if asked.place.startswith(("zip:", "state:")) else ""
    if asked.place.startswith(("city:", "county:")):
        with edition().connect() as connection:
            found = gazetteer.get(connection, asked.place)
            place = f"{found.name}, {found.state}" if found else ""
    values: MultiDict[str, str] = MultiDict({"place": place or asked.typed, "words": asked.words,
                                             "category": asked.category, "radius": str(asked.radius)})
    for name in ("services", "languages", "papers", "cost"):
        values.setlist(name, list(getattr(asked, name)))
    if asked.open_now:
        values["open_now"] = "1"
    return SearchForm(values)


@blueprint.get("/listing/<listing_id>")
def listing(listing_id: str) -> str | tuple[str, int]:
    """Show one listing; a closed one keeps its page, which says so."""
    found = engine.get(edition(), listing_id)
    if found is None:
        abort(404)
    if found.closed:
        return render("search/listing_closed.html", listing=found, form=SearchForm()), 410
    return render("search/listing.html", listing=found, view=show.View(edition()))
