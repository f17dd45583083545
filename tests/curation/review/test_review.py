"""A second person looks: the queue, the differences, the call to the old number, sending back, dividing, two of two."""

from collections.abc import Mapping

import pytest
from flask import Flask

from directory.curation.people.models import Account
from directory.curation.review import changes as deciding
from directory.curation.review.models import Approval
from directory.curation.review.obstacles import numbers_to_call, obstacle
from directory.db import db
from directory.listings.models import Listing
from directory.register import changes, queries
from directory.register import reports as kept
from directory.register.changes import Draft, Refused
from directory.register.models import Change
from tests.curation.team import Person
from tests.reader import Page

CLINIC = "clinic0001"
OLD = "(510) 555-0111"


def facts(app: Flask, listing_id: str = CLINIC) -> dict[str, str]:
    """Return what the register says of a listing that is not gone."""
    with app.app_context():
        return dict(queries.listings(db.session()).get(listing_id, {}))


def propose(app: Flask, *new: Mapping[str, str], ids: tuple[str, ...] = (CLINIC,), author: str = "ana",
            reason: str = "called them", mass: bool = False) -> int:
    """Propose a change of each of these listings; a blank takes a fact away. Return the batch."""
    with app.app_context():
        drafts = []
        for listing_id, moved in zip(ids, new, strict=True):
            found = db.session.get(Listing, listing_id)
            before = dict(found.facts) if found else None
            after = {name: value for name, value in {**(before or {"id": listing_id}), **moved}.items() if value}
            drafts.append(Draft(listing_id, "change" if before else "new", before, after, "medical"))
        batch = changes.propose(db.session(), drafts, kind="edit", author=author, reason=reason, mass=mass)
        db.session.commit()
        return batch.id


def gone(app: Flask, *ids: str, author: str = "ana", mass: bool = False) -> int:
    """Propose to take listings away."""
    with app.app_context():
        drafts = [Draft(each, "gone", dict(db.session.get_one(Listing, each).facts), None, "medical") for each in ids]
        batch = changes.propose(db.session(), drafts, kind="edit", author=author, reason="closed for good", mass=mass)
        db.session.commit()
        return batch.id


def numbers(app: Flask, batch_id: int) -> list[int]:
    """Return the numbers of the changes of a batch."""
    with app.app_context():
        return [each.id for each in db.session.query(Change).filter_by(batch_id=batch_id).order_by(Change.id)]


def decide(person: Person, batch_id: int, button: str = "Approve", **filled: object) -> Page:
    """Open a proposal, choose all its changes and press a button."""
    page = person.get(f"proposals/{batch_id}")
    boxes = [each.get("value") or "" for each in page.all("input") if each.get("name") == "change"]
    return person.press(page, button, **{"change": boxes, **filled})


def heard(person: Person, batch_id: int, outcome: str, note: str = "Monday, the front desk") -> Page:
    """Write down a call to the old number."""
    return person.press(person.get(f"proposals/{batch_id}"), "Write down the call", outcome=outcome, note=note)


def test_the_queue_is_ordered_and_shows_ones_own(team: Flask, ben: Person) -> None:
    propose(team, {"cost": "free"}, author="ben", reason="own work")
    propose(team, {"cost_note": "Free on Mondays"}, ids=("oakland001",), reason="the middle")
    propose(team, {"transit_note": "Bus 1"}, ids=("secret0001",), reason="the last")
    with team.app_context():
        kept.add(db.session(), {"one": {"kind": "report", "day": "2026-09-15", "language": "es", "choice": "phone",
                                        "listing_id": "secret0001", "name": "", "place": "", "reach": "", "text": "",
                                        "contact": ""}})
        db.session.commit()
    page = ben.get("review")
    assert page.text.index("the last") < page.text.index("own work") < page.text.index("the middle")
    assert "yours: somebody else decides" in page.text and "a visitor reported it" in page.text


