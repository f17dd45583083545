"""Killed at any moment, or with the disk full: the old or the new, never half, and the next run succeeds."""

import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from directory.edition import publish
from directory.register import queries
from tests.conftest import DATA
from tests.edition.forks import Forks, forks
from tests.edition.made_up import ask
from tests.register.made_up import listing, sheet

pytestmark = pytest.mark.system

ROWS = 30
TWO_PEOPLE = ("--author", "ana", "--approver", "ben", "--approver", "cleo")


@pytest.fixture(scope="module")
def command(small_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    """Return what runs the command."""
    with forks(small_data, tmp_path_factory.mktemp("output") / "said.txt") as ready:
        yield ready


class Site:
    """A small site whose every listing says which turn it is."""

    def __init__(self, command: Forks, folder: Path) -> None:
        self.command, self.home, self.data = command, folder / "home", folder / "data"
        (self.data / "listings").mkdir(parents=True)
        shutil.copy(DATA / "sources.csv", self.data)

    def write(self, turn: int) -> None:
        """Write the sheets of this turn."""
        for name, first in (("food", 1), ("other", 50)):
            sheet(self.data / "listings", [listing(number, name=f"Turn {turn}", state="CA", city="Oakland",
                  postal_code="94601", address_1="1 Example Street") for number in range(first, first + ROWS)], name)

    def run(self, what: str, **how: float) -> tuple[int, str]:
        """Import or publish; return the exit code and what was said."""
        arguments = ("import", self.data, *TWO_PEOPLE) if what == "import" else ("publish",)
        ended = self.command.run(self.home, *arguments, environment={"AMPARO_DATA": str(self.data)},
                                 **how)  # type: ignore[arg-type]
        return ended.code, ended.said

    def must(self, what: str) -> None:
        """Import or publish, and hold that it succeeds."""
        code, said = self.run(what)
        assert code == 0, said

    def register_turns(self) -> set[str]:
        """Open the register, look it over, and return which turns its listings are of."""
        path = self.home / "register.sqlite"
        if not path.exists():
            return set()
        connection = sqlite3.connect(path)
        try:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            if not connection.execute("SELECT name FROM sqlite_master WHERE name = 'listing'").fetchone():
                return set()
        finally:
            connection.close()
        engine = sa.create_engine(f"sqlite:///{path}")
        with Session(engine) as session:
            found = queries.listings(session)
            waiting = queries.waiting(session)
        engine.dispose()
        assert len(found) in (0, 2 * ROWS)
        assert waiting == []
        return {facts["name"] for facts in found.values()}

    def edition_turns(self) -> set[str]:
        """Open the current edition, look it over, and return which turns its listings are of."""
        path = publish.current(self.home / "editions")
        if path is None:
            return set()
        publish.verify(path, None)
        records = ask(path, "SELECT record FROM listing")
        assert len(records) in (0, 2 * ROWS)
        return {str(record).split('"name":"')[1].split('"')[0] for (record,) in records}


def prove(command: Forks, folder: Path, *, kills: int, seed: int) -> None:
    """Kill so many imports into an empty register, later imports and publishings, and look after each."""
    moments = random.Random(seed)
    sites = 0
    site = Site(command, folder / "site")
    site.write(0)
    site.must("import")
    site.must("publish")
    hit = 0
    for turn in range(1, kills + 1):
        kind = ("import", "publish", "first import")[turn % 3]
        if kind == "first import":
            sites += 1
            fresh = Site(command, folder / f"site{sites}")
            fresh.write(turn)
            code, _ = fresh.run("import", kill_after=moments.uniform(0, 0.25))
            assert fresh.register_turns() in (set(), {f"Turn {turn}"})
            fresh.must("import")
            assert fresh.register_turns() == {f"Turn {turn}"}
        elif kind == "import":
            before = site.register_turns()
            site.write(turn)
            code, _ = site.run("import", kill_after=moments.uniform(0, 0.25))
            assert site.register_turns() in (before, {f"Turn {turn}"})
            site.must("import")
            assert site.register_turns() == {f"Turn {turn}"}
        else:
            served, newest = site.edition_turns(), site.register_turns()
            code, _ = site.run("publish", kill_after=moments.uniform(0, 0.35))
            assert site.edition_turns() in (served, newest)
            site.must("publish")
            assert site.edition_turns() == newest
            assert not list((site.home / "editions").glob("building-*"))
        hit += code == -9
    assert hit > kills // 3, "most commands were over before they were killed"


def test_killed_at_twenty_moments_nothing_is_lost(command: Forks, tmp_path: Path) -> None:
    prove(command, tmp_path, kills=20, seed=20260916)


@pytest.mark.slow
def test_killed_at_two_hundred_moments_nothing_is_lost(command: Forks, tmp_path: Path) -> None:
    prove(command, tmp_path, kills=200, seed=random.SystemRandom().randrange(10**6))


def full_disk(site: Site, what: str, turn: int, *, filler: Path | None = None, left: int = 0, **how: int) -> bool:
    """Run into a full disk; hold that nothing broke and words were found for it; return whether it got through.

    With a `filler`, only `left` bytes of its disk are free meanwhile.
    """
    served, before = site.edition_turns(), site.register_turns()
    if filler:
        disk = os.statvfs(filler.parent)
        filler.write_bytes(bytes(max(0, disk.f_bavail * disk.f_frsize - left)))
    code, said = site.run(what, **how)
    assert site.edition_turns() == served or code == 0  # families are served while the disk is full
    if filler:
        filler.unlink()
    assert "Traceback" not in said, said
    assert code in (0, 1), said
    assert site.edition_turns() in (served, site.register_turns())
    assert site.register_turns() in (before, {f"Turn {turn}"})
    if code:
        assert said.strip().splitlines()[-1].startswith("Error: "), said
        assert site.register_turns() == before
        assert not list((site.home / "editions").glob("building-*"))
    return code == 0


@pytest.mark.slow
def test_a_file_that_may_not_grow_at_any_size_breaks_nothing(command: Forks, tmp_path: Path) -> None:
    site = Site(command, tmp_path)
    site.write(0)
    site.must("import")
    site.must("publish")
    whole = max(path.stat().st_size for path in (site.home / "editions").glob("edition-*"))
    got_through = [full_disk(site, "publish", 0, largest_file=limit) for limit in range(4096, whole + 20_000, 12_000)]
    assert not got_through[0]
    assert got_through[-1]
    site.write(1)
    limit, through = 4096, False
    while not through:
        through = full_disk(site, "import", 1, largest_file=limit)
        limit += 16_384
    assert limit > 50_000
    site.must("publish")
    assert site.edition_turns() == {"Turn 1"}


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_disk_that_is_full_breaks_nothing(command: Forks, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk], check=True)
    try:
        site = Site(command, disk)
        site.write(0)
        site.must("import")
        site.must("publish")
        outcomes = []
        for turn, left in enumerate(range(0, 900_000, 40_000), start=1):
            outcomes.append(full_disk(site, "publish", turn - 1, filler=disk / "filler", left=left))
            site.write(turn)
            full_disk(site, "import", turn, filler=disk / "filler", left=left)
            site.must("import")
            site.must("publish")
            assert site.edition_turns() == {f"Turn {turn}"} == site.register_turns()
            for old in publish.editions(site.home / "editions")[:-2]:
                old.unlink()
        assert not outcomes[0]
        assert outcomes[-1]
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)
