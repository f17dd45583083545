"""How cells are read: whatever a spreadsheet made of them, into our one canonical text, or asked about."""

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from directory.listings import cells, columns
from directory.listings.cells import Invalid


def refusal(name: str, text: str) -> Invalid:
    """Return why a column refuses a text."""
    with pytest.raises(Invalid) as caught:
        columns.read(name, text)
    return caught.value


@pytest.mark.parametrize(("typed", "canonical"), [
    ("5105550123", "(510) 555-0123"),
    ("5105550123.0", "(510) 555-0123"),
    ("510.555.0123", "(510) 555-0123"),
    ("+1 510 555 0123", "(510) 555-0123"),
    ("1-510-555-0123 x12", "(510) 555-0123 ext. 12"),
    ("(510) 555-0123 ext. 12", "(510) 555-0123 ext. 12"),
    ("510-555-0123 EXT 4567", "(510) 555-0123 ext. 4567"),
    ("(510) 555-0123 #12", "(510) 555-0123 ext. 12"),
    ("211", "211"), ("2-1-1", "211"), ("988", "988"), ("211.0", "211"),
    ("+52 55 5123 4567", "+52 55 5123 4567"),
    ("٥١٠ ٥٥٥ ٠١٢٣", "(510) 555-0123"),
])
def test_a_telephone_number_is_read_however_it_was_typed(typed: str, canonical: str) -> None:
    assert columns.read("phone", typed) == canonical


@pytest.mark.parametrize(("typed", "code"), [
    ("555-0123", "phone-area"),
    ("(773)555-0160 (773)555-0180", "phone-two"),
    ("510-555-0123, 510-555-0124", "phone-two"),
    ("ask at the desk", "phone"),
    ("Fax: 510-555-0123", "phone"),
    ("000-000-0000", "phone"),
    ("510-555-0123 press 2 for Spanish", "phone"),
])
def test_what_is_no_single_number_is_asked_about(typed: str, code: str) -> None:
    assert refusal("phone", typed).code == code


def test_a_text_line_may_have_a_short_code() -> None:
    assert columns.read("text_phone", "898-211") == "898211"
    assert columns.read("text_phone", "741741.0") == "741741"
    assert cells.dial("741741") == "tel:741741"


def test_a_number_with_an_extension_can_be_dialled() -> None:
    assert cells.dial("(843) 555-0112 ext. 12") == "tel:+1-843-555-0112;ext=12"
    assert cells.dial("988") == "tel:988"


@pytest.mark.parametrize(("typed", "canonical"), [
    ("94601", "94601"), ("94601.0", "94601"), ("94601-1234", "94601-1234"), ("946011234", "94601-1234"),
    ("94601–1234", "94601-1234"), ("94601-", "94601"), (" 02139 ", "02139"), ("９４６０１", "94601"),
])
def test_a_zip_code_is_read_however_it_was_typed(typed: str, canonical: str) -> None:
    assert columns.read("postal_code", typed) == canonical


@pytest.mark.parametrize(("typed", "near"), [("2139", "02139"), ("2139.0", "02139"), ("907", "00907"),
                                             ("2139-0012", "02139-0012")])
def test_a_lost_zero_is_asked_about(typed: str, near: str) -> None:
    error = refusal("postal_code", typed)
    assert (error.code, error.data["near"]) == ("zip-zero-lost", near)


@pytest.mark.parametrize("typed", ["9460", "94", "946011", "ABCDE", "94601-12", "-94601", "1e5"])
def test_a_number_that_is_no_zip_code_is_refused(typed: str) -> None:
    assert refusal("postal_code", typed).code in {"zip", "zip-zero-lost"}


@pytest.mark.parametrize(("typed", "canonical"), [
    ("2026-09-19", "2026-09-19"), ("2026-9-1", "2026-09-01"), ("2026-07", "2026-07"), ("2026", "2026"),
    ("9/19/2026", "2026-09-19"), ("9/19/26", "2026-09-19"), ("9/19/95", "1995-09-19"), ("09-19-2026", "2026-09-19"),
    ("19-Sep-26", "2026-09-19"), ("Sep-26", "2026-09"), ("September 19, 2026", "2026-09-19"),
    ("Sept. 2026", "2026-09"), ("46284", "2026-09-19"), ("46284.0", "2026-09-19"),
    ("2026-09-19 00:00:00", "2026-09-19"), ("9/19/2026 0:00", "2026-09-19"), ("2026-09-19T00:00:00Z", "2026-09-19"),
])
def test_a_date_is_read_however_a_spreadsheet_left_it(typed: str, canonical: str) -> None:
    assert columns.read("source_date", typed) == canonical


