"""The box: whole messages or none, one file each, never read by who writes, and never more than it holds."""

import json
import os
import resource
import signal
import stat
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.reports import message as messages
from directory.reports import spool
from directory.reports.message import Message
from directory.reports.spool import Full, Spool
from tests.reports.made_up import REPORT, SUGGESTION, TYPED, report

NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A box that nobody has used yet."""
    return tmp_path / "spool"


def take(folder: Path) -> list[Message]:
    """Take all messages out."""
    with Spool(folder).taken() as taken:
        found = sorted(taken.messages.values(), key=lambda message: message.text)
        assert taken.spoilt == 0
    return found


def files(folder: Path) -> list[Path]:
    """Return the files of messages, whole or not."""
    return sorted(path for path in folder.iterdir() if path.name != "tally")


def tally(folder: Path) -> int:
    """Return how many messages the box believes to hold."""
    return (folder / "tally").stat().st_size


def test_a_message_goes_in_and_comes_out_once(folder: Path) -> None:
    assert take(folder) == [], "a box that was never used is empty"
    Spool(folder).put(REPORT, once="a")
    Spool(folder).put(SUGGESTION, once="b")
    assert tally(folder) == 2
    assert take(folder) == [REPORT, SUGGESTION]
    assert take(folder) == [] and files(folder) == [] and tally(folder) == 0


def test_a_file_holds_what_was_written_and_its_day_and_nothing_else(folder: Path) -> None:
    Spool(folder).put(REPORT, once="a")
    [path] = files(folder)
    status = path.stat()
    assert json.loads(path.read_text()) == {
        "kind": "report", "day": "2026-09-16", "language": "es", "listing_id": "oakland001", "choice": "phone",
        "name": "", "place": "", "reach": "", "text": REPORT.text, "contact": "ana@example.org"}
    assert path.name.startswith("2026-09-16-") and len(path.name) == len("2026-09-16-") + 24 + len(".json")
    midnight = datetime(2026, 9, 16, tzinfo=UTC).timestamp()
    assert (status.st_mtime, status.st_atime) == (midnight, midnight), "no time of day"
    assert stat.S_IMODE(status.st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "tally").stat().st_mode) == 0o600


@given(kind=st.sampled_from(["report", "suggestion"]), typed=TYPED)
def test_any_message_without_problems_comes_out_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory, kind: str, typed: dict[str, str],
) -> None:
    made = messages.make(kind, day="2026-09-16", language="en", listing_id="oakland001" if kind == "report" else "",
                         typed=typed)
    if not messages.problems(made):
        folder = tmp_path_factory.mktemp("box")
        Spool(folder).put(made, once="a")
        assert take(folder) == [made]


@contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """Be a user without rights, with the folder as docs/operators.md has it made; root would be let in anywhere.

    Who runs the tests without being root owns the folder, and only has no right to look for now.
    """
    if os.geteuid() != 0:
        folder.chmod(0o300)
        yield
        return
    os.chown(folder, 0, NOBODY)
    folder.chmod(0o1730)
    own = os.getegid()
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        with pytest.raises(PermissionError):
            folder.chmod(0o700)
        yield
    finally:
        os.seteuid(0)
        os.setegid(own)


def test_who_writes_needs_no_right_to_look_into_the_box() -> None:
    with tempfile.TemporaryDirectory() as above:  # pytest's own folders let nobody but us through
        Path(above).chmod(0o711)
        folder = Path(above) / "spool"
        folder.mkdir()
        with as_nobody(folder):
            with pytest.raises(PermissionError):
                list(folder.iterdir())
            box = Spool(folder)
            box.put(REPORT, once="a")
            box.put(SUGGESTION, once="b")
            assert not box.is_full()
            with pytest.raises(PermissionError), box.taken():
                pass
        folder.chmod(0o700)
        assert take(folder) == [REPORT, SUGGESTION]


def test_pressing_twice_sends_once_and_a_changed_text_is_another_message(folder: Path) -> None:
    for text in ("one", "one", "two"):
        Spool(folder).put(report(text=text), once="the same form")
    Spool(folder).put(report(text="one"), once="another form")
    assert [message.text for message in take(folder)] == ["one", "one", "two"]


def test_a_full_box_takes_nothing_until_it_is_emptied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MOST", 3)
    box = Spool(folder)
    assert not box.is_full()
    for number in range(3):
        box.put(REPORT, once=str(number))
    assert box.is_full()
    with pytest.raises(Full):
        box.put(SUGGESTION, once="late")
    assert len(take(folder)) == 3
    assert not box.is_full()
    box.put(SUGGESTION, once="late")


def test_many_at_once_never_put_in_more_than_the_box_holds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MOST", 20)
    refused = []

    def send(first: int) -> None:
        for number in range(first, first + 10):
            try:
                Spool(folder).put(REPORT, once=str(number))
            except Full:
                refused.append(number)

    threads = [threading.Thread(target=send, args=(first,)) for first in range(0, 40, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(files(folder)) == 20 == len(refused) == tally(folder)


def test_nothing_is_lost_when_the_register_cannot_be_written(folder: Path) -> None:
    Spool(folder).put(REPORT, once="a")
    with pytest.raises(RuntimeError), Spool(folder).taken() as taken:
        assert len(taken.messages) == 1
        raise RuntimeError("the register is broken")
    assert take(folder) == [REPORT]


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes; the kernel then refuses as it does on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_on_a_full_disk_nothing_half_written_stays(folder: Path) -> None:
    for room in (0, 1, 10, 100):
        with full_disk(room), pytest.raises(OSError):
            Spool(folder).put(REPORT, once="a")
        assert files(folder) == [] and tally(folder) == 0
    Spool(folder).put(REPORT, once="a")
    assert take(folder) == [REPORT]


def test_what_a_killed_process_left_is_cleared_and_the_count_put_right(folder: Path) -> None:
    Spool(folder).put(REPORT, once="a")
    [path] = files(folder)
    (folder / ("2026-09-15-" + "0" * 24 + ".json.part")).write_text('{"kind": "rep')
    (folder / "tally").write_bytes(b"...")
    assert take(folder) == [REPORT]
    assert not path.exists() and files(folder) == [] and tally(folder) == 0


def test_a_box_that_an_intruder_filled_harms_nobody(folder: Path, tmp_path: Path) -> None:
    Spool(folder).put(REPORT, once="a")
    names = iter(folder / f"2026-09-16-{number:024x}.json" for number in range(10))
    secret = tmp_path / "secret"
    secret.write_text(json.dumps(messages.dump(REPORT)))
    next(names).symlink_to(secret)
    os.mkfifo(next(names))
    next(names).write_bytes(b"\xff" * 100)
    next(names).write_text("[" * 9_000)
    next(names).write_text(json.dumps(messages.dump(report(text="\x1b[2J"))))
    next(names).write_text(json.dumps(messages.dump(REPORT)) + " " * spool.LARGEST)
    (folder / "notes.txt").write_text("not ours")
    with Spool(folder).taken() as taken:
        assert list(taken.messages.values()) == [REPORT]
        assert taken.spoilt == 6
    assert secret.exists()
    assert [path.name for path in files(folder)] == ["notes.txt"]


def test_the_largest_message_fits(folder: Path) -> None:
    for char in ("😀", '"', "\\", "ا"):
        largest = Message("suggestion", "2026-09-16", "zh-Hant", choice="legal medical food other", name=char * 200,
                          place=char * 200, reach=char * 200, text=char * 1000, contact=char * 200)
        assert messages.problems(largest) == ()
        Spool(folder).put(largest, once="a")
        assert take(folder) == [largest]
