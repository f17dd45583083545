"""The one table of columns: its examples are true, its names lead to one column each, and reading is settled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings import cells, columns
from directory.listings.cells import Invalid
from directory.listings.hours import write
from directory.listings.vocabulary import SPOKEN
from tests.effort import effort
from tests.listings.hours_made_up import all_hours

ALL = pytest.mark.parametrize("column", columns.COLUMNS, ids=lambda column: column.name)
#: What volunteers type, and pieces of it.
TYPED = st.one_of(
    st.text(max_size=40),
    st.sampled_from([column.example for column in columns.COLUMNS]),
    st.sampled_from([choice for column in columns.COLUMNS for choice in column.choices]),
    st.lists(st.sampled_from(["1", "9", ".", "-", "/", ":", " ", ";", ",", "x", "ext", "am", "Mon", "(", ")", "+", "@",
                              "example.org", "https://", "2026", "zip:94601", "es", "K'iche'", "\n", "é", "٣"]),
             max_size=12).map("".join),
    st.integers(0, 10**11).map(str), st.dates().map(str), st.floats(-200, 200).map(str),
)


@ALL
def test_the_example_is_canonical_text(column: columns.Column) -> None:
    assert columns.read(column.name, column.example) == column.example


@ALL
@effort(max_examples=40)
@given(text=TYPED)
def test_canonical_text_reads_to_itself(column: columns.Column, text: str) -> None:
    try:
        once = columns.read(column.name, text)
    except Invalid:
        return
    assert columns.read(column.name, once) == once
    assert once == once.strip()


@given(all_hours())
def test_all_hours_can_stand_in_a_sheet(hours: object) -> None:
    text = write(hours)  # type: ignore[arg-type]
    assert columns.read("hours", text) == text


@ALL
def test_every_choice_is_read_whatever_its_case(column: columns.Column) -> None:
    for choice in column.choices:
        assert columns.read(column.name, f" {choice.upper()} ") == choice


def test_every_name_and_alias_leads_to_one_column() -> None:
    leads: dict[str, set[str]] = {}
    for column in columns.COLUMNS:
        for name in (column.name, *column.aliases):
            leads.setdefault(columns.squash(name), set()).add(column.name)
    assert {name: to for name, to in leads.items() if len(to) > 1} == {}
    for column in columns.COLUMNS:
        for name in (column.name, *column.aliases):
            for header in (name, name.upper(), f" {name.title()} ", name.replace("_", " "), name.replace(" ", "_")):
                assert columns.find(header) == column.name


@pytest.mark.parametrize(("header", "name"), [
    ("description_es", "description_es"), ("Description ES", "description_es"),
    ("description-zh-hans", "description_zh_Hans"), ("DESCRIPTION_PT_BR", "description_pt_BR"),
    ("Description URL", None), ("description old", None), ("description of services", None), ("", None), ("电话", None),
])
def test_a_description_may_come_in_any_language_we_know(header: str, name: str | None) -> None:
    assert columns.find(header) == name
    if name:
        assert columns.get(name).read is cells.read_long_text


def test_every_language_can_have_its_description() -> None:
    assert {columns.find(f"description_{code}") for code in SPOKEN} == {f"description_{code}" for code in SPOKEN}


@pytest.mark.parametrize("name", columns.TRANSLATED)
def test_all_words_may_come_in_any_language_and_are_read_as_the_english_is(name: str) -> None:
    assert name in columns.PUBLIC and name not in (*columns.SMALL, *columns.CONTACTS, *columns.PLACE)
    for header, column, code in ((f"{name}_es", f"{name}_es", "es"), (f"{name} ZH-hans", f"{name}_zh_Hans", "zh-Hans"),
                                 (f"{name}-pt_br".title(), f"{name}_pt_BR", "pt-BR")):
        assert columns.find(header) == column == columns.in_language(name, code)
        assert columns.original(column) == (name, code)
        made, english = columns.get(column), columns.get(name)
        assert (made.read, made.group, made.public) == (english.read, english.group, True)
        assert not (made.small or made.contact or made.place or made.translated)
        assert name in made.meaning


def test_what_are_no_words_has_no_translation_and_a_title_that_asks_for_one_is_known() -> None:
    for name in columns.BY_NAME.keys() - set(columns.TRANSLATED):
        for code in ("es", "zh_Hans"):
            with pytest.raises(KeyError):
                columns.get(f"{name}_{code}")
            assert columns.find(f"{name}_{code}") is None and columns.only_in_english(f"{name} {code.upper()}") == name
    assert {columns.only_in_english(title) for title in (
        "organization_id", "source_id", "hours", "hours_note_es", "hours_old", "documents_es", "")} == {None}


def test_columns_stand_in_the_order_of_the_table_and_translations_behind_what_they_translate() -> None:
    mixed = ["phone", "description_vi", "id", "documents_es", "description", "documents", "description_es", "address_1",
             "phone_note_es"]
    assert columns.in_order(mixed) == ["id", "description", "description_es", "description_vi", "address_1", "phone",
                                       "phone_note_es", "documents", "documents_es"]


def test_what_is_never_published_is_said_in_the_table() -> None:
    assert {column.name for column in columns.COLUMNS if not column.public} == {"internal_note", "credential_expires"}


def test_every_column_says_what_it_means() -> None:
    for column in columns.COLUMNS:
        assert column.meaning.endswith((".", "?")), column.name
        assert column.group
