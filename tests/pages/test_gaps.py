"""Where help is missing: the page says what is counted and what we do not know; the file is the same table."""

import csv
import io
from dataclasses import replace

import pytest

from directory.search import gaps, missing
from tests.reader import Reader, check_headers


def table(reader: Reader, path: str) -> list[dict[str, str]]:
    """Return the rows of a file, which has every protection and is no page."""
    answer = reader.client.get(path)
    check_headers(answer)
    assert (answer.status_code, answer.content_type) == (200, "text/csv; charset=utf-8")
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))


def rows(reader: Reader, path: str) -> dict[str, list[str]]:
    """Return what a page says of each area, kind by kind."""
    body = reader.get(path).all("tbody/tr")
    return {"".join(row.find("th").itertext()).strip(): [" ".join("".join(cell.itertext()).split())  # type: ignore[union-attr]
                                                         for cell in row.findall("td")] for row in body}


def test_a_gap_no_list_and_a_list_for_a_part_are_three_answers(reader: Reader) -> None:
    legal, medical, food = rows(reader, "/en/gaps")["California"]
    assert "of 2,593 ZIP codes" in legal and "Our list is complete for its kind." in legal
    assert medical == "Medical care We have no list there."
    assert "other ZIP codes we have no list." in food
    assert rows(reader, "/en/gaps")["Montana"] == [f"{kind} We have no list there." for kind in (
        "Legal help", "Medical care", "Food")]


def test_the_counties_of_a_state_add_up_to_it(reader: Reader) -> None:
    for category in gaps.HELP:
        counties = [row for row in table(reader, "/en/gaps/ca.csv") if row["category"] == category]
        [state] = [row for row in table(reader, "/en/gaps.csv")
                   if (row["category"], row["state"]) == (category, "CA")]
        assert len(counties) == 58
        for name in ("zips", "zips_listed", "zips_without", "zips_by_phone"):
            assert sum(int(row[name] or 0) for row in counties) == int(state[name] or 0)


def test_the_file_is_the_table_of_the_page_in_every_language(reader: Reader) -> None:
    english = table(reader, "/en/gaps/ca.csv")
    assert table(reader, "/ar/gaps/ca.csv") == english
    assert tuple(english[0]) == gaps.COLUMNS
    shown = rows(reader, "/en/gaps/ca")
    assert {row["name"] for row in english} == set(shown)
    for row in english:
        said = shown[row["name"]][gaps.HELP.index(row["category"])]
        assert ("We have no list there." in said) == (row["coverage"] == "none" and row["zips"] != "0")
        assert row["coverage"] != "none" or row["zips_without"] == ""


def test_no_cell_of_the_file_is_a_formula(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def planted(*_: object) -> list[gaps.Gap]:
        area = gaps.Area("county:30049", "=1+1", "MT")
        return [replace(gap, area=area) for gap in counted]

    counted = missing.shown(reader.app.extensions["amparo_store"].edition())[:1]
    monkeypatch.setattr(missing, "shown", planted)
    assert table(reader, "/en/gaps/mt.csv")[0]["name"] == "'=1+1"


def test_the_page_names_the_lists_and_what_they_leave_out(reader: Reader) -> None:
    text = reader.get("/en/gaps/ca").text
    for said in ("Invented list of legal offices, Example Publisher · July 2026", "Complete for its own members only.",
                 "Invented list of pantries", "does not mean that nobody helps there"):
        assert said in text
    assert "Invented list for tests" not in text, "it is no list of a kind of help"


@pytest.mark.parametrize("path", ["zz", "CA", "ca/", "c", "%00", "ca.txt", "zz.csv", "CA.csv", ".csv"])
def test_what_is_no_state_is_not_found(reader: Reader, path: str) -> None:
    assert reader.get(f"/en/gaps/{path}").status == 404


def test_the_about_page_leads_there(reader: Reader) -> None:
    assert "/en/gaps" in [link.get("href") for link in reader.get("/en/about").all("main//a")]