@pytest.mark.parametrize("typed", ["19/09/2026", "2026-13", "2026-02-30", "yesterday", "Sep 19", "19-Sep", "31000",
                                   "1066", "2999-01-01", "####", "12"])
def test_a_date_with_two_readings_or_none_is_asked_about(typed: str) -> None:
    assert refusal("source_date", typed).code == "date"


def test_a_point_is_read_with_a_comma_or_a_real_minus_sign() -> None:
    assert columns.read("latitude", "37,7765") == "37.7765"
    assert columns.read("longitude", "−122.2187000") == "-122.2187"
    assert columns.read("latitude", "-14.27") == "-14.27"
    assert columns.read("longitude", "144.7937") == "144.7937"


def test_a_longitude_without_its_minus_is_asked_about() -> None:
    error = refusal("longitude", "122.2187")
    assert (error.code, error.data["near"]) == ("longitude", "-122.2187")


@pytest.mark.parametrize(("name", "typed"), [
    ("latitude", "0"), ("latitude", "-122.2"), ("latitude", "99"), ("latitude", "nan"), ("latitude", "1e1"),
    ("latitude", "37.7765 N"), ("longitude", "0.0"), ("longitude", "37.7765"), ("longitude", "-181"),
    ("longitude", "inf"),
])
def test_a_point_outside_the_country_is_refused(name: str, typed: str) -> None:
    assert refusal(name, typed).code == name


@pytest.mark.parametrize("blank", ["", " ", "unknown", "Unknown", "N/A", "na", "?", "-", "--", "null", "[no data]",
                                   "\u200b", "\xa0"])
def test_unknown_stays_blank_in_every_column(blank: str) -> None:
    assert {columns.read(column.name, blank) for column in columns.COLUMNS} == {""}


@pytest.mark.parametrize("column", [column for column in columns.COLUMNS if column.choices == ("yes", "no")],
                         ids=lambda column: column.name)
def test_only_a_clear_no_is_no(column: columns.Column) -> None:
    said_no = {text for text in ("no", "No", "N", "0", "0.0", "false", "not required", "none", "unknown", "", "x", "?",
                                 "n/a", "-", "unsure", "not known", "yes") if columns.read(column.name, text) == "no"}
    assert said_no == {"no", "No", "N", "0", "0.0", "false", "not required"}
    assert refusal(column.name, "sometimes").code == "yes-no"


def test_none_is_a_word_where_words_stand() -> None:
    assert columns.read("documents", "None") == "None"
    assert columns.read("asks_ssn", "None") == ""


