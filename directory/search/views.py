"""Home, the search, its results, and one listing."""

from collections import Counter
from dataclasses import replace

from flask import Blueprint, abort, current_app, g, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from directory.edition.store import Edition, Store
from directory.i18n import folding
from directory.listings import vcard, vocabulary
from directory.listings.listing import Listing
from directory.places import gazetteer
from directory.places.gazetteer import Found
from directory.places.streets import StreetMap
from directory.search import engine, mapping, query, ranking, share, show, understand
from directory.search.engine import Answer
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


def streets() -> StreetMap | None:
    """Return the street map that the operator set up, if any."""
    found: StreetMap | None = current_app.extensions["amparo_streets"]
    return found


def link_to(search: Query, endpoint: str = "finding.results") -> str:
    """Return the URL of a search, as a list or as a map: opaque, and dead after twelve hours."""
    return url_for(endpoint, token=links().make(search.dump()))


@blueprint.get("/")
def home() -> str:
    """Show the form, and whom to call now."""
    g.indexable = True
    lines = [hit for hit in engine.national(edition()) if hit.listing.has_people]
    return render("search/home.html", form=SearchForm(), lines=lines, view=show.View(edition()))


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
    asked = _meant(query.clean({**values, "place": place, "typed": "" if place else typed}))
    return asked if place.startswith(("city:", "county:", "state:")) else _need_and_place(asked, typed)


def _need_and_place(asked: Query, typed: str) -> Query:
    """Part what was typed where a place is meant, if it says what is needed too: "dokte 33127", "comida Oakland"."""
    if asked.words:
        return asked
    for need, where in understand.apart(typed, edition().meanings.keys()):
        found = _find(where)
        if found and found.place:
            meant = _meant(replace(asked, place=found.place.key, typed="", words=need))
            return replace(meant, words="")
    return asked


def _meant(asked: Query) -> Query:
    """Turn words that name a kind of help, in any language, into that kind: comida is food, migra is legal help."""
    if not asked.words or asked.services:
        return asked
    said = (" ".join(folded(asked.words)) for folded in (folding.fold, folding.query))
    codes = next((codes for each in said if (codes := edition().meanings.get(each))), ())
    if not codes:
        return asked
    kinds = {code if code in vocabulary.CATEGORIES else vocabulary.SERVICES[code].category for code in codes}
    kind = kinds.pop() if len(kinds) == 1 else "any"
    if kind == "any" or asked.category not in ("", kind):
        return asked
    whole = any(code in vocabulary.CATEGORIES or code in ranking.GENERAL for code in codes)
    return replace(asked, category=kind, words="", services=() if whole else codes)


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


@blueprint.errorhandler(BadLink)
def link_ended(_: BadLink) -> tuple[str, int]:
    """Say that a link has ended, and offer the search."""
    return render("search/link_ended.html", form=SearchForm()), 410


@blueprint.get("/r/<token>")
def results(token: str) -> str:
    """Show the answer to a search, or say what to do when the place is not known. Raises BadLink."""
    asked = query.load(links().read(token))
    form = _filled(asked)
    if asked.nowhere:
        found = _find(asked.typed)
        return render("search/place_unknown.html", form=form, asked=asked, found=found, counties=_counties(found),
                      link_to=link_to, replace=replace, national=engine.national(edition(), asked.category),
                      view=show.View(edition()))
    answer = _answer(asked)
    return render("search/results.html", form=form, asked=answer.query, answer=answer, link_to=link_to, token=token,
                  court=engine.court_of(edition(), answer), national=_rescue(answer), view=show.View(edition()))


@blueprint.get("/r/<token>/print", defaults={"large": False})
@blueprint.get("/r/<token>/print/large", defaults={"large": True})
def print_results(token: str, large: bool) -> str | Response:
    """Show the answer to a search as a list made for paper, all its pages in one. Raises BadLink."""
    asked = query.load(links().read(token))
    if asked.nowhere:
        return redirect(url_for("finding.results", token=token), 303)
    answer = _answer(asked.at_page(1), query.ON_PAPER)
    return render("search/print_results.html", answer=answer, token=token, large=large, national=_rescue(answer),
                  view=show.View(edition()))


