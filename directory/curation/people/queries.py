"""Accounts, read."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from directory.curation.people.models import Account, Attempt, Invitation, RecoveryCode, SecurityEvent, TeamSession


def account(session: Session, name: str) -> Account | None:
    """Return an account by its name, ended or not."""
    return session.scalar(select(Account).where(Account.name == name))


def accounts(session: Session) -> list[Account]:
    """Return every account, by name; ended ones last."""
    return list(session.scalars(select(Account).order_by(Account.ended_at.is_not(None), Account.name)))


def signed_in(session: Session, digest: str, *, now: datetime, idle: timedelta, whole: timedelta) -> TeamSession | None:
    """Return the session of a cookie's digest, if it has not ended, idled or lasted too long."""
    found = session.scalar(select(TeamSession).options(joinedload(TeamSession.account)).where(
        TeamSession.digest == digest, TeamSession.ended_at.is_(None), TeamSession.seen_at > now - idle,
        TeamSession.made_at > now - whole))
    return found if found and found.account.ended_at is None else None


def sessions(session: Session, account_id: int, *, since: datetime) -> list[TeamSession]:
    """Return the sessions of an account that still count, the newest first; none made before a moment."""
    return list(session.scalars(select(TeamSession).where(
        TeamSession.account_id == account_id, TeamSession.ended_at.is_(None), TeamSession.made_at > since)
        .order_by(TeamSession.made_at.desc())))


def attempts(session: Session, since: datetime, digest: str = "") -> int:
    """Count attempts to sign in since a moment: of one name's digest, or all."""
    counted = select(func.count()).select_from(Attempt).where(Attempt.at > since)
    return session.scalar(counted.where(Attempt.digest == digest) if digest else counted) or 0


def invitation(session: Session, digest: str, *, now: datetime) -> Invitation | None:
    """Return an invitation that can still be taken up."""
    return session.scalar(select(Invitation).options(joinedload(Invitation.account)).where(
        Invitation.digest == digest, Invitation.used_at.is_(None), Invitation.expires_at > now))


def recovery_code(session: Session, account_id: int, digest: str) -> RecoveryCode | None:
    """Return a recovery code of an account that was not used yet."""
    return session.scalar(select(RecoveryCode).where(
        RecoveryCode.account_id == account_id, RecoveryCode.digest == digest, RecoveryCode.used_at.is_(None)))


def codes_left(session: Session, account_id: int) -> int:
    """Count the recovery codes of an account that were not used yet."""
    return session.scalar(select(func.count()).select_from(RecoveryCode).where(
        RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))) or 0


def events(session: Session, *, most: int) -> list[tuple[SecurityEvent, str]]:
    """Return the newest security events, each with the account's name."""
    found = session.execute(select(SecurityEvent, Account.name).outerjoin(
        Account, Account.id == SecurityEvent.account_id).order_by(SecurityEvent.id.desc()).limit(most))
    return [(row.SecurityEvent, row.name or "") for row in found]
