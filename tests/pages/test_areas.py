"""The pages of areas: where they are, what they show, and what they leave to the search."""

import pytest
from flask import Flask

from directory import clock
from tests.conftest import MOMENT
from tests.reader import Reader


@pytest.mark.parametrize(("path", "heading"), [
    ("/en/places", "All states and territories"), ("/en/pr", "Help in Puerto Rico"),
    ("/en/ca", "Help in California"), ("/en/ca/legal", "Legal help in California"),
    ("/en/ca/food", "Food in California"), ("/en/ca/medical", "Medical care in California"),
    ("/en/ca/oakland", "Help in Oakland, CA"), ("/en/ca/oakland/food", "Food in Oakland, CA"),
    ("/en/ca/alameda-county", "Help in Alameda County, CA"),
    ("/en/ca/alameda-county/medical", "Medical care in Alameda County, CA"),
])
def test_each_address_has_its_page(reader: Reader, path: str, heading: str) -> None:
    page = reader.get(path)
    assert page.status == 200
    assert "".join(page.all("h1")[0].itertext()) == heading
    assert path == "/en/places" or "".join(page.all("title")[0].itertext()) == f"{heading} – Amparo"


@pytest.mark.parametrize(("path", "target"), [
    ("/es/CA", "/es/ca"), ("/es/Ca/Oakland", "/es/ca/oakland"), ("/es/CA/FOOD", "/es/ca/food"),
    ("/es/CA/Alameda-County/Legal", "/es/ca/alameda-county/legal"),
    ("/es/ca/San-Jose/food/2", "/es/ca/san-jose/food/2"), ("/es/CA/Oakland/MAP", "/es/ca/oakland/map"),
])
def test_capitals_lead_to_the_one_address(reader: Reader, path: str, target: str) -> None:
    answer = reader.client.get(path)
    assert (answer.status_code, answer.location, answer.headers["Cache-Control"]) == (308, target, "no-store")
    assert reader.get(target).status == 200


