import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.hours import CODES, Hours, HoursError, parse, to_osm, write
from tests.effort import effort
from tests.listings.hours_made_up import all_hours

READ = [
    ("Mon-Fri 9am-5pm; 1st Sat 10-1", "Mon-Fri 9am-5pm; 1st Sat 10am-1pm"),
    ("Monday through Friday 9:00 a.m. to 5:00 p.m.", "Mon-Fri 9am-5pm"),
    ("M-F 9-5", "Mon-Fri 9am-5pm"),
    ("m-f 9a-5p", "Mon-Fri 9am-5pm"),
    ("Tues & Thurs 10:00 AM – 12:30 PM", "Tue, Thu 10am-12:30pm"),
    ("2nd & 4th Tuesday 12:00pm - 4:00pm", "2nd, 4th Tue noon-4pm"),
    ("2nd and 4th Tue 12pm-4pm", "2nd, 4th Tue noon-4pm"),
    ("every Wednesday noon-2pm", "Wed noon-2pm"),
    ("Weekly Wednesday 10:30AM-12:30PM", "Wed 10:30am-12:30pm"),
    ("Weekly\n Monday 9:00 am - 2:30 pm\n Friday 9:00 am - 2:30 pm", "Mon, Fri 9am-2:30pm"),
    ("Every Friday 7:00:00 AM-4:00:00 PM", "Fri 7am-4pm"),
    ("Daily 8am-8pm", "Daily 8am-8pm"),
    ("7 days a week, 8am-9pm", "Daily 8am-9pm"),
    ("Mon 9am-12pm, 1pm-5pm; Tue closed", "Mon 9am-noon, 1pm-5pm"),
    ("Mon-Fri 9am-5pm, closed Wed", "Mon, Tue, Thu, Fri 9am-5pm"),
    ("closed Wed; Mon-Fri 9am-5pm", "Mon, Tue, Thu, Fri 9am-5pm"),
    ("Tuesdays 9-12; 1st Tue closed", "2nd, 3rd, 4th, 5th Tue 9am-noon"),
    ("last Friday 3-5pm", "last Fri 3pm-5pm"),
    ("2nd and last Thursday of each month from 11:30 a.m. – 1:30 p.m.", "2nd, last Thu 11:30am-1:30pm"),
    ("weekdays 9-5", "Mon-Fri 9am-5pm"),
    ("Sat-Sun 10am-2pm", "Sat, Sun 10am-2pm"),
    ("Sat-Mon 10am-2pm", "Mon, Sat, Sun 10am-2pm"),
    ("Thurs 6pm-2am", "Thu 6pm-2am"),
    ("1st, 3rd Sat 10-1", "1st, 3rd Sat 10am-1pm"),
    ("1st Sat of the month 10-1", "1st Sat 10am-1pm"),
    ("first and third Saturdays 10-1", "1st, 3rd Sat 10am-1pm"),
    ("every 1st Friday 10-1", "1st Fri 10am-1pm"),
    ("Every 2nd and 4th Saturday of the month from 2:00 – 4:30 p.m.", "2nd, 4th Sat 2pm-4:30pm"),
    ("every 3rd Tuesday of the month 10-1", "3rd Tue 10am-1pm"),
    ("1st Monday 5-7pm, 3rd Tuesday 9-11am", "1st Mon 5pm-7pm; 3rd Tue 9am-11am"),
    ("1st Sat and every Wed 10-1", "Wed 10am-1pm; 1st Sat 10am-1pm"),
    ("Mon-Thu 10-12pm, 1st Monday of month 4-6pm", "Mon-Thu 10am-noon; 1st Mon 4pm-6pm"),
    ("1pm-3pm Last Saturday of Month", "last Sat 1pm-3pm"),
    ("9am-5pm Mon-Fri, 10am-1pm Sat", "Mon-Fri 9am-5pm; Sat 10am-1pm"),
    ("Mondays, Wednesdays, and Fridays 10am-12pm, Tuesdays 1pm-3pm", "Mon, Wed, Fri 10am-noon; Tue 1pm-3pm"),
    ("Mon, Thurs and Fri 9:30-12:00 and 1-4:30 pm", "Mon, Thu, Fri 9:30am-noon, 1pm-4:30pm"),
    ("Mondays 9-11am & Thursdays 4-6pm.", "Mon 9am-11am; Thu 4pm-6pm"),
    ("Tuesdays and Thursdays - 10am-2pm", "Tue, Thu 10am-2pm"),
    ("Mon: 9 to 5", "Mon 9am-5pm"),
    ("Mon. 9.30 a.m. till noon. Sat. 10-1.", "Mon 9:30am-noon; Sat 10am-1pm"),
    ("Open Mon-Fri 9-5", "Mon-Fri 9am-5pm"),
    ("Hours: Mon-Fri from 9 until 5", "Mon-Fri 9am-5pm"),
    ("Tue Wed Thu Sat 10:00am - 2:00pm", "Tue-Thu, Sat 10am-2pm"),
    ("MWF 10-12pm", "Mon, Wed, Fri 10am-noon"),
    ("T/Th 9-5", "Tue, Thu 9am-5pm"),
    ("M, T, W, Th, F 9-5", "Mon-Fri 9am-5pm"),
    ("M-Th 9-5", "Mon-Thu 9am-5pm"),
    ("Mon 9-5 ,\r\n\u00a0Tue\u00a010\u20111;", "Mon 9am-5pm; Tue 10am-1pm"),
    ("Mon 8-8", "Mon 8am-8pm"),
    ("Mon 12-4", "Mon noon-4pm"),
    ("Mon 9-11", "Mon 9am-11am"),
    ("Mon 1-3", "Mon 1pm-3pm"),
    ("Mon 6-8", "Mon 6pm-8pm"),
    ("Mon 7-3", "Mon 7am-3pm"),
    ("Mon 10-11:30am", "Mon 10am-11:30am"),
    ("Mon 11-1pm", "Mon 11am-1pm"),
    ("Mon 12-1pm", "Mon noon-1pm"),
    ("Mon 6-6pm", "Mon 6am-6pm"),
    ("Mon 8-2am", "Mon 8pm-2am"),
    ("Mon 9am-5", "Mon 9am-5pm"),
    ("Mon 930am-10:15am", "Mon 9:30am-10:15am"),
    ("Mon 12 noon - 12 midnight", "Mon noon-midnight"),
    ("Mon midnight-6am", "Mon midnight-6am"),
    ("Mon 09:00-17:00", "Mon 9am-5pm"),
    ("Mon-Fri 9-17", "Mon-Fri 9am-5pm"),
    ("Mon 18:00-02:00", "Mon 6pm-2am"),
    ("Mon 10am-9am next day", "Mon 10am-9am next day"),
    ("24/7", "24/7"),
    ("open 24/7", "24/7"),
    ("Sat, Sun 24 hours", "Sat, Sun 24 hours"),
    ("Mon-Fri 9-5, Thursday 5-7pm", "Mon-Wed, Fri 9am-5pm; Thu 9am-7pm"),
    ("Mon-Fri 9-5; closed on federal holidays", "Mon-Fri 9am-5pm; holidays closed"),
    ("Mon-Fri 9-5; Sundays and holidays closed", "Mon-Fri 9am-5pm; holidays closed"),
    ("Mon-Fri 9-5; open on holidays", "Mon-Fri 9am-5pm; holidays open"),
    ("Mo-Fr 9-5", "Mon-Fri 9am-5pm"),
]  # fmt: skip

