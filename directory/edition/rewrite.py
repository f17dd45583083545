"""Kept editions without what was erased: each is built anew from its own records, or taken away."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from directory.edition import build, publish, tables
from directory.listings import notices
from directory.listings.listing import load

Facts = Mapping[str, str]


def rewrite(folder: Path, change: Callable[[str, Facts], Facts], holds: Callable[[bytes], bool]) -> list[str]:
    """Build every kept edition anew that says of a listing anything but what `change(id, facts)` returns.

    One that cannot be built anew, or still holds what it should not (`holds` looks at its bytes), is taken away.
    Return what was done, in lines. Raises NotPublished('busy') while somebody publishes. Run again, it does nothing.
    """
    told = []
    with publish.only_one(folder):
        for path in publish.editions(folder):
            rows = _rows(path, change)
            if rows is None:
                if holds(path.read_bytes()):
                    _take_away(folder, path)
                    told.append(f"{path.name} was of another version, so it is taken away")
            elif rows:
                told.append(_build_anew(folder, path, rows))
    return told


def _rows(path: Path, change: Callable[[str, Facts], Facts]) -> list[tuple[str, Facts, bool]] | None:
    """Return the register rows of an edition, changed; [] where nothing changes, None where it cannot be read."""
    engine = build.open_file(path)
    try:
        with engine.connect() as connection:
            if _meta(connection).get("format") != tables.FORMAT:
                return None
            listings = [load(record) for record in connection.scalars(select(tables.listing.c.record))]
    except DatabaseError:
        return None
    finally:
        engine.dispose()
    rows = [(each.id, each.facts if each.closed else change(each.id, each.facts), False) for each in listings]
    same = all(facts == each.facts for (_, facts, _), each in zip(rows, listings, strict=True))
    return [] if same else rows


def _meta(connection: Connection) -> dict[str, str]:
    return {row.key: row.value for row in connection.execute(select(tables.meta))}


def _build_anew(folder: Path, path: Path, rows: list[tuple[str, Facts, bool]]) -> str:
    aside = folder / f"building-{os.getpid()}.sqlite"
    aside.unlink(missing_ok=True)
    engine = build.open_file(path)
    try:
        with engine.connect() as connection:
            synonyms: dict[str, tuple[str, ...]] = {}
            for row in connection.execute(select(tables.meaning).order_by(tables.meaning.c.words)):
                synonyms[row.code] = (*synonyms.get(row.code, ()), row.words)
            build.build(aside, rows, about=_meta(connection), synonyms=synonyms,
                        sources=[dict(row) for row in connection.execute(select(tables.source)).mappings()],
                        programs=[json.loads(row.record) for row in connection.execute(
                            select(tables.program).order_by(tables.program.c.state, tables.program.c.number))],
                        notices=[notices.load(record) for record in connection.scalars(
                            select(tables.notice.c.record).order_by(tables.notice.c.number))])
        publish.verify(aside, None)
        made = publish.put_in_place(folder, aside, stamp=path.name[8:23])
    except publish.NotPublished as error:
        _take_away(folder, path)
        return f"{path.name} could not be built anew ({error.code}), so it is taken away"
    finally:
        engine.dispose()
        aside.unlink(missing_ok=True)
    if publish.current(folder) == path:
        publish.point_at(folder, made)
    _take_away(folder, path)
    return f"{path.name} is built anew as {made.name}"


def _take_away(folder: Path, path: Path) -> None:
    path.unlink()
    publish.sync_folder(folder)