def test_what_is_approved_is_applied_and_said(team: Flask, ben: Person) -> None:
    number = propose(team, {"cost": "free", "cost_note": "Always"})
    page = ben.get(f"proposals/{number}")
    assert "Old: Sliding" in page.text or "sliding" in page.text
    assert "What it costs" in page.text and "called them" in page.text
    done = decide(ben, number)
    assert "Approved: 1" in done.text and facts(team)["cost"] == "free"
    with team.app_context():
        [change] = db.session.query(Change).filter_by(batch_id=number)
        assert (change.author, change.approver) == ("ana", "ben")


def test_nobody_decides_on_ones_own(team: Flask, ben: Person) -> None:
    number = propose(team, {"cost": "free"}, author="ben")
    page = ben.get(f"proposals/{number}")
    assert "another person decides" in page.text and "Approve" not in page.text
    for step in ("approve", "over", "back", "reject"):
        answer = ben.post(f"proposals/{number}/decide", {step: "1", "all": "1", "reason": "mine"})
        assert answer.status == 409 and "Nobody decides on their own change" in answer.text
    assert "cost_note" not in facts(team)
    assert "Nothing of yours waits" in ben.press(page, "Take it back").text


def test_a_curator_and_a_translator_decide_nothing(team: Flask) -> None:
    number = propose(team, {"cost": "free"})
    for name, role in (("cleo", "curator"), ("dora", "translator"), ("emil", "admin")):
        other = Person(team, name, [role])
        assert other.get(f"proposals/{number}").status == 200
        assert other.get("review").status == 403
        [change] = numbers(team, number)
        for path in (f"proposals/{number}/decide", f"proposals/{number}/decide-mass",
                     f"proposals/{number}/changes/{change}/split", f"proposals/{number}/changes/{change}/callback"):
            assert other.post(path, {"approve": "1", "all": "1"}).status == 403
    assert facts(team)["cost"] == "sliding"


def test_whom_the_author_invited_does_not_decide(team: Flask, ben: Person) -> None:
    with team.app_context():
        db.session.query(Account).filter_by(name="ben").one().made_by = "cleo"
        db.session.commit()
    Person(team, "cleo", ["admin"])
    with team.app_context():
        db.session.query(Account).filter_by(name="cleo").one().made_by = "ana"
        db.session.commit()
    number = propose(team, {"cost": "free"})
    assert "Approve" not in ben.get(f"proposals/{number}").text
    answer = ben.post(f"proposals/{number}/decide", {"approve": "1", "all": "1"})
    assert answer.status == 422 and "ana invited you" in answer.text
    assert facts(team)["cost"] == "sliding"


@pytest.mark.parametrize("outcome, lets_through", [("reached", True), ("dead", True), ("no-answer", True),
                                                   ("denied", False)])
def test_a_changed_phone_needs_a_call_to_the_old_number(team: Flask, ben: Person, outcome: str,
                                                        lets_through: bool) -> None:
    number = propose(team, {"phone": "(510) 555-0188"})
    refused = decide(ben, number)
    assert refused.status == 422 and f"Call the old number first, {OLD}" in refused.text
    assert "tel:" in ben.get(f"proposals/{number}").html, "it can be tapped on a phone"
    assert heard(ben, number, outcome, note=" ").status == 422
    said = heard(ben, number, outcome)
    assert said.status == 200 and "Monday, the front desk" in said.text
    assert (decide(ben, number).status == 200) == lets_through
    assert (facts(team)["phone"] == "(510) 555-0188") == lets_through


def test_a_call_counts_for_the_number_that_was_called_and_no_other(team: Flask, ben: Person) -> None:
    number = propose(team, {"phone": "(510) 555-0188"})
    [change] = numbers(team, number)
    wrong = ben.post(f"proposals/{number}/changes/{change}/callback",
                     {"number": "(510) 555-0100", "outcome": "dead", "note": "x"})
    assert wrong.status == 422
    other = propose(team, {"phone": "(510) 555-0189"})
    heard(ben, other, "dead")
    assert decide(ben, number).status == 422, "the call was about another proposal"


