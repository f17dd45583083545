"""What there is to do, counted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory import clock
from directory.curation.duplicates import queries as duplicates
from directory.curation.home.models import FeedLink
from directory.curation.people.models import Account
from directory.curation.review import queries as review
from directory.curation.sources import queries as sources
from directory.curation.translations import queries as translations
from directory.curation.translations.state import MISSING, OUTDATED
from directory.register import changes
from directory.register import queries as register
from directory.register.due import agenda
from directory.register.models import Batch, Change, Report


@dataclass(frozen=True, slots=True)
class Standing:
    """What the listings themselves leave to do: by state what is due, and of it what no person ever checked.

    `stale` counts what a person checked too long ago. `outdated` and `missing` count translations by language.
    """

    due: Mapping[str, int]
    never: int
    stale: int
    outdated: Mapping[str, int]
    missing: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything there is to do; `mine`, `back` and `sources_back` are one person's, 0 for nobody.

    `pairs` of listings that look like one place are as they were counted last, at `pairs_at`.
    """

    standing: Standing
    review: int
    mine: int
    back: int
    answers: int
    reports: int
    sources: int
    sources_back: int
    pairs: int
    pairs_at: datetime | None


#: Register -> what it was counted for, and the counts: thousands of listings are looked at once a change, not a page.
_KEPT: dict[str, tuple[str, Standing]] = {}


def counts(session: Session, name: str = "") -> Counts:
    """Count what there is to do, for one person by name or for the team."""
    waiting = select(func.count(Change.batch_id.distinct())).join(Change.batch).where(
        Change.state == "proposed", Change.kind != "agree")
    reports = select(func.count()).select_from(Report).where(Report.closed_by.is_(None))
    waits, mine, answers, messages = (session.scalar(each) or 0 for each in (
        waiting.where(Batch.author != name), waiting.where(Batch.author == name),
        waiting.where(Batch.kind == "confirm"), reports))
    pairs = duplicates.counted(session)
    return Counts(standing=standing(session), review=waits, mine=mine,
                  back=sum(each.size for each in review.sent_back(session, name)), answers=answers, reports=messages,
                  sources=sum(1 for row in sources.waiting(session) if row.author != name),
                  sources_back=len(sources.returned(session, name)), pairs=pairs.pairs if pairs else 0,
                  pairs_at=pairs.at if pairs else None)


def standing(session: Session) -> Standing:
    """Count what the listings leave to do; anew only when one changed, somebody reported, or another day began."""
    made_of = (f"{changes.version(session)} {translations.version(session)} {clock.today()} "
               f"{sorted(register.reported(session))}")
    place = repr(session.get_bind())
    if _KEPT.get(place, ("",))[0] != made_of:
        _KEPT[place] = made_of, _count(session)
    return _KEPT[place][1]


def _count(session: Session) -> Standing:
    found = agenda(session, clock.today())
    due = Counter(found.listings[key].get("state", "") for key in found.urgency)
    first = Counter(order[0] for order in found.urgency.values())
    texts = translations.texts(session)
    outdated, missing = ({code: sum(1 for each in texts if each.states[code] == wanted)
                          for code in (texts[0].states if texts else ())} for wanted in (OUTDATED, MISSING))
    return Standing(dict(sorted(due.items(), key=lambda pair: (-pair[1], pair[0]))), first[0], first[1], outdated,
                    missing)


def feed(session: Session, digest: str) -> Account | None:
    """Return whose feed has this digest; None when there is none, or the account has ended."""
    return session.scalar(select(Account).join(FeedLink, FeedLink.account_id == Account.id).where(
        FeedLink.digest == digest, Account.ended_at.is_(None)))


def has_feed(session: Session, account_id: int) -> bool:
    """Say whether somebody has the address of a feed."""
    return session.get(FeedLink, account_id) is not None
