"""Every change has an author, another approver, a time, a reason, and a way back."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory import clock
from directory.listings.models import Listing
from directory.register import changes, queries
from directory.register.changes import Draft, Refused
from directory.register.models import Batch, Change
from tests.register.made_up import bring, decide, edit, exported, listing, listings, sheet, start, take_back


def propose(session: Session, **how: str) -> int:
    """Propose one new listing; return the batch."""
    batch = changes.propose(session, [Draft("invented0099", "new", None, listing(99), "food")], kind="edit",
                            **({"author": "ana", "reason": "new"} | how))
    session.commit()
    return batch.id


def test_nobody_approves_their_own_change(session: Session) -> None:
    batch = propose(session, author=" ana ")
    for names in (["ana"], [" Ana "], ["ANA", "ben"], ["ben", "ana"], ["bootstrap"], ["Ａna"]):
        with pytest.raises(Refused, match="own-approval"):
            changes.apply(session, batch, approvers=names)
        session.rollback()
    assert queries.listings(session) == {}


def test_somebody_must_approve(session: Session) -> None:
    batch = propose(session)
    for names in ([], [""], ["  "]):
        with pytest.raises(Refused, match="approver-needed"):
            changes.apply(session, batch, approvers=names)


def test_a_change_without_author_or_reason_is_refused(session: Session) -> None:
    batch = propose(session)
    changes.apply(session, batch, approvers=["ben"])
    session.commit()
    for how in ({"author": ""}, {"author": " "}, {"reason": ""}, {"reason": "\n"}):
        with pytest.raises(Refused, match="author-and-reason"):
            propose(session, **how)
        with pytest.raises(Refused, match="author-and-reason"):
            changes.undo(session, batch, **({"author": "ana", "reason": "undo"} | how))


def test_the_name_of_the_first_import_is_nobodys_name(session: Session) -> None:
    with pytest.raises(Refused, match="reserved-name"):
        propose(session, author="Bootstrap")
    batch = propose(session)
    changes.apply(session, batch, approvers=["ben"])
    with pytest.raises(Refused, match="reserved-name"):
        changes.undo(session, batch, author="bootstrap", reason="undo")


ONE_PERSON: tuple[dict[str, object], ...] = (
    {"state": "applied"}, {"state": "applied", "approver": "ana"}, {"approver": "ana"},
    {"state": "applied", "approver": "ben", "mass": True},
    {"state": "applied", "approver": "ben", "second_approver": "ben", "mass": True},
    {"state": "applied", "approver": "ben", "second_approver": "ana", "mass": True},
)


def test_the_database_itself_refuses_what_one_person_decides(session: Session) -> None:
    batch = propose(session)
    for values in ONE_PERSON:
        with pytest.raises(IntegrityError):
            session.execute(sa.update(Batch).where(Batch.id == batch).values(**values))
        session.rollback()
    with pytest.raises(IntegrityError):
        session.execute(sa.text("UPDATE change SET state = 'applied'"))


def test_the_database_lets_two_people_decide(session: Session) -> None:
    batch = propose(session)
    session.execute(sa.update(Batch).where(Batch.id == batch).values(
        state="applied", approver="ben", second_approver="cleo", mass=True))
    session.commit()


def test_history_names_everybody_in_order(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(20)))
    edit(session, "invented0001", cost="free")
    bring(session, sheet(tmp_path, [listing(1, website="https://example.org"), *listings(20)[1:]]))
    bring(session, sheet(tmp_path, listings(20)[1:]))
    found = queries.history(session, "invented0001")
    assert [(change.kind, batch.author, change.approved_by) for batch, change in found] == [
        ("new", "bootstrap", "bootstrap"), ("change", "dora", "emil"), ("change", "ana", "ben, cleo")]
    ((batch, (waiting,)),) = queries.waiting(session)
    assert (waiting.kind, waiting.conflict) == ("gone", "cost")
    changes.apply(session, batch.id, approvers=["ivo"], only=["invented0001"])
    session.commit()
    batch, change = queries.history(session, "invented0001")[-1]
    assert (change.kind, change.after, batch.reason, change.approved_by) == ("gone", None, "a newer sheet", "ivo")
    assert change.applied_at is not None
    for (_, older), (_, newer) in zip(found, found[1:], strict=False):
        assert older.after == newer.before


def test_a_batch_decided_on_in_parts_remembers_who_decided_on_what(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(40)))
    rows = [listing(1, cost="low"), listing(2, cost="low"), *listings(40)[2:]]
    (plan,) = decide(session, sheet(tmp_path, rows))
    batch = changes.propose(session, plan.drafts, kind="import", author="ana", reason="newer", sheet="food").id
    changes.apply(session, batch, approvers=["ben"], only=["invented0001"])
    session.commit()
    changes.apply(session, batch, approvers=["cleo"], only=["invented0002"])
    session.commit()
    assert [queries.history(session, key)[-1][1].approved_by for key in ("invented0001", "invented0002")] == [
        "ben", "cleo"]
    with pytest.raises(Refused, match="nothing-waits"):
        changes.apply(session, batch, approvers=["ben"])


def test_a_batch_in_which_everything_conflicts_is_not_applied(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(20)))
    edit(session, "invented0001", cost="free")
    assert bring(session, sheet(tmp_path, [listing(1, cost="low"), *listings(20)[1:]])).conflicts == ("invented0001",)
    batch = session.scalars(sa.select(Batch).order_by(Batch.id.desc()).limit(1)).one()
    assert (batch.state, batch.approver) == ("proposed", None)


@pytest.mark.parametrize("kind", ["new", "change", "gone", "agree"])
def test_undo_restores_the_export_byte_for_byte_and_undo_of_the_undo_too(
        session: Session, tmp_path: Path, kind: str) -> None:
    start(session, sheet(tmp_path, [*listings(19), listing(20, cost="free")]))
    rows = {"new": listings(25), "change": [listing(1, name="Another", phone="211"), *listings(20)[1:]],
            "gone": listings(18), "agree": [listing(1, cost="low"), *listings(20)[1:]]}[kind]
    rows = [row if row["id"] != "invented0020" else listing(20, cost="free") for row in rows]
    if kind == "agree":
        edit(session, "invented0001", cost="low")
    before, memory = exported(session, tmp_path), queries.last_import(session, "food")
    bring(session, sheet(tmp_path, rows))
    batch = session.scalars(sa.select(Batch.id).order_by(Batch.id.desc()).limit(1)).one()
    after, newer = exported(session, tmp_path), queries.last_import(session, "food")
    assert (after == before) == (kind == "agree")
    assert newer != memory
    undone = take_back(session, batch)
    assert (exported(session, tmp_path), queries.last_import(session, "food")) == (before, memory)
    again = take_back(session, undone)
    assert (exported(session, tmp_path), queries.last_import(session, "food")) == (after, newer)
    take_back(session, again)
    assert (exported(session, tmp_path), queries.last_import(session, "food")) == (before, memory)


def test_undo_keeps_what_was_changed_since(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(2)))
    batch = edit(session, "invented0001", cost="free", hours="Mon 9am-5pm")
    edit(session, "invented0001", website="https://example.org")
    take_back(session, batch)
    assert queries.listings(session)["invented0001"] == listing(1, website="https://example.org")


def test_undo_of_what_was_changed_again_waits(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(2)))
    batch = edit(session, "invented0001", cost="free")
    edit(session, "invented0001", cost="low")
    undo = take_back(session, batch)
    assert queries.listings(session)["invented0001"]["cost"] == "low"
    assert session.get_one(Batch, undo).state == "proposed"


def test_undo_of_the_first_import_needs_two_people_and_leaves_no_listing(session: Session, tmp_path: Path) -> None:
    (first,) = start(session, sheet(tmp_path, listings(20)))
    undo = changes.undo(session, first.id, author="ana", reason="wrong folder").id
    with pytest.raises(Refused, match="second-approver"):
        changes.apply(session, undo, approvers=["ben"])
    changes.apply(session, undo, approvers=["ben", "cleo"])
    session.commit()
    assert queries.listings(session) == {}
    assert not changes.is_empty(session)
    assert queries.last_import(session, "food") == {}


def test_what_waits_can_be_turned_down_by_anybody_and_changes_nothing(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(20)))
    before = exported(session, tmp_path)
    (plan,) = decide(session, sheet(tmp_path, [listing(1, cost="low"), listing(2, cost="low"), *listings(20)[2:]]))
    batch = changes.propose(session, plan.drafts, kind="import", author="ana", reason="newer", sheet="food").id
    assert changes.reject(session, batch, approver="ana", only=["invented0001"]) == 1
    assert changes.reject(session, batch, approver="ben") == 1
    session.commit()
    assert exported(session, tmp_path) == before
    assert (session.get_one(Batch, batch).state, session.get_one(Batch, batch).approver) == ("rejected", "ben")
    for refused in (lambda: changes.reject(session, batch, approver="ben"),
                    lambda: changes.apply(session, batch, approvers=["ben"])):
        with pytest.raises(Refused, match="nothing-waits"):
            refused()


@pytest.mark.parametrize("step", ["apply", "reject"])
def test_a_batch_that_is_not_there_is_named(session: Session, step: str) -> None:
    with pytest.raises(Refused, match="no-batch"):
        changes.apply(session, 7, approvers=["ben"]) if step == "apply" else changes.reject(session, 7, approver="ben")
    with pytest.raises(Refused, match="nothing-to-undo"):
        changes.undo(session, 7, author="ana", reason="undo")


def test_an_id_that_was_given_twice_overwrites_nothing(session: Session) -> None:
    first = propose(session)
    draft = Draft("invented0099", "new", None, listing(99, cost="free"), "food")
    second = changes.propose(session, [draft], kind="edit", author="ana", reason="new").id
    assert changes.apply(session, first, approvers=["ben"]).applied == 1
    outcome = changes.apply(session, second, approvers=["ben"])
    session.commit()
    assert (outcome.applied, outcome.conflicts) == (0, ("invented0099",))
    assert queries.listings(session) == {"invented0099": listing(99)}


def test_two_who_take_the_same_listing_out_agree(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(2)))
    draft = Draft("invented0001", "gone", listing(1), None, "food")
    batches = [changes.propose(session, [draft], kind="edit", author="ana", reason="closed").id for _ in range(2)]
    for batch in batches:
        assert changes.apply(session, batch, approvers=["ben"]).conflicts == ()
    session.commit()
    gone = session.get_one(Listing, "invented0001")
    assert (gone.gone, gone.facts, gone.version) == (True, listing(1), 2)
    assert queries.waiting(session) == []


def test_a_memory_without_a_listing_makes_no_listing(session: Session) -> None:
    draft = Draft("invented0001", "agree", None, None, "food", listing(1), None)
    batch = changes.propose(session, [draft], kind="import", author="ana", reason="newer", sheet="food").id
    assert changes.apply(session, batch, approvers=["ben"]).applied == 0
    session.commit()
    assert session.get(Listing, "invented0001") is None


def test_the_version_moves_with_every_change_and_tells_registers_apart(session: Session, tmp_path: Path) -> None:
    seen = [changes.version(session)]
    start(session, sheet(tmp_path, listings(2)))
    seen.append(changes.version(session))
    batch = edit(session, "invented0001", cost="free")
    seen.append(changes.version(session))
    take_back(session, batch)
    seen.append(changes.version(session))
    propose(session)
    assert changes.version(session) == seen[-1]
    assert len(set(seen)) == 4
    assert str(clock.today()) in seen[1]


def test_what_a_change_says_is_what_stood_there(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(2)))
    edit(session, "invented0001", cost="free")
    change = session.scalars(sa.select(Change).order_by(Change.id.desc()).limit(1)).one()
    assert (change.before, change.after) == (listing(1), listing(1, cost="free"))
