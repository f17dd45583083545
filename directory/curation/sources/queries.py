"""Which sources there are, and what waits."""

from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from directory.listings.sources import Source
from directory.register import queries as register
from directory.register.models import SourceRow
from directory.sheets import reference


class Standing(NamedTuple):
    """What there is of one code: `ours` stands in the operator's file, `rows` is all that was proposed, newest first.
    """

    ours: Source | None
    rows: list[SourceRow]

    @property
    def approved(self) -> SourceRow | None:
        """Return what the team approved last."""
        return next((row for row in self.rows if row.state == "approved"), None)

    @property
    def waiting(self) -> SourceRow | None:
        """Return what waits for another person."""
        return next((row for row in self.rows if row.state == "proposed"), None)

    @property
    def now(self) -> Source | None:
        """Return what counts."""
        return self.ours or (self.approved.source if self.approved else None)

    def returned(self, name: str) -> SourceRow | None:
        """Return what came back to somebody and nobody proposed anew since."""
        newest = self.rows[0] if self.rows else None
        return newest if newest and newest.state == "returned" and newest.author == name else None


def in_file(data: Path) -> dict[str, Source]:
    """Return the operator's own sources by code: nobody proposes these. `data` is the data folder."""
    return {each.code: each for each in reference.read_sources(data / "sources.csv")[0]}


def known(session: Session, data: Path) -> dict[str, Source]:
    """Return all sources that count, by code."""
    found = reference.known_sources(data / "sources.csv", register.sources(session))[0]
    return {each.code: each for each in found}


def standing(session: Session, data: Path, code: str) -> Standing:
    """Return what there is of one code."""
    return Standing(in_file(data).get(code), register.source_rows(session, code))


def waiting(session: Session) -> list[SourceRow]:
    """Return what waits for another person, the oldest first."""
    return [row for row in register.source_rows(session) if row.state == "proposed"][::-1]


def returned(session: Session, name: str) -> list[SourceRow]:
    """Return what was sent back to somebody and nobody proposed anew since."""
    rows: dict[str, list[SourceRow]] = {}
    for row in register.source_rows(session):
        rows.setdefault(row.code, []).append(row)
    return [found for each in rows.values() if (found := Standing(None, each).returned(name))]
