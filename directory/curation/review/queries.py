"""Proposals and what speaks for and against them, read."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Row, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from directory.curation.confirm.models import ConfirmLink
from directory.curation.people.models import Account
from directory.curation.review.models import Approval, Callback, Draw
from directory.listings.models import Listing
from directory.register import queries
from directory.register.models import Batch, Change

Facts = dict[str, str]
#: The length of a canonical number without an extension: (510) 555-0123.
_NUMBER = 14
_PHONES = ("phone", "phone_2", "text_phone", "whatsapp")


class Waiting(NamedTuple):
    """A batch of the queue: `size` of its changes wait, its first listing and its name, and what is special.

    `reported`: a visitor said that something is wrong with one of its listings.
    """

    batch: Batch
    size: int
    listing_id: str
    title: str
    reported: bool


def queue(session: Session, *, author: str = "", state: str = "proposed", most: int = 500) -> list[Waiting]:
    """Return the batches with changes in a state: reported listings first, then the oldest; of one author if named."""
    reported = set(queries.reported(session))
    counted = select(Change.batch_id, func.count().label("size"), func.min(Change.id).label("first")).where(
        Change.state == state, Change.kind != "agree").group_by(Change.batch_id).subquery()
    rows = select(Batch, counted.c.size, Change).join(counted, counted.c.batch_id == Batch.id).join(
        Change, Change.id == counted.c.first)
    if author:
        rows = rows.where(Batch.author == author)
    told = select(Change.batch_id).where(Change.state == state, Change.listing_id.in_(reported)).distinct()
    hit = set(session.scalars(told)) if reported else set()
    found = [Waiting(row.Batch, row.size, row.Change.listing_id,
                     (row.Change.after or row.Change.before or {}).get("organization", ""), row.Batch.id in hit)
             for row in session.execute(rows.order_by(Batch.id).limit(most))]
    return sorted(found, key=lambda each: not each.reported)


def sent_back(session: Session, author: str) -> list[Waiting]:
    """Return the batches of which something came back to their author, who has not sent it in anew since.

    Sent in anew is a newer proposal for the same listing, or a newer file of the same sheet.
    """
    newer, again = aliased(Batch), aliased(Change)
    left = select(Change.batch_id).join(Change.batch).where(
        Change.state == "returned", Change.kind != "agree", Batch.author == author,
        ~exists().where(again.listing_id == Change.listing_id, again.author == author,
                        again.batch_id > Change.batch_id),
        ~exists().where(newer.sheet == Batch.sheet, newer.sheet != "", newer.kind == Batch.kind,
                        newer.author == author, newer.id > Batch.id))
    sizes = Counter(session.scalars(left))
    return [each._replace(size=sizes[each.batch.id]) for each in queue(session, author=author, state="returned")
            if each.batch.id in sizes]


def batch(session: Session, batch_id: int) -> Batch | None:
    """Return a batch."""
    return session.get(Batch, batch_id)


def changes(session: Session, batch_id: int, *, start: int = 0, most: int | None = None) -> list[Change]:
    """Return the changes of a batch that say something of a listing, those that wait first; only some of them."""
    wanted = select(Change).where(Change.batch_id == batch_id, Change.kind != "agree").order_by(
        Change.state != "proposed", Change.id).offset(start)
    return list(session.scalars(wanted.limit(most) if most is not None else wanted))


def how_many(session: Session, batch_id: int) -> dict[str, int]:
    """Return how many changes of a batch are in each state."""
    rows = session.execute(select(Change.state, func.count()).where(
        Change.batch_id == batch_id, Change.kind != "agree").group_by(Change.state))
    return {row[0]: row[1] for row in rows}


def waiting(session: Session, batch_id: int) -> list[Change]:
    """Return all that waits in a batch, what only moves a sheet's memory too."""
    return list(session.scalars(select(Change).where(Change.batch_id == batch_id, Change.state == "proposed")
                                .order_by(Change.id)))


