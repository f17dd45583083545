"""A call in the browser: taken, asked, confirmed or corrected, and what follows from it."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory import clock
from directory.curation.calls.models import Call, FieldCheck
from directory.listings.models import Listing
from directory.register import changes, queries, reports
from directory.register.changes import Draft
from directory.register.models import Batch, Change, Report
from directory.reports.message import dump
from tests.curation.team import Person
from tests.reader import Page
from tests.reports.made_up import report

CRITICAL = ("phone", "services", "hours", "capacity", "place")
SAVE = "Save what I heard"


def call(person: Person, listing: str = "pantry0020") -> Page:
    """Start a call to a place."""
    return person.post(f"calls/start/{listing}")


def last(session: Session) -> Change:
    """Return the last change that was proposed."""
    session.rollback()
    return session.query(Change).order_by(Change.id.desc()).first()  # type: ignore[return-value]


def same(*codes: str) -> dict[str, str]:
    """Return the answers "still so" to these questions."""
    return {f"said-{code}": "same" for code in codes}


def test_from_the_queue_to_a_place_that_counts_as_checked(team: Flask, register: Session) -> None:
    ana = Person(team, "ana", ["curator"])
    page = ana.press(ana.get("calls?category=food&state=CA"), "Take the next one")
    assert "Hello. I am a volunteer of Amparo" in page.text and "Is this the right number" in page.text
    done = ana.press(page, SAVE, outcome="reached", method="called", note="ask for Ana", **same(*CRITICAL))
    assert "The call is over" in done.text and "Another person looks at it first." in done.text
    change = last(register)
    assert change.state == "proposed" and change.before and change.after
    assert {name: change.after[name] for name in change.after if change.after[name] != change.before.get(name)} == {
        "assured_date": "2026-09-16", "assured_method": "called"}
    batch = register.get_one(Batch, change.batch_id)
    assert (batch.kind, batch.author) == ("call", "ana") and batch.reason.endswith("ask for Ana")
    asked = {each.column: each.what for each in register.query(FieldCheck)}
    assert asked["phone"] == asked["address_confidential"] == "confirmed" and "languages" not in asked


def test_the_number_can_be_tapped_on_a_phone(team: Flask) -> None:
    page = call(Person(team, "ana", ["curator"]))
    (link,) = [each for each in page.all("a") if (each.get("href") or "").startswith("tel:")]
    assert link.get("href") == "tel:+1-408-555-0120" and "(408) 555-0120" in "".join(link.itertext())


def test_not_all_asked_is_written_down_but_changes_nothing(team: Flask, register: Session) -> None:
    ana = Person(team, "ana", ["curator"])
    before = register.query(Batch).count()
    done = ana.press(call(ana), SAVE, outcome="reached", **same("phone", "hours"))
    assert "Nothing changes." in done.text
    register.rollback()
    assert register.query(Batch).count() == before
    assert {each.column for each in register.query(FieldCheck)} == {
        "phone", "phone_note", "hours", "hours_note", "appointment"}


def test_a_correction_is_proposed_and_waits_for_another_person(team: Flask, register: Session) -> None:
    ana = Person(team, "ana", ["curator"])
    ana.press(call(ana), SAVE, **{"outcome": "reached", "said-phone": "changed", "to-phone": "408.555.0177",
                                  "said-papers": "changed", "to-asks_ssn": "no", **same("cost")})
    change = last(register)
    assert change.after and change.after["phone"] == "(408) 555-0177" and change.after["asks_ssn"] == "no"
    assert change.after["assured_date"] == "2026-07", "not all was asked"
    assert change.state == "proposed"
    assert register.get_one(Listing, "pantry0020").facts["phone"] == "(408) 555-0120"
    asked = {each.column: each.what for each in register.query(FieldCheck)}
    assert asked["phone"] == "corrected" and asked["phone_note"] == "confirmed" and asked["cost"] == "confirmed"


@pytest.mark.parametrize(("answers", "said"), [
    ({"outcome": "reached", "said-phone": "changed", "to-phone": "55"}, "not a telephone number"),
    ({"outcome": "reached", "to-phone": "(408) 555-0177"}, "Mark that it is different"),
    ({"outcome": "reached", "said-hours": "changed"}, "nothing was changed"),
    ({"outcome": "reached"}, "no question is marked"),
    ({"outcome": "reached", "said-place": "changed", "to-service_area": "county:99999x"}, "is not an area"),
    ({"outcome": "reached", "said-place": "changed", "to-address_confidential": "yes"}, "Say whom they serve"),
    ({"outcome": "later"}, "after which we can call again"),
    ({"outcome": "later", "again": "2026-09-16"}, "after which we can call again"),
    ({"outcome": "later", "again": "9999-12-31"}, "after which we can call again"),
    ({"outcome": "won"}, "Choose what came of the call"),
    ({"outcome": "no-answer", "method": "telepathy"}, "Choose how you asked"),
    ({"outcome": "no-answer", "note": "x" * 1001}, "The note is too long"),
    ({"outcome": "no-answer", "said-hours": "same"}, "this choice would lose it"),
    ({"outcome": "later", "again": "2099-01-01", "said-cost": "changed"}, "this choice would lose it"),
    ({"outcome": "wrong-number", "to-phone": "(408) 555-0177"}, "this choice would lose it"),
])
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(team: Flask, register: Session, answers: dict[str, str],
                                                        said: str) -> None:
    ana = Person(team, "ana", ["curator"])
    before = register.query(Batch).count()
    page = ana.press(call(ana), SAVE, **{"note": "kept as well", **answers})
    assert page.status == 422 and said in page.text
    for name, typed in answers.items():
        if name.startswith("to-phone") or name in ("again", "note"):
            assert f'value="{typed}"' in page.html or typed in page.text
    assert "note" in answers or "kept as well" in page.text
    register.rollback()
    assert register.query(Batch).count() == before
    assert [each.outcome for each in register.query(Call)] == [""]


def test_an_address_that_is_secret_takes_the_place_along(team: Flask, register: Session) -> None:
    ana = Person(team, "ana", ["curator"])
    ana.press(call(ana), SAVE, **{"outcome": "reached", "said-place": "changed", "to-address_confidential": "yes",
                                  "to-service_area": "Santa Clara County, CA"})
    after = last(register).after
    assert after and after["address_confidential"] == "yes" and after["service_area"] == "county:06085"
    assert not {"address_1", "city", "postal_code", "latitude", "longitude"} & after.keys()


def test_a_new_street_drops_the_old_point(team: Flask, register: Session) -> None:
    ana = Person(team, "ana", ["curator"])
    ana.press(call(ana), SAVE, **{"outcome": "reached", "said-place": "changed", "to-address_1": "77 Sample Street"})
    after = last(register).after
    assert after and after["address_1"] == "77 Sample Street" and "latitude" not in after


@pytest.mark.parametrize(("outcome", "choice"), [("wrong-number", "phone"), ("closed", "closed"),
                                                 ("unlisted", "other")])
def test_bad_news_is_proposed_and_reviewers_are_told(team: Flask, register: Session, outcome: str, choice: str) -> None:
    ana = Person(team, "ana", ["curator"])
    ana.press(call(ana), SAVE, outcome=outcome, note="a shop answers")
    change = last(register)
    assert change.state == "proposed"
    assert {"wrong-number": change.after and "phone" not in change.after,
            "closed": (change.after or {}).get("status") == "closed", "unlisted": change.after is None}[outcome]
    (told,) = register.query(Report)
    assert (told.kind, told.choice, told.text) == ("call", choice, "a shop answers")
    assert queries.reported(register) == {}, "it is no visitor's report"
    assert register.get_one(Listing, "pantry0020").facts["phone"]


def test_the_only_way_to_reach_a_place_is_not_taken_away(team: Flask, register: Session) -> None:
    ana = Person(team, "ana", ["curator"])
    before = register.query(Batch).count()
    ana.press(call(ana, "statewide1"), SAVE, outcome="wrong-number")
    register.rollback()
    assert register.query(Batch).count() == before
    assert register.query(Report).one().choice == "phone"


def test_a_listing_that_moved_meanwhile_is_shown_before_anything_is_kept(team: Flask, register: Session) -> None:
    ana = Person(team, "ana", ["curator"])
    page = call(ana)
    facts = dict(register.get_one(Listing, "pantry0020").facts)
    batch = changes.propose(register, [Draft("pantry0020", "change", facts, facts | {"cost": "low"})], kind="edit",
                            author="dora", reason="they wrote")
    changes.apply(register, batch.id, approvers=["emil"])
    register.commit()
    again = ana.press(page, SAVE, **{"outcome": "reached", "said-phone": "changed", "to-phone": "(408) 555-0177"})
    assert again.status == 409 and "while you were on the phone" in again.text and "(408) 555-0177" in again.html
    done = ana.press(again, SAVE)
    assert "The call is over" in done.text
    after = last(register).after
    assert after and after["phone"] == "(408) 555-0177" and after["cost"] == "low"


def test_reports_stand_on_the_page_and_can_be_settled(team: Flask, register: Session) -> None:
    reports.add(register, {"one": dump(report(listing_id="pantry0020")), "two": dump(report(listing_id="oakland001"))})
    register.commit()
    ana = Person(team, "ana", ["curator"])
    page = call(ana)
    assert "Contesta otra gente." in page.text and "Not checked" in page.text
    ana.press(page, SAVE, outcome="no-answer", answered=["1", "2"])
    register.rollback()
    assert {each.id: each.closed_by for each in register.query(Report)} == {1: "ana", 2: None}


def test_nobody_answers_for_somebody_else(team: Flask, register: Session) -> None:
    ana, ben = Person(team, "ana", ["curator"]), Person(team, "ben", ["curator"])
    call(ana)
    number = register.query(Call).one().id
    page = ben.get(f"calls/{number}")
    assert page.status == 409 and "There is nothing left to do here" in page.text and "Somebody else has" in page.text
    assert 'class="back" href="/en/team/calls"' in page.html
    assert ben.post(f"calls/{number}", {"outcome": "no-answer", "method": "called"}).status == 409
    assert call(ben).status == 409
    ben.post(f"calls/{number}/back")
    register.rollback()
    assert register.query(Call).one().claimed_by == "ana"
    assert Person(team, "tia", ["translator"]).get("calls").status == 403
    assert ana.get("calls/999").status == 404
    assert ana.post("calls/start/nowhere999").status == 404


def test_skipping_and_giving_back(team: Flask, register: Session) -> None:
    ana = Person(team, "ana", ["curator"])
    page = ana.press(call(ana), "Skip: put it at the end")
    assert page.location.endswith("/calls")
    register.rollback()
    assert register.query(Call).one().skipped_at
    ana.press(call(ana), "Give it back for somebody else")
    register.rollback()
    assert register.query(Call).one().claimed_by == ""


def test_progress_is_counted_without_names(team: Flask) -> None:
    ana, ben = Person(team, "ana", ["curator"]), Person(team, "ben", ["curator"])
    ana.press(call(ana), SAVE, outcome="reached", **same(*CRITICAL))
    page = ben.get("calls")
    rows = {row[0]: row[2] for row in ([" ".join("".join(cell.itertext()).split()) for cell in tr]
                                       for tr in page.all("tbody/tr"))}
    assert rows["Food"] == "1" and rows["CA"] == "1" and rows["Legal help"] == "0"
    assert "ana" not in page.text.replace("Ghana", "").split()


def test_the_queue_never_runs_dry(team: Flask, register: Session) -> None:
    ana = Person(team, "ana", ["curator"])
    clock.fix(datetime(2026, 3, 1, 18, tzinfo=UTC))
    assert "Nothing is due here." in ana.get("calls?category=any").text
    seen = [ana.press(ana.get("calls?category=any"), "Take the next one").location]
    ana.post(seen[0].rpartition("team/")[2].partition("?")[0] + "/skip")
    again = ana.press(ana.get("calls?category=any"), "Take the next one")
    assert again.location == seen[0], "there is only one: it comes round"
    ana.press(again, SAVE, outcome="no-answer")
    assert "There is nothing to call here." in ana.get("calls?category=any").text
    assert "Take the next one" in ana.get("calls").text
