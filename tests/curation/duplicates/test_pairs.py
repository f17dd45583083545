"""Two listings of one place: seen side by side, merged by two people, and the old page leads to the new one."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory import clock
from directory.cli.editions import put_up
from directory.config import Settings
from directory.curation.duplicates import changes as changes_of_pairs
from directory.curation.duplicates import likeness, queries
from directory.curation.duplicates.models import Merged, NotSame
from directory.db import db
from directory.listings.models import Listing
from directory.register import changes
from directory.register.changes import Draft
from directory.register.models import Batch, Change
from tests.curation.team import Person
from tests.edition.small_places import small_data  # noqa: F401
from tests.reader import Reader
from tests.register.made_up import edit, take_back

SAME, APART = "They are the same: make one of them", "They are not the same"
PAIR = "duplicates/pantry0020/twin000001"


@pytest.fixture
def register(register: Session) -> Session:
    """The register behind the site, in which one pantry stands twice."""
    add(register, "twin000001", hours="Mon 9am-5pm", phone="(408) 555-0199", source="other-list")
    return register


def add(session: Session, listing_id: str, *, waits: bool = False, **more: str) -> int:
    """Add another listing of the pantry, or propose it; return the batch."""
    twin = {**session.get_one(Listing, "pantry0020").facts, "address_1": "20 Sample St", **more}
    facts = {name: value for name, value in twin.items() if value}
    batch = changes.propose(session, [Draft(listing_id, "new", None, facts, "food")], author="dora",
                            kind="waiting" if waits else "edit", reason="another list")
    if not waits:
        changes.apply(session, batch.id, approvers=["emil"])
    number = batch.id
    session.commit()
    return number


def approve(session: Session) -> Batch:
    """Approve the last proposal as another person."""
    session.rollback()
    batch = session.query(Batch).order_by(Batch.id.desc()).first()
    assert batch
    changes.apply(session, batch.id, approvers=["emil"])
    session.commit()
    return batch


def test_the_first_page_says_how_many_pairs_there_were_and_when_and_counts_none(
        team: Flask, register: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, tina = Person(team, "ana", ["curator"]), Person(team, "tina", ["translator"])
    assert "looked like one place" not in ana.get("").text, "nobody has counted yet"
    page = ana.get("duplicates")
    monkeypatch.setattr(likeness, "find", lambda traits: 1 / 0)
    team.extensions.pop("amparo_pairs")
    said = ana.get("").text
    assert "1 pair looked like one place, as of September 16, 2026, 17:00 UTC." in said
    assert "One pair looks like the same place twice." in page.text
    assert "looked like one place" not in tina.get("").text
    clock.fix(clock.now() + timedelta(minutes=29))
    monkeypatch.undo()
    with team.app_context():
        changes_of_pairs.note_count(db.session(), 1)
        db.session.commit()
    assert "17:00 UTC" in ana.get("").text, "the same number is not written again at once"
    clock.fix(clock.now() + timedelta(minutes=29))
    ana.get("")
    clock.fix(clock.now() + timedelta(minutes=3))
    ana.get("duplicates")
    assert "1 pair looked like one place, as of September 16, 2026, 18:01 UTC." in ana.get("").text
    ana.press(ana.get(PAIR), APART)
    assert "looked like one place" not in ana.get("").text


def test_a_pair_of_which_one_went_meanwhile_is_over(team: Flask, register: Session) -> None:
    ana = Person(team, "ana", ["curator"])
    page = ana.get(PAIR)
    facts = dict(register.get_one(Listing, "twin000001").facts)
    gone = changes.propose(register, [Draft("twin000001", "gone", facts, None)], kind="edit", author="dora", reason="x")
    changes.apply(register, gone.id, approvers=["emil"])
    register.commit()
    over = ana.press(page, APART)
    assert over.status == 409 and "There is nothing left to do here" in over.text and "was taken out" in over.text
    assert 'class="back" href="/en/team/duplicates"' in over.html


def test_a_pair_is_listed_and_compared_field_by_field(team: Flask, register: Session) -> None:
    ana = Person(team, "ana", ["curator"])
    page = ana.get("duplicates")
    assert "One pair looks like the same place twice" in page.text
    assert "The same: name, address, and place on the map" in page.text
    page = ana.get(PAIR)
    differing = [" ".join("".join(row.itertext()).split()) for row in page.all("tr") if row.get("class") == "clash"]
    assert [row.split("differs")[0].strip() for row in differing] == [
        "Street and number", "Phone", "Opening hours", "Source, its code"]
    assert "(408) 555-0199" in page.text and "we do not know" in page.text


def test_merging_is_one_proposal_and_the_old_page_leads_to_the_new(
    team: Flask, team_settings: Settings, register: Session,
) -> None:
    ana = Person(team, "ana", ["curator"])
    page = ana.press(ana.get(PAIR), SAME, note="I called both", **{"take-phone": "second"})
    assert "No two listings look like the same place." in page.text, "it waits for a reviewer"
    register.rollback()
    batch = register.query(Batch).order_by(Batch.id.desc()).first()
    assert batch and (batch.kind, batch.author, batch.state) == ("merge", "ana", "proposed")
    assert "I called both" in batch.reason
    kinds = {change.listing_id: change.kind for change in batch.changes}
    assert kinds == {"pantry0020": "change", "twin000001": "gone"}
    assert queries.redirects(register) == {}, "nobody has looked at it"
    approve(register)
    facts = register.get_one(Listing, "pantry0020").facts
    assert facts["phone"] == "(408) 555-0199" and facts["hours"] == "Mon 9am-5pm", "what only the other knew is taken"
    assert facts["address_1"] == "20 Sample Street" and facts["source"] == "test-list"
    assert queries.redirects(register) == {"twin000001": "pantry0020"}
    put_up(register, team_settings)
    reader = Reader(team)
    for page_of in ("", "/print", "/print/large", ".vcf"):
        answer = reader.client.get(f"/es/listing/twin000001{page_of}")
        assert (answer.status_code, answer.location) == (301, f"/es/listing/pantry0020{page_of}")
    assert reader.get("/es/listing/pantry0020").status == 200


def test_an_undone_merge_leads_nowhere(team: Flask, register: Session) -> None:
    ana = Person(team, "ana", ["curator"])
    ana.press(ana.get(PAIR), SAME, stays="second")
    batch = approve(register)
    assert queries.redirects(register) == {"pantry0020": "twin000001"}
    take_back(register, batch.id)
    assert queries.redirects(register) == {}
    assert "One pair looks like" in ana.get("duplicates").text


def test_a_chain_of_merges_leads_to_its_end_and_never_round(team: Flask, register: Session) -> None:
    add(register, "twin000002", source="third-list")
    ana = Person(team, "ana", ["curator"])
    ana.press(ana.get("duplicates/twin000001/twin000002"), SAME, stays="second")
    approve(register)
    ana.press(ana.get("duplicates/pantry0020/twin000002"), SAME, stays="first")
    approve(register)
    assert queries.redirects(register) == {"twin000001": "pantry0020", "twin000002": "pantry0020"}
    edit(register, "pantry0020", status="closed")
    assert queries.redirects(register) == {}, "who stays is closed"


def test_not_the_same_is_remembered_until_one_of_them_changes(team: Flask, register: Session) -> None:
    ana = Person(team, "ana", ["curator"])
    assert "No two listings" in ana.press(ana.get(PAIR), APART).text
    edit(register, "twin000001", hours="Tue 9am-5pm")
    assert "No two listings" in ana.get("duplicates").text, "hours do not matter"
    edit(register, "twin000001", organization="Example Pantry 20 of Sample Street")
    assert "One pair looks like" in ana.get("duplicates").text
    ana.press(ana.get(PAIR), APART)
    register.rollback()
    assert register.query(NotSame).one().by == "ana"


def test_what_only_waits_is_turned_down_by_a_reviewer(team: Flask, register: Session) -> None:
    edit(register, "twin000001", status="closed")
    number = add(register, "waits00001", waits=True, source="other-list", cost="free")
    ana, rita = Person(team, "ana", ["curator"]), Person(team, "rita", ["reviewer"])
    way = "duplicates/pantry0020/waits00001"
    assert "not on the list yet" in ana.get("duplicates").text
    refused = ana.press(ana.get(way), SAME)
    assert refused.status == 422 and "Only a reviewer can put them together" in refused.text
    rita.press(rita.get(way), SAME)
    register.rollback()
    assert register.query(Change).filter_by(batch_id=number).one().state == "rejected"
    (change,) = register.query(Batch).order_by(Batch.id.desc()).first().changes  # type: ignore[union-attr]
    assert change.listing_id == "pantry0020" and change.after and change.after["cost"] == "free"
    assert register.query(Merged).count() == 0, "it never had a page"


def test_a_pair_that_moved_is_shown_again_and_nothing_is_written(team: Flask, register: Session) -> None:
    ana = Person(team, "ana", ["curator"])
    page = ana.get(PAIR)
    edit(register, "twin000001", cost="low")
    again = ana.press(page, SAME, note="kept")
    assert again.status == 422 and "changed one of the two meanwhile" in again.text and 'value="kept"' in again.html
    register.rollback()
    assert register.query(Merged).count() == 0
    add(register, "twin000002", source="third-list")
    ana.press(again, SAME)
    page = ana.get("duplicates/pantry0020/twin000002")
    again = ana.press(page, SAME)
    assert again.status == 422 and "is being merged already" in again.text


def test_a_merge_that_breaks_a_rule_is_refused_in_words(team: Flask, register: Session) -> None:
    edit(register, "twin000001", address_confidential="yes", service_area="county:06085", address_1="", city="",
         postal_code="", latitude="", longitude="", approximate="")
    ana = Person(team, "ana", ["curator"])
    page = ana.press(ana.get(PAIR), SAME)
    assert page.status == 422 and "The address is marked secret" in page.text
    register.rollback()
    assert register.query(Merged).count() == 0


def test_a_point_of_another_street_is_dropped(team: Flask, register: Session) -> None:
    edit(register, "twin000001", address_1="21 Sample Street", latitude="37.4201")
    ana = Person(team, "ana", ["curator"])
    ana.press(ana.get(PAIR), SAME, **{"take-address_1": "second", "take-latitude": "first"})
    approve(register)
    facts = register.get_one(Listing, "pantry0020").facts
    assert facts["address_1"] == "21 Sample Street" and "latitude" not in facts


def test_pages_that_are_not_there(team: Flask, register: Session) -> None:
    ana = Person(team, "ana", ["curator"])
    for way in ("duplicates/pantry0020/nowhere001", "duplicates/pantry0020/pantry0020", "duplicates/page/0",
                "duplicates/page/7"):
        assert ana.get(way).status == 404, way
    assert Person(team, "tia", ["translator"]).get("duplicates").status == 403




def test_a_reviewer_sees_both_changes_and_approves_them_together(team: Flask, register: Session) -> None:
    ana, rita = Person(team, "ana", ["curator"]), Person(team, "rita", ["reviewer"])
    ana.press(ana.get(PAIR), SAME, note="I called both")
    number = register.query(Merged).one().batch_id
    page = rita.get(f"proposals/{number}")
    assert "twin000001 goes into pantry0020" in page.text and "I called both" in page.text
    rita.press(page, "Approve", all="1")
    register.rollback()
    assert register.get_one(Batch, number).state == "applied"
    assert queries.redirects(register) == {"twin000001": "pantry0020"}
