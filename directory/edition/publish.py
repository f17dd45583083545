"""Publishing: build aside, verify, fsync, rename; keep some old editions; roll back.

A folder of editions holds `edition-<time>-<digest>.sqlite` files, the link `current`, a lock, and `frozen` after a
rollback. Killed at any moment, or with the disk full, the folder still points at a whole edition.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DatabaseError, DBAPIError

from directory import clock
from directory.edition import build, tables
from directory.i18n import folding
from directory.listings import columns, validators
from directory.listings.listing import Listing, load
from directory.listings.notices import Notice
from directory.listings.notices import load as load_notice
from directory.listings.vocabulary import CATEGORIES

KEEP_NEWEST = 5
KEEP_DAYS = 14


class NotPublished(RuntimeError):
    """Publishing stopped and nothing changed: `code` names why, `data` fills the sentence."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


@dataclass(frozen=True, slots=True)
class Published:
    """A new edition: its file, and how many listings it shows."""

    path: Path
    listings: int


def editions(folder: Path) -> list[Path]:
    """Return the editions of a folder, oldest first."""
    return sorted(folder.glob("edition-*.sqlite"))


def current(folder: Path) -> Path | None:
    """Return the edition that is served, or None."""
    try:
        path = folder / (folder / "current").readlink()
    except OSError:
        return None
    return path if path.is_file() else None


def remembered(folder: Path, key: str) -> dict[str, str]:
    """Return what each kept edition says under a key of its meta table, by the name of its file.

    Editions that say nothing there, or cannot be read, are left out.
    """
    found = {}
    for path in editions(folder):
        engine = build.open_file(path)
        try:
            with engine.connect() as connection:
                found[path.name] = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == key))
        except DatabaseError:
            found[path.name] = None
        finally:
            engine.dispose()
    return {name: value for name, value in found.items() if value is not None}


