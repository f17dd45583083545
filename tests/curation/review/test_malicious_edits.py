"""No trap gets in: 200 scripted malicious edits, and every way to approve one's own, without a second person."""

import json
from collections import Counter, defaultdict

import pytest
import sqlalchemy as sa
from flask import Flask

from directory.curation.review import changes as deciding
from directory.curation.review import policy, warnings
from directory.curation.review.area_codes import STATES, TOLL_FREE
from directory.curation.review.warnings import NOTES, Known
from directory.db import db
from directory.listings.models import Listing
from directory.places.finder import zip_finder
from directory.register import changes, queries
from directory.register.changes import Refused
from directory.register.models import Batch, Change
from directory.sheets import reader
from tests.curation.review.malicious import Bad, edits
from tests.curation.team import Person, start_session
from tests.rules import source

KINDS = sorted({each.kind for each in edits()})


def test_there_are_two_hundred_of_fourteen_kinds() -> None:
    assert len(edits()) == 200 and len(KINDS) == 14
    assert min(Counter(each.kind for each in edits()).values()) >= 14


@pytest.fixture
def mallory(team: Flask, monkeypatch: pytest.MonkeyPatch) -> Person:
    """A curator of the highest trust whose small facts are never drawn."""
    monkeypatch.setattr(policy.secrets, "randbelow", lambda _: 99)
    return Person(team, "mallory", ["curator", "reviewer"], trust=3)


def _public(app: Flask) -> str:
    with app.app_context():
        return json.dumps(sorted(queries.all_listings(db.session())), sort_keys=True)


def _last_page(mallory: Person, bad: Bad) -> tuple[str, int]:
    """Send an edit as far as it goes, saying yes to everything; return the texts it met, and the batch or 0."""
    page = mallory.get(f"listings/{bad.listing}/edit" if bad.listing else "new-listing")
    filled = {name: value if name not in ("services",) else value.split("; ") for name, value in bad.facts.items()}
    with mallory.app.app_context():
        before = db.session.query(sa.func.max(Batch.id)).scalar()
    page = mallory.press(page, "Save", reason="small fix", **filled)
    said = page.text
    if page.status == 422:
        page = mallory.press(page, "Save")
    with mallory.app.app_context():
        after = db.session.query(sa.func.max(Batch.id)).scalar()
    return said, after if after != before else 0


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_bad_comes_to_families_without_a_second_person(mallory: Person, kind: str) -> None:
    """Each is refused, or waits; and at least 95 % of each kind are marked for the reviewer beside the difference."""
    public = _public(mallory.app)
    ben = Person(mallory.app, "ben", ["reviewer"])
    sent = marked = 0
    for bad in (each for each in edits() if each.kind == kind):
        _, batch = _last_page(mallory, bad)
        assert _public(mallory.app) == public, bad
        if not batch:
            continue
        sent += 1
        own = mallory.post(f"proposals/{batch}/decide", {"approve": "1", "all": "1"})
        assert own.status == 409 and _public(mallory.app) == public, bad
        shown = ben.get(f"proposals/{batch}")
        marked += any(each.get("class") in ("odd", "mistake") for each in (*shown.all("ul"), *shown.all("p")))
        mallory.press(shown_to := mallory.get(f"proposals/{batch}"), "Take it back")
        assert shown_to.status == 200
    assert marked >= 0.95 * sent, f"{marked} of {sent} are marked"


@pytest.mark.system
def test_good_listings_raise_few_alarms() -> None:
    """At most 2 % of our own published listings, each looked at as if it were new."""
    listings = [row.facts for path in sorted(source.ROOT.glob("data/listings/*.csv")) for row in reader.read(path).rows]
    having = defaultdict(list)
    for facts in listings:
        for name in ("phone", "phone_2", "text_phone", "whatsapp"):
            if name in facts:
                having[facts[name][:14]].append(facts)
    alarmed = sum(any(each.code not in NOTES for each in warnings.warnings(facts, None, Known(
        zip_finder(), lambda number, own=facts["id"]: [each for each in having[number[:14]] if each["id"] != own])))
        for facts in listings)
    assert len(listings) > 12_000 and alarmed <= 0.02 * len(listings), f"{alarmed} of {len(listings)}"


@pytest.mark.system
def test_area_codes_are_those_of_our_listings() -> None:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for path in source.ROOT.glob("data/listings/*.csv"):
        for row in reader.read(path).rows:
            if row.facts.get("phone", "").startswith("(") and "state" in row.facts:
                counted[row.facts["phone"][1:4]][row.facts["state"]] += 1
    for code, states in counted.items():
        if code not in TOLL_FREE and states.total() >= 5:
            assert states.most_common(1)[0][0] in STATES[code], code


