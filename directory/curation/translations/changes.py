"""The only writer of what fits which English; a translation itself is a proposal like any other change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory import clock
from directory.curation.translations import queries, state
from directory.curation.translations.models import TranslationFits
from directory.db import begin_write
from directory.register import changes
from directory.register.changes import Draft, Refused
from directory.register.models import Batch


@dataclass(frozen=True, slots=True)
class Written:
    """One text that a translator wrote, and the mark of the English from which it was made."""

    listing_id: str
    language: str
    text: str
    english: str


def propose(session: Session, written: Sequence[Written], *, author: str, reason: str) -> Batch:
    """Write translations down for another person to look at. The caller commits.

    Raises Refused: no-listing, english-moved (the English is another one now; `listings` names them), nothing-new.
    """
    begin_write(session)
    now = {each.listing_id: queries.text(session, each.listing_id) for each in written}
    if missing := [key for key, found in now.items() if found is None or not found.facts.get("description")]:
        raise Refused("no-listing", listings=", ".join(missing))
    facts = {key: dict(found.facts) for key, found in now.items() if found}
    moved = [each.listing_id for each in written if state.mark(facts[each.listing_id]["description"]) != each.english]
    if moved:
        raise Refused("english-moved", listings=", ".join(moved))
    drafts = []
    for each in written:
        before = facts[each.listing_id]
        if each.text and before.get(state.column(each.language)) != each.text:
            drafts.append(Draft(each.listing_id, "change", before, {**before, state.column(each.language): each.text}))
            say_it_fits(session, each.listing_id, each.language, each.text, each.english, by=author)
    if not drafts:
        raise Refused("nothing-new")
    return changes.propose(session, drafts, kind="translation", author=author, reason=reason)


def still_right(session: Session, listing_id: str, language: str, english: str, *, by: str) -> None:
    """Note that a translation says what the new English says too. The caller commits.

    Raises Refused: no-listing, english-moved.
    """
    begin_write(session)
    found = queries.text(session, listing_id)
    if found is None or not found.facts.get(state.column(language)):
        raise Refused("no-listing", listings=listing_id)
    if state.mark(found.facts.get("description", "")) != english:
        raise Refused("english-moved", listings=listing_id)
    say_it_fits(session, listing_id, language, found.facts[state.column(language)], english, by=by)


def note_minor(session: Session, listing_id: str, after: Mapping[str, str], *, by: str) -> None:
    """Note that an edit of the English changes spelling or style only: what fits the English now fits `after` too.

    Called with the proposal of the edit, by the form in which its author says so. The caller commits.
    """
    begin_write(session)
    found = queries.text(session, listing_id)
    if found is None:
        return
    now = state.mark(found.facts.get("description", ""))
    for language, is_now in found.states.items():
        if is_now == state.CURRENT:
            text = found.facts[state.column(language)]
            for english in (now, state.mark(after.get("description", ""))):
                say_it_fits(session, listing_id, language, text, english, by=by)


def forget(session: Session, listing_id: str) -> None:
    """Drop the marks of a listing's texts: from one, a text that was erased could be guessed. The caller commits."""
    begin_write(session)
    session.execute(delete(TranslationFits).where(TranslationFits.listing_id == listing_id))


def say_it_fits(session: Session, listing_id: str, language: str, text: str, english: str, *, by: str) -> None:
    """Keep somebody's word that a text says what the English of a mark says, once."""
    said = {"listing_id": listing_id, "language": language, "text": state.mark(text), "english": english}
    if session.scalar(select(TranslationFits.id).filter_by(**said)) is None:
        session.add(TranslationFits(**said, at=clock.now(), by=by))
        session.flush()
