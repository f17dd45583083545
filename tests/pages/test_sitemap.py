"""The sitemaps: sound, within their limits, and without a page that is not there or has nothing."""

from xml.etree import ElementTree

from directory.i18n import languages as tongues
from directory.pages.areas.sitemap import MOST_BYTES, MOST_URLS, urls
from directory.places import gazetteer, states
from tests.reader import Reader

SITES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
LANGUAGES = [each.code for each in tongues.offered(pseudo=True)]
KINDS = ["all", "legal", "medical", "food"]
FILES = [f"/{code}/sitemap-{kind}.xml" for code in LANGUAGES for kind in KINDS]


def read(reader: Reader, path: str) -> ElementTree.Element:
    answer = reader.client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    return ElementTree.fromstring(answer.data)


def locations(tree: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in tree.iterfind(".//s:loc", SITES)]


def all_named(reader: Reader) -> list[str]:
    return [url for kind in KINDS for url in locations(read(reader, f"/en/sitemap-{kind}.xml"))]


def test_robots_find_the_index_and_the_index_names_every_language(reader: Reader) -> None:
    robots = reader.client.get("/robots.txt").get_data(as_text=True)
    assert robots == "User-agent: *\nDisallow: /*/r/\nSitemap: http://localhost/sitemap.xml\n"
    assert locations(read(reader, "/sitemap.xml")) == [f"http://localhost{path}" for path in FILES]


def test_each_page_is_there_in_each_language(reader: Reader) -> None:
    pages = [each for kind in KINDS for each in read(reader, f"/es/sitemap-{kind}.xml").iterfind("s:url", SITES)]
    assert len(pages) > 20
    for each in pages:
        own = each.findtext("s:loc", "", SITES)
        others = {link.get("hreflang"): link.get("href") or "" for link in each.iterfind("x:link", SITES)}
        assert set(others) == {*LANGUAGES, "x-default"} and others["es"] == own and others["x-default"] == others["en"]
        assert {url.split("/", 4)[4] for url in others.values()} == {own.split("/", 4)[4]}


def test_every_page_named_is_there(reader: Reader) -> None:
    named = all_named(reader)
    assert len(named) == len(set(named))
    for url in named:
        page = reader.get(url.removeprefix("http://localhost"))
        assert page.status == 200 and "X-Robots-Tag" not in page.headers, url


def test_only_areas_with_something_are_named(reader: Reader) -> None:
    named = {url.removeprefix("http://localhost/en/") for url in all_named(reader)}
    assert {"", "about", "privacy", "places", "ca", "ca/legal", "ca/alameda-county/medical", "ca/san-jose/food",
            "ca/berkeley/legal", "sc/charleston/medical"} <= named
    assert not {"mt", "ca/oakland/food", "ca/sacramento", "ca/berkeley/food", "wa/food"} & named
    assert not [path for path in named if "listing" in path or "/r/" in path or path.endswith("/2")]


def test_a_file_keeps_within_its_limits() -> None:
    """Twice as many areas as the whole country has with something, in all languages we know."""
    homes = {each.tag: f"https://a-rather-long-name.example.org/{each.code}/" for each in tongues.LANGUAGES}
    text = urls("es", homes, ["xx/a-name-of-a-city-that-is-long-county/medical"] * 15_000)
    assert len(text.encode()) < MOST_BYTES
    with gazetteer.open_in_memory().connect() as connection:
        places = sum(len(gazetteer.within(connection, state, kind)) for state in states.CODES
                     for kind in ("city", "county", "state"))
    assert 4 + places < MOST_URLS


def test_a_host_name_is_escaped() -> None:
    text = urls("en", {"en": "http://a&b/en/"}, ["ca"])
    assert "http://a&amp;b/en/ca" in text and "a&b" not in text