def beside(session: Session, batch_id: int, ids: Iterable[str]) -> dict[str, list[int]]:
    """Return the other batches that wait for the same listings: listing -> numbers, the oldest first."""
    found: dict[str, list[int]] = {}
    for row in session.execute(select(Change.listing_id, Change.batch_id).where(
            Change.listing_id.in_(set(ids)), Change.state == "proposed", Change.kind != "agree",
            Change.batch_id != batch_id).distinct().order_by(Change.batch_id)):
        found.setdefault(row.listing_id, []).append(row.batch_id)
    return found


def current(session: Session, ids: Iterable[str]) -> dict[str, Facts]:
    """Return the facts of these listings as they are now, gone ones left out."""
    wanted = sorted(set(ids))
    found: dict[str, Facts] = {}
    for start in range(0, len(wanted), 500):
        rows = session.execute(select(Listing.id, Listing.facts).where(
            Listing.id.in_(wanted[start:start + 500]), Listing.gone.is_(False)))
        found |= {row.id: row.facts for row in rows}
    return found


def having(session: Session, numbers: Iterable[str]) -> dict[str, list[tuple[str, Facts]]]:
    """Return the listings (id, facts) that have each of these numbers, extensions left out."""
    short = {number[:_NUMBER] for number in numbers}
    if not short:
        return {}
    columns = [func.substr(Listing.facts[name].as_string(), 1, _NUMBER) for name in _PHONES]
    rows = session.execute(select(Listing.id, Listing.facts).where(
        Listing.gone.is_(False), or_(*(column.in_(short) for column in columns))))
    found: dict[str, list[tuple[str, Facts]]] = {}
    for row in rows:
        for name in _PHONES:
            found.setdefault(row.facts.get(name, "")[:_NUMBER], []).append((row.id, row.facts))
    return found


def callbacks(session: Session, batch_id: int) -> list[Callback]:
    """Return the calls to old numbers about a batch, the oldest first."""
    return list(session.scalars(select(Callback).where(Callback.batch_id == batch_id).order_by(Callback.id)))


def approvals(session: Session, batch_id: int) -> Sequence[Row[int, str, str]]:
    """Return the first approvals of changes of a batch that still wait: change_id, by, digest."""
    return session.execute(select(Approval.change_id, Approval.by, Approval.digest).join(
        Change, Change.id == Approval.change_id).where(
        Change.batch_id == batch_id, Change.state == "proposed").order_by(Approval.at, Approval.change_id)).all()


def was_drawn(session: Session, author: str, ids: Collection[str]) -> bool:
    """Say whether small facts that this author sent for one of these listings were drawn and never approved."""
    return session.scalar(select(Change.id).join(Draw, Draw.batch_id == Change.batch_id).join(Change.batch).where(
        Draw.drawn, Batch.author == author, Change.listing_id.in_(ids),
        Change.state.in_(("proposed", "rejected", "returned"))).limit(1)) is not None


def behind(session: Session, batch: Batch) -> set[str]:
    """Return who stands behind a proposal: its author, and whoever made the link by which an organization answered."""
    return {batch.author, *session.scalars(select(ConfirmLink.made_by).where(ConfirmLink.batch_id == batch.id))}


def tied(session: Session, name: str, others: Iterable[str]) -> set[str]:
    """Return those of others who let somebody in, or whom that one let in, directly or through others.

    Whoever makes a way in for somebody may have taken it: the two can be one person.
    """
    made_by = {row.name: row.made_by for row in session.execute(select(Account.name, Account.made_by))}
    above = _above(made_by, name)
    return {each for each in others if each in above or name in _above(made_by, each)}


def _above(made_by: Mapping[str, str], name: str) -> set[str]:
    found: set[str] = set()
    while (name := made_by.get(name, "")) and name not in found:
        found.add(name)
    return found
