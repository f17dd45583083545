"""Whatever is sent: never our fault (5xx), never shown unescaped, never a way to other data (SAFETY T-09)."""

import csv
import dataclasses
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from directory import create_app
from directory.config import Settings
from directory.listings import vocabulary
from directory.places.finder import zip_finder
from directory.search import query
from directory.search.query import Query
from directory.sheets import importer
from directory.web.tokens import LONGEST
from tests.conftest import DATA, fill
from tests.effort import effort
from tests.reader import Page, Reader, check_headers
from tests.rules.nasty import MARK, NASTY

pytestmark = pytest.mark.system

FIELDS = ("place", "words", "category", "radius", "services", "languages", "papers", "cost", "open_now", "page",
          "typed")
#: Texts of NASTY as they would stand on a page if somebody forgot to escape them.
_RAW = re.compile(r"<script>alert|<svg onload|<img src=x|</main></body></html>.*</main>", re.DOTALL)
_HTML = re.compile(r'[<>"&]')


def _follow(reader: Reader, form: dict[str, Any]) -> str:
    """Send a form, follow its link, and return the page. Too much text is refused, anything else gets a page."""
    answer = reader.client.post("/en/search", data=form)
    check_headers(answer)
    assert answer.status_code in (303, 413)
    if answer.status_code == 413:
        return ""
    assert re.fullmatch(r"/en/r/[\w-]+", answer.location)
    page = reader.client.get(answer.location)
    check_headers(page)
    assert page.status_code == 200
    text = page.get_data(as_text=True)
    assert not _RAW.search(text)
    return text


def test_nasty_text_as_a_place_gets_a_page(reader: Reader) -> None:
    for text in NASTY:
        _follow(reader, {"place": text, "category": "food"})


def test_nasty_text_as_words_gets_a_page(reader: Reader) -> None:
    for text in NASTY:
        _follow(reader, {"words": text, "category": "legal"})


def test_nasty_text_in_every_other_field_gets_a_page(reader: Reader) -> None:
    for text in NASTY:
        if len(text) < 2000:
            _follow(reader, {"place": "98101", **dict.fromkeys(FIELDS[2:], text)})


def test_a_page_that_repeats_nasty_text_is_still_sound(reader: Reader) -> None:
    """As a place nobody knows, and as words: the two texts that a page says back. The reader checks the page."""
    for text in NASTY:
        if _HTML.search(text):
            page = reader.search("ar", place=text, words=text)
            assert page.status == 200
            assert not [each for each in page.tree.iter("script") if not each.get("src")]


def test_a_form_that_comes_back_with_nasty_text_is_still_sound(reader: Reader) -> None:
    """It says back all that was typed, in boxes; the reader checks the page. Too much text is refused whole."""
    for path, names in (("/ar/listing/oakland001/report", ("choice", "text", "contact", "stamp")),
                        ("/en/suggest", ("choice", "name", "place", "reach", "text", "contact", "stamp"))):
        for text in NASTY:
            page = reader.post(path, dict.fromkeys(names, text))
            assert page.status in (422, 413)
            assert not _RAW.search(page.html)
            assert not [each for each in page.tree.iter("script") if not each.get("src")]
    page = reader.post("/en/suggest", dict.fromkeys(("name", "text"), MARK))
    [box] = page.all("textarea")
    assert box.text == MARK and MARK in [each.get("value") for each in page.all("input")]


def test_both_texts_stand_on_the_page_as_text(reader: Reader) -> None:
    unknown = reader.search("en", place=MARK)
    found = reader.search("en", words=MARK)
    assert MARK in unknown.text and MARK in found.text
    assert MARK in [each.get("value") for each in (*unknown.all("input"), *found.all("input"))]


def test_an_address_that_is_none_opens_nothing(reader: Reader) -> None:
    for text in filter(None, (each.replace("/", "") for each in NASTY)):
        for kind in ("r", "listing"):
            path = f"/es/{kind}/{text}".encode().decode("latin-1")
            answer = reader.client.get("/", environ_overrides={"PATH_INFO": path})
            check_headers(answer)
            assert answer.status_code in (404, 410)
            assert not _RAW.search(answer.get_data(as_text=True))


def test_a_changed_token_opens_nothing(reader: Reader) -> None:
    path = reader.client.post("/en/search", data={"place": "94601"}).location
    for place in range(len("/en/r/"), len(path), 7):
        other = "A" if path[place] != "A" else "B"
        assert reader.client.get(path[:place] + other + path[place + 1:]).status_code == 410
    for other in (path[:-1], path + "A", path + "=", path[:20], path * 2):
        assert reader.client.get(other).status_code in (404, 410)


