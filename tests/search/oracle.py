"""The search once more, the slow and plain way: every listing of the edition looked at, in plain Python.

Distances are geopy's, hours are read by listings.hours, filters look at the facts. It shares with the engine only the
folding of words and the gazetteer.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from geopy.distance import geodesic

from directory.edition.store import Edition
from directory.edition.tables import listing
from directory.i18n import folding, formats
from directory.i18n.catalogs import catalog
from directory.i18n.languages import LANGUAGES
from directory.listings import hours, vocabulary
from directory.listings.holidays import us_holiday
from directory.listings.listing import Listing, load
from directory.places.place import Place
from directory.search.query import Query

RADII = (5, 10, 25, 50, 100)
WIDTH = {"zip": 0, "county": 1, "state": 2, "country": 3}
REACH = ("phone", "text_phone", "whatsapp", "email", "website")


@dataclass
class Expected:
    """What a search must say: ids in order, and counts."""

    rule: str = ""
    radius: int = 0
    matches: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    by_area: list[tuple[str, bool]] = field(default_factory=list)
    facets: dict[str, tuple[dict[str, int], int, int]] = field(default_factory=dict)
    miles: dict[str, float] = field(default_factory=dict)


class Oracle:
    """All listings of an edition, and a search that looks at each."""

    def __init__(self, edition: Edition) -> None:
        with edition.connect() as connection:
            rows = connection.execute(listing.select().order_by(listing.c.number))
            self.listings = [load(row.record) for row in rows]
        assert [each.id for each in self.listings] == [each.id for each in sorted(self.listings, key=_by_name)]
        self.open = [each for each in self.listings if not each.closed]
        self.numbers = {each.id: number for number, each in enumerate(self.listings)}
        self._words = {each.id: _words(each) for each in self.open}

    def search(self, query: Query, place: Place | None, now: datetime) -> Expected:
        """Answer a query; `place` is its place, found in the gazetteer."""
        found = Expected()
        fitting = [each for each in self.open if self._fits(each, query)]
        said = {each.id: answers(each, query, now) for each in fitting}
        local = self._local(fitting, query, place, said, found)
        shown = {*found.matches, *found.unknown}
        areas = place.areas if place else ("country:US",)
        wide = []
        for each in fitting:
            covers = [WIDTH[area.split(":")[0]] for area in each.codes("service_area") if area in areas]
            if covers and each.id not in shown and "no" not in said[each.id].values():
                sure = "unknown" not in said[each.id].values()
                wide.append((not sure, min(covers), each.text("category") == "any", self.numbers[each.id], each.id))
        found.by_area = [(key, not unsure) for unsure, _, _, _, key in sorted(wide)]
        found.facets = facets(local, said)
        return found

    def _fits(self, each: Listing, query: Query) -> bool:
        words = folding.query(query.words)
        own = self._words[each.id]
        return (query.category in ("", each.text("category")) or each.text("category") == "any") and \
            all(any(other == word or (other.startswith(word) and _is_beginning(word, last=word == words[-1]))
                    for other in own) for word in words)

    def _local(self, fitting: Sequence[Listing], query: Query, place: Place | None, said: dict[str, dict[str, str]],
               found: Expected) -> list[Listing]:
        """Fill in the places, and return those that are counted."""
        if place is None or place.kind == "state":
            found.rule = "state" if place else "everywhere" if folding.query(query.words) else "areas"
            local = [each for each in fitting if found.rule == "everywhere"
                     or (place and each.text("state") == place.state)]
            found.matches = [each.id for each in local if verdict(said[each.id]) == "yes"]
            found.unknown = [each.id for each in local if verdict(said[each.id]) == "unknown"]
            return local
        found.miles = {each.id: miles(each, place) for each in fitting if each.point}
        near = sorted((each for each in fitting if each.point),
                      key=lambda each: (found.miles[each.id], self.numbers[each.id]))

        def tier(wanted: str, radius: float) -> list[str]:
            return [each.id for each in near if verdict(said[each.id]) == wanted and found.miles[each.id] <= radius]

        enough = next((radius for radius in RADII if len(tier("yes", radius)) >= 20), 0)
        found.radius = query.radius or enough or 100
        found.rule = "chosen" if query.radius else "enough" if enough else "all"
        found.matches, found.unknown = tier("yes", found.radius), tier("unknown", found.radius)
        counted = [each for each in near if found.miles[each.id] <= found.radius]
        if not found.matches and not found.unknown:
            found.rule, found.radius = "nearest", query.radius
            near = [each for each in near if found.miles[each.id] <= 100 or any(each.text(way) for way in REACH)]
            found.matches = tier("yes", 1e9)[:5]
            found.unknown = tier("unknown", 1e9)[:5 - len(found.matches)]
            counted = [each for each in counted if found.miles[each.id] <= (query.radius or 100)]
        return counted


def _is_beginning(word: str, *, last: bool) -> bool:
    """Say whether a word stands for all that begin with it: the last one, and a single Chinese character."""
    return len(word) == 1 if word[0] > "\u3000" else last and len(word) > 2


def verdict(said: dict[str, str]) -> str:
    """Return no, unknown or yes for all filters together."""
    return next((answer for answer in ("no", "unknown") if answer in said.values()), "yes")


@cache
def _geodesic(here: tuple[float, float], there: tuple[float, float]) -> float:
    return float(geodesic(here, there).miles)


def miles(each: Listing, place: Place) -> float:
    """Return geopy's distance."""
    assert each.point
    return _geodesic((place.latitude, place.longitude), (each.point.latitude, each.point.longitude))


