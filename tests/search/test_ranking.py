"""Unknown is a value: what we do not know of a place never counts as no, and never as yes."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.edition import build, tables
from directory.edition.store import Edition
from directory.listings import vocabulary
from directory.places.place import Place
from directory.search import engine, ranking, statements
from directory.search.query import LAST_PAGE, Query, clean
from directory.search.ranking import NO, UNKNOWN, YES, Row, Wanted
from tests.search import made_up
from tests.search.conftest import Build

PHOTO_ID, SSN = 1, 2
SPANISH, VIETNAMESE = 1, 2


def row(number: int = 1, miles: float | None = 1.0, **facts: int) -> Row:
    nothing = dict.fromkeys(("category", "services", "languages", "asked", "not_asked", "cost", "serves", "flags"), 0)
    return Row(number, miles, **{**nothing, **facts})


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, UNKNOWN),
        ({"not_asked": PHOTO_ID}, UNKNOWN),
        ({"not_asked": PHOTO_ID | SSN}, YES),
        ({"asked": PHOTO_ID}, NO),
        ({"asked": PHOTO_ID, "not_asked": SSN}, NO),
        ({"asked": 4, "not_asked": PHOTO_ID | SSN}, YES),
    ],
)
def test_a_place_that_asks_for_a_paper_is_left_out_and_one_that_does_not_say_is_not(
    facts: dict[str, int], said: int
) -> None:
    assert ranking.verdict(row(**facts), Wanted(papers=PHOTO_ID | SSN)) == said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, UNKNOWN),
        ({"languages": SPANISH}, YES),
        ({"languages": SPANISH | VIETNAMESE}, YES),
        ({"languages": VIETNAMESE}, NO),
        ({"languages": VIETNAMESE, "flags": ranking.INTERPRETERS}, UNKNOWN),
        ({"languages": ranking.RARE}, NO),
    ],
)
def test_a_place_with_interpreters_may_speak_it(facts: dict[str, int], said: int) -> None:
    assert ranking.verdict(row(**facts), Wanted(languages=SPANISH)) == said


def test_a_language_that_nobody_speaks_here_is_not_the_same_as_no_filter() -> None:
    want = ranking.wanted(Query(languages=("quc",)), {"languages": {"es": 0}})
    assert want.any
    assert [ranking.verdict(row(languages=mask), want) for mask in (SPANISH, 0, ranking.RARE)] == [NO, UNKNOWN, UNKNOWN]


def test_cost_and_hours_that_we_do_not_know_stay_visible() -> None:
    assert [ranking.verdict(row(cost=cost), Wanted(cost=frozenset({1, 2}))) for cost in (0, 1, 3)] == [UNKNOWN, YES, NO]
    rows = [row()._replace(open=said) for said in (UNKNOWN, YES, NO)]
    assert [ranking.verdict(each, Wanted(open_now=True)) for each in rows] == [UNKNOWN, YES, NO]


def test_a_place_that_says_only_what_kind_it_is_may_do_more() -> None:
    """A recognized office gives immigration legal help; whether it goes to court nobody asked yet."""
    bits = {"services": {code: number for number, code in enumerate(vocabulary.SERVICES)}}
    want = ranking.wanted(Query(services=("deportation-defense",)), bits)
    help_, defense, asylum, center = (1 << bits["services"][code] for code in (
        "immigration-legal-help", "deportation-defense", "asylum", "health-center"))
    legal, medical = 1, 2
    for category, services, said in ((legal, help_, UNKNOWN), (legal, 0, UNKNOWN), (legal, defense, YES),
                                     (legal, asylum, NO), (legal, help_ | asylum, NO), (legal, help_ | defense, YES),
                                     (medical, center, NO), (medical, 0, NO)):
        assert ranking.verdict(row(category=category, services=services), want) == said


def test_a_place_for_others_is_left_out_and_a_condition_is_no_group() -> None:
    codes = list(vocabulary.ELIGIBILITY)
    want = ranking.wanted(Query(serves=("families",)), {})

    def said(*groups: str) -> int:
        return ranking.verdict(row(serves=sum(1 << codes.index(code) for code in groups)), want)

    assert [said(), said("everyone"), said("families", "seniors"), said("low-income"), said("seniors"),
            said("seniors", "low-income")] == [UNKNOWN, YES, YES, UNKNOWN, NO, NO]


def test_a_court_is_asked_of_those_who_name_theirs() -> None:
    courts = {"Newark": frozenset({1, 2}), "Eloy": frozenset({3})}
    for court, said in (("Newark", [YES, YES, NO, UNKNOWN]), ("no such court", [NO, NO, NO, UNKNOWN])):
        want = ranking.wanted(Query(court=court), {}, courts)
        assert [ranking.verdict(row(number), want) for number in (1, 2, 3, 4)] == said


def test_what_was_chosen_stays_to_be_unchosen() -> None:
    chosen = {"cost": ("sliding",), "services": ("bond",)}
    facets = ranking.facets([row(cost=1)], Wanted(cost=frozenset({2})), {}, chosen)
    assert {facet.name: [(each.code, each.count) for each in facet.values] for facet in facets} == {
        "cost": [("free", 1), ("sliding", 0)], "services": [("bond", 0)]}


def test_those_we_are_sure_of_come_before_those_we_are_not_however_near() -> None:
    rows = [row(1, 0.5), row(2, 90.0, cost=1), row(3, 0.1, cost=2), row(4, 3.0, cost=1)]
    spread = ranking.sort(rows, Wanted(cost=frozenset({1})))
    assert ([each.number for each in spread.matches], [each.number for each in spread.unknown]) == ([4, 2], [1])


def test_the_nearest_few_are_filled_up_with_those_we_are_not_sure_of() -> None:
    far = ranking.Sorted((row(1),), tuple(row(number) for number in range(2, 9)))
    reach = ranking.nearest(far, 0)
    assert [each.number for each in (*reach.rows.matches, *reach.rows.unknown)] == [1, 2, 3, 4, 5]


def test_the_radius_is_the_smallest_with_twenty_matches() -> None:
    near = ranking.Sorted(tuple(row(number, number) for number in range(1, 40)), ())
    reach = ranking.reach(near, 0)
    assert reach and (reach.rule, reach.radius, len(reach.rows.matches)) == ("enough", 25, 25)


def test_places_that_we_are_not_sure_of_do_not_make_it_enough() -> None:
    some = tuple(row(number, 1.0) for number in range(19))
    unsure = tuple(row(number, 1.0) for number in range(100, 200))
    reach = ranking.reach(ranking.Sorted(some, unsure), 0)
    assert reach and (reach.rule, reach.radius) == ("all", 100)


masks = st.integers(0, 7)
SAID = st.sampled_from([YES, UNKNOWN, NO])
ROWS = st.lists(st.builds(Row, st.integers(1, 99), st.floats(0, 120), masks, masks, masks, masks, masks,
                          st.integers(0, 4), masks, st.integers(0, 15), SAID, SAID), max_size=30)
WANTED = st.builds(Wanted, services=masks, kinds=st.just(2), special=st.just(~1), languages=masks, papers=masks,
                   serves=masks, others=masks, cost=st.frozensets(st.integers(1, 4), max_size=2),
                   open_now=st.booleans(), day=st.integers(0, 7))


@given(ROWS, WANTED)
def test_counts_are_of_the_rows_that_the_other_filters_leave(rows: list[Row], want: Wanted) -> None:
    bits = {"services": {"one": 0, "two": 1}, "languages": {"es": 0, "vi": 1, "fr": 2}}
    for facet in ranking.facets(rows, want, bits):
        kept = [each for each in rows if NO not in {**ranking.answers(each, want), facet.name: YES}.values()]
        assert facet.total == len(kept) >= facet.known >= max(count.count for count in facet.values)
        for count in facet.values:
            if facet.name == "languages":
                assert count.count == sum(1 for each in kept if each.languages >> bits["languages"][count.code] & 1)


@given(ROWS, WANTED)
def test_no_filter_hides_a_row_of_which_we_know_nothing(rows: list[Row], want: Wanted) -> None:
    unknown = row(1000, 1.0, services=want.services)
    spread = ranking.sort([*rows, unknown], want)
    assert unknown in (*spread.matches, *spread.unknown)


def test_what_two_modules_must_both_know_is_the_same() -> None:
    assert ranking.INTERPRETERS == tables.FLAG_INTERPRETERS
    assert ranking.RARE == 1 << build.MAX_BITS
    assert len(vocabulary.SERVICES) <= build.MAX_BITS


def test_a_search_of_a_forged_link_is_only_what_we_know() -> None:
    asked = clean({"services": "food-pantry", "languages": 5, "papers": ["asks_ssn", "asks_soul"], "cost": {"free": 1},
                   "radius": "7", "page": "1e9", "words": "a\x00\ud800b", "category": ["legal"]})
    assert asked == Query(papers=("asks_ssn",), words="ab")
    assert clean({"page": 10**30}).page == LAST_PAGE
    courts = [clean({"court": "Newark", "category": each}).court for each in ("", "legal", "food")]
    assert courts == ["Newark", "Newark", ""], "who now looks for food asks no court"


@pytest.fixture(scope="module")
def many_languages(build_edition: Build) -> Edition:
    """A register with more languages than a mask has bits: the rarest share one."""
    common = list(vocabulary.SPOKEN)[:build.MAX_BITS]
    rare = list(vocabulary.SPOKEN)[build.MAX_BITS:build.MAX_BITS + 3]
    place = {"address_1": "1 Example Street", "city": "Oakland", "state": "CA", "postal_code": "94601",
             "category": "food"}
    spoken = {**{f"{code}-{n}": code for code in common for n in (1, 2)}, **{f"{code}-1": code for code in rare}}
    return build_edition([(key, {**place, "organization": "Example", "languages": code}, False)
                          for key, code in spoken.items()])


def test_a_language_too_rare_for_a_bit_is_never_a_no_nor_a_yes(many_languages: Edition) -> None:
    rare = list(vocabulary.SPOKEN)[build.MAX_BITS]
    answer = engine.search(many_languages, Query(place="zip:94601", languages=(rare,)))
    assert (answer.matches, answer.unknown) == (0, 3)
    assert f"{rare}-1" in {hit.listing.id for hit in answer.hits}


@pytest.fixture(scope="module")
def edition(build_edition: Build, zips: tuple[Place, ...]) -> Edition:
    return build_edition(list(made_up.rows(Random(8), zips, count=1300, shares=(90, 0, 0, 0, 5, 5, 0))))


def test_the_last_page_is_the_last_and_turns_no_further(edition: Edition) -> None:
    answer = engine.search(edition, Query(place="zip:94601", radius=100, page=LAST_PAGE))
    assert answer.query.page == answer.pages
    assert 0 < len(answer.hits) <= 20
    assert engine.search(edition, answer.query.at_page(answer.pages - 1)).hits[-1].miles <= answer.hits[0].miles  # type: ignore[operator]


def test_of_too_many_in_a_state_those_that_fit_are_kept(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    query = Query(place="state:CA", category="food", papers=("asks_ssn",), cost=("free",))
    every = engine.search(edition, query)
    monkeypatch.setattr(statements, "MANY", every.matches + every.unknown)
    statements.search.cache_clear()
    few = engine.search(edition, query)
    statements.search.cache_clear()
    assert (few.matches, few.unknown, few.hits) == (every.matches, every.unknown, every.hits)
    assert every.matches > 3


def test_a_door_within_a_hundred_miles_can_be_reached_without_a_telephone(build_edition: Build) -> None:
    def pantry(city: str, state: str, code: str) -> dict[str, str]:
        return {"organization": "Example", "category": "food", "address_1": "1 Example Street", "city": city,
                "state": state, "postal_code": code}

    edition = build_edition([("vallejo", pantry("Vallejo", "CA", "94590"), False),
                             ("reno", pantry("Reno", "NV", "89501"), False)])
    answer = engine.search(edition, Query(place="zip:94601", radius=5))
    assert (answer.rule, [hit.listing.id for hit in answer.hits]) == ("nearest", ["vallejo"])


def test_fresh_facts_come_first_within_a_ring_and_nobody_is_sent_far_for_them() -> None:
    rows = [row(1, 3.0)._replace(behind=True), row(2, 4.0), row(3, 6.0), row(4, 8.0)._replace(behind=True), row(5, 9.0)]
    assert [each.number for each in ranking.sort(rows, Wanted()).matches] == [2, 1, 3, 5, 4]


def test_the_hidden_show_only_where_nothing_else_of_their_kind_does() -> None:
    old = row(1, 1.0, category=1)._replace(behind=True, hidden=True)
    other, same = row(2, 2.0, category=2), row(3, 90.0, category=1)

    def shown(*rows: Row) -> list[int]:
        found = ranking.reach(ranking.sort(rows, Wanted()), 0)
        assert found
        return [each.number for each in found.rows.matches]

    assert shown(old, other) == [2, 1]
    assert shown(old, other, same) == [2, 3]
    assert [each.number for each in ranking.nearest(ranking.sort([old, same], Wanted()), 0).rows.matches] == [3]