@pytest.mark.parametrize("facts_after, code", [
    ({"category": "legal"}, "credential-needed"), ({"category": "legal", "legal_credential": "attorney"},
                                                   "credential-needed"),
    ({"category": "legal", "legal_credential": "attorney", "source": "x"}, None),
    ({"category": "legal", "legal_credential": "attorney", "credential_checked": "2026-09-01"}, None),
    ({"category": "food"}, None)])
def test_legal_help_needs_a_credential_with_a_source(facts_after: dict[str, str], code: str | None) -> None:
    found = obstacle(None, facts_after, None, called=())
    assert (found[0] if found else None) == code


def test_which_numbers_must_be_called() -> None:
    before = {"phone": "1", "phone_2": "2"}
    assert numbers_to_call(before, {"phone": "3", "phone_2": "2"}, before) == ["1"]
    assert numbers_to_call(before, {"phone": "2", "phone_2": "1"}, before) == [], "they only changed places"
    assert numbers_to_call(before, {}, before) == ["1", "2"]
    assert numbers_to_call(before, {**before, "cost": "free"}, before) == []
    assert numbers_to_call(before, None, before) == [] and numbers_to_call(None, before, None) == []
    assert numbers_to_call(before, {"phone": "3", "phone_2": "2"}, {"phone": "9"}) == ["9"], "today's number counts"


def test_legal_without_a_source_is_refused_on_the_page(team: Flask, ben: Person) -> None:
    number = propose(team, {"organization": "Example Notary", "category": "legal", "legal_credential": "attorney"},
                     ids=("trap000001",))
    page = ben.get(f"proposals/{number}")
    assert "Legal help needs a credential" in page.text and "Look its credential up" not in page.text
    assert decide(ben, number).status == 422
    assert facts(team, "trap000001") == {}


def test_what_is_sent_back_comes_with_a_reason_and_can_be_edited_again(team: Flask, ben: Person) -> None:
    ana = Person(team, "ana", ["curator"])
    number = propose(team, {"cost_note": "First visit free"})
    assert decide(ben, number, "Send it back").status == 422, "a reason is needed"
    decide(ben, number, "Send it back", reason="Which visit?")
    assert "Example Health Center" in ana.get("proposals").text.partition("Waits")[0]
    assert "1 change was sent back to you." in ana.get("").text
    page = ana.get(f"proposals/{number}")
    assert "Which visit?" in page.text and "ben" in page.text
    [link] = [each for each in page.all("a") if "again" in (each.get("href") or "")]
    form = ana.get(link.get("href") or "")
    assert "First visit free" in form.html
    assert ben.get(link.get("href") or "").status == 404, "it is not ben's"
    assert "It waits" in ana.press(form, "Save", cost_note="The first visit ever is free", reason="asked again").text
    assert "Nothing came back." in ana.get("proposals").text, "it was sent in anew"
    assert "sent back to you" not in ana.get("").text


def test_what_came_back_is_shown_beside_what_others_changed_since(team: Flask, ben: Person) -> None:
    ana = Person(team, "ana", ["curator"])
    number = propose(team, {"cost_note": "First visit free"})
    decide(ben, number, "Send it back", reason="Which visit?")
    decide(ben, propose(team, {"cost_note": "Free on Mondays"}, author="cleo"))
    [link] = [each for each in ana.get(f"proposals/{number}").all("a") if "again" in (each.get("href") or "")]
    form = ana.get(link.get("href") or "")
    assert "Theirs: Free on Mondays" in form.text and "Mine, as it stands below: First visit free" in form.text
    assert "sent" not in ana.press(form, "Save", reason="asked").text.partition("Back to the listing")[0]
    assert facts(team)["cost_note"] == "Free on Mondays"
    assert "It waits" in ana.press(form, "Save", reason="asked", take_cost_note="mine").text


def test_who_decides_sees_what_else_waits_for_the_listing(team: Flask, ben: Person) -> None:
    one, other = propose(team, {"cost_note": "Free"}), propose(team, {"cost_note": "Not free"}, author="cleo")
    assert f"Another proposal for this listing waits: Proposal {other}" in ben.get(f"proposals/{one}").text
    decide(ben, other, "Turn it down", reason="not so")
    assert "Another proposal" not in ben.get(f"proposals/{one}").text


