"""Two people stand behind each notice, one may take it away, and the database itself says no: on both engines."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from directory import clock
from directory.register import notices, queries
from directory.register.changes import Refused
from directory.register.models import NoticeRow
from tests.listings.notices_made_up import ENGLISH, SPANISH, notice

OVER = datetime(2026, 9, 19, 7, 0, tzinfo=UTC)


def proposed(session: Session, **given: str) -> int:
    """Propose an invented notice; return its number."""
    number = notices.propose(session, notice({"en": ENGLISH, "es": SPANISH}, **given), author="Ana").id
    session.commit()
    return number


def approved(session: Session) -> int:
    """Propose one and approve it."""
    number = proposed(session)
    notices.approve(session, number, approver="Ben")
    session.commit()
    return number


def refusal(session: Session, step: str, number: int, name: str) -> str:
    """Return why a step is refused."""
    with pytest.raises(Refused) as caught:
        if step == "approve":
            notices.approve(session, number, approver=name)
        else:
            notices.withdraw(session, number, author=name)
    session.rollback()
    return caught.value.code


def test_a_notice_is_public_once_another_person_approves(session: Session) -> None:
    number = proposed(session)
    assert queries.public_notices(session, clock.now()) == []
    notices.approve(session, number, approver=" Ben ")
    session.commit()
    session.expire_all()
    assert queries.public_notices(session, clock.now()) == [notice({"en": ENGLISH, "es": SPANISH})]
    [row] = queries.notices(session)
    assert (row.author, row.approver, row.proposed_on, row.approved_on) == ("Ana", "Ben", row.starts, row.starts)


@pytest.mark.parametrize("name", ["Ana", " ANA ", "ana", "bootstrap", "  "])
def test_nobody_approves_their_own(session: Session, name: str) -> None:
    code = refusal(session, "approve", proposed(session), name)
    assert code == {"bootstrap": "reserved-name", "  ": "name-needed"}.get(name, "own-approval")
    assert queries.public_notices(session, clock.now()) == []


def test_a_notice_that_is_over_cannot_be_approved_and_is_not_public(session: Session) -> None:
    late, seen = proposed(session), approved(session)
    clock.fix(OVER)
    assert refusal(session, "approve", late, "Ben") == "notice-over"
    assert queries.public_notices(session, clock.now()) == []
    assert [row.id for row in queries.notices(session)] == [seen, late], "it stays on record"


def test_one_person_withdraws_at_once_and_for_good(session: Session) -> None:
    number = approved(session)
    notices.withdraw(session, number, author="Ana")
    session.commit()
    assert queries.public_notices(session, clock.now()) == []
    assert refusal(session, "approve", number, "Ben") == "notice-withdrawn"
    assert refusal(session, "withdraw", number, "Ben") == "notice-withdrawn"
    [row] = queries.notices(session)
    assert (row.author, row.approver, row.withdrawn_by) == ("Ana", "Ben", "Ana")


def test_a_step_is_not_done_twice_nor_for_nothing(session: Session) -> None:
    number = approved(session)
    assert refusal(session, "approve", number, "Cleo") == "notice-approved"
    assert refusal(session, "approve", number + 1, "Ben") == "no-notice"
    assert refusal(session, "withdraw", number + 1, "Ben") == "no-notice"


def test_approving_and_withdrawing_make_a_new_edition_due(session: Session) -> None:
    seen = [queries.notices_version(session)]
    number = proposed(session)
    assert queries.notices_version(session) == seen[0], "what waits is not public"
    notices.approve(session, number, approver="Ben")
    seen.append(queries.notices_version(session))
    notices.withdraw(session, number, author="Ana")
    seen.append(queries.notices_version(session))
    assert len(set(seen)) == 3


@pytest.mark.parametrize(("values", "rule"), [
    ("approver = 'Ana', approved_on = starts", "two_people"), ("approver = 'Ben'", "approved"),
    ("approved_on = starts", "approved"), ("approver = 'Ben', approved_on = '2026-09-19'", "in_time"),
    ("source = ''", "sourced"), ("source_url = ''", "sourced"), ("source_url = 'http://example.org'", "sourced"),
    ("expires = '2026-09-15'", "ends"), ("withdrawn_by = 'Ana'", "withdrawn")])
def test_the_database_itself_refuses_it(session: Session, values: str, rule: str) -> None:
    proposed(session)
    with pytest.raises(sa.exc.IntegrityError, match=f"ck_notice_{rule}"):
        session.execute(sa.text(f"UPDATE notice SET {values}"))
    session.rollback()
    for name in ("source", "source_url", "source_date", "expires", "author"):
        with pytest.raises(sa.exc.IntegrityError):
            session.execute(sa.update(NoticeRow).values({name: None}))
        session.rollback()
