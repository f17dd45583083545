"""A source in the browser: added, looked at by another person, changed, and at once known where codes are asked for."""

import re
from pathlib import Path

from flask import Flask

from directory.config import Settings
from directory.curation.people.models import Account
from directory.db import db
from directory.register import queries
from tests.curation.team import Person
from tests.curation.upload.conftest import number, send
from tests.curation.upload.made_up import as_csv
from tests.reader import Page

LIST = {"code": "example-pantries", "title": "Invented list of pantries", "publisher": "Example County Food Bank",
        "edition": "7/1/2026", "url": "example.org/list", "licence": "CC0", "category": "food",
        "covers": "county:06001; state:nv", "complete": "no", "note": "Not the churches."}


def add(person: Person, **changed: str) -> Page:
    """Add a source as the form does."""
    return person.press(person.get("new-source"), "Send it in", **{**LIST, **changed})


def change(person: Person, **changed: str) -> Page:
    """Change the source that is there."""
    return person.press(person.get("sources/example-pantries/change"), "Send it in", **changed)


def approve(person: Person) -> Page:
    """Approve what waits."""
    return person.press(person.get("sources/example-pantries"), "Approve")


def stored(app: Flask) -> list[str]:
    """Return the states of all that was proposed, the newest first."""
    with app.app_context():
        return [row.state for row in queries.source_rows(db.session())]


def test_a_new_source_waits_until_another_person_approves_it(team: Flask, ana: Person, ben: Person) -> None:
    page = add(ana)
    assert "It does not count yet." in page.text and "This is yours: another person decides." in page.text
    assert "Alameda County, CA" in page.text, "a number of a county says nothing to a person"
    assert "1 source waits to be approved." in ben.get("").text
    assert "waits to be approved" not in ana.get("").text
    page = approve(ben)
    assert "Proposed by ana, approved by ben." in page.text and "https://example.org/list" in page.text
    row = ana.get("sources").text
    assert "example-pantries" in row and "0 listings" in row and "The team" in row and "3 listings" not in row
    assert "Whoever runs the site" in row


def test_nobody_approves_their_own_nor_that_of_whom_they_invited(team: Flask, ben: Person) -> None:
    both = Person(team, "rosa", ["curator", "reviewer"])
    page = add(both)
    assert "Take it back" in page.text and "Send it back" not in page.text
    forced = both.post("sources/proposals/1/approve")
    assert forced.status == 409 and "Nobody decides on their own change" in forced.text
    with team.app_context():
        db.session.query(Account).filter_by(name="ben").one().made_by = "rosa"
        db.session.commit()
    tied = ben.post("sources/proposals/1/approve")
    assert tied.status == 409 and "rosa invited you" in tied.text
    assert "Send it back" not in ben.get("sources/example-pantries").text
    assert Person(team, "ana", ["curator"]).client.post("/en/team/sources/proposals/1/approve").status_code == 403
    assert stored(team) == ["proposed"]


def test_what_is_wrong_is_said_where_it_stands_and_all_that_was_typed_is_kept(team: Flask, ana: Person) -> None:
    typed = {"code": "My List!", "title": "A \u202eevil <b>list</b>", "publisher": "", "edition": "last May",
             "url": "https://bit.ly/x", "covers": "county:99999; Oakland", "complete": "perhaps", "category": "cars",
             "licence": "  "}
    page = add(ana, **typed)
    assert page.status == 422 and stored(team) == []
    for said in ("Nothing is lost", "A code has small letters", "This is not a date.", "A short link hides",
                 "“Oakland” is not an area.", "Only yes or no can stand here.", "is not one of the codes",
                 "This must be filled in."):
        assert said in page.text, said
    for kept in ("My List!", "A evil &lt;b&gt;list", "last May", "https://bit.ly/x", "county:99999; Oakland", "cars",
                 "Not the churches."):
        assert kept in page.html, kept
    assert "delete the row" not in page.text, "a form has no rows"
    assert "We do not know the area “county:99999”." in add(ana, covers="county:99999").text
    assert "Alameda County, CA county:06001" in add(ana, covers="Alameda County, CA").text, "a name does as well"


def test_an_address_that_others_can_change_is_taken_and_marked(team: Flask, ana: Person, ben: Person) -> None:
    page = add(ana, url="http://example.org/list")
    assert stored(team) == ["proposed"]
    for seen in (page, ben.get("sources/example-pantries")):
        assert "Others on the network can read and change" in seen.text and "http://example.org/list" in seen.text
    approve(ben)
    assert stored(team) == ["approved"]


def test_what_stands_in_the_file_is_the_operators(team: Flask, ana: Person, ben: Person) -> None:
    page = add(ana, code="legal-list")
    assert page.status == 409 and "Only they change it" in page.text and "Invented list of pantries" in page.html
    assert "Propose a change" not in ana.get("sources/legal-list").text
    assert ana.client.get("/en/team/sources/legal-list/change").status_code == 404
    assert ana.get("sources/nothing").status == 404 and ana.get("sources/nothing/change").status == 404


