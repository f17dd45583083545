"""sources.csv: each source once, with what it covers."""

from dataclasses import replace
from pathlib import Path

from directory.sheets import reference
from tests.rules import source

HEADER = "code,title,publisher,edition,url,licence,category,covers,complete\n"


def read(tmp_path: Path, rows: str) -> tuple[list[str], list[tuple[int, str, str]]]:
    """Return the codes that were read, and (line, column, code) of every problem."""
    path = tmp_path / "sources.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    sources, problems = reference.read_sources(path)
    return [source.code for source in sources], [(one.line, one.column, one.code) for one in problems]


def test_a_source_says_where_facts_come_from(tmp_path: Path) -> None:
    row = "test-list,A list,Example,2026-07,https://example.org,CC0,food,county:06001; state:NV,no\n"
    assert read(tmp_path, row) == (["test-list"], [])


def test_an_address_without_encryption_is_read_and_marked(tmp_path: Path) -> None:
    rows = [f"list-{number},A list,Example,2026,{url},CC0,food,,no\n" for number, url in enumerate(
            ("http://example.org", "https://archive.example.org/http://example.org", ""))]
    (tmp_path / "sources.csv").write_text(HEADER + "".join(rows), "utf-8")
    sources, problems = reference.read_sources(tmp_path / "sources.csv")
    assert len(sources) == 3 and problems == []
    found = [(each.value, each.level) for each in reference.odd_addresses(sources)]
    assert found == [("http://example.org", "warning")]


def test_none_of_our_own_sources_has_an_address_without_encryption() -> None:
    sources, problems = reference.read_sources(source.ROOT / "data" / "sources.csv")
    assert len(sources) > 10 and problems == [] and reference.odd_addresses(sources) == []


def test_what_is_missing_or_unreadable_is_named(tmp_path: Path) -> None:
    assert read(tmp_path, "test-list,A list,,July?,nowhere,CC0,food,Oakland,no\n") == (
        ["test-list"], [(2, "publisher", "needed"), (2, "edition", "date"), (2, "url", "url"), (2, "covers", "area")])


def test_a_note_with_a_comma_that_would_be_cut_is_named(tmp_path: Path) -> None:
    row = "test-list,A list,Example,2026,,CC0,food,,no, and nobody else.\n"
    assert read(tmp_path, row) == (["test-list"], [(2, "", "row-long")])


def test_closed_lists_and_texts_are_read_as_the_cells_of_a_sheet_are(tmp_path: Path) -> None:
    assert read(tmp_path, "Test List,A list,Example,2026,,CC0,feed,,perhaps\n")[1] == [
        (2, "code", "source-code"), (2, "category", "choice"), (2, "complete", "yes-no")]
    (tmp_path / "sources.csv").write_text(HEADER + "test-list,A  list,Example,2026,,CC0,Food,STATE:oh,YES\n", "utf-8")
    [source], _ = reference.read_sources(tmp_path / "sources.csv")
    assert (source.title, source.category, source.covers, source.complete) == ("A list", "food", ("state:OH",), "yes")


def test_an_area_that_nobody_knows_is_named_where_places_are_known() -> None:
    row = {"code": "a", "title": "A", "publisher": "B", "edition": "2026", "licence": "CC0", "covers": "county:99999"}
    assert reference.read_source(row)[1] == []
    assert [each.code for each in reference.read_source(row, find_place=lambda key: None)[1]] == ["area-unknown"]


def test_the_file_comes_before_what_the_team_approved_and_all_of_it_goes_out_and_in_again(tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text(HEADER + "test-list,Ours,Example,2026,,CC0,food,,no\n", "utf-8")
    [ours], _ = reference.read_sources(tmp_path / "sources.csv")
    theirs = replace(ours, code="their-list", title="=Theirs, and more", covers=("state:OH", "state:NV"), note="-one")
    known, problems = reference.known_sources(tmp_path / "sources.csv", [replace(ours, title="Not this"), theirs])
    assert (known, problems) == ([ours, theirs], [])
    (tmp_path / "again.csv").write_text(reference.write_sources(known), "utf-8")
    assert reference.read_sources(tmp_path / "again.csv") == (known, [])
    assert "'=Theirs" in (tmp_path / "again.csv").read_text("utf-8"), "no spreadsheet runs it"


def test_a_source_that_stands_twice_is_named_and_kept_once(tmp_path: Path) -> None:
    row = "test-list,A list,Example,2026-07,,CC0,food,,no\n"
    assert read(tmp_path, row + row) == (["test-list"], [(3, "code", "id-twice")])
    assert read(tmp_path, row[9:]) == ([], [(2, "code", "needed")])


def test_a_missing_or_unreadable_file_is_a_problem(tmp_path: Path) -> None:
    assert [problem.code for problem in reference.read_sources(tmp_path / "sources.csv")[1]] == ["file-missing"]
    (tmp_path / "sources.csv").write_bytes(b"")
    assert [problem.code for problem in reference.read_sources(tmp_path / "sources.csv")[1]] == ["file-empty"]


def test_sources_are_found_beside_or_above_the_sheets(tmp_path: Path) -> None:
    (tmp_path / "listings").mkdir()
    (tmp_path / "sources.csv").write_text(HEADER, encoding="utf-8")
    for path in (tmp_path, tmp_path / "listings", tmp_path / "listings" / "food.csv"):
        if path.suffix:
            path.write_text("", encoding="utf-8")
            continue
        assert reference.sources_file(path, tmp_path / "own") == tmp_path / "sources.csv"


def test_synonyms_are_read_by_code_and_an_unknown_code_is_a_problem(tmp_path: Path) -> None:
    sheet = tmp_path / "synonyms.csv"
    rows = ("code,language,words", "food,es,comida; antojitos", "food,ht,manje", "legl,en,lawyer", "")
    sheet.write_text("\n".join(rows), encoding="utf-8")
    words, problems = reference.read_synonyms(sheet)
    assert words["food"] == ("comida", "antojitos", "manje")
    assert [(problem.code, problem.line, problem.value) for problem in problems] == [("choice", 4, "legl")]
    assert reference.read_synonyms(tmp_path / "none.csv") == ({}, [])
