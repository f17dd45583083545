"""The only writer of accounts: invite, take up, sign in and out, roles, ends. Each step that matters is an event.

The caller commits, also after a refusal: attempts are counted.
"""

import re
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from directory import clock
from directory.curation.people import queries, secrets
from directory.curation.people.models import Account, Attempt, Invitation, RecoveryCode, SecurityEvent, TeamSession
from directory.curation.people.secrets import Locker
from directory.curation.permissions import ADMIN, ROLES, TRUST
from directory.db import begin_write
from directory.register.changes import Refused
from directory.register.models import BOOTSTRAP, SAMPLING

INVITATION_LIFE = timedelta(days=3)
#: Without a click for so long, or so long after signing in, a session is over. Source: OWASP ASVS 5.0, 7.3.
IDLE, WHOLE = timedelta(minutes=30), timedelta(hours=12)
#: For so long after a code was typed, the most powerful pages open without another.
PROOF = timedelta(minutes=10)
#: Attempts in a minute for one name, and for all names together.
MOST_ATTEMPTS, MOST_OF_ALL = 5, 60
EVENTS_KEPT, ATTEMPTS_KEPT = timedelta(days=90), timedelta(hours=1)
#: Names that stand for acts of no person in the history.
_RESERVED = (BOOTSTRAP, SAMPLING, "org-link")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def invite(session: Session, name: str, roles: Iterable[str], *, by: str, locker: Locker, trust: int = 1) -> str:
    """Make an account, and return the secret of the link by which its person takes it up.

    Raises Refused: name-wrong, name-taken, roles-wrong.
    """
    begin_write(session)
    name = name.strip().lower()
    if not 3 <= len(name) <= 40 or not _NAME.fullmatch(name) or name in _RESERVED:
        raise Refused("name-wrong", name=name)
    if queries.account(session, name):
        raise Refused("name-taken", name=name)
    account = Account(name=name, roles=_roles(roles), trust=trust, made_at=clock.now(), made_by=by)
    session.add(account)
    session.flush()
    _note(session, account, "invited", by)
    return _new_invitation(session, account, locker)


def invite_again(session: Session, account: Account, *, by: str, locker: Locker) -> str:
    """Return a new link for somebody who lost the passphrase or the phone. What was set before ends at once.

    Who makes the link counts as who invited: it could be taken up by the wrong one.
    """
    begin_write(session)
    _end_sessions(session, account.id)
    session.execute(update(Account).where(Account.id == account.id).values(passphrase="", totp_secret="", made_by=by))
    session.execute(update(Invitation).where(Invitation.account_id == account.id, Invitation.used_at.is_(None))
                    .values(used_at=clock.now()))
    _note(session, account, "invited again", by)
    return _new_invitation(session, account, locker)


def _new_invitation(session: Session, account: Account, locker: Locker) -> str:
    token = secrets.new_token()
    session.add(Invitation(account_id=account.id, digest=secrets.digest(token),
                           totp_secret=locker.lock(secrets.new_totp(), account.id),
                           expires_at=clock.now() + INVITATION_LIFE))
    return token


def _roles(roles: Iterable[str]) -> str:
    wanted = set(roles)
    if not wanted or not wanted <= set(ROLES):
        raise Refused("roles-wrong")
    return " ".join(role for role in ROLES if role in wanted)


