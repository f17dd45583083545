"""What a reviewer does besides approving: sending back, turning down, and dividing a change."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from directory.register import changes, merge, queries
from directory.register.changes import Draft, Refused
from directory.register.models import Batch, Change
from tests.effort import effort
from tests.register.made_up import bring, decide, edit, exported, listing, listings, sheet, start, take_back

NEWER = {"cost": "free", "phone": "(510) 555-0177", "name": "Front desk"}


def proposed(session: Session, **cells: str) -> Batch:
    """Propose a change of the first listing."""
    draft = Draft("invented0001", "change", listing(1), listing(1, **(cells or NEWER)))
    batch = changes.propose(session, [draft], kind="edit", author="ana", reason="they called")
    session.commit()
    return batch


@pytest.fixture(autouse=True)
def _filled(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(20)))


def test_a_proposal_is_sent_back_with_the_reason_and_changes_nothing(session: Session) -> None:
    batch = proposed(session)
    assert changes.send_back(session, batch.id, approver=" ben ", reason=" Whose number is this? ") == 1
    session.commit()
    (change,) = batch.changes
    assert (change.state, change.decided_by, change.decision_note) == ("returned", "ben", "Whose number is this?")
    assert (batch.state, batch.approver, batch.decided_at is not None) == ("returned", "ben", True)
    assert queries.listings(session)["invented0001"] == listing(1)
    with pytest.raises(Refused, match="nothing-waits"):
        changes.apply(session, batch.id, approvers=["ben"])


def test_sending_back_needs_a_reason_and_another_person(session: Session) -> None:
    batch = proposed(session).id
    with pytest.raises(Refused, match="reason-needed"):
        changes.send_back(session, batch, approver="ben", reason=" ")
    with pytest.raises(Refused, match="own-approval"):
        changes.send_back(session, batch, approver="ANA", reason="I was wrong")
    with pytest.raises(Refused, match="approver-needed"):
        changes.send_back(session, batch, approver=" ", reason="why")
    with pytest.raises(Refused, match="no-batch"):
        changes.send_back(session, 99, approver="ben", reason="why")


def test_an_author_takes_a_proposal_back_alone(session: Session) -> None:
    batch = proposed(session)
    changes.reject(session, batch.id, approver="ana", reason="a mistake")
    session.commit()
    assert (batch.state, batch.approver, batch.changes[0].decided_by) == ("rejected", None, "ana")
    assert batch.changes[0].decision_note == "a mistake"


def test_a_batch_is_decided_on_change_by_change(session: Session) -> None:
    drafts = [Draft(row["id"], "change", row, row | {"cost": "free"}) for row in listings(3)]
    batch = changes.propose(session, drafts, kind="edit", author="ana", reason="call")
    first, second, third = (change.id for change in batch.changes)
    changes.apply(session, batch.id, approvers=["ben"], parts=[first])
    changes.send_back(session, batch.id, approver="cleo", reason="why free?", parts=[second])
    changes.reject(session, batch.id, approver="dan", parts=[third])
    session.commit()
    session.refresh(batch)
    assert [(change.state, change.approver, change.decided_by) for change in batch.changes] == [
        ("applied", "ben", None), ("returned", None, "cleo"), ("rejected", None, "dan")]
    assert batch.state == "applied"


@pytest.mark.parametrize("first", ["named", "rest"])
def test_a_divided_change_is_the_whole_in_any_order_and_is_undone_as_a_whole(session: Session, first: str,
                                                                             tmp_path: Path) -> None:
    before = exported(session, tmp_path)
    batch = proposed(session)
    (rest,) = batch.changes
    named = changes.split(session, rest.id, ["cost"])
    assert (named.after, rest.after) == (listing(1, cost="free"), listing(1, **(NEWER | {"cost": ""})))
    assert (named.author, named.state, named.batch_id) == ("ana", "proposed", batch.id)
    for part in (named, rest) if first == "named" else (rest, named):
        assert changes.apply(session, batch.id, approvers=["ben"], parts=[part.id]).applied == 1
        session.commit()
    assert queries.listings(session)["invented0001"] == listing(1, **NEWER)
    take_back(session, batch.id)
    assert exported(session, tmp_path) == before


@pytest.mark.parametrize("first", ["named", "rest"])
def test_the_sheets_memory_follows_the_parts(session: Session, first: str, tmp_path: Path) -> None:
    (plan,) = decide(session, sheet(tmp_path, [listing(1, **NEWER), *listings(20)[1:]]))
    batch = changes.propose(session, plan.drafts, kind="import", author="ana", reason="newer", sheet="food")
    (rest,) = batch.changes
    named = changes.split(session, rest.id, ["cost"])
    one, other = (named, rest) if first == "named" else (rest, named)
    changes.apply(session, batch.id, approvers=["ben"], parts=[one.id])
    assert queries.last_import(session, "food")["invented0001"] == queries.listings(session)["invented0001"]
    changes.apply(session, batch.id, approvers=["ben"], parts=[other.id])
    session.commit()
    assert queries.last_import(session, "food")["invented0001"] == listing(1, **NEWER)
    take_back(session, batch.id)
    assert queries.last_import(session, "food")["invented0001"] == listing(1)


def test_what_conflicts_can_be_parted_from_what_does_not(session: Session, tmp_path: Path) -> None:
    edit(session, "invented0001", cost="low")
    outcome = bring(session, sheet(tmp_path, [listing(1, **NEWER), *listings(20)[1:]]))
    assert outcome.conflicts == ("invented0001",)
    ((batch, (rest,)),) = queries.waiting(session)
    named = changes.split(session, rest.id, ["phone", "name"])
    assert (named.conflict, rest.conflict) == ("", "cost")
    assert changes.apply(session, batch.id, approvers=["ben"], parts=[named.id]).applied == 1
    session.commit()
    assert queries.listings(session)["invented0001"] == listing(1, **(NEWER | {"cost": "low"}))


@pytest.mark.parametrize("names", [[], ["cost", "phone", "name"], ["hours"]])
def test_a_change_with_nothing_on_one_side_is_not_divided(session: Session, names: list[str]) -> None:
    (change,) = proposed(session).changes
    with pytest.raises(Refused, match="not-divided"):
        changes.split(session, change.id, names)


def test_only_a_waiting_change_of_a_known_listing_is_divided(session: Session) -> None:
    batch = proposed(session)
    changes.apply(session, batch.id, approvers=["ben"])
    gone = changes.propose(session, [Draft("invented0002", "gone", listing(2), None)], kind="edit", author="ana",
                           reason="closed")
    for number in (batch.changes[0].id, gone.changes[0].id):
        with pytest.raises(Refused, match="not-divided"):
            changes.split(session, number, ["cost"])
    with pytest.raises(Refused, match="no-change"):
        changes.split(session, 999, ["cost"])


FACTS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("xyz"))


@effort(max_examples=200)
@given(before=FACTS, after=FACTS, names=st.sets(st.sampled_from("abcdef")), data=st.data())
def test_both_halves_in_any_order_are_the_whole(before: dict[str, str], after: dict[str, str], names: set[str],
                                                data: st.DataObject) -> None:
    """Also where other columns of the listing moved meanwhile."""
    moves = set(merge.moved(before, after))
    others = data.draw(st.dictionaries(st.sampled_from("ghi"), st.sampled_from("xyz")))
    current = before | others
    for order in (1, -1):
        listing_now: dict[str, str] = current
        for half in merge.divide(before, after, names)[::order]:
            change = Change(kind="change", before=before, after=half, conflict="")
            assert merge.bring_up(change, listing_now, force=False) == []
            listing_now = dict(change.after or {})
        assert listing_now == after | others
    named, rest = merge.divide(before, after, names)
    assert set(merge.moved(before, named)) == moves & names
    assert set(merge.moved(before, rest)) == moves - names
