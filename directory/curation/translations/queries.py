"""Which texts of listings are translated, and from which English, read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import String, cast, func, or_, select
from sqlalchemy.orm import Session

from directory.curation.translations import state
from directory.curation.translations.models import TranslationFits
from directory.listings import columns
from directory.listings.models import Listing
from directory.register.models import Batch, Change

Facts = Mapping[str, str]
#: Listings asked for in one statement.
_PART = 500


@dataclass(frozen=True, slots=True)
class Text:
    """One listing that has words to translate, or translations: its facts, and the state of each language.

    `states` has the worst of all texts by language; `of` the state of each translation that there is, by its column.
    """

    listing_id: str
    facts: Facts
    states: Mapping[str, str]
    of: Mapping[str, str]

    def state(self, name: str, language: str) -> str:
        """Return the state of one text in a language."""
        return self.of.get(columns.in_language(name, language), state.MISSING)


def texts(session: Session) -> list[Text]:
    """Return every listing that families find and that has words in English or a translation of them, by id."""
    # Most listings have no words: those are left to the database. What it finds too much is left out below.
    hints = or_(*(cast(Listing.facts, String).contains(f'"{name}', autoescape=True) for name in columns.TRANSLATED))
    rows = session.execute(select(Listing.id, Listing.facts).where(Listing.gone.is_(False), hints).order_by(Listing.id))
    found = {row.id: row.facts for row in rows if row.facts.get("status") != "closed"
             and (state.english(row.facts) or state.translations(row.facts))}
    return _with_states(session, found)


def text(session: Session, listing_id: str) -> Text | None:
    """Return one listing as it is translated, or None where there is none."""
    row = session.execute(select(Listing.facts).where(Listing.id == listing_id, Listing.gone.is_(False))).first()
    return _with_states(session, {listing_id: row.facts})[0] if row else None


def _with_states(session: Session, found: Mapping[str, Facts]) -> list[Text]:
    made_from = _made_from(session, found)
    every = []
    for key, facts in found.items():
        of = {name: state.of(facts, name, made_from.get((key, name), ())) for name in state.translations(facts)}
        english = state.english(facts)
        every.append(Text(key, facts, {each.code: state.worst(
            of.get(columns.in_language(name, each.code), state.MISSING) for name in english)
            for each in state.TONGUES}, of))
    return every


def outdated(session: Session) -> dict[str, tuple[str, ...]]:
    """Return listing -> columns of translations that no longer say what the English says, where there are any."""
    found = {each.listing_id: tuple(columns.in_order(name for name, now in each.of.items() if now == state.OUTDATED))
             for each in texts(session)}
    return {listing_id: names for listing_id, names in found.items() if names}


def version(session: Session) -> str:
    """Return what changes whenever somebody says that a translation fits."""
    return str(session.scalar(select(func.count()).select_from(TranslationFits)))


def waiting(session: Session) -> set[tuple[str, str]]:
    """Return (listing, language) of translations that wait for another person."""
    found = session.execute(select(Change.listing_id, Change.before, Change.after).join(Change.batch).where(
        Batch.kind == "translation", Change.state == "proposed"))
    return {(row.listing_id, columns.original(name)[1]) for row in found
            for name, words in state.translations(row.after or {}).items() if (row.before or {}).get(name) != words}


def _made_from(session: Session, found: Mapping[str, Facts]) -> dict[tuple[str, str], set[str]]:
    """Return (listing, column) -> marks of the English texts that its translation of today fits."""
    marks = {(key, name): state.mark(words) for key, facts in found.items()
             for name, words in state.translations(facts).items()}
    of_text: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for (key, name), mark in marks.items():
        of_text.setdefault((key, columns.original(name)[1], mark), []).append((key, name))
    known: dict[tuple[str, str], set[str]] = {}
    for part in _parts({key for key, _ in marks}):
        for row in session.scalars(select(TranslationFits).where(TranslationFits.listing_id.in_(part))):
            for pair in of_text.get((row.listing_id, row.language, row.text), ()):
                known.setdefault(pair, set()).add(row.english)
    return known | _by_history(session, {pair: each for pair, each in marks.items() if pair not in known})


def _by_history(session: Session, marks: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], set[str]]:
    """Return the mark of the English that stood beside each text in the sheet, or listing, that first brought it."""
    names: dict[str, list[str]] = {}
    for listing_id, name in marks:
        names.setdefault(listing_id, []).append(name)
    known: dict[tuple[str, str], set[str]] = {}
    for part in _parts(names):
        rows = session.execute(select(Change.listing_id, Change.after, Change.sheet_after).where(
            Change.listing_id.in_(part), Change.state == "applied", Change.after.is_not(None))
            .order_by(Change.applied_at, Change.id))
        for row in rows:
            for name in names[row.listing_id]:
                pair = row.listing_id, name
                if pair not in known and state.mark(row.after.get(name, "")) == marks[pair]:
                    sheet = row.sheet_after or {}
                    beside = sheet if sheet.get(name) else row.after
                    known[pair] = {state.mark(beside.get(columns.original(name)[0], ""))}
    return known


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    wanted = sorted(ids)
    for start in range(0, len(wanted), _PART):
        yield wanted[start:start + _PART]
