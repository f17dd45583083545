"""What one click may mend: offered only where it can be read, and nothing of the cell is lost."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings import columns
from directory.listings.cells import Invalid
from directory.sheets import reader
from directory.sheets.fixes import fixes, likely
from directory.sheets.problems import Problem
from tests.effort import effort

ROW = {"organization": "Example Office", "category": "food", "phone": "(510) 555-0101", "source": "test-list"}
ADDRESS = json.dumps({"address_1": "1 Example Street", "city": "Oakland", "state_province": "CA",
                      "postal_code": "94601", "country": "US"})
NESTED = json.dumps([json.dumps({"address": "1 Example Street", "city": "", "zip": "94601"}), "41.8", None, False])
WEEK = json.dumps([{"weekday": "Tuesday", "opens_at": "11 a.m.", "closes_at": "1 p.m."},
                   {"weekday": "Thursday", "opens_at": "4 p.m.", "closes_at": "6 p.m."}])


def offer(**cells: str) -> dict[str, str]:
    """Return what is offered for the first problem of a row with these cells."""
    typed = {name: text for name, text in (ROW | cells).items() if text}
    header, row = ("\t".join(f'"{each.replace(chr(34), chr(34) * 2)}"' for each in part)
                   for part in (typed, typed.values()))
    sheet = reader.parse(f"{header}\n{row}\n".encode(), "food", sources=frozenset({"test-list"}))
    problem = sheet.problems[0]
    return fixes(problem, sheet.typed[problem.line])


@pytest.mark.parametrize(("cells", "offered"), [
    ({"phone": "(510) 555-0101 (510) 555-0102"}, {"phone": "(510) 555-0101", "phone_2": "(510) 555-0102"}),
    ({"phone": "510-555-0101 or 510-555-0102 (Spanish)"},
     {"phone": "510-555-0101", "phone_2": "510-555-0102", "phone_2_note": "Spanish"}),
    ({"phone": "510-555-0101, 510-555-0102", "phone_2": "988"}, {}),  # the second would be lost
    ({"phone": "510-555-0101 press 2"}, {"phone": "510-555-0101", "phone_note": "press 2"}),
    ({"phone": "510-555-0101 press 2", "phone_note": "Ask for Ana."},
     {"phone": "510-555-0101", "phone_note": "Ask for Ana. press 2"}),
    ({"phone": "Office: 510-555-0101 (ask for Ana)"}, {"phone": "510-555-0101", "phone_note": "Office; ask for Ana"}),
    ({"whatsapp": "510-555-0101 in the evening"}, {}),  # there is no place for the words
    ({"phone": "555-0101"}, {}), ({"phone": "call us"}, {}),
    ({"hours": "Mon-Fri 9am-5pm, call first"}, {"hours": "Mon-Fri 9am-5pm", "hours_note": "call first"}),
    ({"hours": "Most days", "hours_note": "Closed in May"}, {"hours": "", "hours_note": "Closed in May. Most days"}),
    ({"hours": "5-Sep"}, {}), ({"hours": "Mon 7-9"}, {}),
    ({"postal_code": "2139"}, {"postal_code": "02139"}),
    ({"address_1": "1 Street", "latitude": "37.7", "longitude": "122.2"}, {"longitude": "-122.2"}),
    ({"services": "food-pantri; wic"}, {"services": "food-pantry; wic"}),
    ({"languages": "Spanish, Vietnamse"}, {"languages": "Spanish, vietnamese"}),
    ({"state": "Californa"}, {"state": "CA"}),
    ({"website": "http:/example.org/a"}, {"website": "https://example.org/a"}),
    ({"website": "https//example.org"}, {"website": "https://example.org"}),
    ({"website": "htp://www.example.org"}, {"website": "https://www.example.org"}),
    ({"website": "https://example.org, https://example.com"}, {"website": "https://example.org"}),
    ({"website": "none yet"}, {}), ({"website": "javascript:alert(1)"}, {}),
    ({"id": "038ADA63-8ECB-463B-94D3-C039F9F8908E"}, {"id": ""}),
    ({"address_confidential": "yes", "service_area": "state:CA", "city": "Oakland"}, {"city": ""}),
    ({"organization": "", "name": "Example Office"}, {"organization": "Example Office", "name": ""}),
    ({"organization": ""}, {}), ({"category": ""}, {}),
    ({"phone": '[{"number": "510-555-0101", "type": "voice"}]'}, {"phone": "510-555-0101"}),
    ({"hours": WEEK}, {"hours": "Tue 11am-1pm; Thu 4pm-6pm"}),
    ({"hours": '[{"weekday": "Tuesday", "opens_at": "soon"}]'}, {}),
    ({"address_1": ADDRESS},
     {"address_1": "1 Example Street", "city": "Oakland", "state": "CA", "postal_code": "94601"}),
    ({"address_1": ADDRESS, "city": "Berkeley"},
     {"address_1": "1 Example Street", "state": "CA", "postal_code": "94601"}),
    ({"address_1": NESTED}, {"address_1": "1 Example Street", "postal_code": "94601"}),
    ({"address_1": '{"a": 1}'}, {}), ({"address_1": '{"broken": '}, {}),
])
def test_what_is_offered(cells: dict[str, str], offered: dict[str, str]) -> None:
    assert offer(**cells) == offered


def test_nothing_is_offered_for_what_only_a_person_can_know() -> None:
    assert fixes(Problem("survivors", 2, "organization", "Example Shelter", data={"word": "shelter"}), ROW) == {}


TYPED = st.one_of(st.text(max_size=25), st.sampled_from(
    [column.example for column in columns.COLUMNS] + ["510-555-0101 / 510-555-0102 x", "2139", "122.2", ADDRESS, NESTED,
     WEEK, "Mon-Fri 9am-5pm by appointment", "http:/example.org", "foood", "Spanich", '["[]"]', "[" * 90]))


@effort(max_examples=150)
@given(st.dictionaries(st.sampled_from(sorted(columns.BY_NAME)), TYPED, min_size=1, max_size=5))
def test_whatever_is_offered_can_be_read_and_mends_its_problem(row: dict[str, str]) -> None:
    for name, text in row.items():
        try:
            columns.read(name, text)
        except Invalid as error:
            offered = fixes(Problem(error.code, 2, name, text, data=error.data), row)
            assert name in offered or not offered
            for column, new in offered.items():
                assert not new or columns.read(column, new)


@given(st.text(max_size=12), st.sampled_from(["legal", "medical", "food", "any", "", "wrong"]))
def test_at_most_a_dozen_codes_are_named_and_of_one_kind_of_help(part: str, kind: str) -> None:
    named = likely("services", part, {"category": kind})
    kinds = {columns.BY_NAME["services"].terms[code].category for code in named}
    assert 0 < len(named) <= 12
    assert kind not in ("legal", "medical", "food") or kinds <= {kind, "any"}
