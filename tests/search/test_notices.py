"""Which notices a page shows: those of its place, the narrowest area first, three at once."""

from dataclasses import replace
from datetime import timedelta

from directory import clock
from directory.search.notices import choose
from tests.listings.notices_made_up import notice

OAKLAND = ("zip:94601", "county:06001", "state:CA", "country:US")
DAY = timedelta(days=1)


def test_the_narrowest_area_comes_first_and_of_one_area_what_ends_first() -> None:
    county, state, nation = notice(area="county:06001"), notice(area="state:CA"), notice(area="country:US")
    sooner = replace(state, expires=state.expires - DAY)
    assert choose([nation, state, sooner, county], OAKLAND, clock.now()) == ((county, sooner, state), (nation,))


def test_a_notice_is_for_its_area_only() -> None:
    county, state, nation = notice(area="county:06001"), notice(area="state:CA"), notice(area="country:US")
    every = [county, state, nation]
    assert choose(every, ("county:32003", "state:NV", "country:US"), clock.now()) == ((nation,), ())
    assert choose(every, ("state:CA", "country:US"), clock.now()) == ((state, nation), ())
    assert choose(every, ("country:US",), clock.now()) == ((nation,), ())


def test_neither_a_notice_to_come_nor_one_that_is_over_is_shown() -> None:
    made = notice()
    to_come = replace(made, starts=made.starts + DAY)
    over = replace(made, starts=made.starts - DAY, expires=made.starts - DAY)
    assert choose([to_come, over, made], OAKLAND, clock.now()) == ((made,), ())