def test_what_the_operator_took_into_the_file_meanwhile_cannot_be_approved(
        team_settings: Settings, team: Flask, ana: Person, ben: Person, own_data: Path) -> None:
    add(ana)
    team.extensions["amparo_pages"].settings = Settings(**{
        **{name: getattr(team_settings, name) for name in team_settings.__dataclass_fields__}, "amparo_data": own_data})
    with (own_data / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("example-pantries,Theirs,Example,2026,,CC0,food,,no,\n")
    page = approve(ben)
    assert page.status == 409 and "Only they change it" in page.text and stored(team) == ["proposed"]


def test_two_with_one_code_both_see_it_and_keep_what_they_typed(team: Flask, ana: Person, ben: Person) -> None:
    carla = Person(team, "carla", ["curator"])
    add(ana)
    page = add(carla, title="Another list")
    assert page.status == 409 and "ana proposed a source with the code “example-pantries”" in page.text
    assert "Another list" in page.html and "Invented list of pantries" in page.text, "theirs and mine, side by side"
    approve(ben)
    page = add(carla, title="Another list")
    assert page.status == 409 and "There is a source with the code" in page.text and "Another list" in page.html
    assert carla.press(page, "Send it in", title="Another list").status == 409, "not by pressing twice"
    assert add(carla, code="another-list", title="Another list").status == 200


def test_a_change_is_a_new_proposal_and_never_overwrites_what_came_meanwhile(
        team: Flask, ana: Person, ben: Person) -> None:
    add(ana)
    approve(ben)
    carla = Person(team, "carla", ["curator"])
    hers = carla.get("sources/example-pantries/change")
    page = change(ana, edition="2026-09", complete="yes")
    assert "7/1" not in page.text and "2026-09" in page.text
    with team.app_context():
        [counts] = queries.sources(db.session())
        assert (counts.edition, counts.complete) == ("2026-07-01", "no")
    page = ben.get("sources/example-pantries")
    assert "families will read that this list has nobody there" in page.text
    approve(ben)
    page = carla.press(hers, "Send it in", note="Nor the schools.")
    assert page.status == 409 and "was approved while you wrote" in page.text and "Nor the schools." in page.html
    assert carla.press(page, "Send it in").status == 200
    assert stored(team) == ["proposed", "approved", "approved"]
    assert len(re.findall("What it said", ben.get("sources/example-pantries").text)) == 2, "a small history"


def test_a_source_that_came_back_is_sent_in_again_with_what_was_typed(team: Flask, ana: Person, ben: Person) -> None:
    add(ana)
    page = ben.press(ben.get("sources/example-pantries"), "Send it back", reason=" ")
    assert page.status == 409 and "Write a reason" in page.text
    ben.press(ben.get("sources/example-pantries"), "Send it back", reason="The date is that of today.")
    page = ana.get("")
    assert "1 source was sent back to you." in page.text
    assert "Sources" in ["".join(each.itertext()) for each in page.all("a")], "it has an entry in the menu"
    assert "The date is that of today." in ana.get("sources/example-pantries").text
    assert "Not the churches." in ana.get("sources/example-pantries/change").html
    carla = Person(team, "carla", ["curator"])
    assert carla.get("sources/example-pantries/change").status == 404, "it is hers to mend"
    assert "another person decides" in change(ana, edition="2026-06").text
    assert "sent back to you" not in ana.get("").text
    page = ana.press(ana.get("sources/example-pantries"), "Take it back")
    assert stored(team) == ["withdrawn", "returned"] and "Taken back" in page.text
    assert ana.post("sources/proposals/2/take-back").status == 409


def test_a_sheet_leads_to_a_new_source_and_goes_on_once_it_is_approved(team: Flask, ana: Person, ben: Person) -> None:
    header = ["id", "organization", "category", "address_1", "city", "state", "postal_code", "phone", "source"]
    rows = [[f"invented{at:04}", f"Example Pantry {at}", "food", f"{at} Example Street", "Boston", "MA", "02108",
             f"(617) 555-010{at}", source] for at, source in ((1, "example-pantries"), (2, "example-pantries"),
                                                              (3, "The county's list"))]
    page = send(ana, as_csv(header, rows), new_name="food-boston")
    draft = number(page)
    assert "it is kept for 7 days" in page.text and "Add “example-pantries” as a source" in page.text
    form = ana.get("new-source?called=example-pantries")
    assert 'value="example-pantries"' in form.html
    assert "The county&#39;s list" in ana.get("new-source?called=The county's list").html
    ana.press(form, "Send it in", **{name: text for name, text in LIST.items() if name != "code"})
    page = ana.get(f"sheets/{draft}")
    assert "These wait for another person: example-pantries." in page.text
    assert "Add “example-pantries” as a source" not in page.text
    approve(ben)
    page = ana.get(f"sheets/{draft}")
    assert "Approved since this sheet was checked: example-pantries." in page.text
    page = ana.press(page, "Check the sheet again")
    assert "Approved since" not in page.text and "1 row must be mended." in page.text
    assert '<option value="example-pantries">' in page.html, "to choose in the row that is left"
    page = ana.post(f"sheets/{draft}/mend", {"cell.4.source": "example-pantries"})
    assert "all are good" in page.text


def test_a_listing_may_name_it_from_that_moment(team: Flask, ana: Person, ben: Person) -> None:
    add(ana)
    form = ana.get("listings/oakland001/edit")
    assert "example-pantries: Invented" not in form.text
    wrong = ana.press(form, "Save", source="example-pantries", reason="their new list")
    assert wrong.status == 422 and "This is not the code of a source that we know." in wrong.text
    approve(ben)
    form = ana.get("listings/oakland001/edit")
    assert "example-pantries: Invented list of pantries" in form.text
    assert ana.press(form, "Save", source="example-pantries", reason="their new list").status == 200


def test_who_translates_may_look_and_no_more(team: Flask, ana: Person) -> None:
    add(ana)
    tina = Person(team, "tina", ["translator"])
    assert tina.get("sources").status == 200 and "Add a source" not in tina.get("sources").text
    page = tina.get("sources/example-pantries")
    assert page.status == 200 and "Take it back" not in page.text and "Approve" not in page.text
    assert tina.client.get("/en/team/new-source").status_code == 403
    assert ana.get("/es/team/sources").status == ana.get("/es/team/new-source").status == 200
