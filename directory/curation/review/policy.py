"""Who must look at a change before families see it: always a second person, but for small facts of trusted people."""

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from directory.curation.permissions import TRUST
from directory.curation.review import changes, queries
from directory.db import begin_write
from directory.listings import columns
from directory.register import changes as register
from directory.register.changes import Draft
from directory.register.models import Batch


class Submitted(NamedTuple):
    """A batch that was proposed, and whether it is applied already or waits for a second person."""

    batch: Batch
    applied: bool


def submit(session: Session, drafts: Sequence[Draft], *, author: str, trust: int, reason: str, kind: str,
           sheet: str = "", mass: bool = False, undo_of: int | None = None) -> Submitted:
    """Propose changes, and apply them at once where the rule lets it. The caller commits.

    Small facts are drawn by lot, at a share that the author's trust gives; what is drawn waits, and so does all else.
    Raises Refused as register.changes.propose does.
    """
    begin_write(session)
    batch = register.propose(session, drafts, kind=kind, author=author, reason=reason, sheet=sheet, mass=mass,
                             undo_of=undo_of)
    if mass or not drafts or not all(map(is_small, drafts)):
        return Submitted(batch, applied=False)
    share = TRUST.get(trust, 100)
    # Whoever takes back what was drawn and sends it again is not drawn anew.
    drawn = secrets.randbelow(100) < share or queries.was_drawn(session, author, {each.listing_id for each in drafts})
    changes.note_draw(session, batch.id, share=share, drawn=drawn)
    if drawn:
        return Submitted(batch, applied=False)
    register.apply_by_rule(session, batch.id)
    return Submitted(batch, applied=True)


def is_small(draft: Draft) -> bool:
    """Say whether a draft changes small facts only, see columns.SMALL."""
    if draft.kind != "change" or draft.before is None or draft.after is None or draft.conflict:
        return False
    return all(name in columns.SMALL for name in {*draft.before, *draft.after}
               if draft.before.get(name) != draft.after.get(name))