def answers(each: Listing, query: Query, now: datetime) -> dict[str, str]:
    """Return what a listing says to each filter that is on."""
    said = {}
    if query.services:
        said["services"] = "yes" if set(query.services) & set(each.codes("services")) else "no"
    if query.languages:
        spoken = set(each.codes("languages"))
        helped = each.text("interpretation") in ("yes", "phone", "on-request")
        said["languages"] = ("yes" if spoken & set(query.languages) else "unknown" if helped or not spoken else "no")
    if query.papers:
        asked = {each.text(paper) for paper in query.papers}
        said["papers"] = "no" if "yes" in asked else "yes" if asked == {"no"} else "unknown"
    if query.cost:
        cost = each.text("cost")
        said["cost"] = "yes" if cost in query.cost else "no" if cost else "unknown"
    if query.open_now:
        said["open_now"] = is_open(each, now)
    return said


def is_open(each: Listing, now: datetime) -> str:
    """Return whether a place is open: unknown where its hours or clock are not known, or a holiday decides."""
    text = each.text("hours")
    if each.text("status") == "paused":
        return "no"
    if not text or (not each.timezone and text != "24/7"):
        return "unknown"
    local = now.astimezone(ZoneInfo(each.timezone or "UTC"))
    if hours.state(hours.parse(text), local).kind == "closed":
        return "no"
    if text == "24/7" or "; holidays" in text or not any(us_holiday(local.date() - timedelta(days=n)) for n in (0, 1)):
        return "yes"
    with_holidays_off = hours.state(hours.parse(text + "; holidays closed"), local).kind
    return "yes" if with_holidays_off == "open" and not us_holiday(local.date()) else "unknown"


def facets(rows: Sequence[Listing], said: dict[str, dict[str, str]]) -> dict[str, tuple[dict[str, int], int, int]]:
    """Return facet -> (value -> count, known, total)."""
    found = {}
    for name in ("papers", "languages", "services", "cost"):
        kept = [each for each in rows if "no" not in {**said[each.id], name: ""}.values()]
        if name == "papers":
            values = Counter(paper for each in kept for paper in vocabulary.PAPERS if each.text(paper) == "no")
            known = sum(1 for each in kept if any(each.text(paper) for paper in vocabulary.PAPERS))
        else:
            values = Counter(code for each in kept for code in each.codes(name))
            known = sum(1 for each in kept if each.text(name))
        if values:
            found[name] = (dict(values), known, len(kept))
    return found


def _by_name(each: Listing) -> tuple[str, ...]:
    return tuple(each.text(name).casefold() for name in ("state", "city", "organization", "name")) + (each.id,)


def _words(each: Listing) -> set[str]:
    terms = [vocabulary.CATEGORIES[each.text("category")],
             *(vocabulary.SERVICES[code] for code in each.codes("services"))]
    said = [text for term in terms for text in (term.name, term.explanation) if text]
    texts = [each.text(name) for name in ("organization", "name", "description", "city")]
    for language in LANGUAGES:
        texts += map(catalog(language.code).gettext, said)
        texts += [formats.language_name(language.code, code, vocabulary.SPOKEN[code])
                  for code in each.codes("languages")]
    return {word for text in texts for word in folding.index(text)}