def test_the_longest_search_still_fits_into_a_link(reader: Reader) -> None:
    everything = {"services": list(vocabulary.SERVICES), "languages": list(vocabulary.SPOKEN),
                  "cost": list(vocabulary.COSTS), "papers": list(query.PAPERS), "open_now": "1",
                  "radius": "100", "category": "medical"}
    for char in ("😀", "\x01", '"', "\\", "ا", "\u2028"):
        answer = reader.client.post("/en/search", data={**everything, "place": char * 500, "words": char * 500})
        assert answer.status_code == 303
        assert len(answer.location) < LONGEST * 0.9, "leave room for new codes"


@pytest.mark.parametrize(("options", "status"), [
    ({"data": b"place=94601", "content_type": "text/plain"}, 303),
    ({"data": b"\xff\xfe\x00=1&%zz=%", "content_type": "application/x-www-form-urlencoded"}, 303),
    ({"data": b"place=%ED%A0%80&words=%C0%80", "content_type": "application/x-www-form-urlencoded"}, 303),
    ({"data": b"{}", "content_type": "application/json"}, 303),
    ({"data": b"--x\r\nbroken", "content_type": "multipart/form-data; boundary=x"}, 303),
    ({"data": b"", "content_type": "multipart/form-data"}, 303),
    ({"data": b"&".join([b"place=94601"] * 900), "content_type": "application/x-www-form-urlencoded"}, 303),
    ({"data": b"<a/>", "content_type": "text/xml"}, 303),
])
def test_odd_bodies_are_read_as_what_they_hold(reader: Reader, options: dict[str, Any], status: int) -> None:
    answer = reader.client.post("/en/search", **options)
    check_headers(answer)
    assert answer.status_code == status
    assert reader.client.get(answer.location).status_code == 200


HEADERS = ("Accept-Language", "Accept", "X-Forwarded-For", "X-Forwarded-Host", "Range", "If-None-Match",
           "If-Modified-Since", "X-HTTP-Method-Override", "Cookie", "Referer", "Content-Type", "User-Agent", "Origin")


def test_nasty_headers_break_nothing(reader: Reader) -> None:
    for text in NASTY:
        value = re.sub(r"[\r\n]", " ", text)[:8000].encode().decode("latin-1")
        for path in ("/", "/es/privacy"):
            answer = reader.client.get(path, headers=dict.fromkeys(HEADERS, value))
            check_headers(answer)
            assert answer.status_code in (200, 302)
            assert not _RAW.search(answer.get_data(as_text=True))
        assert reader.client.get("/es/privacy", headers={"Accept-Encoding": value}).status_code == 200


_CODES = [*vocabulary.SERVICES, *vocabulary.SPOKEN, *vocabulary.PAPERS, *vocabulary.COSTS, "94601", "5", "yes", "legal"]
_VALUES = st.text(max_size=120) | st.sampled_from(_CODES) | st.sampled_from([each for each in NASTY if len(each) < 500])
_FORMS = st.dictionaries(st.sampled_from(FIELDS), _VALUES | st.lists(_VALUES, max_size=4), max_size=8)


@given(form=_FORMS)
@effort(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_form_gives_a_page(reader: Reader, form: dict[str, Any]) -> None:
    sent = {name: value.encode("utf-8", "surrogatepass") if isinstance(value, str) else
            [each.encode("utf-8", "surrogatepass") for each in value] for name, value in form.items()}
    _follow(reader, sent)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=6)


@given(values=st.dictionaries(st.sampled_from([field.name for field in dataclasses.fields(Query)]), _JSON, max_size=8))
@effort(max_examples=100, deadline=None)
def test_a_search_is_made_clean_from_anything(values: dict[str, Any]) -> None:
    made = query.clean(values)
    assert 1 <= made.page <= query.LAST_PAGE and (made.radius in query.RADII or made.radius == 0)
    assert made.category in ("", "legal", "medical", "food")
    assert set(made.services) <= vocabulary.SERVICES.keys() and set(made.languages) <= vocabulary.SPOKEN.keys()
    assert len(made.words) <= query.LONGEST_WORDS and made.words.isprintable()
    assert query.load(json.loads(json.dumps(made.dump()))) == made


