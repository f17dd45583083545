"""Random opening hours for the property tests of hours."""

from datetime import datetime

from hypothesis import strategies as st

from directory.listings.hours import Holidays, Hours, HoursError, Rule, to_osm, write

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31))


@st.composite
def rules(draw: st.DrawFn, *, nights: bool = True) -> Rule:
    """Draw one rule, of quarter hours and sometimes of odd minutes."""
    days = draw(st.lists(st.integers(0, 6), min_size=1, unique=True))
    nths = draw(st.just([]) | st.lists(st.sampled_from([1, 2, 3, 4, 5, -1]), max_size=4, unique=True))
    step = draw(st.sampled_from([1, 15, 30, 60]))
    start = draw(st.integers(0, 1439 // step)) * step
    latest = 2879 if nights else 1440
    end = min(latest, start + draw(st.integers(1, 1440 // step)) * step)
    return Rule(tuple(days), tuple(nths), ((start, end),))


@st.composite
def all_hours(draw: st.DrawFn, *, nights: bool = True, holidays: Holidays | None = None) -> Hours:
    """Draw hours of one to five rules, leaving out what opens a day twice or makes the text too long."""
    kept: list[Rule] = []
    found: Hours | None = None
    any_of: list[Holidays] = [holidays] if holidays else ["unknown", "closed", "open"]
    on_holidays = draw(st.sampled_from(any_of))
    for rule in draw(st.lists(rules(nights=nights), min_size=1, max_size=5)):
        try:
            more = Hours((*kept, rule), on_holidays)
        except HoursError:
            continue
        if found is None or max(len(write(more)), len(to_osm(more))) <= 500:
            kept.append(rule)
            found = more
    assert found is not None, "one rule alone is always good"
    return found
