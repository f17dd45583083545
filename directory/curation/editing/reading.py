"""From what was typed to a listing, or to what is wrong with it; and how two edits of one listing go together. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from directory.curation.editing.forms import ASKED
from directory.listings import columns, validators
from directory.listings.cells import Invalid
from directory.listings.validators import FindPlace
from directory.sheets.problems import Problem, from_cell, from_finding

Facts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """A listing as it was typed: its facts, and what is wrong with it, errors and oddities."""

    facts: dict[str, str]
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Say whether it may be proposed."""
        return not any(problem.level == "error" for problem in self.problems)


def read(typed: Facts, base: Facts, *, find_zip: FindPlace | None, sources: Collection[str]) -> Read:
    """Read the typed columns onto a listing; what is not asked for stays as it is.

    An unknown source is wrong, unless no sources are known at all.
    """
    facts = {name: value for name, value in base.items() if name not in ASKED}
    problems = []
    for name in ASKED:
        text = typed.get(name, "")
        try:
            value = columns.read(name, text)
        except Invalid as error:
            problems.append(from_cell(error, 0, name, text))
            continue
        if value:
            facts[name] = value
    bad = {problem.column for problem in problems}
    problems += [from_finding(finding, 0) for finding in validators.check(facts, find_zip=find_zip)
                 if finding.column not in bad]
    if sources and "source" in facts and facts["source"] not in sources:
        problems.append(Problem("source-unknown", column="source", value=facts["source"]))
    return Read(facts, tuple(problems))


@dataclass(frozen=True, slots=True)
class Both:
    """A fact that somebody else changed meanwhile: what it was, what it is now, and what this person typed.

    `clash`: both changed it, to different things.
    """

    column: str
    before: str
    theirs: str
    mine: str
    clash: bool


def meanwhile(base: Facts, current: Facts, mine: Facts) -> tuple[Both, ...]:
    """Return every fact that moved between the listing that was opened and the listing as it is now."""
    names = columns.in_order({name for name in {*base, *current} if base.get(name) != current.get(name)})
    return tuple(Both(name, base.get(name, ""), current.get(name, ""), mine.get(name, ""),
                      mine.get(name) not in (base.get(name), current.get(name))) for name in names)


def onto(base: Facts, current: Facts, mine: Facts) -> dict[str, str]:
    """Return the listing as it is now with what this person typed; where both changed a fact, what was typed."""
    result = dict(current)
    for name in {*base, *mine}:
        if base.get(name) == mine.get(name):
            continue
        if name in mine:
            result[name] = mine[name]
        else:
            result.pop(name, None)
    return result
