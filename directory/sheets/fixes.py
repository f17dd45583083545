"""What may be meant by a cell that cannot be read: offered to a person, never done unasked. Pure."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from phonenumbers import PhoneNumberMatcher

from directory.listings import columns
from directory.listings.cells import Invalid
from directory.sheets.problems import Problem

Row = Mapping[str, str]
Offer = dict[str, str]
#: So many codes are named at most.
_CODES = 12


def fixes(problem: Problem, row: Row) -> Offer:
    """Return what one click may write into the row of a problem: column -> text, blank to empty the cell.

    `row` is the row as it stands in the sheet (column -> text). Empty when only a person can know; whatever is
    offered can be read.
    """
    offer = _OFFERS[problem.code](problem, row) if problem.code in _OFFERS else {}
    return offer if all(_is_good(name, text) for name, text in offer.items()) else {}


def likely(name: str, part: str, row: Row) -> list[str]:
    """Return the codes of a column that may be meant by a word: at most a dozen, services of the row's own kind."""
    return list(_likely(name, part, _read("category", row.get("category", ""))))


@lru_cache(maxsize=1_024)
def _likely(name: str, part: str, kind: str) -> tuple[str, ...]:
    terms = list(columns.get(name).terms.values())
    if name == "services" and kind not in ("", "any"):
        terms = [term for term in terms if term.category in (kind, "any")]
    near = sorted(terms, key=lambda term: -max(_alike(part, term.code), _alike(part, term.name)))[:_CODES]
    return tuple(term.code for term in terms if term in near) or columns.get(name).choices


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.lower(), other.lower()).ratio()


def _read(name: str, text: str) -> str:
    try:
        return columns.read(name, text)
    except Invalid:
        return ""


def _is_good(name: str, text: str) -> bool:
    return not text or bool(_read(name, text))


def _near(problem: Problem, row: Row) -> Offer:
    """Offer what the sentence asks: "Did you mean ...?", for the whole cell or for a part of it."""
    near, part = str(problem.data.get("near") or ""), str(problem.data.get("part") or "")
    typed = row.get(problem.column, "")
    if not near:
        return {}
    return {problem.column: typed.replace(part, near, 1) if part and part in typed else near}


def _blank(problem: Problem, row: Row) -> Offer:
    return {problem.column: ""}


def _two_phones(problem: Problem, row: Row) -> Offer:
    """Part numbers from each other and from words: the second goes to phone_2, words to the note of their number.

    Nothing of the cell may get lost: with more numbers, or no room for the second, there is no offer.
    """
    typed, first = row[problem.column], problem.column
    found = list(PhoneNumberMatcher(typed, "US"))
    columns_of = [first, "phone_2"] if first == "phone" and "phone_2" not in row else [first]
    if not found or len(found) > len(columns_of):
        return {}
    offer = {name: match.raw_string for name, match in zip(columns_of, found, strict=False)}
    ends = [*(match.start for match in found[1:]), len(typed)]
    words = [_bare(typed[match.end:end]) for match, end in zip(found, ends, strict=True)]
    words[0] = "; ".join(filter(None, (_bare(typed[:found[0].start]), words[0])))
    for name, said in zip(columns_of, words, strict=False):
        if said:
            offer[f"{name}_note"] = _after(row.get(f"{name}_note", ""), said)
    return offer if offer.keys() <= columns.BY_NAME.keys() else {}


def _bare(text: str) -> str:
    """Return words without the marks and little words that stand between numbers."""
    return re.sub(r"(?i)^(or|and|tel|phone|call)\b|\b(or|and)$", "", text.strip(_MARKS)).strip(_MARKS)


_MARKS = " \n,;:./|&()-"


def _words_in_hours(problem: Problem, row: Row) -> Offer:
    """Move what are no times into hours_note: that part alone where the rest can be read."""
    typed, part = row[problem.column], str(problem.data.get("part", ""))
    rest = typed.replace(part, "", 1).strip(_MARKS) if part else ""
    if part and part in typed and _read("hours", rest):
        return {"hours": rest, "hours_note": _after(row.get("hours_note", ""), part)}
    return {"hours": "", "hours_note": _after(row.get("hours_note", ""), typed)}


def _after(said: str, more: str) -> str:
    return f"{said.rstrip('. ')}. {more}" if said else more


def _address(problem: Problem, row: Row) -> Offer:
    """Offer a web address with a proper beginning, or the first of several."""
    first = row[problem.column].split()[0].strip(",;|<>()")
    bare = re.sub(r"(?i)^h?t{1,2}ps?\b[:;.,]*[/\\\\]*|^[:/]+", "", first)
    return {problem.column: f"https://{bare}"} if "." in bare and _read("website", f"https://{bare}") else {}


def _needed(problem: Problem, row: Row) -> Offer:
    """Offer the name as the organization's, where a sheet has names and no organizations."""
    if problem.column == "organization" and row.get("name"):
        return {"organization": row["name"], "name": ""}
    return {}


def _data(problem: Problem, row: Row) -> Offer:
    """Offer what a cell of data for a program says: a number, opening times, or the parts of an address."""
    column = problem.column
    pairs = list(_pairs(row[column]))
    if column in ("phone", "phone_2"):
        return _two_phones(problem, {**row, column: "; ".join(text for _, text in pairs if re.search(r"\d", text))})
    if column == "hours":
        times: dict[str, list[str]] = {"weekday": [], "opens_at": [], "closes_at": []}
        for name, text in pairs:
            times.setdefault(name, []).append(text)
        spans = zip(times["weekday"], times["opens_at"], times["closes_at"], strict=False)
        hours = _read("hours", "; ".join(f"{day} {start}-{end}" for day, start, end in spans))
        return {"hours": hours} if hours else {}
    named = {columns.find(name) or "": text for name, text in pairs}
    offer = {name: text for name, text in named.items()
             if name in columns.PLACE + ("state",) and _read(name, text) and (name == column or name not in row)}
    return {column: "", **offer} if offer else {}


def _pairs(text: str, depth: int = 3) -> Iterator[tuple[str, str]]:
    """Return the named texts in JSON, also in JSON that stands in a text of it."""
    try:
        stack = [("", json.loads(text))]
    except (ValueError, RecursionError):
        return
    while stack:
        name, value = stack.pop(0)
        if isinstance(value, dict):
            stack[:0] = value.items()
        elif isinstance(value, list):
            stack[:0] = [("", each) for each in value]
        elif isinstance(value, str) and value.startswith(("{", "[")) and depth:
            yield from _pairs(value, depth - 1)
        elif isinstance(value, str | int | float) and name:
            yield name, str(value)


_OFFERS: dict[str, Callable[[Problem, Row], Offer]] = {
    "choice": _near, "language": _near, "state": _near, "zip-zero-lost": _near, "longitude": _near,
    "json": _data, "id": _blank, "confidential-place": _blank, "needed": _needed,
    "phone": _two_phones, "phone-two": _two_phones, "url": _address, "url-two": _address,
    **dict.fromkeys(("hours-not-supported", "hours-empty", "hours-day-unknown", "hours-time-unknown"), _words_in_hours),
}
