"""The only writer of what fits which English; a translation itself is a proposal like any other change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory import clock
from directory.curation.translations import queries, state
from directory.curation.translations.models import TranslationFits
from directory.db import begin_write
from directory.listings import columns
from directory.register import changes
from directory.register.changes import Draft, Refused
from directory.register.models import Batch


@dataclass(frozen=True, slots=True)
class Written:
    """One text that a translator wrote for a column, and the mark of the English from which it was made."""

    listing_id: str
    column: str
    language: str
    text: str
    english: str

    @property
    def name(self) -> str:
        """Return the column in which it stands."""
        return columns.in_language(self.column, self.language)


def propose(session: Session, written: Sequence[Written], *, author: str, reason: str) -> Batch:
    """Write translations down for another person to look at. The caller commits.

    Raises Refused: no-listing, english-moved (the English is another one now; `listings` names them), nothing-new.
    """
    begin_write(session)
    facts = _facts(session, written)
    now: dict[str, dict[str, str]] = {}
    for each in written:
        if each.text and facts[each.listing_id].get(each.name) != each.text:
            now.setdefault(each.listing_id, {})[each.name] = each.text
            say_it_fits(session, each, by=author)
    if not now:
        raise Refused("nothing-new")
    drafts = [Draft(key, "change", facts[key], {**facts[key], **texts}) for key, texts in now.items()]
    return changes.propose(session, drafts, kind="translation", author=author, reason=reason)


def still_right(session: Session, written: Sequence[Written], *, by: str) -> None:
    """Note that translations which stand there say what the new English says too. The caller commits.

    Raises Refused: no-listing, english-moved.
    """
    begin_write(session)
    facts = _facts(session, written)
    if gone := [each.listing_id for each in written if facts[each.listing_id].get(each.name) != each.text]:
        raise Refused("no-listing", listings=", ".join(gone))
    for each in written:
        say_it_fits(session, each, by=by)


def _facts(session: Session, written: Sequence[Written]) -> dict[str, Mapping[str, str]]:
    """Return the facts of the listings. Raises Refused where the English is gone, or is another one now."""
    found = {each.listing_id: queries.text(session, each.listing_id) for each in written}
    facts = {key: text.facts for key, text in found.items() if text}
    if missing := [each.listing_id for each in written if not facts.get(each.listing_id, {}).get(each.column)]:
        raise Refused("no-listing", listings=", ".join(dict.fromkeys(missing)))
    if moved := [each.listing_id for each in written
                 if state.mark(facts[each.listing_id][each.column]) != each.english]:
        raise Refused("english-moved", listings=", ".join(dict.fromkeys(moved)))
    return facts


def note_minor(session: Session, listing_id: str, after: Mapping[str, str], *, by: str) -> None:
    """Note that an edit of the English changes spelling or style only: what fits the English now fits `after` too.

    Called with the proposal of the edit, by the form in which its author says so. The caller commits.
    """
    begin_write(session)
    found = queries.text(session, listing_id)
    if found is None:
        return
    for name, is_now in found.of.items():
        column, language = columns.original(name)
        if is_now == state.CURRENT and after.get(column, "") != found.facts.get(column, ""):
            for facts in (found.facts, after):
                say_it_fits(session, Written(listing_id, column, language, found.facts[name],
                                             state.mark(facts.get(column, ""))), by=by)


def forget(session: Session, listing_id: str) -> None:
    """Drop the marks of a listing's texts: from one, a text that was erased could be guessed. The caller commits."""
    begin_write(session)
    session.execute(delete(TranslationFits).where(TranslationFits.listing_id == listing_id))


def say_it_fits(session: Session, written: Written, *, by: str) -> None:
    """Keep somebody's word that a text says what the English of a mark says, once."""
    said = {"listing_id": written.listing_id, "language": written.language, "text": state.mark(written.text),
            "english": written.english}
    if session.scalar(select(TranslationFits.id).filter_by(**said)) is None:
        session.add(TranslationFits(**said, at=clock.now(), by=by))
        session.flush()
