from datetime import datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from opening_hours import OpeningHours

from directory.listings.hours import HoursError, parse, state, to_osm, write
from directory.listings.hours.osm import is_osm
from tests.effort import effort
from tests.listings.hours_made_up import MOMENTS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mo-Fr 09:00-12:00,13:00-17:00; Sa[1,3] 10:00-13:00; PH off",
            "Mon-Fri 9am-noon, 1pm-5pm; 1st, 3rd Sat 10am-1pm; holidays closed",
        ),
        ("Mo-Fr 09:00-17:00; We 09:00-12:00", "Mon, Tue, Thu, Fri 9am-5pm; Wed 9am-noon"),
        ("Mo-Fr 09:00-17:00; We off", "Mon, Tue, Thu, Fri 9am-5pm"),
        ("Mo-Fr 09:00-12:00, We 14:00-17:00", "Mon, Tue, Thu, Fri 9am-noon; Wed 9am-noon, 2pm-5pm"),
        ("Mo 09:00-17:00; Mo[1] 09:00-12:00", "1st Mon 9am-noon; 2nd, 3rd, 4th, 5th Mon 9am-5pm"),
        ("Fr[-1] 15:00-17:00", "last Fri 3pm-5pm"),
        ("Sa[1-3] 10:00-13:00", "1st, 2nd, 3rd Sat 10am-1pm"),
        ("Fr-Mo 10:00-13:00", "Mon, Fri-Sun 10am-1pm"),
        ("Th 18:00-26:00", "Thu 6pm-2am"),
        ("Th 18:00-02:00", "Thu 6pm-2am"),
        ("Th 18:00-00:00", "Thu 6pm-midnight"),
        ("24/7; PH off", "24/7; holidays closed"),
        ("09:00-17:00; Su,PH off", "Mon-Sat 9am-5pm; holidays closed"),
        ("mo-fr 09:00 - 17:00", "Mon-Fri 9am-5pm"),
    ],
)
def test_openstreetmap_hours_are_read_by_their_own_rules(text: str, expected: str) -> None:
    assert is_osm(text)
    assert write(parse(text)) == expected


@pytest.mark.parametrize("text", ["Mo-Fr 9-5", "Mon 09:00-17:00", "Tu & Th 10:00-12:00", "24/7", "Mo", ""])
def test_what_is_not_wholly_openstreetmap_syntax_is_read_as_friendly_text(text: str) -> None:
    assert not is_osm(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mo-Fr 09:00-17:00; PH 09:00-12:00", "not-supported"),
        ("Mo-Fr,PH 09:00-17:00", "not-supported"),
        ("PH off; Mo-Fr 09:00-17:00", "not-supported"),
        ("Mo-Fr 09:00-17:00; SH off", "not-supported"),
        ("Mo-Fr 09:00-17:00 open", "not-supported"),
        ("Mo-Fr 09:00-17:00 || \"call first\"", "not-supported"),
        ("Mo-Fr 09:00+", "not-supported"),
        ("Jan-Mar Mo 09:00-12:00", "not-supported"),
        ("week 1-53/2 Mo 09:00-12:00", "not-supported"),
        ("Mo-Fr sunrise-sunset", "not-supported"),
        ("Fr[-2] 09:00-12:00", "not-supported"),
        ("Mo 09:00-17:00; Mo[-1] off", "not-supported"),
        ("Mo 09:00-12:00,", "not-supported"),
        ("Mo 09:00-12:61", "time-unknown"),
        ("Mo 09:00-48:00", "time-unknown"),
        ("Mo 10:00-02:00", "ambiguous-am-pm"),
        ("Mo 09:00-12:00, Mo 11:00-13:00", "same-day-twice"),
        ("Mo 09:00-12:00; Mo off", "empty"),
    ],
)  # fmt: skip
def test_openstreetmap_hours_that_we_cannot_hold_are_refused(text: str, code: str) -> None:
    with pytest.raises(HoursError) as error:
        parse(text)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("text", "osm"),
    [
        ("Mon-Wed, Fri 9am-5pm; holidays closed", "Mo,Tu,We,Fr 09:00-17:00; PH off"),
        (
            "Mon 9am-5pm; 1st Mon 6pm-8pm; 3rd Sat 9am-noon",
            "Mo 09:00-17:00, Mo[1] 18:00-20:00; Sa[3] 09:00-12:00",
        ),
        ("Thu 6pm-2am; Fri 9am-noon", "Th 18:00-02:00, Fr 09:00-12:00"),
        ("Mon 9am-10am next day", "Mo 09:00-34:00"),
        ("24/7", "24/7"),
    ],
)
def test_hours_are_written_for_openstreetmap(text: str, osm: str) -> None:
    assert to_osm(parse(text)) == osm


DAYS = st.sampled_from(
    ["Mo", "We", "Mo-Fr", "Fr-Mo", "Sa,Su", "Mo[1]", "Mo[1,3]", "We[4-5]", "Mo[-1]", "Mo,We[2]", "Mo-Su"]
)
TIMES = st.sampled_from(["09:00-17:00", "09:00-12:00,13:00-17:00", "18:00-24:00", "06:00-10:00", "off"])
RULES = st.tuples(DAYS, TIMES).map(" ".join)


@given(st.lists(RULES, min_size=1, max_size=4), st.sampled_from(["; ", ", "]), MOMENTS)
@effort(max_examples=200, deadline=None)
def test_the_opening_hours_library_reads_the_same_from_the_same_text(
    rules: list[str], between: str, moment: datetime
) -> None:
    text = between.join(rules)
    try:
        hours = parse(text)
    except HoursError:
        assume(False)
    assert OpeningHours(text).is_open(moment) == (state(hours, moment).kind == "open")
