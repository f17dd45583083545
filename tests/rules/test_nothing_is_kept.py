"""1,000 searches through the site as shipped, and then: no byte anywhere of who asked, where, or for what (T-01).

Good and bad searches, odd methods, request lines that are none, the headers of proxies, connections that break off,
and errors of our own; and messages, which are counted by the network that a proxy tells of. Then every byte of output
and of every file that was written is read.
"""

import concurrent.futures
import ipaddress
import json
import re
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

from directory.reports.stamps import SOONEST
from tests.rules.shipped import VISITOR, Shipped, shipped

pytestmark = pytest.mark.system

#: None is a port that the system hands out (32768 to 60999): the log names ours.
ZIPS = ("94601", "90011", "00901", "98101", "29401", "12345-6789", "00000", "99999")
SEARCHES = 1000
#: The addresses that the proxy tells of: messages are counted by them.
NETWORKS = ("100.130.7.8", "2600:1f18:7c3a:9200::77")
MESSAGES = 80
_PROXY = (f"X-Forwarded-For: {VISITOR}, 127.9.8.8\r\nX-Real-IP: {VISITOR}\r\nForwarded: for={VISITOR}\r\n"
          "Referer: https://example.org/?q=plantedreferer\r\nUser-Agent: plantedagent\r\nCookie: a=plantedcookie\r\n"
          "Accept-Language: es;q=plantedlanguage\r\n")
#: The time and the process number at the head of a log line: a process may have the number of a ZIP code.
_HEAD = re.compile(rb"^\[[-+: \d]+\] \[\d+\] ", re.MULTILINE)