def test_no_way_leads_to_approving_ones_own(mallory: Person) -> None:
    app = mallory.app
    public = _public(app)
    _, number = _last_page(mallory, Bad("", "clinic0001", {"cost_note": "mine"}))
    page = mallory.get(f"proposals/{number}")
    for path in (f"proposals/{number}/decide", f"proposals/{number}/decide-mass"):
        for form in ({"approve": "1", "all": "1"}, {"over": "1", "all": "1"}, {"approve": "1", "all": "1", "by": "ben"},
                     {"approve": "1", "change": "1", "author": "ben", "approver": "ben"}):
            assert mallory.post(path, form).status >= 400
    assert mallory.client.post(page.location + "/decide", data={"approve": "1", "all": "1"}).status_code == 403
    with app.app_context():
        for name in ("mallory", "MALLORY", " Mallory ", "ｍａｌｌｏｒｙ", "bootstrap", "sampling"):
            with pytest.raises((Refused, sa.exc.DBAPIError)):
                deciding.approve(db.session(), number, by=name)
            db.session.rollback()
            with pytest.raises((Refused, sa.exc.DBAPIError)):
                changes.apply(db.session(), number, approvers=[name])
            db.session.rollback()
        with pytest.raises(Refused):
            changes.apply_by_rule(db.session(), number)
        db.session.rollback()
    assert _public(app) == public


#: All that an applied change has; only the approver is missing.
_APPLIED = "UPDATE change SET state = 'applied', applied_at = '2026-09-16 17:00:00', sequence = 99999, digest = 'x'"


def test_the_statement_would_work_for_another_person(mallory: Person) -> None:
    """If this fails, the test below proves nothing."""
    _, number = _last_page(mallory, Bad("", "clinic0001", {"cost_note": "mine"}))
    with mallory.app.app_context():
        db.session.execute(sa.text(f"{_APPLIED}, approver = 'ben' WHERE batch_id = :batch"), {"batch": number})
        db.session.rollback()


@pytest.mark.parametrize("statement", [
    f"{_APPLIED}, approver = 'mallory' WHERE batch_id = :batch",
    f"{_APPLIED}, approver = ' MALLORY' WHERE batch_id = :batch",
    f"{_APPLIED}, approver = 'sampling' WHERE batch_id = :batch",
    f"{_APPLIED}, approver = 'bootstrap' WHERE batch_id = :batch",
    "UPDATE change SET author = 'ben' WHERE batch_id = :batch",
    "UPDATE batch SET author = 'ben' WHERE id = :batch",
    "UPDATE batch SET state = 'applied', approver = ' Mallory ' WHERE id = :batch",
])
def test_the_database_refuses_it_too(mallory: Person, statement: str) -> None:
    _, number = _last_page(mallory, Bad("", "clinic0001", {"cost_note": "mine"}))
    with mallory.app.app_context():
        with pytest.raises(sa.exc.DBAPIError):
            db.session.execute(sa.text(statement), {"batch": number})
        db.session.rollback()


def test_what_was_looked_at_cannot_be_exchanged_before_it_is_approved(mallory: Person) -> None:
    """Not by the ORM either: nothing comes into a proposal that was not in it when it was written."""
    _, number = _last_page(mallory, Bad("", "clinic0001", {"cost_note": "harmless"}))
    with mallory.app.app_context():
        [change] = db.session.query(Change).filter_by(batch_id=number)
        change.after = {**(change.after or {}), "phone": "(510) 555-0166"}
        with pytest.raises(sa.exc.DBAPIError):
            db.session.commit()
        db.session.rollback()


def test_facts_that_no_form_asks_for_are_not_taken(mallory: Person) -> None:
    """Neither a column of ours by another way, nor one that does not exist."""
    _, number = _last_page(mallory, Bad("", "clinic0001", {
        "cost_note": "x", "description_es": "Llame al 510-555-0199", "gone": "1", "approver": "ben", "author": "ben",
        "state_": "applied", "id": "oakland001"}))
    with mallory.app.app_context():
        [change] = db.session.query(Change).filter_by(batch_id=number)
        assert change.listing_id == "clinic0001" and change.author == "mallory"
        assert {name for name in change.after or {} if (change.before or {}).get(name) != (change.after or {})[name]} \
            == {"cost_note"}


def test_a_curator_cannot_invite_a_second_self_and_an_admin_gains_nothing(team: Flask) -> None:
    curator = Person(team, "eve", ["curator"])
    assert curator.post("people", {"name": "eve-2", "roles": "reviewer"}).status == 403
    admin = Person(team, "adam", ["curator", "admin"])
    assert admin.post("people", {"name": "adam-2", "roles": "reviewer", "trust": "1"}).status == 200
    _, number = _last_page(admin, Bad("", "clinic0001", {"cost_note": "mine"}))
    second = Person(team)
    second.name = "adam-2"
    second.cookie = start_session(team, "adam-2")
    second.client.set_cookie("amparo-local", second.cookie, domain="localhost")
    answer = second.post(f"proposals/{number}/decide", {"approve": "1", "all": "1"})
    assert answer.status == 422 and "invited you" in answer.text
    with team.app_context():
        assert "cost_note" not in db.session.get_one(Listing, "clinic0001").facts
