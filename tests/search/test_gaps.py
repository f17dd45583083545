"""Where help is missing: what looking at every listing would say; and no list is never told as no help."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from statistics import median_high

import pytest

from directory.edition import queries
from directory.edition.store import Edition
from directory.listings.listing import Listing
from directory.places import distance, gazetteer
from directory.places.place import Place
from directory.search import gaps, missing
from directory.search.gaps import HELP, Area, Asked, Gap, Spot
from directory.search.missing import Wanted
from tests.search import made_up
from tests.search.conftest import Build
from tests.search.oracle import REACH, Oracle


def source(code: str, category: str, covers: str, complete: str, edition: str = "2026-07") -> dict[str, str]:
    return {"code": code, "title": f"Invented {code}", "publisher": "Example Publisher", "edition": edition, "url": "",
            "licence": "CC0", "category": category, "covers": covers, "complete": complete, "note": ""}


#: One list for the whole country and one inside it; a state and a county; two ZIP codes of a county; a page, no list.
SOURCES = [source("roster", "legal", "country:US", "no"), source("bay", "legal", "county:06001; county:06085", "yes"),
           source("clinics", "medical", "state:CA; county:36061", "yes", "2021"),
           source("pantries", "food", "zip:94601; zip:94704", "yes"), source("line", "food", "country:US", "")]


@pytest.fixture(scope="module", params=[1, pytest.param(2, marks=pytest.mark.system)])
def covered(request: pytest.FixtureRequest, build_edition: Build, zips: Sequence[Place]) -> Edition:
    """A made-up edition with lists that cover parts of the country."""
    return build_edition(list(made_up.rows(Random(request.param), zips, count=80 * request.param)), SOURCES)


def is_help(each: Listing, category: str, languages: Sequence[str]) -> bool:
    """Say whether a listing is help of a kind, near or by phone, by its facts."""
    return (each.text("category") == category and each.text("status") != "paused"
            and (not languages or bool(set(languages) & set(each.codes("languages")))))


def nearest_to(place: Place, helping: Sequence[Listing]) -> float | None:
    """Return the miles to the nearest of the listings that are help, every one looked at."""
    here = distance.ecef(place.latitude, place.longitude)
    found = [distance.chord_between(here, each.point.ecef) for each in helping
             if each.point and (each.has_door or (any(map(each.text, REACH)) and not each.text("service_area")))]
    return distance.miles(min(found)) if found else None


def by_phone(place: Place, helping: Sequence[Listing]) -> bool:
    """Say whether a line serves a place or its main county or state."""
    areas = {place.key, f"county:{place.counties[0]}", f"state:{place.state}"}
    return any(not each.has_door and any(map(each.text, REACH)) and areas & set(each.codes("service_area"))
               for each in helping)


def covered_by(place: Place, category: str) -> list[dict[str, str]]:
    """Return the lists that cover a place, through nothing but itself, its main county, its state and the country."""
    areas = {place.key, f"county:{place.counties[0]}", f"state:{place.state}", "country:US"}
    return [each for each in SOURCES if each["category"] == category and each["complete"]
            and areas & set(each["covers"].split("; "))]


def every_zip(edition: Edition) -> list[Place]:
    with edition.connect() as connection:
        found = [gazetteer.get(connection, key) for key, _, _ in queries.named(connection, "zip")]
    return [place for place in found if place]


@pytest.fixture(scope="module")
def known(covered: Edition) -> tuple[Oracle, list[Place]]:
    """All listings of that edition, and all its ZIP codes."""
    return Oracle(covered), every_zip(covered)


@pytest.mark.parametrize("languages", [(), ("es",), ("mam", "quc")], ids="-".join)
@pytest.mark.parametrize("by", ["zip", "county", "state"])
def test_gaps_are_what_every_listing_says(covered: Edition, known: tuple[Oracle, list[Place]], by: str,
                                          languages: tuple[str, ...]) -> None:
    oracle, places = known
    keys: dict[str, Callable[[Place], str]] = {
        "zip": lambda place: place.key, "county": lambda place: f"county:{place.counties[0]}",
        "state": lambda place: f"state:{place.state}"}
    places_of: dict[str, list[Place]] = {}
    for place in places:
        places_of.setdefault(keys[by](place), []).append(place)
    found = missing.count(covered, by, Wanted(miles=30, languages=languages))
    assert len(found) == len({gap.area.key for gap in found}) * len(HELP)
    helping = {category: [each for each in oracle.open if is_help(each, category, languages)] for category in HELP}
    for gap in found:
        inside = places_of.get(gap.area.key, [])
        lists = {place.key: covered_by(place, gap.category) for place in inside}
        listed = [place for place in inside if lists[place.key]]
        miles = {place.key: nearest_to(place, helping[gap.category]) for place in listed}
        without = [place for place in listed if (far := miles[place.key]) is None or far > 30]
        phone = [place for place in without if by_phone(place, helping[gap.category])]
        assert (gap.zips, gap.listed, gap.without, gap.by_phone) == tuple(
            map(len, (inside, listed, without, phone))), gap
        measured = [far for far in miles.values() if far is not None]
        assert gap.middle == (pytest.approx(median_high(measured)) if measured else None)
        if inside:
            whole = all(any(each["complete"] == "yes" for each in lists[place.key]) for place in inside)
            kind = "none" if not listed else "complete" if whole and not languages else "partial"
            assert gap.coverage.kind == kind, gap
            assert {each["code"] for each in gap.coverage.lists} == {
                each["code"] for place in inside for each in lists[place.key]}


def test_of_how_many_we_know_the_languages(covered: Edition) -> None:
    listings = Oracle(covered).open
    for category in HELP:
        every = [each for each in listings if is_help(each, category, ())]
        known = [each for each in every if each.codes("languages")]
        assert missing.languages_known(covered, category) == (len(known), len(every))
        assert 1 < len(known) < len(every)


def test_what_is_taken_away_makes_nothing_nearer(build_edition: Build, zips: Sequence[Place]) -> None:
    random = Random(3)
    rows = list(made_up.rows(random, zips, count=60))
    fewer = random.sample(rows, 45)
    with build_edition(rows).connect() as one, build_edition(fewer).connect() as other:
        for before, after in zip(map(Spot._make, queries.zip_miles(one)), map(Spot._make, queries.zip_miles(other)),
                                 strict=True):
            assert before.zip == after.zip
            for near, far in zip(before[3:], after[3:], strict=True):
                assert far is None or (near is not None and near <= far)


def test_help_of_any_kind_a_paused_place_and_a_national_line_are_no_help_here(build_edition: Build) -> None:
    at = {"address_1": "1 Example Street", "city": "Oakland", "state": "CA", "postal_code": "94601",
          "phone": "(510) 555-0123"}
    line = {"location_type": "virtual", "phone": "(510) 555-0123", "category": "legal", "postal_code": "94601"}
    facts = [{**at, "category": "any"}, {**at, "category": "legal", "status": "paused"},
             {**at, "category": "legal", "status": "closed"}, {**line, "service_area": "country:US"},
             {**line, "service_area": "state:CA"}, {**at, "category": "legal", "address_confidential": "yes",
                                                    "service_area": "county:06001"}]
    rows = [(f"made{number:06}", {"organization": "Example", **each}, False) for number, each in enumerate(facts)]
    [gap, *_] = [each for each in missing.count(build_edition(rows, SOURCES), "zip", Wanted(("legal",), "CA"))
                 if each.area.key == "zip:94601"]
    assert (gap.without, gap.by_phone, gap.middle) == (1, 1, None)


def gap_of(spots: Sequence[Spot], sources: Sequence[dict[str, str]], category: str = "food") -> Gap:
    [found] = gaps.count([Area("state:MT", "Montana", "MT")], spots, Asked(category, sources, set()), by="state")
    return found


FAR = Spot("zip:59001", "county:30095", "state:MT", None, 400.0, 400.0)


def test_no_list_is_never_told_as_no_help() -> None:
    """Whatever lists there are elsewhere, or of other kinds: nothing is counted as missing, and nothing written."""
    for sources in ([], [source("elsewhere", "food", "state:OH", "yes"), source("next", "food", "county:30111", "yes")],
                    [source("other", "legal", "state:MT", "yes")], [source("a page", "food", "country:US", "")]):
        found = gap_of([FAR, FAR], sources)
        assert (found.zips, found.listed, found.without, found.middle, found.share) == (2, 0, 0, None, 0.0)
        assert found.coverage.kind == "none"
        written = dict(zip(gaps.COLUMNS, gaps.cells(found), strict=True))
        assert written["coverage"] == "none"
        assert {written[name] for name in ("zips_without", "zips_by_phone", "middle_miles")} == {""}


def test_where_a_list_covers_a_part_only_that_part_is_counted() -> None:
    other = FAR._replace(zip="zip:59601", county="county:30049")
    found = gap_of([FAR, FAR, other], [source("county list", "food", "county:30049", "yes")])
    assert (found.zips, found.listed, found.without, found.coverage.kind) == (3, 1, 1, "partial")


def test_a_share_is_never_rounded_to_nobody_or_everybody() -> None:
    found = gap_of([FAR], [source("list", "food", "state:MT", "yes")])
    assert [replace(found, listed=listed, without=without).percent for listed, without in (
        (1000, 1), (1000, 999), (1000, 0), (1000, 1000), (3, 1), (0, 0))] == [1, 99, 0, 100, 33, 0]


def test_the_worst_comes_first_and_what_we_do_not_know_last() -> None:
    found = gap_of([FAR], [source("list", "food", "state:MT", "yes")])
    nowhere = replace(found, middle=None)
    near = replace(found, without=0, middle=3.0)
    unknown = gap_of([FAR], [])
    assert gaps.worst_first([unknown, near, found, nowhere]) == [nowhere, found, near, unknown]


def test_a_county_without_a_zip_code_of_its_own_is_there_and_counts_nothing() -> None:
    found = gap_of([], [source("list", "food", "state:MT", "no")])
    assert (found.zips, found.listed, found.without, found.middle, found.coverage.kind) == (0, 0, 0, None, "partial")
