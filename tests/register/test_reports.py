"""Reports in the register, on both engines."""

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from directory.register import queries, reports
from directory.register.changes import Refused
from directory.register.models import Report
from directory.reports import message as messages
from directory.reports.message import Message, dump
from tests.effort import effort
from tests.reports.made_up import REPORT, SUGGESTION, TYPED, report


def kept(row: Report) -> Message:
    """Return the message of a row."""
    return Message(row.kind, row.day.isoformat(), row.language, row.listing_id, row.choice, row.name, row.place,
                   row.reach, row.text, row.contact)


def test_a_message_is_kept_as_it_was_and_only_once(session: Session) -> None:
    assert reports.add(session, {}) == 0
    assert reports.add(session, {"a": dump(REPORT), "b": dump(SUGGESTION)}) == 2
    assert reports.add(session, {"b": dump(SUGGESTION), "c": dump(report(day="2026-09-17"))}) == 1
    session.commit()
    assert [kept(row) for row in queries.open_reports(session)] == [report(day="2026-09-17"), SUGGESTION, REPORT]


@given(kind=st.sampled_from(["report", "suggestion"]), typed=TYPED)
@effort(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_message_without_problems_is_kept_as_it_was(session: Session, kind: str, typed: dict[str, str]) -> None:
    made = messages.make(kind, day="2026-09-16", language="zh-Hans",
                         listing_id="oakland001" if kind == "report" else "", typed=typed)
    if not messages.problems(made):
        session.execute(sa.delete(Report))
        reports.add(session, {"a": dump(made)})
        session.flush()
        session.expire_all()
        assert [kept(row) for row in queries.open_reports(session)] == [made]


def test_what_is_wrong_with_a_listing_is_told_until_it_is_closed(session: Session) -> None:
    reports.add(session, {str(number): dump(each) for number, each in enumerate(
        [REPORT, report(text="again"), report(choice="hours"), report(listing_id="oakland002"), SUGGESTION])})
    assert queries.reported(session) == {"oakland001": ["hours", "phone"], "oakland002": ["phone"]}
    [other] = queries.open_reports(session, listing="oakland002")
    reports.close(session, other.id, by=" ana ", note="")
    session.commit()
    assert queries.reported(session) == {"oakland001": ["hours", "phone"]}
    with pytest.raises(Refused):
        reports.close(session, other.id, by="ben", note="again")
    session.refresh(other)
    assert other.closed_by == "ana" and kept(other) == report(listing_id="oakland002", text="", contact="")


def test_the_register_itself_refuses_a_closed_report_with_words_in_it(session: Session) -> None:
    reports.add(session, {"a": dump(REPORT)})
    with pytest.raises(sa.exc.IntegrityError):
        session.execute(sa.update(Report).values(closed_by="ana"))
    session.rollback()