def test_turning_down_needs_a_reason_and_changes_nothing(team: Flask, ben: Person) -> None:
    number = propose(team, {"cost": "free"})
    assert decide(ben, number, "Turn it down").status == 422
    assert "Turned down: 1" in decide(ben, number, "Turn it down", reason="not so").text
    assert facts(team)["cost"] == "sliding"
    assert ben.post(f"proposals/{number}/decide", {"approve": "1", "all": "1"}).status == 422


def test_some_fields_can_be_decided_apart(team: Flask, ben: Person) -> None:
    number = propose(team, {"cost": "free", "phone": "(510) 555-0188", "hours": "Mo 09:00-17:00"})
    divided = ben.press(ben.get(f"proposals/{number}"), "Divide it", column=["phone"])
    assert divided.status == 200 and "Waits: 2" in divided.text
    rest, part = numbers(team, number)
    decide(ben, number, change=[str(rest)])
    assert facts(team)["cost"] == "free" and facts(team)["phone"] == OLD
    assert decide(ben, number, change=[str(part)]).status == 422
    heard(ben, number, "dead")
    decide(ben, number, change=[str(part)])
    assert facts(team)["phone"] == "(510) 555-0188"
    assert ben.press(ben.get(f"proposals/{propose(team, {'cost': 'sliding', 'cost_note': 'x'})}"),
                     "Divide it").status == 422


def test_all_but_what_lacks_something_is_approved_and_the_rest_is_told(team: Flask, ben: Person) -> None:
    number = propose(team, {"cost": "free"}, {"phone": "(843) 555-0199"}, ids=(CLINIC, "clinic0002"))
    done = decide(ben, number, all="1")
    assert "1 change is approved" in done.text and "Call the old number first" in done.text
    assert facts(team)["cost"] == "free" and facts(team, "clinic0002")["phone"] == "(843) 555-0112 ext. 12"


def test_only_what_is_chosen_is_decided_and_nothing_chosen_is_told(team: Flask, ben: Person) -> None:
    number = propose(team, {"cost": "free"}, {"cost_note": "x"}, ids=(CLINIC, "clinic0002"))
    assert "Choose at least one" in decide(ben, number, change=[]).text
    decide(ben, number, change=[str(numbers(team, number)[1])])
    assert facts(team)["cost"] == "sliding" and facts(team, "clinic0002")["cost_note"] == "x"


def test_a_mass_batch_needs_two_reviewers_who_just_typed_a_code(team: Flask, ben: Person) -> None:
    number = gone(team, CLINIC, "clinic0002", mass=True)
    assert ben.post(f"proposals/{number}/decide", {"approve": "1", "all": "1"}).status == 403
    first = decide(ben, number, all="1")
    assert "2 changes have your approval. A second reviewer comes next." in first.text
    assert facts(team) and facts(team, "clinic0002")
    decide(ben, number, all="1")
    assert facts(team), "the same person twice is one person"
    cleo = Person(team, "cleo", ["reviewer"])
    assert "First approval by ben" in cleo.get(f"proposals/{number}").text
    decide(cleo, number, all="1")
    assert not facts(team) and not facts(team, "clinic0002")
    with team.app_context():
        assert {(each.approver, each.second_approver) for each in
                db.session.query(Change).filter_by(batch_id=number)} == {("ben", "cleo")}


def test_a_first_approval_counts_for_what_was_seen_alone(team: Flask, ben: Person) -> None:
    number = propose(team, {"cost": "free", "cost_note": "Always"}, mass=True)
    decide(ben, number)
    cleo = Person(team, "cleo", ["reviewer"])
    cleo.press(cleo.get(f"proposals/{number}"), "Divide it", column=["cost"])
    done = decide(cleo, number, all="1")
    assert "have your approval" in done.text and facts(team)["cost"] == "sliding"
    with team.app_context():
        assert {each.by for each in db.session.query(Approval)} == {"ben", "cleo"}