def frozen(folder: Path) -> str:
    """Return why publishing is frozen, or ''."""
    try:
        return (folder / "frozen").read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def publish(folder: Path, rows: Sequence[tuple[str, Mapping[str, str], bool]], *,
            sources: Sequence[Mapping[str, str]], about: Mapping[str, str],
            synonyms: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
            programs: Sequence[Mapping[str, str]] = (), notices: Sequence[Notice] = (),
            outdated: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
            moved: Mapping[str, str] = MappingProxyType({})) -> Published:
    """Build, verify and put up a new edition of these register rows, see build. Raises NotPublished, and OSError.

    On a full disk it is one or the other, whichever notices first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with only_one(folder):
        if why := frozen(folder):
            raise NotPublished("frozen", why=why)
        for leftover in folder.glob("building-*"):
            leftover.unlink()
        aside = folder / f"building-{os.getpid()}.sqlite"
        moment = clock.now().astimezone(UTC)
        try:
            count = build.build(aside, rows, sources=sources, synonyms=synonyms, programs=programs, notices=notices,
                                outdated=outdated, moved=moved,
                                about={**about, "built": moment.isoformat(timespec="seconds")})
            verify(aside, rows)
            path = put_in_place(folder, aside, stamp=_stamp(folder, moment))
        except DBAPIError as error:
            raise NotPublished("not-written", why=error.orig) from error
        finally:
            aside.unlink(missing_ok=True)
        point_at(folder, path)
        _prune(folder, moment)
    return Published(path, count)


def put_in_place(folder: Path, aside: Path, *, stamp: str) -> Path:
    """Give an edition that was built and verified aside its name among the others; return its path."""
    path = folder / f"edition-{stamp}-{_sync(aside)}.sqlite"
    aside.chmod(0o444)
    aside.replace(path)
    return path


def roll_back(folder: Path, *, to: str = "") -> Path:
    """Serve an older edition (the one before, or the one named) and freeze publishing until `release`."""
    with only_one(folder):
        now = current(folder)
        older = [path for path in editions(folder) if now is None or path.name < now.name]
        if to:
            older = [path for path in editions(folder) if path.name == to or path.name.startswith(f"edition-{to}")]
        if not older:
            raise NotPublished("no-older", to=to)
        verify(older[-1], None)
        freeze = folder / "frozen.new"
        freeze.write_text(f"rolled back to {older[-1].name} at {clock.now():%Y-%m-%d %H:%M} UTC\n", encoding="utf-8")
        _sync(freeze)
        freeze.replace(folder / "frozen")
        point_at(folder, older[-1])
    return older[-1]


def release(folder: Path) -> bool:
    """Let publishing go on after a rollback; return whether it was frozen."""
    was = bool(frozen(folder))
    (folder / "frozen").unlink(missing_ok=True)
    return was


def verify(path: Path, rows: Sequence[tuple[str, Mapping[str, str], bool]] | None) -> None:
    """Look an edition through before anybody sees it. Raises NotPublished when it may not be served.

    The file is whole, the counts are the register's, every category can be searched, and nothing hidden is in it.
    """
    engine = build.open_file(path)
    try:
        with engine.connect() as connection:
            _look_through(connection, rows)
    except DatabaseError as error:
        raise NotPublished("not-whole") from error
    finally:
        engine.dispose()


def _look_through(connection: Connection, rows: Sequence[tuple[str, Mapping[str, str], bool]] | None) -> None:
    if connection.scalar(text("PRAGMA integrity_check")) != "ok":
        raise NotPublished("not-whole")
    layout = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "format"))
    if layout != tables.FORMAT:
        raise NotPublished("other-format")
    shown = connection.scalar(select(func.count()).select_from(tables.row))
    said = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "listings"))
    if str(shown) != said:
        raise NotPublished("count", shown=shown, expected=said)
    if rows is not None:
        expected = sum(1 for _, facts, gone in rows if not gone and facts.get("status") != "closed")
        if shown != expected:
            raise NotPublished("count", shown=shown, expected=expected)
        _notices_may_stand(connection)
    for category in connection.scalars(select(tables.row.c.category).distinct()):
        words = folding.query(list(CATEGORIES.values())[category - 1].name)
        if not connection.scalar(text("SELECT count(*) FROM text WHERE text MATCH :words"),
                                 {"words": folding.match(words, [])}):
            raise NotPublished("search", category=category)
    secret = {}
    for number, record in connection.execute(select(tables.listing.c.number, tables.listing.c.record)):
        listing = load(record)
        _nothing_hidden(listing)
        if listing.is_confidential:
            secret[number] = listing.id
    _secret_nowhere(connection, secret)


def _notices_may_stand(connection: Connection) -> None:
    """Look at each notice of a new edition: it has a source, and it is not over."""
    for record in connection.scalars(select(tables.notice.c.record)):
        notice = load_notice(record)
        if not notice.source_url or notice.expires < notice.today(clock.now()):
            raise NotPublished("notice", text=notice.texts["en"])


def _nothing_hidden(listing: Listing) -> None:
    hidden = [name for name in listing.facts if not columns.get(name).public]
    if listing.is_confidential:
        hidden += [finding.column for finding in validators.gives_away(listing.facts)]
        hidden += ["point"] if listing.point else []
    if hidden:
        raise NotPublished("hidden", listing=listing.id, fields=", ".join(dict.fromkeys(hidden)))


def _secret_nowhere(connection: Connection, secret: Mapping[int, str]) -> None:
    """Look for confidential listings where the search keeps points and areas."""
    row, area = tables.row.c, tables.area.c
    placed = connection.scalars(select(row.number).where((row.cell != build.NO_CELL) | (row.x != 0)))
    narrow = connection.scalars(select(area.number).where((area.cell != build.NO_CELL) | area.area.startswith("zip:")))
    for number in (*placed, *narrow):
        if number in secret:
            raise NotPublished("hidden", listing=secret[number], fields="point")


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system lets go of it when the process dies."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NotPublished("busy") from error
        yield


def _sync(path: Path) -> str:
    """Force a file onto the disk; return the first 8 hex digits of its SHA-256."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()[:8]


def sync_folder(folder: Path) -> None:
    """Force the names in a folder onto the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _stamp(folder: Path, moment: datetime) -> str:
    """Return a time stamp later than every edition here, even if the clock stood still or went back."""
    newest = max((path.name[8:23] for path in editions(folder)), default="")
    stamp = moment.strftime("%Y%m%d-%H%M%S")
    if stamp <= newest:
        after = datetime.strptime(newest, "%Y%m%d-%H%M%S") + timedelta(seconds=1)
        stamp = after.strftime("%Y%m%d-%H%M%S")
    return stamp


def point_at(folder: Path, path: Path) -> None:
    """Make `current` point at an edition in one atomic step."""
    aside = folder / "current.new"
    aside.unlink(missing_ok=True)
    aside.symlink_to(path.name)
    sync_folder(folder)
    aside.replace(folder / "current")
    sync_folder(folder)


def _prune(folder: Path, moment: datetime) -> None:
    """Keep the newest five, the last of each day for two weeks, and the one that is served."""
    every = editions(folder)
    keep = {*every[-KEEP_NEWEST:], current(folder)}
    last_of_day = {path.name[8:16]: path for path in every}
    oldest = (moment - timedelta(days=KEEP_DAYS)).strftime("%Y%m%d")
    keep |= {path for day, path in last_of_day.items() if day >= oldest}
    for path in every:
        if path not in keep:
            path.unlink()
