"""The pages of all states, of a state, and of a county or city, and the sitemap.

What they show is the same for everybody, so these pages may be kept: for ten minutes (not without asking while a notice
stands there), and after that as long as their ETag holds. Nothing on them looks at the clock more closely than at the
day: they say when a place is usually open, not whether it is open now, which would soon be wrong on a page that was
kept, saved or printed.
"""

from typing import Any

from flask import Blueprint, Response, current_app, g, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from directory.pages.areas import offers, overview
from directory.pages.areas.overview import KINDS, Area
from directory.pages.areas.show import AreaView
from directory.pages.areas.sitemap import urls
from directory.places import gazetteer, states
from directory.places.fold import fold
from directory.places.place import Place
from directory.search import engine, mapping
from directory.search.engine import Answer
from directory.search.query import LONGEST_PLACE, Query
from directory.search.views import edition, streets
from directory.web.templating import Pages, language, render

blueprint = Blueprint("areas", __name__)

KEEP = "public, max-age=600"
#: While a notice stands on a page: it ends at midnight, so whoever keeps the page asks each time.
ASK = "public, max-age=0, must-revalidate"


def address(place: Place, kind: str = "", page: int = 1, *, whole: bool = False, as_map: bool = False) -> str:
    """Return the URL of the page of a state, county or city, `whole` with our host; of a county or city `as_map` too.
    """
    values: dict[str, Any] = {"kind": kind or None, "page": page if page > 1 else None, "_external": whole}
    if place.kind == "state":
        return url_for("areas.state", state=place.slug, **values)
    return url_for("areas.on_map" if as_map else "areas.place", state=place.state.lower(), place=place.slug, **values)


def _page(template: str, **context: Any) -> Response:
    """Return a page that may be kept and listed."""
    g.indexable = True
    view = AreaView(edition())
    stands = "place" in context and view.notices(context["place"]).first
    return _kept(Response(render(template, view=view, address=address, **context)), ASK if stands else KEEP)


def _kept(response: Response, how: str = KEEP) -> Response:
    """Let an answer be kept. The ETag is of the bytes, so that no change of ours can be missed."""
    response.headers["Cache-Control"] = how
    response.add_etag()
    response.make_conditional(request)
    return response


def _elsewhere() -> AnyResponse | None:
    """Return the way to the same page in small letters, None if this is it."""
    small: dict[str, Any] = {name: value.lower() if isinstance(value, str) else value
                             for name, value in (request.view_args or {}).items()}
    return redirect(url_for(str(request.endpoint), **small), 308) if small != request.view_args else None


def _unknown(*typed: str) -> Response:
    """Say that there is no such place, and offer those that may be meant."""
    with edition().connect() as connection:
        found = gazetteer.find(connection, " ".join(typed).replace("-", " ")[:LONGEST_PLACE])
    near = [place for place in (found.place, *found.suggestions) if place and place.kind != "zip"]
    return make_response(render("areas/unknown.html", near=near, view=AreaView(edition()), address=address), 404)


@blueprint.get("/places")
def places() -> Response:
    """List all states and territories."""
    names = sorted(states.CODES, key=lambda code: fold(states.state_name(code)))
    return _page("areas/places.html", states=names)


@blueprint.get("/<string(length=2):state>")
@blueprint.get("/<string(length=2):state>/<any(legal, medical, food):kind>")
def state(state: str, kind: str = "") -> AnyResponse:
    """Show what a state itself offers, who helps in all of it, and where in it we list somebody."""
    if small := _elsewhere():
        return small
    with edition().connect() as connection:
        found = gazetteer.get(connection, f"state:{state.upper()}")
    if found is None:
        return _unknown(state)
    here = Area(found, edition().inside.get(found.key, {}))
    return _page("areas/state.html", place=found, kind=kind, kinds=[kind] if kind else KINDS, here=here,
                 heading=AreaView(edition()).summary.heading_in(found, kind),
                 offers=offers.of(edition(), found.state, kind), covered=overview.covered(edition(), found, kind),
                 counties=overview.counties(edition(), found, kind),
                 serving=engine.serving(edition(), found.areas, kind))


