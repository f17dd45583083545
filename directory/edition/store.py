"""The edition that is being served, opened once and exchanged when a newer one is put up."""

import json
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DatabaseError

from directory.edition import build, publish, tables
from directory.listings import notices
from directory.listings.notices import Notice
from directory.listings.programs import Program


@dataclass(eq=False)
class Edition:
    """One open edition, and the small tables of it that every search needs, read once."""

    path: Path
    engine: Engine
    caches: dict[str, object] = field(default_factory=dict)
    _cells: dict[tuple[int, ...], Mapping[int, int]] = field(default_factory=dict)

    def connect(self) -> Connection:
        """Return a connection. Reading only: the file cannot be written through it."""
        return self.engine.connect()

    @cached_property
    def about(self) -> dict[str, str]:
        """Return the meta table: when it was built, how many listings."""
        with self.connect() as connection:
            return {row.key: row.value for row in connection.execute(select(tables.meta))}

    @cached_property
    def bits(self) -> dict[str, dict[str, int]]:
        """Return facet -> code -> bit."""
        found: dict[str, dict[str, int]] = {}
        with self.connect() as connection:
            for row in connection.execute(select(tables.bit).order_by(tables.bit.c.facet, tables.bit.c.bit)):
                found.setdefault(row.facet, {})[row.code] = row.bit
        return found

    @cached_property
    def hours(self) -> dict[int, tuple[str, str, tuple[int, ...]]]:
        """Return number -> (hours, time zone, half hours of the week in which it could be open)."""
        with self.connect() as connection:
            return {row.number: (row.text, row.timezone, tuple(json.loads(row.masks)))
                    for row in connection.execute(select(tables.hours))}

    @cached_property
    def sources(self) -> MappingProxyType[str, dict[str, str]]:
        """Return the sources by code."""
        with self.connect() as connection:
            rows = connection.execute(select(tables.source)).mappings()
            return MappingProxyType({row["code"]: dict(row) for row in rows})

    @cached_property
    def courts(self) -> MappingProxyType[str, frozenset[int]]:
        """Return immigration court -> the numbers of the listings that work there."""
        found: dict[str, set[int]] = {}
        with self.connect() as connection:
            for row in connection.execute(select(tables.court).order_by(tables.court.c.court)):
                found.setdefault(row.court, set()).add(row.number)
        return MappingProxyType({court: frozenset(numbers) for court, numbers in found.items()})

    @cached_property
    def court_states(self) -> frozenset[tuple[str, int]]:
        """Return each immigration court with the numbers of the states in which those who work there are."""
        pairs = select(tables.court.c.court, tables.row.c.state).distinct()
        with self.connect() as connection:
            found = connection.execute(pairs.join_from(tables.court, tables.row,
                                                       tables.court.c.number == tables.row.c.number))
            return frozenset((row.court, row.state) for row in found)

    @cached_property
    def meanings(self) -> MappingProxyType[str, tuple[str, ...]]:
        """Return folded words -> the codes they are typed for."""
        found: dict[str, tuple[str, ...]] = {}
        with self.connect() as connection:
            for row in connection.execute(select(tables.meaning).order_by(tables.meaning.c.code)):
                found[row.words] = (*found.get(row.words, ()), row.code)
        return MappingProxyType(found)

    @cached_property
    def programs(self) -> MappingProxyType[str, tuple[Program, ...]]:
        """Return what each state itself offers, by state, in the order of the sheet."""
        found: dict[str, list[Program]] = {}
        with self.connect() as connection:
            for row in connection.execute(select(tables.program).order_by(tables.program.c.state,
                                                                          tables.program.c.number)):
                found.setdefault(row.state, []).append(Program(json.loads(row.record)))
        return MappingProxyType({state: tuple(programs) for state, programs in found.items()})

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Return the notices, those that are over by now too: who shows them looks at the clock."""
        with self.connect() as connection:
            records = connection.scalars(select(tables.notice.c.record).order_by(tables.notice.c.number))
            return tuple(notices.load(record) for record in records)

    @cached_property
    def moved(self) -> dict[str, str]:
        """Return, for listings that were merged into another one, the id of the one that stays."""
        with self.connect() as connection:
            return {row.id: row.to for row in connection.execute(select(tables.moved))}

    @cached_property
    def inside(self) -> MappingProxyType[str, dict[str, int]]:
        """Return, by county, city or state, category -> how many listings are in it or serve exactly it."""
        found: dict[str, dict[str, int]] = {}
        with self.connect() as connection:
            for row in connection.execute(select(tables.inside)):
                found.setdefault(row.area, {})[row.category] = row.listings
        return MappingProxyType(found)

    def cells(self, categories: tuple[int, ...] = ()) -> Mapping[int, int]:
        """Return cell -> how many listings of these categories (of all, if none is named) lie in it.

        So a search knows how far it may look at once, and which cells are empty.
        """
        if categories not in self._cells:
            count = select(tables.row.c.cell, func.count().label("listings")).group_by(tables.row.c.cell)
            if categories:
                count = count.where(tables.row.c.category.in_(categories))
            with self.connect() as connection:
                self._cells[categories] = {row.cell: row.listings for row in connection.execute(count)}
        return self._cells[categories]

    @cached_property
    def by_state(self) -> dict[tuple[int, int], int]:
        """Return (state, category) -> how many listings."""
        count = select(tables.row.c.state, tables.row.c.category, func.count().label("listings"))
        with self.connect() as connection:
            return {(row.state, row.category): row.listings for row in
                    connection.execute(count.group_by(tables.row.c.state, tables.row.c.category))}


class Store:
    """Hands out the current edition of a folder. A request keeps the one it got, so it never sees half of two."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._edition: Edition | None = None
        self._pid = 0

    def edition(self) -> Edition | None:
        """Return the current edition, opening a newer one if there is one; None when nothing was published.

        An older edition still open in another thread is left to it; the file stays readable while it is open.
        A current link that leads nowhere, or to a damaged file, leaves the edition in use as it is.
        """
        path = publish.current(self._folder)
        held = self._edition
        if held is not None and self._pid == os.getpid() and (path is None or held.path == path):
            return held
        if path is None:
            return None
        with self._lock:
            held = self._edition
            if held is None or held.path != path or self._pid != os.getpid():
                newer = Edition(path, build.open_file(path))
                if _can_be_read(newer):
                    self._edition, self._pid = newer, os.getpid()
            return self._edition


def _can_be_read(edition: Edition) -> bool:
    """Open an edition for the first time: a file cut short, half copied or of another layout is never served."""
    try:
        if edition.about.get("format") == tables.FORMAT and edition.bits:
            return True
    except DatabaseError:
        pass
    edition.engine.dispose()
    return False
