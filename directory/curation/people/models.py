"""Accounts of volunteers, and what signing in needs. No name but the pseudonym, no address, no e-mail."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Base, Moment


class Account(Base):
    """One person, by pseudonym. Until the invitation is taken up there is no passphrase, and nobody can sign in.

    `roles` are codes of permissions.ROLES with spaces between. `trust` is a level of permissions.TRUST.
    `totp_secret` is locked with the account key; `totp_step` is the newest time step whose code was used.
    """

    __tablename__ = "account"
    __table_args__ = (CheckConstraint("trust IN (1, 2, 3)", "trust"), CheckConstraint("name = lower(name)", "name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    roles: Mapped[str] = mapped_column(String(80))
    trust: Mapped[int] = mapped_column(default=1)
    passphrase: Mapped[str] = mapped_column(String(200), default="")
    totp_secret: Mapped[str] = mapped_column(Text, default="")
    totp_step: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(String(40))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def role_set(self) -> frozenset[str]:
        """Return the roles, none once the account has ended."""
        return frozenset(self.roles.split()) if self.ended_at is None else frozenset()


class Invitation(Base):
    """A link by which one person sets a passphrase and an authenticator, once. Only a digest of it is kept."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    totp_secret: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)

    account: Mapped[Account] = relationship()


class RecoveryCode(Base):
    """A code that stands in for the authenticator once. Only a digest of it is kept."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class TeamSession(Base):
    """One browser that is signed in. Only a digest of its cookie is kept; `proved_at`: a code was typed last."""

    __tablename__ = "team_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    proved_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    account: Mapped[Account] = relationship()


class Attempt(Base):
    """One attempt to sign in, by a digest of the name that was typed. Kept for an hour."""

    __tablename__ = "attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)


class SecurityEvent(Base):
    """What happened to accounts: signing in, refusals, roles. Kept for 90 days."""

    __tablename__ = "security_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    what: Mapped[str] = mapped_column(String(24))
    by: Mapped[str] = mapped_column(String(40), default="")