REFUSED = [
    ("", "empty", ""),
    ("Sun closed", "empty", "Sun closed"),
    ("closed", "day-missing", "closed"),
    ("Mon 9-5 " * 80, "too-long", ("Mon 9-5 " * 80)[:500]),
    ("call first", "not-supported", "call first"),
    ("Mon-Fri 9am-5pm, call first", "not-supported", "call first"),
    ("Mon-Fri 9am-5pm (call first)", "not-supported", "(call"),
    ("Mon-Fri 9am-5pm except holidays", "not-supported", "except holidays"),
    ("Mon-Fri 9am-5pm by appointment", "not-supported", "by appointment"),
    ("By appointment only", "not-supported", "By appointment only"),
    ("No walk-ins; Mon-Fri 9am-5pm", "not-supported", "No walk-ins"),
    ("Monday-Friday 9am-3:30pm, closed 12pm-1pm for lunch", "not-supported", "for lunch"),
    ("Mon-Fri 9-5, closed 12-1", "not-supported", "Mon-Fri 9-5, closed 12-1"),
    ("every other Monday 9-5", "not-supported", "other Monday"),
    ("Twice per month Saturday 10-1", "not-supported", "Twice per month Saturday"),
    ("second-to-last Wed 9-5", "not-supported", "second-"),
    ("Sat of the month 9-5", "not-supported", "Sat of the month"),
    ("closed Tue, Wed 9-5", "not-supported", "closed Tue, Wed 9-5"),
    ("Sat open, Sun closed", "not-supported", "Sat open, Sun closed"),
    ("holidays 9-12", "not-supported", "holidays 9-12"),
    ("Mon after 5pm", "not-supported", "after"),
    ("周一 9-5", "not-supported", "周一"),
    ("Wendesday 9-5", "day-unknown", "Wendesday"),
    ("M-S 9-12pm", "day-unknown", "S"),
    ("T 9-5", "day-unknown", "T"),
    ("9am-5pm", "day-missing", "9am-5pm"),
    ("last 2 Wednesday 5:00-7:00", "day-missing", "last 2"),
    ("1st Tue and Thu 9-5", "ambiguous-days", "1st Tue and Thu"),
    ("1st and 3rd Wednesdays and Fridays 9-5", "ambiguous-days", "1st and 3rd Wednesdays and Fridays"),
    ("1st Mon-Fri 9-5", "ambiguous-days", "1st Mon-Fri"),
    ("every 2nd Friday 9-5", "ambiguous-days", "every 2nd Friday"),
    ("Sat 1st and 3rd 10-1", "ambiguous-days", "Sat 1st"),
    ("Mon-Wed-Fri 9-5", "ambiguous-days", "Mon-Wed-Fri"),
    ("Mon 25:00-26:00", "time-unknown", "25:00"),
    ("Mon 13pm-2pm", "time-unknown", "13pm"),
    ("Mon 9:75-10", "time-unknown", "9:75"),
    ("Mon 0900-1700", "time-unknown", "0900"),
    ("Mon 555-123-4567", "time-unknown", "555"),
    ("Mon-Fri", "time-missing", "Mon-Fri"),
    ("Mon-Fri 9-5, Sat", "time-missing", "Sat"),
    ("Mo-Fr 09:00-17:00; Sa", "time-missing", "Sa"),
    ("Thursdays at 6pm", "end-missing", "6pm"),
    ("Mon 9am-", "end-missing", "9am"),
    ("Mon 10am 2pm", "dash-missing", "10am 2pm"),
    ("Mon 7-9", "ambiguous-am-pm", "7-9"),
    ("Mon 7:30-9:00", "ambiguous-am-pm", "7:30-9:00"),
    ("Mon 5-12", "ambiguous-am-pm", "5-12"),
    ("Mon 9-12am", "ambiguous-am-pm", "9-12am"),
    ("Mon 9am-12am", "ambiguous-am-pm", "9am-12am"),
    ("Mon 12am-4pm", "ambiguous-am-pm", "12am-4pm"),
    ("Mon 9-midnight", "ambiguous-am-pm", "9-midnight"),
    ("Mon 6pm-2", "ambiguous-am-pm", "6pm-2"),
    ("Mon 10:00-02:00", "ambiguous-am-pm", "10:00-02:00"),
    ("Mon 01:00-03:00", "ambiguous-am-pm", "01:00-03:00"),
    ("Mon 1-17", "ambiguous-am-pm", "1-17"),
    ("Sat 10:00pm-12:00pm", "end-before-start", "10:00pm-12:00pm"),
    ("Mon 5pm-1pm", "end-before-start", "5pm-1pm"),
    ("Mon 9am-9am", "end-before-start", "9am-9am"),
    ("Mon-Fri 9-5; Wed 9-12", "same-day-twice", "Wed 9-12"),
    ("Mon-Sat 9-5; 1st Sat 10-1", "same-day-twice", "1st Sat 10-1"),
    ("Mon 9-5, 10-2", "same-day-twice", "Mon 9-5, 10-2"),
    ("Mon 9-5; last Mon closed", "not-supported", "last Mon"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ)
def test_what_people_type_is_read_as_they_mean_it(text: str, expected: str) -> None:
    assert write(parse(text)) == expected
    assert write(parse(expected)) == expected


@pytest.mark.parametrize(("text", "code", "part"), REFUSED)
def test_what_has_no_single_sensible_reading_is_refused_and_the_piece_is_named(
    text: str, code: str, part: str
) -> None:
    with pytest.raises(HoursError) as error:
        parse(text)
    assert (error.value.code, error.value.part) == (code, part)


def test_every_code_is_raised_by_some_text() -> None:
    assert {code for _, code, _ in REFUSED} == CODES


def test_a_misspelt_day_comes_with_the_day_that_was_probably_meant() -> None:
    with pytest.raises(HoursError) as error:
        parse("Tuseday 9-5")
    assert error.value.data == {"did_you_mean": "Tuesday"}


def test_an_error_survives_being_sent_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(HoursError("day-unknown", "Tuseday", {"did_you_mean": "Tuesday"})))
    assert (error.code, error.part, error.data) == ("day-unknown", "Tuseday", {"did_you_mean": "Tuesday"})