@pytest.mark.parametrize("mark", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_characters_that_turn_the_writing_direction_are_refused_everywhere(mark: str) -> None:
    assert {refusal(column.name, f"a{mark}b").code for column in columns.COLUMNS} == {"bidi"}


def test_the_joiners_of_persian_and_the_marks_of_arabic_text_stay() -> None:
    assert columns.read("description", "می\u200cخواهم\u200f") == "می\u200cخواهم\u200f"


def test_a_letter_lost_on_the_way_is_asked_about() -> None:
    assert refusal("organization", "Cl\ufffdnica").code == "lost-letter"


def test_control_characters_go() -> None:
    assert cells.tidy("a\x00b\x1b[31m\x9bc\x07") == "ab[31mc"


def test_letters_are_composed_even_around_invisible_ones() -> None:
    assert cells.tidy("e\u200b\u0301") == "é"


@given(st.text(max_size=60))
def test_tidy_text_is_tidy(text: str) -> None:
    try:
        once = cells.tidy(text)
    except Invalid:
        return
    assert cells.tidy(once) == once


@pytest.mark.parametrize(("typed", "canonical"), [
    ("https://Example.org/A?b=1#c", "https://example.org/A?b=1#c"), ("example.org", "https://example.org"),
    ("HTTP://example.org:8080/x", "http://example.org:8080/x"), ("example.org:8080", "https://example.org:8080"),
])
def test_a_web_address_gets_its_scheme(typed: str, canonical: str) -> None:
    assert columns.read("website", typed) == canonical


@pytest.mark.parametrize(("typed", "code"), [
    ("javascript:alert(1)", "url"), ("JavaScript://example.org/%0aalert(1)", "url"), ("data:text/html,x", "url"),
    ("ftp://example.org", "url"), ("https://", "url"), ("https://localhost/", "url"), ("https://[bad", "url"),
    ("https://example.org:99999", "url"), ("https://ex\u2100mple.org", "url"),
    ("https://bank@example.org", "url-unsafe"), ("https://192.0.2.7/x", "url-unsafe"),
    ("https://[2001:db8::1]/", "url-unsafe"), ("https://example.org\\@evil.example", "url-unsafe"),
    ("https://bit.ly/x", "url-short"), ("www.tinyurl.com/x", "url-short"),
    ("https://a.example.org https://b.example.org", "url-two"),
])
def test_a_web_address_that_hides_where_it_leads_is_refused(typed: str, code: str) -> None:
    assert refusal("website", typed).code == code


@pytest.mark.parametrize(("typed", "canonical"), [
    ("mailto:Help@Example.org", "Help@example.org"), ("<help@example.org>", "help@example.org"),
])
def test_an_email_address_is_read(typed: str, canonical: str) -> None:
    assert columns.read("email", typed) == canonical


@pytest.mark.parametrize("typed", ["help@", "help at example.org", "a@example.org; b@example.org", "@", "a@b"])
def test_what_is_no_email_address_is_refused(typed: str) -> None:
    assert refusal("email", typed).code == "email"


def test_languages_are_read_by_name_and_code_once_each() -> None:
    assert columns.read("languages", "English, Español; K’iche'|mam\nES;Farsi") == "en; es; quc; mam; fa"
    error = refusal("languages", "Spannish")
    assert (error.code, error.data["near"]) == ("language", "spanish")
    assert refusal("languages", "Elvish of Rivendell").data["near"] == ""


def test_a_state_is_read_by_name_in_english_and_spanish() -> None:
    assert [columns.read("state", text) for text in ("ca", "California", "CA.")] == ["CA"] * 3
    assert columns.read("state", "nuevo méxico") == "NM"
    assert refusal("state", "Californa").data["near"] == "CA"


def test_areas_are_read_and_lost_zeros_are_not_guessed() -> None:
    assert columns.read("service_area", "ZIP: 02139, county:06001;State: ca; country:us; state:CA") == \
        "zip:02139; county:06001; state:CA; country:US"
    for typed in ("county:6001", "zip:2139", "Alameda", "state:XX", "country:MX", "county:", ":"):
        assert refusal("service_area", typed).code == "area"


def test_hours_that_a_spreadsheet_turned_into_a_date_are_named() -> None:
    for typed in ("5-Sep", "9-May-26", "46270", "0.375"):
        assert refusal("hours", typed).code == "hours-spreadsheet"
    assert refusal("hours", "by appointment").code.startswith("hours-")
    assert columns.read("hours", "Mo-Fr 09:00-17:00") == "Mon-Fri 9am-5pm"


def test_too_long_is_refused() -> None:
    assert refusal("organization", "x" * 301).code == "too-long"
    assert refusal("description", "x" * 3001).code == "too-long"
    assert refusal("internal_note", "x" * 10_001).code == "too-long"


@pytest.mark.parametrize("typed", ["a b", "short", "x" * 25, "-abcdef", "abcdef-", "ábcdef", "abc_def"])
def test_an_id_that_nobody_could_tell_apart_is_refused(typed: str) -> None:
    assert refusal("id", typed).code == "id"


def test_a_wrong_cell_is_wrong_each_time_and_keeps_nothing_alive() -> None:
    found = []
    for _ in range(3):
        with pytest.raises(Invalid) as caught:
            columns.read("cost", "fre")
        found.append(caught.value)
    assert {(each.code, each.data["near"]) for each in found} == {("choice", "free")}
    assert len({id(each) for each in found}) == 3
    assert not any(each.__context__ for each in found)


@example("201200.0000").via("four zeros are no decimals")
@given(st.from_regex(r"\A\(?[2-9][0-9]{2}\)?[ .-]{0,2}[0-9]{3}[ .-]?[0-9]{4}\Z"))
def test_the_short_way_to_read_a_number_gives_what_the_library_gives(typed: str) -> None:
    number = phonenumbers.parse(typed, "US")
    if phonenumbers.is_valid_number(number):
        assert columns.read("phone", typed) == phonenumbers.format_number(
            number, phonenumbers.PhoneNumberFormat.NATIONAL)
    else:
        with pytest.raises(Invalid, match="^phone$"):
            columns.read("phone", typed)
