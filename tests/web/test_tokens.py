"""Search links open for 12 hours, for us only, and nothing can be read from them."""

import base64
import json
import os
import stat
import threading
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from directory import clock
from directory.web.tokens import LONGEST, BadLink, Broken, Expired, Links
from tests.effort import effort

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
QUERY = {"zip": "94601", "need": "legal", "words": "deportación"}


@pytest.fixture
def links(tmp_path: Path) -> Links:
    clock.fix(NOON)
    return Links(tmp_path / "keys.json")


def stored_days(file: Path) -> list[str]:
    return [row["day"] for row in json.loads(file.read_text())["keys"]]


def test_what_goes_in_comes_out(links: Links) -> None:
    assert links.read(links.make(QUERY)) == QUERY


@effort(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(st.dictionaries(
    st.text(max_size=5), st.text(st.characters(), max_size=100) | st.integers(), max_size=3))
def test_any_text_survives_even_half_characters(links: Links, data: dict[str, Any]) -> None:
    assert links.read(links.make(data)) == data


def test_nothing_is_readable_and_no_two_links_are_alike(links: Links) -> None:
    one, two = links.make(QUERY), links.make(QUERY)
    raw = base64.urlsafe_b64decode(one + "=" * (-len(one) % 4))
    assert one != two
    assert b"94601" not in raw and b"legal" not in raw
    assert one.isascii() and not set("+/=") & set(one)


def test_the_length_says_little(links: Links) -> None:
    short, long = links.make({"zip": "94601"}), links.make({"zip": "94601", "need": "legal"})
    assert len(short) == len(long)


def test_changing_any_character_breaks_it(links: Links) -> None:
    token = links.make(QUERY)
    for place, letter in enumerate(token):
        for other in {"A", "B", "_", chr(ord(letter) ^ 1)} - {letter}:
            with pytest.raises(BadLink):
                links.read(token[:place] + other + token[place + 1:])
    for other in (token + "A", token[:-1], token + "=", token + "\n", " " + token, token[:-2]):
        with pytest.raises(Broken):
            links.read(other)


@pytest.mark.parametrize("text", [
    "", "A", "é", "\ud800", "\x00", "A" * 100_000, "é" * 100_000, "====", "A" * 128, "../../etc/passwd",
    "-" * 500,
])
def test_odd_text_is_a_bad_link(links: Links, text: str) -> None:
    with pytest.raises(BadLink):
        links.read(text)


@effort(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.text(st.characters()) | st.binary(min_size=90, max_size=300).map(
    lambda raw: base64.urlsafe_b64encode(raw).rstrip(b"=").decode()))
def test_no_text_raises_anything_else(links: Links, text: str) -> None:
    with pytest.raises(BadLink):
        links.read(text)


def test_a_link_lives_12_hours_and_no_second_longer(links: Links) -> None:
    clock.fix(NOON + timedelta(milliseconds=900))
    token = links.make(QUERY)
    clock.fix(NOON + timedelta(hours=12, milliseconds=900))
    assert links.read(token) == QUERY
    clock.fix(NOON + timedelta(hours=12, seconds=1, milliseconds=900))
    with pytest.raises(Expired):
        links.read(token)


def test_a_link_made_before_midnight_lives_its_12_hours(links: Links) -> None:
    clock.fix(NOON.replace(hour=23, minute=59))
    token = links.make(QUERY)
    clock.fix(clock.now() + timedelta(hours=11, minutes=59))
    links.make({})
    assert links.read(token) == QUERY


def test_after_two_rotations_the_key_is_gone_from_the_file(links: Links, tmp_path: Path) -> None:
    token = links.make(QUERY)
    first = json.loads((tmp_path / "keys.json").read_text())["keys"][0]["key"]
    for day in (1, 2):
        clock.fix(NOON + timedelta(days=day))
        links.rotate()
    assert stored_days(tmp_path / "keys.json") == ["2026-11-23", "2026-11-24"]
    assert not any(first in file.read_text() for file in tmp_path.iterdir())
    clock.fix(NOON)  # even if the clock is set back
    with pytest.raises(Expired):
        links.read(token)


def test_the_old_file_is_overwritten_before_it_goes(links: Links, tmp_path: Path) -> None:
    links.rotate()
    with (tmp_path / "keys.json").open("rb") as old:
        assert b"2026-11-22" in old.read()
        clock.fix(NOON + timedelta(days=1))
        links.rotate()
        old.seek(0)
        assert not old.read().strip(b"\0")


def test_reading_alone_destroys_old_keys(links: Links, tmp_path: Path) -> None:
    links.make(QUERY)
    clock.fix(NOON + timedelta(days=30))
    with pytest.raises(BadLink):
        links.read("A" * 128)
    assert stored_days(tmp_path / "keys.json") == ["2026-12-22"]


def test_only_the_owner_may_read_the_one_file(links: Links, tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        links.make(QUERY)
        clock.fix(NOON + timedelta(days=1))
        links.make(QUERY)
    finally:
        os.umask(mask)
    assert [file.name for file in tmp_path.iterdir()] == ["keys.json"]
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


def test_a_file_left_open_to_others_is_closed_at_the_next_rotation(links: Links, tmp_path: Path) -> None:
    (tmp_path / "keys.json").touch(0o644)
    links.make(QUERY)
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


def test_processes_and_nodes_share_the_file(links: Links, tmp_path: Path) -> None:
    other = Links(tmp_path / "keys.json")
    assert other.read(links.make(QUERY)) == QUERY
    clock.fix(NOON + timedelta(days=1))
    assert links.read(other.make(QUERY)) == QUERY
    assert other.read(links.make(QUERY)) == QUERY


def test_a_node_whose_clock_is_ahead_does_no_harm(links: Links, tmp_path: Path) -> None:
    ahead = Links(tmp_path / "keys.json")
    clock.fix(NOON.replace(day=23, hour=0))
    token = ahead.make(QUERY)
    clock.fix(NOON.replace(hour=23, minute=59))
    assert links.read(token) == QUERY
    assert ahead.read(links.make(QUERY)) == QUERY


@pytest.mark.parametrize("damage", [
    b"", b"\0\0\0", b"[]", b'{"keys": [{"id": "00"}]}', b'{"keys": 7}', b"\xff",
])
def test_a_damaged_file_is_replaced(links: Links, tmp_path: Path, damage: bytes) -> None:
    token = links.make(QUERY)
    (tmp_path / "keys.json").write_bytes(damage)
    with pytest.raises(Expired):
        links.read(token)
    assert links.read(links.make(QUERY)) == QUERY


def test_a_lost_file_is_made_anew(links: Links, tmp_path: Path) -> None:
    token = links.make(QUERY)
    (tmp_path / "keys.json").unlink()
    with pytest.raises(Expired):
        links.read(token)
    assert links.read(links.make(QUERY)) == QUERY


def test_links_still_open_when_a_new_key_cannot_be_stored(
    links: Links, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock.fix(NOON.replace(hour=20))
    token = links.make(QUERY)
    clock.fix(clock.now() + timedelta(hours=8))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert links.read(token) == QUERY
    with pytest.raises(OSError):
        links.make(QUERY)


def test_too_much_data_is_refused(links: Links) -> None:
    with pytest.raises(ValueError, match="too much"):
        links.make({"words": "x" * LONGEST})


def test_twenty_threads_that_rotate_at_once_agree(links: Links, tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    yesterday = links.make(QUERY)
    clock.fix(NOON + timedelta(hours=12))
    everyone = [Links(file) for _ in range(20)]
    tokens: list[str] = []
    start = threading.Barrier(20)

    def work(own: Links) -> None:
        start.wait()
        tokens.extend(own.make({"n": n}) for n in range(5))

    threads = [threading.Thread(target=work, args=(own,)) for own in everyone]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stored_days(file) == ["2026-11-22", "2026-11-23"]
    assert [file.name for file in tmp_path.iterdir()] == ["keys.json"]
    assert len(tokens) == 100
    for own in everyone:
        assert own.read(yesterday) == QUERY
        assert all(own.read(token)["n"] < 5 for token in tokens)


def _make_in_another_process(file: Path, moment: datetime, results: Any) -> None:
    clock.fix(moment)
    results.put(Links(file).make(QUERY))


@pytest.mark.system
def test_processes_that_rotate_at_once_agree(links: Links, tmp_path: Path) -> None:
    context = get_context("spawn")
    results = context.Queue()
    workers = [
        context.Process(target=_make_in_another_process, args=(tmp_path / "keys.json", NOON, results))
        for _ in range(4)
    ]
    for worker in workers:
        worker.start()
    tokens = [results.get(timeout=30) for _ in workers]
    for worker in workers:
        worker.join()
    assert all(links.read(token) == QUERY for token in tokens)
    assert stored_days(tmp_path / "keys.json") == ["2026-11-22"]


def test_keys_never_print(links: Links) -> None:
    assert links.rotate().secret.hex() not in repr(links.rotate())
