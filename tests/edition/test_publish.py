"""Publishing: whole or not at all, old editions kept, and one step back."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from directory import clock
from directory.edition import build, publish
from directory.edition.publish import NotPublished, current, editions, frozen
from tests.edition.made_up import Rows, ask, put_up
from tests.listings.notices_made_up import notice
from tests.register.made_up import listing

DAY = timedelta(days=1)


def refusal(act: Callable[[], object]) -> NotPublished:
    """Return why nothing was published."""
    with pytest.raises(NotPublished) as caught:
        act()
    return caught.value


def test_current_points_at_a_whole_new_file(folder: Path, rows: Rows) -> None:
    made = put_up(folder, rows)
    assert current(folder) == made.path
    assert (folder / "current").is_symlink()
    assert not os.access(made.path, os.W_OK) or os.geteuid() == 0
    assert made.path.stat().st_mode & 0o222 == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted(["current", "lock", made.path.name])
    publish.verify(made.path, rows)


def test_closed_and_gone_listings_are_kept_but_not_counted(folder: Path, rows: Rows) -> None:
    made = put_up(folder, rows)
    assert made.listings == 4
    assert ask(made.path, "SELECT value FROM meta WHERE key = 'listings'") == [("4",)]
    assert ask(made.path, "SELECT count(*) FROM row") == [(4,)]
    assert len(ask(made.path, "SELECT id FROM listing")) == 6
    for number in (4, 5):
        ((record,),) = ask(made.path, f"SELECT record FROM listing WHERE id = 'invented000{number}'")
        assert '"closed":true' in str(record)
        assert "555" not in str(record)


def test_an_empty_register_can_be_published(folder: Path) -> None:
    assert put_up(folder, []).listings == 0


def test_the_same_register_gives_the_same_listings(folder: Path, rows: Rows) -> None:
    first, second = put_up(folder, rows), put_up(folder, list(reversed(rows)))
    assert first.path.name < second.path.name
    for table in ("row", "area", "listing", "hours", "bit"):
        assert ask(first.path, f"SELECT * FROM {table}") == ask(second.path, f"SELECT * FROM {table}")


def test_what_a_killed_publisher_left_is_cleared_away(folder: Path, rows: Rows) -> None:
    folder.mkdir()
    (folder / "building-1.sqlite").write_bytes(b"half")
    (folder / "current.new").symlink_to("nowhere")
    put_up(folder, rows)
    assert not list(folder.glob("building-*"))
    assert not (folder / "current.new").is_symlink()


def test_only_one_publishes_at_a_time(folder: Path, rows: Rows) -> None:
    with publish.only_one(folder):
        assert refusal(lambda: put_up(folder, rows)).code == "busy"
        assert refusal(lambda: publish.roll_back(folder)).code == "busy"
    put_up(folder, rows)


TAMPERING = {
    "UPDATE meta SET value = '5' WHERE key = 'listings'": "count",
    "DELETE FROM row WHERE number = (SELECT max(number) FROM row)": "count",
    "DELETE FROM row; UPDATE meta SET value = '0' WHERE key = 'listings'": "count",
    "INSERT INTO text(text) VALUES('delete-all')": "search",
    """UPDATE listing SET record = replace(record, '"category"', '"internal_note":"call Ana","category"')""": "hidden",
    """UPDATE listing SET record = replace(record, '"category"', '"credential_expires":"2027","category"')""": "hidden",
    """UPDATE listing SET record = replace(record, '"address_confidential"', '"city":"X","address_confidential"')""":
        "hidden",
    """UPDATE listing SET record = replace(record, '"address_confidential"',
       '"description":"at 12 Main Street","address_confidential"')""": "hidden",
    """UPDATE listing SET record = replace(record, 'county:06001', 'zip:94601')""": "hidden",
    """UPDATE row SET x = 1.5""": "hidden",
    """UPDATE row SET cell = 5""": "hidden",
    """UPDATE area SET area = 'zip:94601' WHERE area = 'county:06001'""": "hidden",
    "DROP TABLE area": "not-whole",
}


@pytest.mark.system
@pytest.mark.parametrize("tampering", TAMPERING, ids=lambda text: " ".join(text.split())[:50])
def test_an_edition_that_was_tampered_with_is_refused(folder: Path, rows: Rows, tampering: str) -> None:
    copy = Path(shutil.copy(put_up(folder, rows).path, folder / "copy.sqlite"))
    copy.chmod(0o644)
    publish.verify(copy, rows)
    connection = sqlite3.connect(copy)
    connection.executescript(tampering)
    connection.close()
    assert refusal(lambda: publish.verify(copy, rows)).code == TAMPERING[tampering]


@pytest.mark.parametrize("damage", ["cut", "empty", "garbage", "torn"])
def test_a_damaged_edition_is_refused(folder: Path, rows: Rows, damage: str) -> None:
    raw = put_up(folder, rows).path.read_bytes()
    copy = folder / "copy.sqlite"
    copy.write_bytes({"cut": raw[:len(raw) // 2], "empty": b"", "garbage": os.urandom(9000),
                      "torn": raw[:16384] + bytes(40960) + raw[57344:]}[damage])
    assert refusal(lambda: publish.verify(copy, rows)).code == "not-whole"


def test_a_build_that_does_not_hold_leaves_the_old_edition(folder: Path, rows: Rows,
                                                           monkeypatch: pytest.MonkeyPatch) -> None:
    old = put_up(folder, rows).path

    whole = build.build

    def half(path: Path, given: Rows, **how: object) -> int:
        return whole(path, given[:3], **how)  # type: ignore[arg-type]

    monkeypatch.setattr(publish.build, "build", half)
    assert refusal(lambda: put_up(folder, rows)).code == "count"
    assert current(folder) == old
    assert editions(folder) == [old]


@pytest.mark.system
def test_five_and_one_a_day_for_two_weeks_are_kept(folder: Path, rows: Rows) -> None:
    start = datetime(2026, 9, 1, 8, tzinfo=UTC)
    made: dict[str, str] = {}
    for day in range(20):
        for hour in (0, 5) if day in (2, 10, 17, 18, 19) else (5,):
            clock.fix(start + day * DAY + timedelta(hours=hour))
            made[f"{day}:{hour}"] = put_up(folder, rows[:1]).path.name
    kept = {path.name for path in editions(folder)}
    newest = {made[f"{day}:{hour}"] for day, hour in [(17, 5), (18, 0), (18, 5), (19, 0), (19, 5)]}
    last_of_day = {made[f"{day}:5"] for day in range(5, 20)}
    assert kept == newest | last_of_day
    assert current(folder) == folder / made["19:5"]


def test_the_edition_that_is_served_is_never_cleared_away(folder: Path, rows: Rows) -> None:
    clock.fix(datetime(2026, 1, 1, tzinfo=UTC))
    oldest = put_up(folder, rows[:1]).path
    for number in range(5):
        clock.fix(datetime(2026, 9, 1, number, tzinfo=UTC))
        put_up(folder, rows[:1])
    publish.roll_back(folder, to=oldest.name) if oldest.exists() else publish.roll_back(folder)
    served = current(folder)
    publish._prune(folder, clock.now() + 60 * DAY)
    assert current(folder) == served
    assert len(editions(folder)) == 5


def test_a_clock_that_stands_still_or_goes_back_cannot_hide_a_new_edition(folder: Path, rows: Rows) -> None:
    first = put_up(folder, rows[:1]).path
    clock.fix(clock.now() - 3 * DAY)
    second, third = put_up(folder, rows[:1]).path, put_up(folder, rows[:1]).path
    assert editions(folder) == [first, second, third]
    assert current(folder) == third


def test_a_rollback_shows_the_edition_before_and_freezes_until_released(folder: Path, rows: Rows) -> None:
    made = [put_up(folder, rows[:count]).path for count in (1, 2, 3)]
    assert publish.roll_back(folder) == made[1] == current(folder)
    assert made[1].name in frozen(folder)
    error = refusal(lambda: put_up(folder, rows))
    assert (error.code, made[1].name in str(error.data["why"])) == ("frozen", True)
    assert publish.roll_back(folder) == made[0]
    assert refusal(lambda: publish.roll_back(folder)).code == "no-older"
    assert publish.roll_back(folder, to=made[2].name) == made[2]
    assert publish.release(folder)
    assert not publish.release(folder)
    newest = put_up(folder, rows).path
    assert current(folder) == newest


def test_a_rollback_to_nothing_changes_nothing(folder: Path, rows: Rows) -> None:
    assert refusal(lambda: publish.roll_back(folder)).code == "no-older"
    only = put_up(folder, rows).path
    for to in ("", "1999", "edition-nothing", "../../etc"):
        assert refusal(lambda to=to: publish.roll_back(folder, to=to)).code == "no-older"  # type: ignore[misc]
    assert current(folder) == only
    assert not frozen(folder)


def test_a_rollback_to_a_damaged_edition_is_refused(folder: Path, rows: Rows) -> None:
    old, new = put_up(folder, rows).path, put_up(folder, rows).path
    old.chmod(0o644)
    old.write_bytes(b"SQLite format 3\0" + bytes(4000))
    assert refusal(lambda: publish.roll_back(folder)).code == "not-whole"
    assert (current(folder), frozen(folder)) == (new, "")


def test_a_file_that_cannot_be_written_leaves_the_old_edition(folder: Path, rows: Rows,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    old = put_up(folder, rows).path

    def full(*_: object, **__: object) -> int:
        raise sa.exc.OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))

    monkeypatch.setattr(publish.build, "build", full)
    error = refusal(lambda: put_up(folder, rows))
    assert (error.code, str(error.data["why"])) == ("not-written", "database or disk is full")
    assert current(folder) == old


def test_codes_that_our_lists_no_longer_know_do_not_stop_publishing(folder: Path) -> None:
    facts = listing(1, services="food-pantry; retired-service", languages="en; xx-old")
    assert put_up(folder, [("invented0001", facts, False)]).listings == 1


def test_a_notice_without_a_source_or_that_is_over_is_not_published(folder: Path, rows: Rows) -> None:
    good = notice()
    before = put_up(folder, rows, notices=[good])
    for bad in (replace(good, source_url=""), replace(good, expires=good.starts - DAY)):
        assert refusal(partial(put_up, folder, rows, notices=[good, bad])).code == "notice"
        assert current(folder) == before.path


def test_an_edition_with_a_notice_that_is_over_by_now_can_come_back(folder: Path, rows: Rows) -> None:
    """It is whole; pages look at the clock."""
    before = put_up(folder, rows, notices=[notice()])
    put_up(folder, rows)
    clock.fix(clock.now() + 30 * DAY)
    assert publish.roll_back(folder) == before.path
