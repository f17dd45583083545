"""Which descriptions are translated, and from which English, read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from directory.curation.translations import state
from directory.curation.translations.models import TranslationFits
from directory.listings.models import Listing
from directory.register.models import Batch, Change

Facts = Mapping[str, str]
#: Listings asked for in one statement.
_PART = 500


@dataclass(frozen=True, slots=True)
class Text:
    """One listing that has a description: its facts, and the state of each language."""

    listing_id: str
    facts: Facts
    states: Mapping[str, str]


def texts(session: Session) -> list[Text]:
    """Return every listing that families find and that has a description in English or a translation, by id."""
    described = or_(*(Listing.facts[name].as_string().is_not(None)
                      for name in ("description", *(state.column(each.code) for each in state.TONGUES))))
    wanted = select(Listing.id, Listing.facts).where(Listing.gone.is_(False), described)
    found = {row.id: row.facts for row in session.execute(wanted.order_by(Listing.id))
             if row.facts.get("status") != "closed"}
    return _with_states(session, found)


def text(session: Session, listing_id: str) -> Text | None:
    """Return one listing as it is translated, or None where there is none."""
    row = session.execute(select(Listing.facts).where(Listing.id == listing_id, Listing.gone.is_(False))).first()
    return _with_states(session, {listing_id: row.facts})[0] if row else None


def _with_states(session: Session, found: Mapping[str, Facts]) -> list[Text]:
    made_from = _made_from(session, found)
    return [Text(key, facts, {each.code: state.of(facts, each.code, made_from.get((key, each.code), ()))
                              for each in state.TONGUES}) for key, facts in found.items()]


def outdated(session: Session) -> dict[str, tuple[str, ...]]:
    """Return listing -> languages whose description no longer says what the English says, where there are any."""
    found = {each.listing_id: tuple(code for code, is_now in each.states.items() if is_now == state.OUTDATED)
             for each in texts(session)}
    return {listing_id: codes for listing_id, codes in found.items() if codes}


def version(session: Session) -> str:
    """Return what changes whenever somebody says that a translation fits."""
    return str(session.scalar(select(func.count()).select_from(TranslationFits)))


def waiting(session: Session) -> set[tuple[str, str]]:
    """Return (listing, language) of translations that wait for another person."""
    found = session.execute(select(Change.listing_id, Change.before, Change.after).join(Change.batch).where(
        Batch.kind == "translation", Change.state == "proposed"))
    return {(row.listing_id, each.code) for row in found for each in state.TONGUES
            if (row.before or {}).get(state.column(each.code)) != (row.after or {}).get(state.column(each.code))}


def _made_from(session: Session, found: Mapping[str, Facts]) -> dict[tuple[str, str], set[str]]:
    """Return (listing, language) -> marks of the English texts that its translation of today fits."""
    marks = {(key, each.code): state.mark(words) for key, facts in found.items() for each in state.TONGUES
             if (words := facts.get(state.column(each.code)))}
    known: dict[tuple[str, str], set[str]] = {}
    for part in _parts({key for key, _ in marks}):
        for row in session.scalars(select(TranslationFits).where(TranslationFits.listing_id.in_(part))):
            if marks.get((row.listing_id, row.language)) == row.text:
                known.setdefault((row.listing_id, row.language), set()).add(row.english)
    return known | _by_history(session, {pair: each for pair, each in marks.items() if pair not in known})


def _by_history(session: Session, marks: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], set[str]]:
    """Return the mark of the English that stood beside each text in the sheet, or listing, that first brought it."""
    tongues: dict[str, list[str]] = {}
    for listing_id, language in marks:
        tongues.setdefault(listing_id, []).append(language)
    known: dict[tuple[str, str], set[str]] = {}
    for part in _parts(tongues):
        rows = session.execute(select(Change.listing_id, Change.after, Change.sheet_after).where(
            Change.listing_id.in_(part), Change.state == "applied", Change.after.is_not(None))
            .order_by(Change.applied_at, Change.id))
        for row in rows:
            for language in tongues[row.listing_id]:
                pair = row.listing_id, language
                if pair not in known and state.mark(row.after.get(state.column(language), "")) == marks[pair]:
                    sheet = row.sheet_after or {}
                    beside = sheet if sheet.get(state.column(language)) else row.after
                    known[pair] = {state.mark(beside.get("description", ""))}
    return known


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    wanted = sorted(ids)
    for start in range(0, len(wanted), _PART):
        yield wanted[start:start + _PART]
