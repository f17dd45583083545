"""The search once more, the slow and plain way: every listing of the edition looked at, in plain Python.

Distances are geopy's, hours are read by listings.hours, filters look at the facts. It shares with the engine only the
folding of words and the gazetteer.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
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
        self.open_by_id = {each.id: each for each in self.open}
        self.numbers = {each.id: number for number, each in enumerate(self.listings)}
        self._words = {each.id: _words(each) for each in self.open}
        self._needs = set(edition.meanings)

    def search(self, query: Query, place: Place | None, now: datetime) -> Expected:
        """Answer a query; `place` is its place, found in the gazetteer."""
        found = Expected()
        fitting = [each for each in self.open if self._fits(each, query)]
        said = {each.id: answers(each, query, now) for each in fitting}
        local = self._local(fitting, query, place, said, found, now)
        counted = self._seen([each.id for each in local], now)
        local = [each for each in local if each.id in counted]
        shown = {*found.matches, *found.unknown}
        areas = place.areas if place else ("country:US",)
        wide = []
        for each in fitting:
            covers = [WIDTH[area.split(":")[0]] for area in each.codes("service_area") if area in areas]
            if covers and each.id not in shown and "no" not in said[each.id].values():
                sure = "unknown" not in said[each.id].values()
                wide.append((not sure, min(covers), each.text("category") == "any", stage(each, now) > 0,
                             self.numbers[each.id], each.id))
        wide.sort()
        kept = self._seen([each[-1] for each in wide], now)
        found.by_area = [(each[-1], not each[0]) for each in wide if each[-1] in kept]
        found.facets = facets(local, said, query)
        return found

    def _fits(self, each: Listing, query: Query) -> bool:
        words = folding.query(query.words)
        own = self._words[each.id]
        return (query.category in ("", each.text("category")) or each.text("category") == "any") and \
            all(any(other == word or (other.startswith(word) and _is_beginning(
                    word, last=word == words[-1] and word not in self._needs))
                    for other in own) for word in words)

    def _seen(self, keys: Sequence[str], now: datetime) -> set[str]:
        """Leave out the hidden where another of the same category is shown."""
        each = {key: self.open_by_id[key] for key in keys}
        kinds = {found.text("category") for found in each.values() if stage(found, now) < 2}
        return {key for key, found in each.items() if stage(found, now) < 2 or found.text("category") not in kinds}

    def _local(self, fitting: Sequence[Listing], query: Query, place: Place | None, said: dict[str, dict[str, str]],
               found: Expected, now: datetime) -> list[Listing]:
        """Fill in the places, and return those that are counted."""
        def keep_seen() -> None:
            kept = self._seen([*found.matches, *found.unknown], now)
            found.matches = [key for key in found.matches if key in kept]
            found.unknown = [key for key in found.unknown if key in kept]

        if place is None or place.kind == "state":
            found.rule = "state" if place else "everywhere" if folding.query(query.words) or query.court else "areas"
            local = [each for each in fitting if found.rule == "everywhere"
                     or (place and each.text("state") == place.state)]
            found.matches = [each.id for each in local if verdict(said[each.id]) == "yes"]
            found.unknown = [each.id for each in local if verdict(said[each.id]) == "unknown"]
            for tiers in (found.matches, found.unknown):
                tiers.sort(key=lambda key: (stage(self.open_by_id[key], now) > 0, self.numbers[key]))
            keep_seen()
            return local
        found.miles = {each.id: miles(each, place) for each in fitting if each.point}
        near = sorted((each for each in fitting if each.point),
                      key=lambda each: (ring(found.miles[each.id]), stage(each, now) > 0, found.miles[each.id],
                                        self.numbers[each.id]))

        def tier(wanted: str, radius: float) -> list[str]:
            return [each.id for each in near if verdict(said[each.id]) == wanted and found.miles[each.id] <= radius]

        def fresh(radius: float) -> int:
            return sum(1 for key in tier("yes", radius) if stage(self.open_by_id[key], now) < 2)

        enough = next((radius for radius in RADII if fresh(radius) >= 20), 0)
        found.radius = query.radius or enough or 100
        found.rule = "chosen" if query.radius else "enough" if enough else "all"
        found.matches, found.unknown = tier("yes", found.radius), tier("unknown", found.radius)
        keep_seen()
        counted = [each for each in near if found.miles[each.id] <= found.radius]
        if not found.matches and not found.unknown:
            found.rule, found.radius = "nearest", query.radius
            near = [each for each in near if found.miles[each.id] <= 100 or any(each.text(way) for way in REACH)
                    and (each.text("category") != "food" or folding.query(query.words))]
            found.matches, found.unknown = tier("yes", 1e9), tier("unknown", 1e9)
            keep_seen()
            del found.matches[5:], found.unknown[5 - len(found.matches):]
            counted = [each for each in counted if found.miles[each.id] <= (query.radius or 100)]
        return counted


def ring(miles: float) -> int:
    """Return the ring of a distance: each of the radii, then each twice as wide as the one before."""
    return next(number for number, end in enumerate((*RADII, 200, 400, 800, 1600, 3200, 6400, 1e9)) if miles <= end)


def stage(each: Listing, now: datetime) -> int:
    """Return 0 for facts that rank first, 1 for old ones, 2 for those hidden where another of their kind is shown."""
    asked = each.text("assured_method") in ("called", "visited", "website", "organization")
    since = each.text("assured_date") if asked else each.text("source_date") or each.text("assured_date")
    if not since:
        return 1
    age = (now.date() - date.fromisoformat(since)).days
    if not asked:
        return int(age >= 365)
    clock = 90 if each.text("category") == "legal" else 180
    return 2 if age >= 3 * clock else int(age >= 2 * clock)


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
        own = set(each.codes("services"))
        maybe = own <= {"immigration-legal-help", "health-center"} and each.text("category") in {
            vocabulary.SERVICES[code].category for code in query.services}
        said["services"] = "yes" if set(query.services) & own else "unknown" if maybe else "no"
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
    if query.serves:
        groups = set(each.codes("eligibility"))
        others = groups - {"low-income", "area-residents", "members"}
        said["serves"] = "yes" if groups & {*query.serves, "everyone"} else "no" if others else "unknown"
    if query.open_now:
        said["open_now"] = is_open(each, now)
    if query.day:
        said["day"] = opens_on(each, query.day)
    if query.court:
        courts = each.codes("courts")
        said["court"] = "yes" if query.court in courts else "no" if courts else "unknown"
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


def opens_on(each: Listing, day: int) -> str:
    """Return whether a place opens on a weekday, in some week of the month."""
    text = each.text("hours")
    if each.text("status") == "paused":
        return "no"
    if not text or (not each.timezone and text != "24/7"):
        return "unknown"
    return "yes" if hours.week_masks(hours.parse(text))[day - 1] else "no"


def facets(rows: Sequence[Listing], said: dict[str, dict[str, str]],
           query: Query) -> dict[str, tuple[dict[str, int], int, int]]:
    """Return facet -> (value -> count, known, total)."""
    found = {}
    for name in ("papers", "languages", "services", "serves", "cost"):
        kept = [each for each in rows if "no" not in {**said[each.id], name: ""}.values()]
        if name == "papers":
            values = Counter(paper for each in kept for paper in vocabulary.PAPERS if each.text(paper) == "no")
            known = sum(1 for each in kept if any(each.text(paper) for paper in vocabulary.PAPERS))
        else:
            column = "eligibility" if name == "serves" else name
            values = Counter(code for each in kept for code in each.codes(column))
            known = sum(1 for each in kept if each.text(column))
        chosen = {"papers": query.papers, "languages": query.languages, "services": query.services,
                  "serves": query.serves, "cost": query.cost}[name]
        values.update(dict.fromkeys(chosen, 0))
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
    return {word for text in texts for word in _index(text)}


#: The names of services come again with every place.
_index = cache(folding.index)
