"""What the database itself refuses, on both engines: whoever holds the connection, one person is not two."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.listings import columns
from directory.register import changes, queries
from directory.register.changes import Draft, Refused
from directory.register.models import Change
from tests.register.made_up import edit, listing, listings, sheet, start

#: Enough of a place in the chain for a change to count as applied.
APPLIED = "state = 'applied', sequence = 999, digest = 'x', applied_at = '2026-09-16'"


@pytest.fixture(autouse=True)
def _filled(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(2)))


def proposed(session: Session, *, author: str = "ana", mass: bool = False, **cells: str) -> int:
    """Propose a change of the first listing; return the batch."""
    draft = Draft("invented0001", "change", listing(1), listing(1, **(cells or {"phone": "(510) 555-0177"})))
    batch = changes.propose(session, [draft], kind="edit", author=author, reason="they called", mass=mass).id
    session.commit()
    return batch


def tried(session: Session, statement: str) -> None:
    """Run a statement that must be refused."""
    with pytest.raises(IntegrityError):
        session.execute(sa.text(statement))
    session.rollback()


ALONE = ("approver = 'ana'", "approver = 'ANA'", "approver = ' Ana '", "approver = NULL",
         "approver = 'ben', second_approver = 'Ana'", "approver = 'ben', second_approver = 'BEN'",
         "approver = 'bootstrap'", "approver = 'Bootstrap'", "approver = 'ben', second_approver = 'bootstrap'",
         "approver = 'sampling'", "approver = 'Sampling '", "approver = 'ben', second_approver = 'sampling'",
         "second_approver = 'ben'", "approver = 'ben', author = 'cleo'", "approver = 'ana', author = 'ben'",
         "approver = 'ben', listing_id = 'invented0002'", "approver = 'ben', kind = 'gone'",
         "approver = 'ben', batch_id = 1", "approver = 'ben', sheet = 'food'", "approver = 'ben', decided_by = 'ben'",
         "approver = 'ben', id = 4711")


def test_no_statement_approves_ones_own_change_or_makes_it_another(session: Session) -> None:
    batch = proposed(session)
    for how in ALONE:
        tried(session, f"UPDATE change SET {APPLIED}, {how} WHERE batch_id = {batch}")
    tried(session, f"UPDATE change SET state = 'applied', approver = 'ben' WHERE batch_id = {batch}")
    assert queries.listings(session)["invented0001"] == listing(1)


def test_a_batch_keeps_its_author_and_wants_another(session: Session) -> None:
    batch = proposed(session)
    for how in ("approver = 'ana'", "approver = 'ANA'", "approver = 'bootstrap'", "author = 'ben'",
                "approver = 'ben', author = 'cleo'", "approver = 'ben', created_at = '2020-01-01'",
                "approver = 'ben', kind = 'import'", "approver = 'ben', reason = 'x'", "approver = 'ben', undo_of = 1"):
        tried(session, f"UPDATE batch SET state = 'applied', {how} WHERE id = {batch}")


def test_a_mass_change_wants_two_in_the_database_too(session: Session) -> None:
    batch = proposed(session, mass=True)
    tried(session, f"UPDATE change SET {APPLIED}, approver = 'ben' WHERE batch_id = {batch}")
    tried(session, f"UPDATE batch SET mass = false WHERE id = {batch}")
    session.execute(sa.text(f"UPDATE change SET {APPLIED}, approver = 'ben', second_approver = 'cleo' "
                            f"WHERE batch_id = {batch}"))


def test_nothing_comes_into_a_proposal_but_what_its_author_wrote(session: Session) -> None:
    """Else an approver could write what an author only lends the name to."""
    batch = proposed(session)
    for after in (listing(1, phone="(510) 555-0199"), listing(1, phone="(510) 555-0177", cost="free"), {}):
        tried(session, f"UPDATE change SET {APPLIED}, approver = 'ben', after = '{json.dumps(after)}' "
                       f"WHERE batch_id = {batch}")
    tried(session, f"UPDATE change SET after = NULL WHERE batch_id = {batch}")


def test_a_change_begins_as_a_proposal_of_the_author_of_its_batch(session: Session) -> None:
    batch = proposed(session)
    for values in ("'applied', 'ana', 'ben', 9, 'x'", "'proposed', 'ben', NULL, NULL, NULL",
                   "'proposed', 'ana', 'ben', NULL, NULL", "'rejected', 'ana', NULL, NULL, NULL"):
        tried(session, "INSERT INTO change (batch_id, listing_id, sheet, kind, conflict, decision_note, salt, state, "
                       "author, approver, sequence, digest) "
                       f"VALUES ({batch}, 'invented0001', '', 'change', '', '', '', {values})")


def test_a_batch_begins_as_a_proposal_and_the_first_import_was_the_first(session: Session) -> None:
    proposed(session)
    for values in ("'ana', 'applied', 'ben'", "'bootstrap', 'applied', 'bootstrap'", "'bootstrap', 'proposed', NULL",
                   "'sampling', 'proposed', NULL"):
        tried(session, "INSERT INTO batch (kind, sheet, reason, mass, created_at, author, state, approver) "
                       f"VALUES ('import', '', 'x', false, '2026-09-16', {values})")


def test_what_waited_at_the_first_import_is_approved_by_a_person(session: Session) -> None:
    session.execute(sa.text("INSERT INTO batch (kind, sheet, reason, mass, created_at, author, state) VALUES "
                            "('waiting', 'food', 'x', false, '2026-09-16', 'bootstrap', 'proposed')"))
    session.execute(sa.text("INSERT INTO change (batch_id, listing_id, sheet, kind, conflict, decision_note, salt, "
                            "state, author) "
                            "VALUES (2, 'invented0003', '', 'new', '', '', '', 'proposed', 'bootstrap')"))
    session.commit()
    tried(session, f"UPDATE change SET {APPLIED}, approver = 'bootstrap' WHERE batch_id = 2")


def every_end(session: Session) -> list[int]:
    """Make one change of each final state; return their numbers."""
    edit(session, "invented0002", cost="free")
    batches = [proposed(session) for _ in range(3)]
    changes.reject(session, batches[0], approver="ben")
    changes.send_back(session, batches[1], approver="ben", reason="Which number?")
    session.execute(sa.text(f"UPDATE change SET state = 'superseded' WHERE batch_id = {batches[2]}"))
    session.commit()
    found = session.execute(sa.select(Change.id, Change.state).order_by(Change.id)).all()
    assert {row.state for row in found} == {"applied", "rejected", "returned", "superseded"}
    return [row.id for row in found]


def test_what_is_decided_stays(session: Session) -> None:
    values = ("state = 'proposed'", "state = 'applied', sequence = 99, digest = 'x'", "approver = 'zoe'",
              "second_approver = 'zoe'", "applied_at = '2020-01-01'", "kind = 'agree'", "conflict = 'x'",
              "decided_by = 'zoe'", "decision_note = 'x'", "sequence = 77", "digest = 'y'", "salt = 'zz'",
              "author = 'zoe'",
              """after = '{"organization": "Another"}'""", """before = '{"organization": "Another"}'""",
              """sheet_after = '{"organization": "Another"}'""", "listing_id = 'invented0009'")
    for number in every_end(session):
        for value in values:
            tried(session, f"UPDATE change SET {value} WHERE id = {number}")
        tried(session, f"DELETE FROM change WHERE id = {number}")
    for batch in (1, 2):
        tried(session, f"DELETE FROM batch WHERE id = {batch}")
        tried(session, f"UPDATE batch SET state = 'proposed' WHERE id = {batch}")
        tried(session, f"UPDATE batch SET approver = 'zoe' WHERE id = {batch}")


def test_a_proposal_that_nobody_decided_on_may_go(session: Session) -> None:
    batch = proposed(session)
    session.execute(sa.text(f"DELETE FROM change WHERE batch_id = {batch}"))
    session.execute(sa.text(f"DELETE FROM batch WHERE id = {batch}"))


VALUES = {"hours": "24/7", "asks_ssn": "no", "assured_date": "2026-09-16", "assured_method": "called", "cost": "free"}


def test_small_facts_are_approved_by_rule(session: Session) -> None:
    batch = proposed(session, **VALUES)
    assert changes.apply_by_rule(session, batch).applied == 1
    session.commit()
    (_, change) = queries.history(session, "invented0001")[-1]
    assert (change.approved_by, change.author) == ("sampling", "ana")
    assert queries.listings(session)["invented0001"] == listing(1, **VALUES)


def test_the_rule_approves_small_columns_and_no_other_here_and_in_the_database(session: Session) -> None:
    for column in ("description_es", *(column.name for column in columns.COLUMNS if column.name != "id")):
        batch = proposed(session, **{column: "x"})
        statement = f"UPDATE change SET {APPLIED}, approver = 'sampling' WHERE batch_id = {batch}"
        if column in columns.SMALL:
            session.execute(sa.text(statement))
            session.rollback()
            assert changes.apply_by_rule(session, batch).applied == 1
            session.rollback()
        else:
            tried(session, statement)
            with pytest.raises(Refused, match="needs-reviewer"):
                changes.apply_by_rule(session, batch)


def test_the_rule_approves_no_new_listing_none_that_goes_and_no_mass_change(session: Session) -> None:
    drafts = [Draft("invented0003", "new", None, listing(3)), Draft("invented0001", "gone", listing(1), None)]
    for draft in drafts:
        batch = changes.propose(session, [draft], kind="edit", author="ana", reason="call").id
        session.commit()
        with pytest.raises(Refused, match="needs-reviewer"):
            changes.apply_by_rule(session, batch)
        tried(session, f"UPDATE change SET {APPLIED}, approver = 'sampling' WHERE batch_id = {batch}")
    with pytest.raises(Refused, match="needs-reviewer"):
        changes.apply_by_rule(session, proposed(session, mass=True, cost="free"))


@pytest.mark.parametrize("name", ["sampling", "Sampling ", "bootstrap", "ＢＯＯＴＳＴＲＡＰ"])
def test_nobody_bears_the_names_of_the_program(session: Session, name: str) -> None:
    batch = proposed(session)
    with pytest.raises(Refused, match="reserved-name"):
        proposed(session, author=name)
    with pytest.raises(Refused, match="reserved-name"):
        changes.reject(session, batch, approver=name)
    with pytest.raises(Refused, match="reserved-name"):
        changes.send_back(session, batch, approver=name, reason="why")
    for names in ([name], ["ben", name]):
        with pytest.raises(Refused, match="own-approval"):
            changes.apply(session, batch, approvers=names)
    with pytest.raises(Refused, match="too-many-approvers"):
        changes.apply(session, batch, approvers=["ben", "cleo", "dan"])