HOSTILE = {
    "organization": 'Law "> <script>alert(\'amparo\')</script> {{ 7*7 }} {% raw %} %(place)s & Sons',
    "name": "</bdi></article><img src=x onerror=alert(1)>",
    "description": "<script>alert('amparo')</script> {{ config }} ${7*7} \u05d0\u05d1 end",
    "address_1": '1 <b onclick="alert(1)">Example</b> Street',
    "phone_note": "press 1 <svg onload=alert(1)>", "hours_note": "{{ 7*7 }}", "languages_note": "%(languages)s %s",
    "eligibility_note": "&lt;script&gt;", "cost_note": "a' onfocus='alert(1)", "documents": "</p><p>",
    "transit_note": "<!--", "courts": "<i>San Francisco</i>", "city": "Oakland", "state": "CA", "postal_code": "94601",
    "phone": "(510) 555-0199", "category": "legal", "services": "asylum", "id": "hostile001",
    "legal_credential": "eoir-list", "credential_checked": "2026-07", "source": "test-list",
    "source_date": "2026-07", "assured_date": "2026-07", "assured_method": "source-list",
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A site with one listing and one source whose every text tries to break out."""
    folder = tmp_path_factory.mktemp("hostile")
    data = Path(shutil.copytree(DATA, folder / "data"))
    sources = (data / "sources.csv").read_text()
    (data / "sources.csv").write_text(sources.replace("Invented list for tests", f"{MARK} %(date)s").replace(
        "Example Publisher", "<b>Publisher"))
    with (data / "listings" / "hostile.csv").open("w", newline="", encoding="utf-8") as stream:
        sheet = csv.DictWriter(stream, HOSTILE)
        sheet.writeheader()
        sheet.writerow(HOSTILE)
    settings = Settings(amparo_home=folder / "home", amparo_data=data, directory_role="public",
                        operator_name=f"Operator {MARK}", operator_contact='"><b>x', search_keys=folder / "keys.json")
    fill(settings)
    app = create_app(settings, pseudo_languages=True)
    app.testing = True
    yield app
    app.extensions["amparo_store"].edition().engine.dispose()


def _plain(page: Page) -> str:
    assert not [each for each in page.tree.iter() if each.tag in ("img", "i", "b") and each.get("src")]
    assert not [each for each in page.tree.iter("script") if not each.get("src")]
    assert not _RAW.search(page.html)
    assert "49" not in page.text or "{{ 7*7 }}" in page.text
    return page.text


@pytest.mark.parametrize("language", ["en", "es", "ar", "en-XA", "ar-XB"])
def test_a_listing_that_attacks_its_reader_is_only_text(hostile: Flask, language: str) -> None:
    reader = Reader(hostile)
    text = _plain(reader.get(f"/{language}/listing/hostile001"))
    assert _plain(reader.get(f"/{language}/listing/hostile001/print"))
    for name in ("organization", "name", "address_1", "phone_note", "hours_note", "languages_note", "documents",
                 "eligibility_note", "cost_note", "transit_note", "courts"):
        assert " ".join(HOSTILE[name].split()) in text, name
    results = reader.search(language, place="94601", category="legal")
    assert HOSTILE["organization"] in _plain(results)
    assert HOSTILE["organization"] in _plain(reader.get(f"{results.location}/print"))
    assert f"Operator {MARK}" in _plain(reader.get(f"/{language}/about"))


def test_a_source_that_attacks_is_only_text(hostile: Flask) -> None:
    assert f"{MARK} %(date)s" in _plain(Reader(hostile).get("/en/listing/hostile001"))


@pytest.mark.parametrize(("column", "value"), [
    ("website", "javascript:alert(1)"), ("website", "data:text/html,x"), ("website", "https://"),
    ("website", "https://user:secret@example.org/"), ("website", "https://[::1"), ("website", "https://exa mple.org"),
    ("email", "a@b@c"), ("email", "javascript:alert(1)"), ("email", "a@example.org?bcc=x@example.org"),
    ("phone", "tel:1;ext=<script>"), ("organization", "Law \u202eOffice"), ("id", "../../x"),
])
def test_a_sheet_cannot_bring_in_a_dangerous_link_or_name(tmp_path: Path, column: str, value: str) -> None:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    good = {**HOSTILE, column: value}
    with (data / "listings" / "hostile.csv").open("w", newline="", encoding="utf-8") as stream:
        sheet = csv.DictWriter(stream, good)
        sheet.writeheader()
        sheet.writerow(good)
    folder = importer.read(data, find_zip=zip_finder())
    [read] = [each for each in folder.sheets if each.name == "hostile"]
    kept = [getattr(row, "facts", {}).get(column) for row in read.rows]
    assert read.errors or value not in kept, f"{column}={value!r} was taken"
