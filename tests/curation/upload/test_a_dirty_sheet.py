"""A sheet full of faults, mended by following what the pages say."""

from flask import Flask

from directory.db import db
from directory.register import queries
from tests.curation.team import Person
from tests.curation.upload.conftest import approve, batch_of, number, send
from tests.curation.upload.made_up import HEADER, ROWS, as_csv
from tests.reader import Page


def _columns(ana: Person, page: Page) -> Page:
    """Say what the titles mean, as the page of columns asks."""
    asked = ana.get(f"sheets/{number(page)}/columns")
    named = {"Who may come?": "eligibility_note", "scraper_id": "-", "name": "organization"}
    labels = {"".join(label.itertext()): label.get("for") or "" for label in asked.all("label")}
    return ana.press(asked, "Save and check again", **{labels[title]: column for title, column in named.items()})


def test_a_dirty_sheet_is_mended_and_proposed(team: Flask, ana: Person) -> None:
    page = send(ana, as_csv(), new_name="food-boston")
    assert "To mend: The sheet has no column “category”" in page.text
    page = _columns(ana, page)
    assert "“Who may come?”" not in page.text
    page = ana.press(page, "Row 6 is no listing: leave it out")
    page = ana.press(page, "Write category in all 4 rows", **{"all.needed.category.2": "food"})
    page = ana.press(page, "Write source in all 4 rows", **{"all.source-unknown.source.2": "test-list"})
    assert "4 rows must be mended." in page.text and "to mend: services: “pantry” is not one" in page.text.lower()
    page = ana.press(page, "Write services in all 3 rows", **{"all.choice.services.2": "food-pantry"})
    assert "2 rows must be mended. 2 rows are good." in page.text, page.text
    assert "02108" not in page.text, "a ZIP code whose state leaves no doubt gets its zero back unasked"
    page = ana.press(page, "Move the words to hours_note (row 3)")
    page = ana.press(page, "Write phone: “617-555-0102” and phone_2: “617-555-0103” (row 3)")
    page = ana.press(page, "Use “https://example.org/kitchen” (row 4)", **{"cell.4.services": "hot-meals"})
    assert "4 rows, and all are good." in page.text, page.text
    plan = ana.get(f"sheets/{number(page)}/plan")
    assert "New4 Changed0 Gone0" in plan.text
    assert "<b>West</b>" not in plan.html and "Example Pantry <b>West</b>" in plan.text
    assert "Say in a few words why" in ana.press(plan, "Propose all of this").text
    done = ana.press(plan, "Propose all of this", reason="the list of September")
    assert "Waiting: 4" in done.text
    with team.app_context():
        assert queries.listings(db.session(), sheet="food-boston") == {}
    approve(team, batch_of(done))
    with team.app_context():
        found = queries.listings(db.session(), sheet="food-boston").values()
    listed = {facts["organization"]: facts for facts in found}
    assert sorted(listed) == ["Example Kitchen", "Example Pantry <b>West</b>", "Example Pantry North",
                              "Example Pantry South"]
    assert listed["Example Pantry North"]["postal_code"] == "02108"
    assert listed["Example Pantry South"]["hours_note"] == "By appointment"
    assert listed["Example Pantry South"]["eligibility_note"] == "Families with children"


def test_what_one_press_mends_in_every_row_is_said_once(ana: Person) -> None:
    page = send(ana, as_csv(["name", "category", "phone", "services", "source"], [
        [f"Example Place {each}", "food", f"(617) 555-010{each}", "xyzzy", "test-list"] for each in (1, 2, 3)] + [
        ["", "food", "(617) 555-0104", "", "test-list"]]), new_name="food-boston")
    assert "no column “organization”" in page.text and page.text.count("This must be filled in.") == 1, "row 5 alone"
    offered = {(each.text or "").strip() for each in page.all("option")}
    assert "food-pantry" in offered and not [each for each in offered if "..." in each], "each choice is a code"
    one = ana.get(f"sheets/{number(page)}?only=needed.organization.2")
    assert one.text.count("This must be filled in.") == 4, "all rows can be looked at before they are mended"
    page = ana.press(page, "Do what is offered in 3 rows")
    assert "no column “organization”" not in page.text
    page = ana.press(page, "Save and check again", **{"cell.2.services": ""})
    assert "1 row is good." in page.text, "a word for which there is no code can go"


def test_what_columns_mean_is_remembered_and_corrections_are_not(ana: Person) -> None:
    page = _columns(ana, send(ana, as_csv(), new_name="food-boston"))
    first = number(page)
    page = ana.press(page, "Save and check again", **{"cell.4.services": "hot-meals"})
    assert "1 cell was corrected here" in page.text
    again = send(ana, as_csv(), sheet="food-boston")
    assert number(again) != first and ana.get(f"sheets/{first}").status == 404, "one person has one draft of a sheet"
    assert "“Who may come?”" not in again.text and "no column “organization”" not in again.text
    assert "“hot mealz” is not one of the codes." in again.text


def test_rows_with_problems_are_left_out_knowingly(team: Flask, ana: Person) -> None:
    page = send(ana, as_csv(["organization", "category", "phone", "source"], [
        ["Example Pantry One", "food", "(617) 555-0101", "test-list"],
        ["Example Pantry Two", "food", "x", "test-list"]]), new_name="food-boston")
    assert ana.get(f"sheets/{number(page)}/plan").status == 422
    plan = ana.press(page, "Leave these rows out")
    assert "New1" in plan.text and "The rows with problems are left out." in plan.text
    mended = ana.press(ana.get(f"sheets/{number(page)}"), "Save and check again", **{"cell.3.phone": "617-555-0199"})
    assert "2 rows, and all are good." in mended.text
    assert "New2" in ana.get(f"sheets/{number(page)}/plan").text


def test_a_corrected_sheet_goes_out_and_comes_in_again(ana: Person) -> None:
    page = _columns(ana, send(ana, as_csv(), new_name="food-boston"))
    ana.press(page, "Write category in all 5 rows", **{"all.needed.category.2": "food"})
    for kind in ("csv", "xlsx"):
        raw = ana.client.get(f"/en/team/sheets/{number(page)}/corrected.{kind}")
        assert raw.status_code == 200 and raw.headers["Content-Disposition"].endswith(f'"food-boston.{kind}"')
        assert "attachment" in raw.headers["Content-Disposition"]
        if kind == "csv":
            lines = raw.get_data(as_text=True).splitlines()
            assert lines[0] == ",".join(["organization", "address_1", "city", "state", "postal_code", "phone", "hours",
                                         "services", "website", "eligibility_note", "source", "scraper_id", "category"])
            assert lines[1].endswith(",7,food") and len(lines) == len(ROWS) + 1
        again = send(ana, raw.data, f"mended.{kind}", sheet="food-boston")
        assert "no column “category”" not in again.text and "no column “organization”" not in again.text
        page = again


def test_a_whole_row_can_be_written_anew(ana: Person) -> None:
    page = send(ana, as_csv(["organization", "category", "source"], [["Example Pantry", "food", "test-list"]]),
                new_name="food-boston")
    assert "There is no way to reach this place." in page.text
    row = ana.get(f"sheets/{number(page)}/row/2")
    assert "1 row, and it is good." in ana.press(row, "Save and check again",
                                                  **{"cell.2.email": "help@example.org"}).text


def test_titles_of_the_made_up_sheet_are_those_of_real_ones() -> None:
    assert all(len(row) == len(HEADER) for row in ROWS)