@blueprint.get("/r/<token>/map")
def on_map(token: str) -> str | Response:
    """Show the same places on a map; the list says what to do when the place is not known. Raises BadLink."""
    asked = query.load(links().read(token))
    if asked.nowhere:
        return redirect(url_for("finding.results", token=token), 303)
    answer = _answer(asked)
    view = show.View(edition())
    return render("search/on_map.html", answer=answer, mapped=mapping.of(edition(), answer, streets()), view=view,
                  heading=view.summary.heading(answer), list_url=url_for("finding.results", token=token),
                  link_to=link_to)


def _answer(asked: Query, size: int = query.PAGE) -> Answer:
    """Answer a search. A link whose place is gone from a newer edition has ended: raises BadLink."""
    answer = engine.search(edition(), asked, size)
    if asked.place and answer.place is None:
        raise BadLink
    return answer


def _rescue(answer: Answer) -> tuple[engine.Hit, ...]:
    """Return the services for the whole country where an answer would be empty."""
    return () if answer.hits or answer.by_area else engine.national(edition(), answer.query.category)


def _filled(asked: Query) -> SearchForm:
    """Return the form as it was filled in, so that one thing can be changed and the rest stays."""
    place = asked.place.partition(":")[2] if asked.place.startswith(("zip:", "state:")) else ""
    if asked.place.startswith(("city:", "county:")):
        with edition().connect() as connection:
            found = gazetteer.get(connection, asked.place)
            place = f"{found.name}, {found.state}" if found else ""
    values: MultiDict[str, str] = MultiDict({
        "place": place or asked.typed, "words": asked.words, "category": asked.category, "radius": str(asked.radius),
        "day": str(asked.day), "court": asked.court})
    for name in ("services", "languages", "papers", "serves", "cost"):
        values.setlist(name, list(getattr(asked, name)))
    if asked.open_now:
        values["open_now"] = "1"
    return SearchForm(values)


@blueprint.get("/first-steps")
def detained() -> str:
    """Show what to do first when a family member was detained, and a search for those who help then.

    Its address says nothing of it: the history of the browser keeps it.
    """
    lines = [hit for hit in engine.national(edition())
             if {"court-information", "family-search", "detained-help"}.intersection(hit.listing.codes("services"))]
    return render("search/detained.html", form=SearchForm(), lines=lines, view=show.View(edition()))


@blueprint.get("/listing/<listing_id>")
def listing(listing_id: str) -> str | tuple[str, int]:
    """Show one listing; a closed one keeps its page, which says so."""
    found = _published(listing_id)
    if found.closed:
        return _closed(found)
    view = show.View(edition())
    return render("search/listing.html", listing=found, view=view, shared=share.of(view, found))


@blueprint.get("/listing/<listing_id>/print", defaults={"large": False})
@blueprint.get("/listing/<listing_id>/print/large", defaults={"large": True})
def print_listing(listing_id: str, large: bool) -> str | tuple[str, int]:
    """Show one listing as a page made for paper."""
    found = _published(listing_id)
    if found.closed:
        return _closed(found)
    return render("search/print_listing.html", listing=found, large=large, view=show.View(edition()))


@blueprint.get("/listing/<listing_id>.vcf")
def contact(listing_id: str) -> Response | tuple[str, int]:
    """Send one listing as a contact card, under a name that says nothing."""
    found = _published(listing_id)
    if found.closed:
        return _closed(found)
    made = Response(vcard.card(found, show.View(edition()).age(found)), content_type="text/vcard; charset=utf-8")
    made.headers.set("Content-Disposition", "attachment", filename="contact.vcf")
    return made


def _published(listing_id: str) -> Listing:
    """Return a listing of the edition, a closed one too. 404 when there is none; one that was merged leads on."""
    if stays := edition().moved.get(listing_id):
        abort(redirect(url_for(str(request.endpoint), **{**(request.view_args or {}), "listing_id": stays}), 301))
    found = engine.get(edition(), listing_id)
    if found is None:
        abort(404)
    return found


def _closed(found: Listing) -> tuple[str, int]:
    return render("search/listing_closed.html", listing=found, form=SearchForm()), 410
