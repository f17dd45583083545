"""Translators' sheets: out as CSV, back in as any spreadsheet, with what it would do and what to mend. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from directory.curation.translations import check, state
from directory.curation.translations.changes import Written
from directory.curation.translations.check import Finding
from directory.curation.translations.queries import Text
from directory.i18n.glossary import Term
from directory.i18n.languages import Language
from directory.listings import columns
from directory.sheets import tables
from directory.sheets.guard import unguard

COLUMNS = ("id", "column", "organization", "english", "translation", "state")
_NEEDED = {"id", "column", "english", "translation"}
#: Rows of one sheet, so that one form can carry it.
MOST = 300


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sheet would do: texts to send in with what stood there before, rows without news, and what to mend.

    `problems` are (line of the file, finding); a line with a problem that is no advice is not sent in. `again` is a
    sheet of just what would be sent in.
    """

    written: tuple[tuple[Written, str], ...]
    unchanged: int
    problems: tuple[tuple[int, Finding], ...]
    again: str = ""


def write(texts: Iterable[Text], language: Language) -> str:
    """Return the sheet for a translator, a row for each text: outdated ones, missing ones, the rest, at most MOST."""
    code = language.code
    rows = [(each.listing_id, name, each.facts.get("organization", ""), each.facts[name],
             each.facts.get(columns.in_language(name, code), ""), each.state(name, code))
            for each in texts for name in state.english(each.facts)]
    rows.sort(key=lambda row: (state.STATES.index(row[-1]), row[0]))
    return tables.as_text(COLUMNS, rows[:MOST])


def read(raw: bytes, texts: Iterable[Text], language: Language, glossary: Sequence[Term]) -> Plan:
    """Return what a sheet that came back would do; nothing is written. Never raises for a bad file."""
    try:
        found = tables.parse(raw)
    except tables.Unreadable:
        return Plan((), 0, ((0, Finding("file", "")),))
    table = next((each for each in found if set(_names(each)) >= _NEEDED), None)
    if table is None:
        return Plan((), 0, ((1, Finding("header", "")),))
    if len(table.rows) > MOST:
        return Plan((), 0, ((0, Finding("file-long", str(MOST))),))
    return _plan(table, {each.listing_id: each.facts for each in texts}, language, glossary)


def _names(table: tables.Table) -> list[str]:
    return [name.strip().lower() for name in table.header]


def _plan(table: tables.Table, known: Mapping[str, Mapping[str, str]], language: Language,
          glossary: Sequence[Term]) -> Plan:
    written: list[tuple[Written, str]] = []
    problems: list[tuple[int, Finding]] = []
    seen: set[tuple[str, str]] = set()
    unchanged = 0
    for line, cells in zip(table.lines, table.rows, strict=True):
        row = {name: unguard(cell) for name, cell in zip(_names(table), cells, strict=False)}
        column, before = row.get("column", ""), known.get(row.get("id", ""), {})
        if column not in state.english(before):
            problems.append((line, Finding("id", f"{row.get('id', '')} {column}")))
            continue
        old = before.get(columns.in_language(column, language.code), "")
        text = check.canonical(column, row.get("translation", ""))
        found = _look(row, text, before, seen, language, glossary)
        seen.add((row["id"], column))
        if text in ("", old):
            unchanged += 1
            continue
        problems += [(line, each) for each in found]
        if not any(not each.advice for each in found):
            written.append((Written(row["id"], column, language.code, text, state.mark(before[column])), old))
    again = tables.as_text(("id", "column", "english", "translation"), [
        (each.listing_id, each.column, known[each.listing_id][each.column], each.text) for each, _ in written])
    return Plan(tuple(written), unchanged, tuple(problems), again)


def _look(row: Mapping[str, str], text: str, before: Mapping[str, str], seen: set[tuple[str, str]],
          language: Language, glossary: Sequence[Term]) -> list[Finding]:
    if (row["id"], row["column"]) in seen:
        return [Finding("id-twice", row["id"])]
    if state.mark(row.get("english", "")) != state.mark(before[row["column"]]):
        return [Finding("moved", "")]
    return check.check(before, row["column"], text, language, glossary)