def _request(method: str, path: str, body: bytes = b"", kind: str = "application/x-www-form-urlencoded",
             more: str = "") -> bytes:
    head = (f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{_PROXY}{more}Connection: close\r\n"
            f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n")
    return head.encode() + body


def _word(number: int) -> str:
    return f"planted{number:04}word"


def _good(site: Shipped, number: int) -> None:
    """Search as a family does, and read the page."""
    form = urlencode({"place": ZIPS[number % len(ZIPS)], "words": _word(number), "category": "legal"}).encode()
    sent = site.ask(_request("POST", "/es/search", form))
    assert sent.startswith(b"HTTP/1.1 303"), sent[:100]
    [link] = re.findall(rb"[Ll]ocation: (\S+)", sent)
    page = site.ask(_request("GET", link.decode()))
    assert page.startswith(b"HTTP/1.1 200"), page[:100]
    assert _word(number).encode() in page


def _odd(number: int) -> list[bytes]:
    """Return requests that are wrong in all ways we could think of, each with a ZIP and a word in it."""
    place, word = ZIPS[number % len(ZIPS)], _word(number)
    said = f"place={place}&words={word}"
    form = said.encode()
    return [
        _request("GET", f"/es/?{said}"), _request("GET", f"/es/search?{said}"), _request("GET", f"/{word}/{place}"),
        _request("GET", f"/es/listing/{word}{place}"), _request("GET", f"/es/r/{word}{place}"),
        _request("PUT", f"/es/search?{said}", form), _request("DELETE", f"/es/search?{said}"),
        _request("TRACE", f"/{word}?{said}"), _request(f"LOOK{word}", f"/{place}"), _request("OPTIONS", f"/{word}"),
        _request("POST", "/es/search", b"words=" + form * 3000), _request("POST", f"/es/about?{said}", form),
        _request("POST", "/es/search", form, "multipart/form-data; boundary=" + word),
        _request("POST", "/es/search", b"--x\r\n" + form, "multipart/form-data; boundary=x"),
        _request("POST", "/es/search", b"\xff\x00" + form, "application/json"),
        _request("GET", f"http://{word}.example/{place}"), _request("GET", f"/static/{word}/{place}"),
        f"GET /es/?{said} {place} HTTP/1.1\r\n\r\n".encode(), f"{place} {word}\r\n\r\n".encode(),
        f"GET /{word} HTTP/9.9\r\n{_PROXY}\r\n".encode(), f"GET /{word} HTTP/1.1\r\n{place} {word}\r\n\r\n".encode(),
        f"GET /{word} HTTP/1.1\r\nHost: {word}\r\nHost: {place}\r\n\r\n".encode(),
        f"GET /{word} HTTP/1.1\r\nContent-Length: {word}\r\n\r\n".encode(),
        f"POST /{word} HTTP/1.1\r\nTransfer-Encoding: {word}\r\n\r\n{said}".encode(),
        f"POST /es/search HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n{word}\r\n{place}\r\n".encode(),
        f"GET /{'x' * 5000}{said} HTTP/1.1\r\n\r\n".encode(), b"\x16\x03\x01" + form + b"\r\n\r\n",
        b"GET /\x00" + form + b" HTTP/1.1\r\n\r\n",
        f"PROXY TCP4 {VISITOR} {VISITOR} 1 2\r\nGET /{word}\r\n\r\n".encode(),
        f"GET /{word} HTTP/1.1\r\nX-{word}: {'y' * 9000}\r\n\r\n".encode(),
    ]


def _stamp(site: Shipped) -> str:
    """Open the form and return its stamp, once it is old enough to be sent."""
    page = site.ask(_request("GET", "/es/suggest")).decode()
    time.sleep(SOONEST.total_seconds())
    [stamp] = re.findall(r'name="stamp" value="([\w-]+)"', page)
    return stamp


def _write(site: Shipped, stamp: str, number: int) -> bytes:
    """Suggest a place, or fill in what only a robot does, from one of the networks; return the status."""
    form = {"stamp": stamp, "choice": "food", "name": f"Example Kitchen {number}", "reach": "555-0123",
            "topic": _word(number) if number % 5 == 4 else "", "extra": _word(number)}
    came_from = f"X-Forwarded-For: {NETWORKS[number % 2]}\r\n"
    return site.ask(_request("POST", "/es/suggest", urlencode(form).encode(), more=came_from))[9:12]


def _break_keys(site: Shipped) -> None:
    """Make every search fail inside our own code: the key file becomes a folder."""
    keys = site.folder / "home" / "search-keys.json"
    keys.unlink()
    keys.mkdir()


@pytest.fixture(scope="module")
def written(home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All that the site wrote during 1,000 searches: file name -> bytes."""
    with shipped(tmp_path_factory.mktemp("shipped"), home, TRUSTED_PROXIES="1") as site:
        _good(site, 9999)
        before = site.files()
        stamp = _stamp(site)
        sent = [_write(site, stamp, number) for number in range(MESSAGES)]
        odd = [request for number in range(SEARCHES // 60) for request in _odd(number)]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda number: _good(site, number), range(SEARCHES - len(odd))))
            answers = list(pool.map(site.ask, odd))
            list(pool.map(site.hang_up, [request[:len(request) // 2] for request in odd[:40]]))
            after = site.files()
            _break_keys(site)
            broken = list(pool.map(lambda number: site.ask(_request(
                "POST", "/es/search", f"place=94601&words={_word(number)}".encode())), range(20)))
        site.stop()
        after |= site.files()
    assert {b"303", b"429"} == set(sent), "messages were taken, and then counted as too many"
    assert all(answer.startswith(b"HTTP/1.1 500") for answer in broken)
    assert not [answer for answer in answers if b" 50" in answer[:15] and b" 501 " not in answer[:15]]
    return {path.relative_to(site.folder).as_posix(): content for path, content in after.items()
            if before.get(path) != content}


def test_the_log_tells_the_operator_what_broke(written: dict[str, bytes]) -> None:
    """Else the test below could pass because nothing is written at all."""
    said = written["out/stderr"].decode()
    assert said.count("route /<lang>/search") == 20
    assert "Unreadable request" in said
    assert "Listening at" in said


def test_no_byte_tells_who_asked_or_for_what(written: dict[str, bytes]) -> None:
    for name, content in written.items():
        kept = _HEAD.sub(b"", content).lower()
        networks = [each for text in NETWORKS for each in (text.encode(), text[:10].encode(),
                                                           ipaddress.ip_address(text).packed[:7])]
        for secret in (b"planted", b"127.9.8", b"place=", *networks, *map(str.encode, ZIPS)):
            assert secret not in kept, f"{name} holds {secret!r}"


def test_only_the_output_was_written(written: dict[str, bytes]) -> None:
    """A new file would need a line in docs/privacy.md. The register's own two files change when it is opened."""
    assert {name for name in written if not name.startswith("home/spool/")} <= {
        "out/stderr", "out/stdout", "home/register.sqlite-wal", "home/register.sqlite-shm"}
    assert written.get("out/stdout", b"") == b""


def test_a_message_holds_what_was_written_and_the_day(written: dict[str, bytes]) -> None:
    box = {name.removeprefix("home/spool/"): content for name, content in written.items()
           if name.startswith("home/spool/")}
    dots = box.pop("tally")
    assert 0 < len(box) < MESSAGES and dots == b"." * len(box)
    for name, content in box.items():
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{24}\.json", name)
        said = json.loads(content)
        assert said.pop("day") == name[:10]
        assert re.fullmatch(r"Example Kitchen \d+", said.pop("name"))
        assert said == {"kind": "suggestion", "language": "es", "listing_id": "", "choice": "food", "place": "",
                        "reach": "555-0123", "text": "", "contact": ""}
