"""Readers pick up a new edition by themselves and never see half of two."""

import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from directory.edition import publish
from directory.edition.store import Edition, Store
from tests.edition.made_up import Rows, put_up

COUNT = sa.text("SELECT count(*) FROM row")


def held(store: Store) -> Edition:
    """Return the edition that is served."""
    edition = store.edition()
    assert edition is not None
    return edition


def close(*editions: Edition) -> None:
    """Let go of editions."""
    for edition in editions:
        edition.engine.dispose()


def test_nothing_is_served_before_the_first_edition(folder: Path, rows: Rows) -> None:
    store = Store(folder)
    assert store.edition() is None
    put_up(folder, rows)
    assert held(store).about["listings"] == "4"
    close(held(store))


def test_a_new_edition_is_picked_up_and_an_old_reader_keeps_its_own(folder: Path, rows: Rows) -> None:
    store = Store(folder)
    put_up(folder, rows)
    old = held(store)
    with old.connect() as reading:
        assert reading.scalar(COUNT) == 4
        for count in range(7):  # more than are kept: the old file is cleared away under its reader
            put_up(folder, rows[:1 + count % 2])
        new = held(store)
        assert new is not old
        assert not old.path.exists()
        assert reading.scalar(COUNT) == 4
        assert reading.scalar(sa.text("SELECT count(*) FROM listing")) == 6
        with new.connect() as other:
            assert other.scalar(COUNT) == 1
    assert held(store) is new
    close(old, new)


def test_a_rollback_is_picked_up_too(folder: Path, rows: Rows) -> None:
    store = Store(folder)
    first = put_up(folder, rows[:1]).path
    put_up(folder, rows)
    newer = held(store)
    publish.roll_back(folder)
    older = held(store)
    assert older.path == first
    close(newer, older)


def test_an_edition_is_read_only(folder: Path, rows: Rows) -> None:
    put_up(folder, rows)
    edition = held(Store(folder))
    with edition.connect() as connection:
        try:
            connection.execute(sa.text("DELETE FROM row"))
        except sa.exc.OperationalError as error:
            assert "readonly" in str(error)
        else:
            raise AssertionError("an edition could be written")
    close(edition)


def test_a_link_that_leads_nowhere_leaves_the_edition_in_use(folder: Path, rows: Rows) -> None:
    store = Store(folder)
    put_up(folder, rows)
    edition = held(store)
    link = folder / "current"
    link.unlink()
    assert held(store) is edition
    link.symlink_to("edition-of-nothing.sqlite")
    assert held(store) is edition
    link.unlink()
    link.mkdir()
    assert held(store) is edition
    link.rmdir()
    link.write_text("not a link")
    assert held(store) is edition
    close(edition)


def test_a_damaged_edition_does_not_take_the_place_of_a_good_one(folder: Path, rows: Rows) -> None:
    store = Store(folder)
    put_up(folder, rows)
    edition = held(store)
    for number, raw in enumerate([b"", b"garbage" * 1000, edition.path.read_bytes()[:6000]]):
        broken = folder / f"edition-29990101-00000{number}-00000000.sqlite"
        broken.write_bytes(raw)
        publish.point_at(folder, broken)
        assert held(store) is edition
        assert Store(folder).edition() is None
    publish.point_at(folder, edition.path)
    assert held(store) is edition
    with edition.connect() as connection:
        assert connection.scalar(COUNT) == 4
    close(edition)


def test_a_child_process_opens_its_own(folder: Path, rows: Rows) -> None:
    store = Store(folder)
    put_up(folder, rows)
    edition = held(store)
    store._pid = os.getpid() + 1  # as if this process had been forked off
    fresh = held(store)
    assert fresh is not edition
    assert fresh.path == edition.path
    close(edition, fresh)


def test_the_folder_may_have_any_name(tmp_path: Path, small_places: None, rows: Rows) -> None:
    folder = tmp_path / "a #100% odd? name ü" / "editions"
    put_up(folder, rows)
    edition = held(Store(folder))
    assert edition.about["listings"] == "4"
    close(edition)


def test_an_edition_of_another_layout_is_neither_served_nor_rolled_back_to(folder: Path, rows: Rows) -> None:
    store = Store(folder)
    strange = put_up(folder, rows).path
    good = put_up(folder, rows).path
    strange.chmod(0o644)
    engine = sa.create_engine(f"sqlite:///{strange}")
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE meta SET value = 'old' WHERE key = 'format'"))
    engine.dispose()
    edition = held(store)
    with pytest.raises(publish.NotPublished) as refused:
        publish.roll_back(folder)
    assert refused.value.code == "other-format"
    assert publish.current(folder) == good
    (folder / "current").unlink()
    (folder / "current").symlink_to(strange.name)
    assert held(store) is edition
    assert Store(folder).edition() is None
    close(edition)
