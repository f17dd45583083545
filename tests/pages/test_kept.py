"""Which pages may be kept and found: the public ones, and no others."""

from datetime import timedelta

import pytest
from flask import Flask

from directory import clock
from directory.pages.areas.views import ASK, KEEP
from tests.conftest import MOMENT
from tests.reader import Reader
from tests.rules import source

KEPT = ("/es/ca", "/es/ca/food", "/es/ca/oakland", "/es/ca/oakland/legal", "/es/ca/san-jose/food/2", "/es/places")
OTHERS = ("/es/", "/es/about", "/es/privacy", "/es/listing/oakland001", "/es/listing/closed0001", "/es/nothing", "/",
          "/robots.txt", "/healthz", "/readyz", "/es/r/AAAA", "/es/ca/oaklnd", "/es/CA")


#: When the invented notices are over.
LATER = MOMENT + timedelta(days=5)


@pytest.fixture(autouse=True)
def _no_notice_stands() -> None:
    clock.fix(LATER)


def test_while_a_notice_stands_whoever_keeps_the_page_asks_first(reader: Reader) -> None:
    for path in ("/es/ca", "/es/ca/food", "/es/ca/oakland", "/es/ca/san-jose/food/2"):
        clock.fix(MOMENT)
        page = reader.get(path)
        assert page.headers["Cache-Control"] == ASK == "public, max-age=0, must-revalidate"
        asked = {"If-None-Match": page.headers["ETag"]}
        assert reader.client.get(path, headers=asked).status_code == 304
        clock.fix(LATER)
        again = reader.client.get(path, headers=asked)
        assert (again.status_code, again.headers["Cache-Control"]) == (200, KEEP), "it is gone from kept pages too"
    assert reader.get("/es/places").headers["Cache-Control"] == KEEP, "no notice is ever shown there"


def test_only_public_pages_and_our_own_files_may_be_kept() -> None:
    """A page must say so itself: these are the modules that write the header."""
    says = {source.name(path) for path in source.files()
            if '"Cache-Control"' in path.read_text(encoding="utf-8")}
    assert says == {"web/headers.py", "web/static.py", "pages/areas/views.py"}


def test_a_public_page_is_kept_for_minutes_and_sets_nothing(reader: Reader) -> None:
    assert KEEP == "public, max-age=600"
    for path in KEPT:
        page = reader.get(path)
        assert page.headers["Cache-Control"] == KEEP
        assert page.headers["ETag"] and "Set-Cookie" not in page.headers


def test_the_map_of_a_public_page_is_kept_too_but_not_listed(reader: Reader) -> None:
    for path in ("/es/ca/oakland/map", "/es/ca/san-jose/food/map/2", "/es/ca/alameda-county/medical/map"):
        page = reader.get(path)
        assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == (KEEP, "noindex")
        assert reader.client.get(path, headers={"If-None-Match": page.headers["ETag"]}).status_code == 304


def test_every_other_page_is_not(reader: Reader) -> None:
    results = reader.search("es", place="94601")
    for path in (*OTHERS, results.location):
        answer = reader.client.get(path)
        assert answer.headers["Cache-Control"] == "no-store", path
        assert "ETag" not in answer.headers, path


def test_what_has_not_changed_is_not_sent_again(reader: Reader) -> None:
    for path in (*KEPT, "/es/sitemap-all.xml"):
        packed = reader.client.get(path, headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        for tag in (packed.headers["ETag"], reader.client.get(path).headers["ETag"]):
            again = reader.client.get(path, headers={"If-None-Match": tag, "Accept-Encoding": "gzip"})
            assert (again.status_code, again.data, again.headers["Cache-Control"]) == (304, b"", KEEP)
            assert "Accept-Encoding" in again.headers["Vary"]
            assert "Set-Cookie" not in again.headers and "X-Robots-Tag" not in again.headers or path.endswith("xml")
        assert reader.client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_each_language_and_each_day_has_a_tag_of_its_own(reader: Reader) -> None:
    tags = {reader.get(f"/{code}/ca").headers["ETag"] for code in ("en", "es", "ar")}
    clock.fix(MOMENT.replace(year=2027, month=2))  # facts have grown old, and the page says so
    tags |= {reader.get(f"/{code}/ca").headers["ETag"] for code in ("en", "es", "ar")}
    assert len(tags) == 6


def test_public_pages_name_themselves_in_every_language(reader: Reader) -> None:
    for path in ("", "about", "privacy", "places", "ca", "ca/oakland/food"):
        page = reader.get(f"/es/{path}")
        links = {(link.get("rel"), link.get("hreflang")): link.get("href") for link in page.all("link")}
        assert links["canonical", None] == f"http://localhost/es/{path}"
        for code in ("en", "es", "ar"):
            assert links["alternate", code] == f"http://localhost/{code}/{path}"
        assert links["alternate", "x-default"] == f"http://localhost/en/{path}"
        assert "X-Robots-Tag" not in page.headers


def test_private_pages_name_nothing(reader: Reader) -> None:
    results = reader.search("es", place="94601", category="food")
    for page in (results, reader.get("/es/listing/oakland001"), reader.get("/es/ca/oaklnd"), reader.get("/es/nothing")):
        assert not [link for link in page.all("link") if link.get("rel") in ("canonical", "alternate")]
        assert page.headers["X-Robots-Tag"] == "noindex"


def test_without_an_edition_nothing_is_kept(app: Flask, reader: Reader) -> None:
    app.extensions["amparo_store"].edition = lambda: None
    for path in ("/es/ca", "/es/ca/oakland", "/es/places"):
        page = reader.get(path)
        assert (page.status, page.headers["Cache-Control"]) == (503, "no-store")
