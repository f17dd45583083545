"""Messages are counted by network, for a day, in memory; who sends one from another site's page is seen."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from directory import clock
from directory.web.senders import MOST_A_DAY, Senders, is_from_elsewhere

DAY = datetime(2026, 9, 16, 17, 0, tzinfo=UTC)


def asked(address: str = "", **headers: str) -> Request:
    """Return a form that came from an address."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    environ = EnvironBuilder(method="POST", base_url="https://amparo.example/", headers=named,
                             environ_overrides={"REMOTE_ADDR": address}).get_environ()
    return Request(environ)


def fill(senders: Senders, request: Request) -> None:
    """Send all that a network may send in a day."""
    for _ in range(MOST_A_DAY):
        assert not senders.wrote_too_often(request)
        senders.count(request)


@pytest.mark.parametrize(("first", "same", "other"), [
    ("9.9.9.1", "9.9.9.200", "9.9.8.1"),
    ("2600:1:2:3400::1", "2600:1:2:34ff:9::2", "2600:1:2:3500::1"),
    ("::ffff:9.9.9.1", "9.9.9.7", "::ffff:9.9.8.1"),
])
def test_a_network_sends_so_many_a_day_and_others_go_on(first: str, same: str, other: str) -> None:
    clock.fix(DAY)
    senders = Senders(0)
    fill(senders, asked(first))
    assert senders.wrote_too_often(asked(first)) and senders.wrote_too_often(asked(same))
    assert not senders.wrote_too_often(asked(other))


def test_the_next_day_begins_anew_and_knows_nothing_of_the_day_before() -> None:
    clock.fix(DAY)
    senders = Senders(0)
    fill(senders, asked("9.9.9.1"))
    key = senders._key
    clock.fix(DAY + timedelta(hours=7))
    senders.forget_yesterday()
    assert senders._key != key and not senders._counts
    assert not senders.wrote_too_often(asked("9.9.9.1"))


def test_what_is_counted_does_not_show_the_network() -> None:
    clock.fix(DAY)
    one, two = Senders(0), Senders(0)
    for senders in (one, two):
        senders.count(asked("9.9.9.1"))
    [mark] = one._counts
    assert list(two._counts) != [mark], "the key is random"
    assert bytes([9, 9, 9]) not in mark and len(mark) == 32


@pytest.mark.parametrize("address", ["", "127.0.0.1", "10.0.0.7", "172.17.0.1", "192.168.1.9", "100.64.3.2", "::1",
                                     "fd00::1", "fe80::1", "unix:", "9.9.9.9:4711", "999.1.1.1"])
def test_where_the_network_is_not_known_nobody_is_stopped(address: str) -> None:
    clock.fix(DAY)
    senders = Senders(0)
    for _ in range(MOST_A_DAY + 5):
        senders.count(asked(address))
    assert not senders.wrote_too_often(asked(address)) and not senders._counts


@pytest.mark.parametrize(("proxies", "said", "known"), [
    (1, "9.9.9.1", True), (1, "6.6.6.6, 9.9.9.1", True), (2, "6.6.6.6, 9.9.9.1, 10.0.0.2", True),
    (2, "9.9.9.1", False), (1, "", False), (0, "9.9.9.1", False),
])
def test_behind_proxies_only_what_they_wrote_counts(proxies: int, said: str, known: bool) -> None:
    """What stands before it in the list, the visitor may have written, to look like others."""
    clock.fix(DAY)
    senders = Senders(proxies)
    for number in range(MOST_A_DAY):
        senders.count(asked("10.0.0.1", X_Forwarded_For=said.replace("6.6.6.6", f"6.6.{number}.6")))
    assert senders.wrote_too_often(asked("10.0.0.1", X_Forwarded_For=said)) == known


@pytest.mark.parametrize(("headers", "elsewhere"), [
    ({}, False),
    ({"Sec_Fetch_Site": "same-origin"}, False), ({"Sec_Fetch_Site": "none"}, False),
    ({"Sec_Fetch_Site": "same-origin", "Origin": "null"}, False),
    ({"Sec_Fetch_Site": "cross-site"}, True), ({"Sec_Fetch_Site": "same-site"}, True),
    ({"Sec_Fetch_Site": "cross-site", "Origin": "https://amparo.example"}, True),
    ({"Origin": "null"}, False), ({"Origin": "https://amparo.example"}, False),
    ({"Origin": "https://evil.example"}, True), ({"Origin": "https://amparo.example.evil.example"}, True),
    ({"Origin": "https://[::1"}, True), ({"Origin": "amparo.example"}, True),
])
def test_a_form_that_another_sites_page_sends_is_seen(headers: dict[str, str], elsewhere: bool) -> None:
    assert is_from_elsewhere(asked(**headers)) == elsewhere