@pytest.mark.parametrize("path", [
    "/en/zz", "/en/zz/oakland", "/en/ca/nowhere-at-all", "/en/ca/oakland/shelter", "/en/ca/oakland/food/999",
    "/en/ca/san-jose/food/1", "/en/ca/94601", "/en/cal", "/en/ca/oakland/food/2/3", "/en/ca/nowhere/map",
    "/en/ca/oakland/shelter/map", "/en/ca/oakland/food/map/999", "/en/ca/oakland/map/1", "/en/ca/map/map",
])
def test_what_is_no_page_is_not_found_nor_kept(reader: Reader, path: str) -> None:
    page = reader.get(path)
    assert (page.status, page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == (404, "no-store", "noindex")
    assert "94601" not in page.text


def test_a_page_with_places_leads_to_their_map_and_back(reader: Reader) -> None:
    for path in ("/en/ca/oakland", "/en/ca/san-jose/food", "/en/ca/san-jose/food/2", "/en/ca/alameda-county/medical"):
        page = reader.get(path)
        [link] = [link.get("href") or "" for link in page.all("main//a") if (link.get("href") or "").count("/map")]
        on_map = reader.get(link)
        assert path in [each.get("href") for each in on_map.all("main//a")]
        assert "".join(on_map.all("h1")[0].itertext()) == "".join(page.all("h1")[0].itertext())
        assert "<figure" in on_map.html and '<text class="pin"' in on_map.html
    [following] = [each.get("href") for each in reader.get("/en/ca/san-jose/food/map").all("a")
                   if each.get("rel") == "next"]
    assert following == "/en/ca/san-jose/food/map/2"


def test_the_map_of_a_page_says_what_its_star_is_where_nobody_searched(reader: Reader) -> None:
    on_map = reader.get("/en/ca/oakland/food/map").text
    assert "The star is the middle of Oakland, CA." in on_map and "search" not in on_map.lower()


def test_the_map_of_a_page_has_the_places_of_the_page_with_their_numbers(reader: Reader) -> None:
    page, on_map = reader.get("/en/ca/san-jose/food/2"), reader.get("/en/ca/san-jose/food/map/2")
    listed = [each for each in (link.get("href") or "" for link in page.all("main//a")) if "/listing/" in each]
    mapped = {each for each in (link.get("href") or "" for link in on_map.all("main//a")) if "/listing/" in each}
    assert mapped and mapped <= set(listed)
    assert min(int(each.get("value") or 0) for each in on_map.all("main//li") if each.get("value")) == 21


def test_a_misspelt_place_gets_suggestions(reader: Reader) -> None:
    page = reader.get("/es/ca/oaklnd")
    assert (page.status, "/es/ca/oakland") in [(404, link.get("href")) for link in page.all("main//a")]


def test_a_page_shows_what_the_search_finds(reader: Reader) -> None:
    found = reader.search("en", place="San Jose, CA", category="food")
    page = reader.get("/en/ca/san-jose/food")
    assert len(page.titles) > 20 and page.titles == found.titles
    assert reader.get("/en/ca/san-jose/food/2").titles != page.titles
    [link] = [each.get("href") for each in page.all("a") if each.get("rel") == "next"]
    assert link == "/en/ca/san-jose/food/2"


def test_a_page_leads_to_other_kinds_and_to_what_is_around(reader: Reader) -> None:
    links = {each.get("href") for each in reader.get("/en/ca/oakland/food").all("main//a")}
    assert {"/en/ca/oakland", "/en/ca/oakland/legal", "/en/ca/oakland/medical", "/en/ca/alameda-county/food",
            "/en/ca/food", "/en/"} <= links
    county = {each.get("href") for each in reader.get("/en/ca/alameda-county/legal").all("main//a")}
    assert {"/en/ca/oakland/legal", "/en/ca/berkeley/legal", "/en/ca/legal"} <= county


def test_legal_pages_warn_of_notarios(reader: Reader) -> None:
    for area in ("ca", "ca/oakland", "ca/alameda-county"):
        assert "notario" in reader.get(f"/en/{area}/legal").text
        assert "notario" not in reader.get(f"/en/{area}/food").text


def test_what_is_missing_is_said_and_why(reader: Reader) -> None:
    assert "that list is complete" in reader.get("/en/ca/alturas/legal").text
    assert "We have no list for this area yet" in reader.get("/en/mt/helena/food").text
    state = reader.get("/en/ca").text
    assert "covers the whole state, and that list is complete" in state
    assert "We have no list for this area yet" in state


def test_a_state_counts_by_county_and_says_how_many_have_nothing(reader: Reader) -> None:
    page = reader.get("/en/ca")
    rows = {"".join(row.find("th").itertext()): [cell.text for cell in row.findall("td")]  # type: ignore[union-attr]
            for row in page.all("tbody/tr")}
    # A secret place counts where it serves; a closed one nowhere.
    assert rows == {"Alameda County": ["3", "3", "0"], "Santa Clara County": ["1", "0", "46"]}
    assert "56 other counties have nothing on our list." in page.text
    assert list(reader.get("/en/ca/food").all("tbody/tr/td")[0].itertext()) == ["46"]
    assert "We list nothing in any of its counties." in reader.get("/en/mt").text


def test_a_secret_place_stands_in_no_city(app: Flask) -> None:
    edition = app.extensions["amparo_store"].edition()
    assert edition.inside["county:06001"]["medical"] == 3
    assert edition.inside["city:oakland-ca"]["medical"] == 2


def test_a_page_that_may_be_kept_does_not_say_what_is_open_now(reader: Reader) -> None:
    for path in ("/en/ca/oakland", "/en/ca/legal"):
        page = reader.get(path)
        assert "Monday to Friday: " in page.text
        assert "Open now" not in page.text and "Closed now" not in page.text
        clock.fix(MOMENT.replace(hour=12))  # before dawn in California, the same day as far as American Samoa
        assert reader.get(path).html == page.html
        clock.fix(MOMENT)
    assert "Open now until" in reader.search("en", place="94601").text


def test_the_way_from_a_search_and_a_listing_carries_no_search(reader: Reader) -> None:
    results = reader.search("es", place="94601", category="legal", words="asilo")
    for page in (results, reader.get("/es/listing/oakland001")):
        assert "/es/ca" in [link.get("href") for link in page.all("main//a")]