def test_what_changed_meanwhile_waits_until_somebody_looked(team: Flask, ben: Person) -> None:
    number = propose(team, {"cost": "free"})
    with team.app_context():
        other = changes.propose(db.session(), [Draft(CLINIC, "change", facts(team), {**facts(team), "cost": "varies"})],
                                kind="edit", author="emil", reason="x")
        changes.apply(db.session(), other.id, approvers=["dora"])
        db.session.commit()
    clash = decide(ben, number)
    assert "still waits" in clash.text and facts(team)["cost"] == "varies"
    assert "Now it is: varies" in clash.text, "who decides sees all three values"
    decide(ben, number, "Approve over what changed meanwhile")
    assert facts(team)["cost"] == "free"


def test_deciding_twice_at_once_does_it_once(team: Flask, ben: Person) -> None:
    number = propose(team, {"cost": "free"})
    page = ben.get(f"proposals/{number}")
    with team.app_context():
        deciding.approve(db.session(), number, by="cleo")
        db.session.commit()
    late = ben.press(page, "Approve", change=[str(each) for each in numbers(team, number)])
    assert late.status == 422 and "somebody decided already" in late.text


def test_many_changes_are_paged_and_all_can_be_approved(team: Flask, ben: Person) -> None:
    ids = tuple(f"many{number:06}" for number in range(45))
    number = propose(team, *({"organization": f"Example {each}", "category": "food", "source": "test-list",
                              "phone": "(510) 555-0101"} for each in ids), ids=ids)
    first, last = ben.get(f"proposals/{number}"), ben.get(f"proposals/{number}?page=3")
    assert "Example many000000" in first.text and "Example many000044" not in first.text
    assert "Example many000044" in last.text
    assert "Approved: 45" in decide(ben, number, all="1").text


def test_a_proposal_that_is_not_there_is_not_found(ben: Person) -> None:
    assert ben.get("proposals/99999").status == 404
    assert ben.post("proposals/99999/decide", {"approve": "1", "all": "1"}).status == 404
    assert ben.get("proposals/1?page=0").status == 200 and ben.get("proposals/1?page=x").status == 200


@pytest.mark.parametrize("code", ["es", "en-XA", "ar-XB"])
def test_every_page_is_sound_in_every_language(team: Flask, ben: Person, code: str) -> None:
    number = propose(team, {"phone": "(212) 555-0188", "website": "https://xn--exmple-cua.org/", "cost": "free"})
    for path in ("review", "proposals", f"proposals/{number}"):
        assert ben.client.get(f"/{code}/team/{path}").status_code == 200


def test_the_rules_hold_below_the_pages_too(team: Flask) -> None:
    number = propose(team, {"phone": "(510) 555-0188"})
    with team.app_context():
        for by, code in (("ana", "own-approval"), (" ANA ", "own-approval"), ("ben", "callback-needed")):
            with pytest.raises(Refused, match=code):
                deciding.approve(db.session(), number, by=by)
            db.session.rollback()


def test_who_presses_again_reads_what_became_of_it(team: Flask, ben: Person) -> None:
    """As after a page that broke off: who approved it, and when."""
    number = propose(team, {"cost": "free"})
    way = f"proposals/{number}/decide"
    page = ben.post(way, {"all": "1", "approve": "1"})
    assert "Approved by ben on September 16, 2026, 17:00 UTC." in page.text
    again = ben.post(way, {"all": "1", "approve": "1"})
    assert again.status == 422 and "somebody decided already" in again.text
    assert "Approved by ben on September 16, 2026, 17:00 UTC." in again.text


def test_so_much_says_before_how_long_it_takes(team: Flask, ben: Person) -> None:
    new = [{"organization": f"Example Clinic {each}", "category": "medical"} for each in range(501)]
    ids = tuple(f"invented{each:04}" for each in range(501))
    assert "a minute or more" in ben.get(f"proposals/{propose(team, *new, ids=ids)}").text
    assert "a minute or more" not in ben.get(f"proposals/{propose(team, {'cost': 'free'})}").text
