"""Sheets into the register: read, check, plan, then write all of it or nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from directory.config import own_folder
from directory.listings.sources import Source
from directory.places.place import Place
from directory.register import changes, queries
from directory.register.models import Batch
from directory.sheets import reader, reference
from directory.sheets.plan import Plan, plan
from directory.sheets.problems import Problem
from directory.sheets.reader import Sheet

FindZip = Callable[[str], Place | None]


@dataclass(frozen=True, slots=True)
class Folder:
    """The sheets of a folder, read: those to import, and those whose rows wait for a person."""

    sheets: tuple[Sheet, ...]
    waiting: tuple[Sheet, ...] = ()
    problems: tuple[tuple[str, Problem], ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return the problems that keep rows of any sheet out, those that wait too."""
        return tuple(problem for sheet in (*self.sheets, *self.waiting) for problem in sheet.errors)

    @property
    def is_broken(self) -> bool:
        """Say whether any sheet could not be read as a whole: then even its good rows may have lost a column."""
        return any(sheet.is_broken for sheet in (*self.sheets, *self.waiting))


def files(path: Path) -> tuple[list[Path], list[Path]]:
    """Return the sheets of listings under a path, and those that wait: data/, data/listings/ or one file."""
    if not path.is_dir():
        return [path], []
    listings = path / "listings" if (path / "listings").is_dir() else path
    return sorted(listings.glob("*.csv")), sorted((path / "waiting").glob("*.csv"))


def read(path: Path, *, find_zip: FindZip | None, own: Path | None = None, approved: Iterable[Source] = ()) -> Folder:
    """Read and check every sheet under a path, ids that stand in two sheets included.

    `own` is the data folder whose sources.csv goes with sheets that have none beside them; `approved` are the sources
    that the team has.
    """
    known = reference.known_sources(reference.sources_file(path, own or own_folder("data")), approved)[0]
    sources = frozenset(each.code for each in known)
    listings, waiting = files(path)
    sheets = [reader.read(file, find_zip=find_zip, sources=sources) for file in (*listings, *waiting)]
    return Folder(tuple(sheets[:len(listings)]), tuple(sheets[len(listings):]), tuple(_twice(sheets)))


def _twice(sheets: Iterable[Sheet]) -> list[tuple[str, Problem]]:
    owner: dict[str, str] = {}
    found = []
    for sheet in sheets:
        for row in sheet.rows:
            listing_id = row.facts.get("id", "")
            if listing_id and owner.setdefault(listing_id, sheet.name) != sheet.name:
                found.append((sheet.name, Problem("id-elsewhere", row.line, "id", listing_id,
                                                  data={"sheet": owner[listing_id]})))
    return found


def elsewhere(session: Session, sheet: Sheet) -> list[Problem]:
    """Return the rows of a sheet whose ids belong to another sheet."""
    own = queries.owners(session, (row.facts["id"] for row in sheet.rows if "id" in row.facts))
    return [Problem("id-elsewhere", row.line, "id", row.facts["id"], data={"sheet": own[row.facts["id"]]})
            for row in sheet.rows if own.get(row.facts.get("id", ""), sheet.name) != sheet.name]


def decide(session: Session, sheets: Sequence[Sheet]) -> tuple[list[Plan], list[tuple[str, Problem]]]:
    """Return what each sheet would do to the register, and ids that belong to another sheet."""
    plans = []
    problems = []
    for sheet in sheets:
        foreign = elsewhere(session, sheet)
        problems += [(sheet.name, problem) for problem in foreign]
        taken = {problem.line for problem in foreign}
        plans.append(plan(sheet.name, [row for row in sheet.rows if row.line not in taken],
                          last=queries.last_import(session, sheet.name),
                          register=queries.listings(session, sheet=sheet.name),
                          rows_left_out=bool(sheet.errors) or bool(foreign)))
    return plans, problems


def fill(session: Session, folder: Folder, plans: Sequence[Plan], *, reason: str) -> list[Batch]:
    """Carry out the first import into an empty register."""
    waiting = {sheet.name: [replace(draft, sheet_after=None) for draft in
                            plan(sheet.name, sheet.rows, last={}, register={}).drafts] for sheet in folder.waiting}
    return changes.bootstrap(session, {each.sheet: each.drafts for each in plans if each.drafts},
                             waiting=waiting, reason=reason)


def propose(session: Session, each: Plan, *, author: str, reason: str) -> Batch:
    """Write one sheet's plan down as a batch that waits for another person."""
    return changes.propose(session, each.drafts, kind="import", author=author, reason=reason, sheet=each.sheet,
                           mass=each.is_mass)