def take_up(session: Session, token: str, passphrase: str, code: str, *, locker: Locker) -> tuple[Account, list[str]]:
    """Set passphrase and authenticator by an invitation; return the account and its recovery codes, shown once.

    Raises Refused: invitation-over, passphrase-short, passphrase-long, code-wrong.
    """
    check_passphrase(passphrase)
    kept = secrets.lock(passphrase)
    begin_write(session)
    found = queries.invitation(session, secrets.digest(token), now=clock.now())
    if found is None or found.account.ended_at is not None:
        raise Refused("invitation-over")
    account = found.account
    step = secrets.totp_step(locker.open(found.totp_secret, account.id), code, now=clock.now().timestamp(), after=0)
    if step is None:
        raise Refused("code-wrong")
    found.used_at = clock.now()
    account.passphrase, account.totp_secret, account.totp_step = kept, found.totp_secret, step
    _note(session, account, "taken up", account.name)
    return account, new_codes(session, account)


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short or too long: Refused passphrase-short or passphrase-long."""
    if secrets.length(passphrase) < secrets.SHORTEST:
        raise Refused("passphrase-short", least=secrets.SHORTEST)
    if len(passphrase) > secrets.LONGEST:
        raise Refused("passphrase-long", most=secrets.LONGEST)


def new_codes(session: Session, account: Account) -> list[str]:
    """Return new recovery codes; those from before no longer count."""
    begin_write(session)
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = secrets.new_codes()
    session.add_all([RecoveryCode(account_id=account.id, digest=secrets.code_digest(account.id, each))
                     for each in codes])
    return codes


def sign_in(session: Session, name: str, passphrase: str, code: str, *, locker: Locker) -> str:
    """Return the cookie of a new session. Raises Refused: too-many-attempts, sign-in-wrong.

    Which of the three was wrong is not said. The attempt is counted, and committed, before anything is checked.
    """
    name = name.strip().lower()[:80]
    _count_attempt(session, secrets.digest(name))
    known = queries.account(session, name)
    right = secrets.opens(known.passphrase if known and known.ended_at is None else "", passphrase[:secrets.LONGEST])
    begin_write(session)
    account = queries.account(session, name)
    if not right or account is None or not account.passphrase or not _prove(session, account, code, locker):
        _note(session, account, "refused", "")
        raise Refused("sign-in-wrong")
    token = secrets.new_token()
    now = clock.now()
    session.add(TeamSession(digest=secrets.digest(token), account_id=account.id, made_at=now, seen_at=now,
                            proved_at=now))
    _note(session, account, "signed in", account.name)
    return token


def _inside(account_id: int) -> str:
    """Return under what the attempts of somebody who is signed in are counted: no name has a capital letter, so that
    no stranger can use these up.
    """
    return secrets.digest(f"Signed in {account_id}")


def _count_attempt(session: Session, digest: str, *, of_all: bool = True) -> None:
    """Count an attempt, and commit. Raises Refused: too-many-attempts; `of_all`: also when all names have too many."""
    begin_write(session)
    now = clock.now()
    purge(session)
    minute = now - timedelta(minutes=1)
    if (queries.attempts(session, minute, digest) >= MOST_ATTEMPTS
            or (of_all and queries.attempts(session, minute) >= MOST_OF_ALL)):
        session.rollback()
        raise Refused("too-many-attempts")
    session.add(Attempt(digest=digest, at=now))
    session.commit()


def _prove(session: Session, account: Account, code: str, locker: Locker) -> bool:
    """Say whether a code of the authenticator, or a recovery code, is right; it is used up by this."""
    secret = locker.open(account.totp_secret, account.id)
    step = secrets.totp_step(secret, code, now=clock.now().timestamp(), after=account.totp_step) if secret else None
    if step is not None:
        account.totp_step = step
        return True
    if found := queries.recovery_code(session, account.id, secrets.code_digest(account.id, code)):
        found.used_at = clock.now()
        _note(session, account, "recovery code used", account.name)
        return True
    return False


def prove(session: Session, signed_in: TeamSession, code: str, *, locker: Locker) -> None:
    """Let a session open the most powerful pages for some minutes. Raises Refused: too-many-attempts, code-wrong."""
    session_id, account_id = signed_in.id, signed_in.account_id
    _count_attempt(session, _inside(account_id), of_all=False)
    begin_write(session)
    current = session.get_one(TeamSession, session_id)
    if not _prove(session, current.account, code, locker):
        _note(session, current.account, "refused", "")
        raise Refused("code-wrong")
    current.proved_at = clock.now()


def change_passphrase(session: Session, account_id: int, old: str, new: str, *, keep: int) -> None:
    """Set another passphrase and end every session but `keep`. Raises Refused: too-many-attempts, passphrase-*."""
    check_passphrase(new)
    kept = session.get_one(Account, account_id).passphrase
    _count_attempt(session, _inside(account_id), of_all=False)
    if not secrets.opens(kept, old):
        raise Refused("passphrase-wrong")
    made = secrets.lock(new)
    begin_write(session)
    account = session.get_one(Account, account_id)
    account.passphrase = made
    _end_sessions(session, account_id, keep=keep)
    _note(session, account, "passphrase changed", account.name)


def seen(session: Session, signed_in: TeamSession) -> None:
    """Note that a session is in use, at most once a minute."""
    if clock.now() - signed_in.seen_at < timedelta(minutes=1):
        return
    session_id = signed_in.id
    begin_write(session)
    session.execute(update(TeamSession).where(TeamSession.id == session_id).values(seen_at=clock.now()))
    session.commit()


def sign_out(session: Session, account_id: int, session_id: int | None = None) -> None:
    """End one session of an account, or all of them."""
    begin_write(session)
    _end_sessions(session, account_id, only=session_id)
    _note(session, session.get_one(Account, account_id), "signed out", "")


def _end_sessions(session: Session, account_id: int, *, keep: int | None = None, only: int | None = None) -> None:
    ended = update(TeamSession).where(TeamSession.account_id == account_id, TeamSession.ended_at.is_(None))
    if keep is not None:
        ended = ended.where(TeamSession.id != keep)
    if only is not None:
        ended = ended.where(TeamSession.id == only)
    session.execute(ended.values(ended_at=clock.now()))


def set_roles(session: Session, account_id: int, roles: Iterable[str], trust: int, *, by: str) -> None:
    """Give an account roles and a level of trust. Raises Refused: own-roles, roles-wrong, last-admin."""
    begin_write(session)
    account = session.get_one(Account, account_id)
    if account.name == by:
        raise Refused("own-roles")
    if trust not in TRUST:
        raise Refused("roles-wrong")
    wanted = _roles(roles)
    _keep_an_admin(session, account, stays=ADMIN in wanted.split())
    if (wanted, trust) != (account.roles, account.trust):
        account.roles, account.trust = wanted, trust
        _note(session, account, "roles changed", by)


def end(session: Session, account_id: int, *, by: str) -> None:
    """End an account: nobody can sign in with it again. Its name stays, because history names it."""
    begin_write(session)
    account = session.get_one(Account, account_id)
    if account.name == by:
        raise Refused("own-roles")
    _keep_an_admin(session, account, stays=False)
    account.ended_at, account.passphrase, account.totp_secret = clock.now(), "", ""
    _end_sessions(session, account_id)
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    session.execute(update(Invitation).where(Invitation.account_id == account_id, Invitation.used_at.is_(None))
                    .values(used_at=clock.now()))
    _note(session, account, "ended", by)


def _keep_an_admin(session: Session, account: Account, *, stays: bool) -> None:
    others = [each for each in queries.accounts(session)
              if each.id != account.id and ADMIN in each.role_set and each.passphrase]
    if ADMIN in account.role_set and not stays and not others:
        raise Refused("last-admin")


def purge(session: Session) -> None:
    """Delete what is too old of events and attempts, and sessions and invitations that let nobody in any more: they
    would tell for ever when a volunteer was here. The caller commits.
    """
    begin_write(session)
    now = clock.now()
    for old in (delete(SecurityEvent).where(SecurityEvent.at < now - EVENTS_KEPT),
                delete(Attempt).where(Attempt.at < now - ATTEMPTS_KEPT),
                delete(TeamSession).where(TeamSession.made_at < now - WHOLE),
                delete(Invitation).where((Invitation.expires_at < now) | Invitation.used_at.is_not(None))):
        session.execute(old)


def _note(session: Session, account: Account | None, what: str, by: str) -> None:
    purge(session)
    session.add(SecurityEvent(at=clock.now(), account_id=account.id if account else None, what=what, by=by))
