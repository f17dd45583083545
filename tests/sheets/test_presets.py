"""What all presets promise: nothing is lost silently, the same file gives the same sheet, all can be read."""

from pathlib import Path

import pytest

from directory.places.place import Place
from directory.sheets import presets, reader
from directory.sheets.presets.preset import stable_id
from directory.sheets.presets.wording import calm, is_personal, names_a_person, sentences, split_suite
from tests.sheets.lookalikes.converting import FILES, LOOKALIKES, by_name, converted


def test_every_preset_has_a_lookalike() -> None:
    assert set(FILES) == set(presets.PRESETS)


@pytest.mark.parametrize("code", FILES)
def test_no_row_is_left_out_silently(code: str) -> None:
    found = converted(code)
    # The only blank rows of a raw file are those without any cell, which the table reader passes over.
    lines = [line for line in (LOOKALIKES / FILES[code]).read_text().splitlines()[1:] if line.strip(",")]
    assert found.total == len(lines)
    assert all(note.why and note.line > 1 for note in found.left_out)
    assert sum(found.reasons().values()) == len(found.left_out)
    assert presets.report(found)[0].startswith(f"{found.sheet}: {found.total} rows")


@pytest.mark.parametrize("code", FILES)
def test_converting_twice_gives_the_same_bytes(code: str, tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        presets.write(converted(code), tmp_path / name)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


@pytest.mark.parametrize("code", FILES)
def test_every_sheet_can_be_imported(code: str, tmp_path: Path) -> None:
    found = converted(code)
    presets.write(found, tmp_path / "sheet.csv")
    sheet = reader.read(tmp_path / "sheet.csv", sources=frozenset({presets.PRESETS[code].source}))
    assert sheet.problems == ()
    assert len(sheet.rows) == len(found.rows) > 0


@pytest.mark.parametrize("code", FILES)
def test_every_listing_says_where_it_comes_from(code: str) -> None:
    preset = presets.PRESETS[code]
    for row in converted(code).rows:
        # A list without an edition of its own has a date in every row.
        edition = preset.source_date or row["source_date"]
        assert (row["source"], row["source_date"]) == (preset.source, edition)
        assert (row["assured_method"], row["assured_date"]) == ("source-list", edition)
        assert row["category"] == preset.category


def test_an_id_is_stable_and_safe_in_a_spreadsheet() -> None:
    assert stable_id("eoir", "Example Center Oakland CA") == "fw0ccar3zn"
    assert stable_id("eoir", "EXAMPLE Center,  Oakland. CA") == stable_id("eoir", "Example Center Oakland CA")
    assert stable_id("doj", "Example Center Oakland CA") != stable_id("eoir", "Example Center Oakland CA")
    ids = [stable_id("x", str(number)) for number in range(2000)]
    assert len(set(ids)) == 2000
    assert all(one[0].isalpha() and len(one) == 10 and not set(one) & set("ilou") for one in ids)


def test_an_id_does_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    lines = (LOOKALIKES / "western_massachusetts.csv").read_text().splitlines()
    turned = tmp_path / "turned.csv"
    turned.write_text("\n".join([lines[0], *reversed(lines[1:])]))
    ids = {row["organization"]: row["id"] for row in presets.convert("western-massachusetts", turned).rows}
    assert ids == {name: row["id"] for name, row in by_name("western-massachusetts").items()}


def test_exact_duplicates_are_dropped_and_reported() -> None:
    found = converted("hrsa-official")
    assert [row["organization"] for row in found.rows].count("Example Care Team") == 1
    assert ("the same as another row", "row 11") in {(note.why, note.detail) for note in found.left_out}


def test_a_cell_that_cannot_be_read_is_left_blank_and_reported() -> None:
    found = converted("eoir")
    row = by_name("eoir")["Example Bad Phone"]
    assert not {"phone", "website", "languages"} & set(row)
    told = {note.why for note in found.blanked if note.what == "Example Bad Phone"}
    assert told == {"phone: phone-area", "website: url-two", "languages: language"}


def test_a_persons_email_is_never_passed_on() -> None:
    assert "email" not in by_name("eoir")["Example Rights Project / Main Office"]
    assert is_personal("maria.example@example.org")
    assert not is_personal("info.example@example.org")
    assert not is_personal("legalhelp@example.org")


def test_a_zip_code_of_another_state_is_kept_and_noted() -> None:
    def find_zip(code: str) -> Place:
        return Place("zip", code, "Huntington", "NY", (), 42.24, -72.88, "America/New_York")

    row = by_name("western-massachusetts", find_zip=find_zip)["Example Wrong ZIP"]
    assert row["postal_code"] == "01050"
    assert "ZIP code 01050 is in Huntington, NY, not MA." in row["internal_note"]
    assert "24 miles from its ZIP code" in row["internal_note"]


@pytest.mark.parametrize(
    ("shouted", "calmed"),
    [
        ("WAVERLY WOMEN'S CENTER OF SC, INC.", "Waverly Women's Center of SC, Inc."),
        ("THE O'BRIEN-SMITH CLINIC AT 47TH ST II", "The O'Brien-Smith Clinic at 47th St II"),
        ("Example CLINIC", "Example CLINIC"),
        ("CSC LAKE VIEW CENTER", "CSC Lake View Center"),
    ],
)
def test_only_a_shouted_name_is_changed(shouted: str, calmed: str) -> None:
    assert calm(shouted) == calmed


def test_text_is_parted_into_sentences_at_stops_and_not_at_pm() -> None:
    text = "Open 4:00 – 5:30 p.m. Call St. Mary first. From 8 a.m. – 4 p.m. Monday. More can be found here >"
    assert sentences(text) == ["Open 4:00 – 5:30 pm.", "Call St. Mary first.", "From 8 am – 4 pm Monday."]


def test_a_person_in_a_sentence_is_noticed() -> None:
    assert names_a_person("Email maria@example.org to sign up.")
    assert names_a_person("Ask by calling Maria Example at (650) 555-0100.")
    assert not names_a_person("Call the office at (650) 555-0100.")


def test_a_suite_is_parted_from_its_street_only_where_that_is_clear() -> None:
    assert split_suite("1 Example St, Suite 2") == ("1 Example St", "Suite 2")
    assert split_suite("1 Example St, Second Floor") == ("1 Example St", "Second Floor")
    assert split_suite("Example Hall, Suite 2") == ("Example Hall, Suite 2", "")
    assert split_suite("Adams Building, 1 Example St") == ("Adams Building, 1 Example St", "")