@blueprint.get("/<string(length=2):state>/<place>")
@blueprint.get("/<string(length=2):state>/<place>/<int(min=2):page>")
@blueprint.get("/<string(length=2):state>/<place>/<kind>")
@blueprint.get("/<string(length=2):state>/<place>/<kind>/<int(min=2):page>")
def place(state: str, place: str, kind: str = "", page: int = 1) -> AnyResponse:
    """Show who helps in a county or city, as a search from its middle finds them."""
    if small := _elsewhere():
        return small
    helped = _helped(state, place, kind, page)
    if helped is None:
        return _unknown(place, state)
    found, answer = helped
    with edition().connect() as connection:
        above = [county for fips in found.counties if (county := gazetteer.get(connection, f"county:{fips}"))]
    return _page("areas/place.html", place=found, kind=kind, answer=answer,
                 link_to=lambda asked, _: address(found, kind, asked.page),
                 map_url=address(found, kind, page, as_map=True),
                 heading=AreaView(edition()).summary.heading_in(found, kind), state=state,
                 counties=above if found.kind == "city" else [],
                 cities=overview.cities(edition(), found, kind) if found.kind == "county" else [])


@blueprint.get("/<string(length=2):state>/<place>/map")
@blueprint.get("/<string(length=2):state>/<place>/map/<int(min=2):page>")
@blueprint.get("/<string(length=2):state>/<place>/<kind>/map")
@blueprint.get("/<string(length=2):state>/<place>/<kind>/map/<int(min=2):page>")
def on_map(state: str, place: str, kind: str = "", page: int = 1) -> AnyResponse:
    """Show the same places on a map; search engines list the page itself."""
    if small := _elsewhere():
        return small
    helped = _helped(state, place, kind, page)
    if helped is None:
        return _unknown(place, state)
    found, answer = helped
    view = AreaView(edition())
    return _kept(Response(render(
        "search/on_map.html", answer=answer, mapped=mapping.of(edition(), answer, streets()), view=view,
        heading=view.summary.heading_in(found, kind), list_url=address(found, kind, page),
        link_to=lambda asked, _: address(found, kind, asked.page, as_map=True))))


def _helped(state: str, place: str, kind: str, page: int) -> tuple[Place, Answer] | None:
    """Return a county or city by its address, and who helps there; None where there is no such page."""
    with edition().connect() as connection:
        found = gazetteer.by_slug(connection, state.upper(), place)
    if found is None or kind not in ("", *KINDS):
        return None
    answer = engine.search(edition(), Query(place=found.key, category=kind, page=page))
    return (found, answer) if answer.query.page == page else None


@blueprint.get("/sitemap-<any(all, legal, medical, food):kind>.xml")
def sitemap(kind: str) -> Response:
    """List the public pages of one kind of help in this language, for search engines."""
    pages: Pages = current_app.extensions["amparo_pages"]
    homes = {each.tag: url_for("finding.home", lang=each.code, _external=True) for each in pages.languages}
    text = urls(language().tag, homes, _paths("" if kind == "all" else kind))
    return _kept(Response(text, mimetype="application/xml"))


def _paths(kind: str) -> list[str]:
    """Return public pages as paths below the language, of areas only those with something; made once an edition."""
    key = f"sitemap {kind}"
    if key not in edition().caches:
        home = url_for("finding.home")
        others = [] if kind else [home, *map(url_for, ("pages.about", "pages.privacy", "areas.places"))]
        found = [address(area.place, kind) for area in overview.everywhere(edition()) if area.count(kind)]
        edition().caches[key] = [path.removeprefix(home) for path in (*others, *found)]
    held: list[str] = edition().caches[key]  # type: ignore[assignment]
    return held