def test_what_would_be_too_long_in_our_own_words_is_refused() -> None:
    text = "; ".join(
        f"Mo,Tu,We,Th,Fr,Sa,Su[{n}] 0{n}:01-0{n}:02,1{n}:01-1{n}:02".replace(",", f"[{n}],", 6)
        for n in range(1, 5)
    )
    assert len(text) < 500
    with pytest.raises(HoursError) as error:
        parse(text)
    assert error.value.code == "too-long"


@given(all_hours())
@effort(max_examples=200, deadline=None)
def test_written_hours_read_back_as_the_same_hours(hours: Hours) -> None:
    assert parse(write(hours)) == hours


@given(all_hours())
@effort(max_examples=100, deadline=None)
def test_hours_written_for_openstreetmap_read_back_but_for_open_holidays(hours: Hours) -> None:
    expected = Hours(hours.rules, "closed" if hours.holidays == "closed" else "unknown")
    assert parse(to_osm(hours)) == expected


WORDS = """
    Mon Tue Wed-Fri Sat, M-F Mo Sa[1,3] Fr[-1] PH off closed open holidays 1st 3rd, last & and , ; - : . / to
    every weekly 9 9-5 10am-2pm 7pm 09:00-17:00 18:00-02:00 noon midnight 12am 24/7 24 hours daily next day of
    the month T Th from on at the [1 || + "x" call 12 0 24:00 99:99 1.30pm '
"""
PIECES = st.sampled_from(WORDS.split())


@given(
    st.text(max_size=60)
    | st.lists(PIECES, max_size=12).map(" ".join)
    | st.lists(PIECES, max_size=12).map("".join)
)
@effort(max_examples=400, deadline=500)
def test_any_text_is_read_or_refused_with_a_known_code_and_what_is_read_can_be_written(text: str) -> None:
    try:
        hours = parse(text)
    except HoursError as error:
        assert error.code in CODES
        return
    assert parse(write(hours)) == hours


@pytest.mark.parametrize(
    "piece", ["1st,", "Mon,", "9 ", "9-", ".", "a.", "the ", "Mo,", "Mo[1],", "mon tue ", "[", "\n"]
)
def test_long_texts_of_one_piece_do_not_take_long(piece: str) -> None:
    with pytest.raises(HoursError):
        parse((piece * 500)[:500])
