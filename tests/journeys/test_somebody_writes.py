"""Somebody tells us that a fact is wrong, or of a place: each step as the pages lead, to the curator and back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from directory import clock
from directory.cli import main
from directory.reports.message import WRONG, Message
from directory.reports.spool import MOST, Spool
from tests.conftest import MOMENT
from tests.public_site import public_site
from tests.reader import Page, Reader, check_headers
from tests.reports.test_spool import full_disk

PATH = "/es/listing/oakland001/report"
SENT = "/es/listing/oakland001/report/sent"
TEXT = "Contesta una panadería.\r\nNo saben nada de abogados."
#: What a browser of today says of a form on our own page.
OURS = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}


class Family(Reader):
    """A visitor who fills in forms as a browser would."""

    def __init__(self, app: Flask, folder: Path) -> None:
        super().__init__(app)
        self.box = folder / "spool"

    def open(self, path: str = PATH) -> dict[str, object]:
        """Open a form; return what it would send untouched."""
        return fields(self.get(path))

    def send(self, form: dict[str, object], *, path: str = PATH, after: float = 60, **headers: str) -> Page:
        """Send a form so many seconds later, and return the page that comes, followed where it leads."""
        clock.fix(clock.now() + timedelta(seconds=after))
        answer = self.client.post(path, data=form, headers={**OURS, **headers})
        check_headers(answer)
        return self.get(answer.location) if answer.status_code == 303 else self._page(answer, path)

    def waiting(self) -> list[Message]:
        """Return what lies in the box, and leave it there."""
        class Looked(Exception):
            """Leave the box as it is."""

        found: list[Message] = []
        try:
            with Spool(self.box).taken() as taken:
                found = sorted(taken.messages.values(), key=lambda message: message.text)
                raise Looked
        except Looked:
            return found


def fields(page: Page) -> dict[str, object]:
    """Return what the form of a page would send as it stands."""
    [form] = page.all("form")
    assert form.get("method") == "post"
    sent: dict[str, object] = {each.get("name", ""): each.text or "" for each in form.iter("textarea")}
    chosen: dict[str, list[str]] = {}
    for each in form.iter("input"):
        if each.get("type") not in ("radio", "checkbox"):
            sent[each.get("name", "")] = each.get("value", "")
        elif each.get("checked") is not None:
            chosen.setdefault(each.get("name", ""), []).append(each.get("value", ""))
    return {**sent, **chosen}


@pytest.fixture
def family(home: Path, tmp_path: Path) -> Iterator[Family]:
    """A visitor of a site with a box of its own."""
    with public_site(home, tmp_path) as app:
        yield Family(app, tmp_path)


def _link(page: Page, href: str) -> str:
    [found] = {each.get("href", "") for each in page.all("main//a") if each.get("href", "").endswith(href)}
    return found


def test_a_mother_says_that_a_number_is_wrong_in_spanish(family: Family) -> None:
    listing = family.get("/es/listing/oakland001")
    page = family.get(_link(listing, "/report"))
    assert "Example Legal Center" in page.text
    assert [each.get("value") for each in page.all("input") if each.get("type") == "radio"] == list(WRONG)

    thanks = family.send({**fields(page), "choice": "phone", "text": TEXT})
    assert (thanks.status, thanks.location) == (200, SENT)
    assert family.get(_link(thanks, "/listing/oakland001")).status == 200, "and the way back"
    assert family.waiting() == [Message("report", "2026-09-16", "es", "oakland001", "phone",
                                        text=TEXT.replace("\r\n", "\n"))]


def test_before_it_is_sent_the_page_says_what_happens_next(family: Family) -> None:
    for path in ("/en/listing/oakland001/report", "/en/suggest"):
        said = family.get(path).text
        for sentence in ("A volunteer reads it. We do not publish it.", "We do not keep your internet address.",
                         "We delete it when it is answered, at most after 30 days.",
                         "Do not write your name, your papers or your immigration status here.",
                         "We use it only to ask back."):
            assert sentence in said
    assert "Do not write the address of this place: it is secret." in family.get("/en/listing/secret0001/report").text
    assert "it is secret" not in family.get("/en/listing/oakland001/report").text


def test_a_nurse_suggests_a_place_and_comes_back(family: Family) -> None:
    unknown = family.search("en", place="00000")
    page = family.get(_link(unknown, "/suggest"))
    thanks = family.send({**fields(page), "choice": ["food", "medical"], "name": "Example Kitchen",
                          "place": "Fresno, CA", "reach": "\u202a(559) 555-0123\u202c", "text": "I work near.",
                          "contact": "nurse@example.org"}, path="/en/suggest")
    assert thanks.location == "/en/suggest/sent"
    assert _link(thanks, "/en/") == "/en/"
    assert family.waiting() == [Message("suggestion", "2026-09-16", "en", "", "food medical", "Example Kitchen",
                                        "Fresno, CA", "(559) 555-0123", "I work near.", "nurse@example.org")]


def test_the_forms_can_be_found(family: Family) -> None:
    assert _link(family.get("/en/listing/closed0001"), "/report")
    for page in (family.search("en", words="zzzzqqqq"), family.search("en", place="59601", category="legal")):
        assert _link(page, "/suggest")
    [footer] = family.get("/en/").all("footer")
    assert "/en/suggest" in [each.get("href") for each in footer.iter("a")]


def test_mistakes_keep_what_was_typed_and_are_said_at_the_field(family: Family) -> None:
    typed = {**family.open("/en/suggest"), "text": "\r\nLong " + "ago " * 300 + "<b>", "contact": "ana@example.org",
             "choice": ["food"]}
    page = family.send(typed, path="/en/suggest")
    assert page.status == 422
    [summary] = [each for each in page.all("div") if each.get("role") == "alert"]
    assert summary.get("autofocus") is not None and summary.get("tabindex") == "-1", "read first, without JavaScript"
    named = [link.get("href", "")[1:] for link in summary.iter("a")]
    assert named == ["name", "reach", "text"], "in the order of the form"
    for name in named:
        [box] = [each for each in (*page.all("input"), *page.all("textarea")) if each.get("id") == name]
        assert f"{name}-mistake" in box.get("aria-describedby", "").split() and box.get("aria-invalid") == "true"
        assert [each for each in page.all("p") if each.get("id") == f"{name}-mistake"]
    assert "This has 1,208 characters. Please make it shorter: at most 1,000." in page.text
    again = fields(page)
    assert str(again["text"]).replace("\n", "\r\n") == typed["text"] and again["contact"] == "ana@example.org"
    assert again["choice"] == ["food"]
    assert family.waiting() == []

    mended = {**again, "name": "Example Kitchen", "reach": "https://example.org", "text": "short"}
    assert family.send(mended, path="/en/suggest", after=0).location == "/en/suggest/sent"


def test_something_else_needs_words(family: Family) -> None:
    page = family.send({**family.open(), "choice": "other"})
    assert page.status == 422 and fields(page)["choice"] == ["other"]
    assert family.send({**fields(page), "text": "Perro bravo"}).location == SENT


def test_a_robot_that_fills_in_everything_hears_thanks_and_nothing_is_written(family: Family) -> None:
    thanks = family.send({**family.open(), "choice": "phone", "text": "Buy", "topic": "Buy"})
    assert (thanks.status, thanks.location) == (200, SENT)
    assert family.send({"topic": "Buy"}).location == SENT
    assert not family.box.exists()


def test_no_person_meets_the_field_for_robots(family: Family) -> None:
    page = family.get(PATH)
    [hidden] = [each for each in page.all("div") if each.get("aria-hidden") == "true"]
    [box] = hidden.iter("input")
    assert (box.get("name"), box.get("tabindex"), box.get("autocomplete")) == ("topic", "-1", "off")


@pytest.mark.parametrize("after", [0, 2.9, 12 * 3600 + 1, 3 * 24 * 3600])
def test_a_form_sent_too_fast_or_too_late_is_sent_by_pressing_once_more(family: Family, after: float) -> None:
    page = family.send({**family.open(), "choice": "phone", "text": TEXT, "contact": "555-0123"}, after=after)
    assert page.status == 422
    again = fields(page)
    assert (again["choice"], again["contact"]) == (["phone"], "555-0123")
    assert str(again["text"]).replace("\n", "\r\n") == TEXT, "the text is kept"
    assert family.waiting() == []
    assert family.send(again, after=3).location == SENT
    assert len(family.waiting()) == 1


def test_a_form_lasts_from_three_seconds_to_twelve_hours(family: Family) -> None:
    form = {**family.open(), "choice": "phone"}
    assert family.send({**form, "text": "fast"}, after=3).location == SENT
    assert family.send({**form, "text": "slow"}, after=12 * 3600 - 3).location == SENT
    assert len(family.waiting()) == 2


@pytest.mark.parametrize("stamp", ["", "x", "A" * 200, "\x00", "é"])
def test_a_form_without_our_stamp_is_not_taken(family: Family, stamp: str) -> None:
    page = family.send({"choice": "phone", "stamp": stamp})
    assert page.status == 422 and family.waiting() == []
    assert family.send(fields(page)).location == SENT


def test_a_search_link_is_no_stamp_and_a_stamp_is_no_search(family: Family) -> None:
    link = family.client.post("/es/search", data={"place": "94601"}).location.removeprefix("/es/r/")
    assert family.send({"choice": "phone", "stamp": link}).status == 422
    assert family.get(f"/es/r/{family.open()['stamp']}").status == 200, "the question where one is"


def test_pressing_twice_sends_once(family: Family) -> None:
    form = {**family.open(), "choice": "phone"}
    assert family.send(form).location == family.send(form).location == SENT
    assert len(family.waiting()) == 1


@pytest.mark.parametrize("headers", [
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
])
def test_another_sites_page_cannot_write_in_a_visitors_name(family: Family, headers: dict[str, str]) -> None:
    page = family.send({**family.open(), "choice": "phone"}, **headers)
    assert page.status == 403 and family.waiting() == []


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": ""}, {"Sec-Fetch-Site": "", "Origin": "http://localhost"},
                                     {"Sec-Fetch-Site": "none"}])
def test_an_old_phone_can_write_too(family: Family, headers: dict[str, str]) -> None:
    assert family.send({**family.open(), "choice": "phone"}, **headers).location == SENT


def test_when_the_box_is_full_the_page_says_so_and_whom_to_ask(family: Family) -> None:
    form = {**family.open("/en/suggest"), "choice": ["food"], "name": "Example Kitchen", "reach": "555-0123"}
    family.box.mkdir()
    (family.box / "tally").write_bytes(b"." * MOST)
    page = family.send(form, path="/en/suggest")
    assert page.status == 503
    assert "Our box for messages is full" in page.text and "211" in page.text and "hello@example.org" in page.text
    assert fields(page)["name"] == "Example Kitchen", "the text is kept"
    opened = family.get("/en/suggest")
    assert opened.status == 503 and not opened.all("form"), "nobody writes for nothing"
    assert len(list(family.box.iterdir())) == 1


def test_on_a_full_disk_the_page_says_that_nothing_was_sent(family: Family, caplog: pytest.LogCaptureFixture) -> None:
    form = {**family.open("/en/suggest"), "choice": ["food"], "name": "Example Kitchen", "reach": "555-0123"}
    with full_disk(10):
        page = family.send(form, path="/en/suggest")
    assert page.status == 503
    assert "We could not keep your message" in page.text and "hello@example.org" in page.text
    assert fields(page)["reach"] == "555-0123"
    assert family.waiting() == []
    assert "A message could not be kept: OSError at" in caplog.text
    assert "Kitchen" not in caplog.text and "555" not in caplog.text
    assert family.send(fields(page), path="/en/suggest").location == "/en/suggest/sent"


def test_a_flood_from_one_network_ends_and_others_can_still_write(home: Path, tmp_path: Path) -> None:
    with public_site(home, tmp_path) as app:
        flood = Family(app, tmp_path)
        flood.client.environ_base["REMOTE_ADDR"] = "9.9.9.9"
        form = {**flood.open("/en/suggest"), "choice": ["food"], "reach": "555-0123"}
        for number in range(10):
            assert flood.send({**form, "name": f"Spam {number}"}, path="/en/suggest").status == 200
        page = flood.send({**form, "name": "Spam 11"}, path="/en/suggest")
        assert page.status == 429 and "network" in page.text and fields(page)["name"] == "Spam 11"
        assert flood.get("/en/").status == flood.search("en", place="94601").status == 200, "reading goes on"
        other = Family(app, tmp_path)
        other.client.environ_base["REMOTE_ADDR"] = "9.9.8.9"
        assert other.send({**form, "name": "Example Kitchen"}, path="/en/suggest").status == 200
        assert len(flood.waiting()) == 11
        clock.fix(MOMENT + timedelta(days=1))
        again = flood.open("/en/suggest")
        assert flood.send({**form, **again, "name": "Late", "choice": ["food"], "reach": "5"},
                          path="/en/suggest").status == 200


def test_text_that_attacks_is_kept_as_plain_text(family: Family) -> None:
    text = "\x00\u202eevil\u202c \x1b[2J <script>alert('amparo')</script> {{ 7*7 }}"
    assert family.send({**family.open(), "choice": "other", "text": text}).location == SENT
    [kept] = family.waiting()
    assert kept.text == "evil [2J <script>alert('amparo')</script> {{ 7*7 }}"


def test_ten_megabytes_are_refused(family: Family) -> None:
    answer = family.client.post(PATH, data={**family.open(), "choice": "other", "text": "x" * 10_000_000})
    assert answer.status_code == 413
    check_headers(answer)
    assert family.waiting() == []


def test_changing_the_language_on_a_form_that_came_back_leads_to_the_same_form(family: Family) -> None:
    page = family.send(family.open())
    [arabic] = [link.get("href", "") for link in page.all("nav//a") if link.get("hreflang") == "ar"]
    assert arabic == "/ar/listing/oakland001/report"


def test_the_curator_reads_it_calls_and_closes_it(family: Family, home: Path, tmp_path: Path) -> None:
    family.send({**family.open(), "choice": "phone", "text": TEXT})

    def desk(*words: str) -> str:
        environment = {"AMPARO_HOME": str(tmp_path / "home"), "AMPARO_SPOOL": str(family.box)}
        result = CliRunner().invoke(main, words, env=environment, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    read = desk("reports")
    assert "1  2026-09-16 (es)  oakland001: The phone number is wrong" in read
    assert "    | Contesta una panadería.\n    | No saben nada de abogados.\n" in read
    assert family.waiting() == []
    assert "deleted" in desk("reports", "close", "1", "--by", "ana", "--note", "called: the old number is right")
    assert desk("reports") == "Nothing waits.\n"
