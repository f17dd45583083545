"""On paper: what a helper pins to a wall has the places, and no buttons."""

import pytest
from playwright.sync_api import Page

from tests.browser.places import visit


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_printed_answer_has_places_and_no_controls(page: Page, address: str, language: str) -> None:
    visit(page, address, "many results", language)
    page.emulate_media(media="print")
    for control in (".exit", ".languages", ".search", ".filters", ".pages", ".skip", "button", ".bottom ul", ".jump"):
        assert not [each for each in page.locator(control).all() if each.is_visible()], control
    assert page.locator(".card").count() >= 20
    assert page.locator(".card .reach.call").first.is_visible(), "the phone number is on the paper"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_printed_listing_has_its_address_and_phone(page: Page, address: str) -> None:
    visit(page, address, "listing", "es")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("address").is_visible()
    assert "(510) 555-0101" in page.locator(".ways").inner_text()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.querySelector('.reach.main')).color") == "rgb(0, 0, 0)"


@pytest.mark.parametrize("kind", ["list to print", "list in large print", "listing in large print"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_made_for_paper_is_plain_and_has_nothing_to_press(
    page: Page, address: str, kind: str, language: str,
) -> None:
    visit(page, address, kind, language)
    page.emulate_media(media="print", color_scheme="dark")
    for control in (".exit", ".languages", ".controls", "button", ".bottom ul", ".take"):
        assert not [each for each in page.locator(control).all() if each.is_visible()], control
    assert page.locator("h1").is_visible() and page.locator(".printed").is_visible()
    number, text = (f"parseFloat(getComputedStyle(document.querySelector('{each}')).fontSize)"
                    for each in (".reach.call bdi", "main p"))
    assert page.evaluate(number) >= 1.4 * page.evaluate(text), "a phone number is read from across a table"
    assert page.evaluate(text) >= (24 if "large" in kind else 16)
    split = "[...document.querySelectorAll('.card')].filter(each => getComputedStyle(each).breakInside != 'avoid')"
    assert page.evaluate(f"{split}.length") == 0
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.pdf(format="Letter").startswith(b"%PDF")


def test_a_page_printed_by_night_has_dark_letters(page: Page, address: str) -> None:
    visit(page, address, "results", "en")
    page.emulate_media(media="print", color_scheme="dark")
    for part in (".what", ".known", "h2 a"):
        light = page.evaluate(f"getComputedStyle(document.querySelector('.card {part}')).color")
        assert max(int(each) for each in light.removeprefix("rgb(").removesuffix(")").split(",")) < 100, part


@pytest.mark.parametrize("kind", ["map", "map with streets"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_printed_map_is_black_on_white_and_keeps_its_numbers(
    page: Page, address: str, kind: str, language: str,
) -> None:
    visit(page, address, kind, language)
    page.emulate_media(media="print", color_scheme="dark")
    color = "each => [getComputedStyle(each).fill, getComputedStyle(each).color]"
    assert page.locator(".map rect.pin").first.evaluate(color)[0] == "rgb(255, 255, 255)"
    assert page.locator(".map text.pin").first.evaluate(color)[0] == "rgb(0, 0, 0)"
    assert page.locator(".number").first.evaluate(color)[1] == "rgb(0, 0, 0)"
    box = page.locator(".map svg").bounding_box()
    assert box and box["height"] <= 600, "it fits on a sheet"
    assert not page.locator(".jump").first.is_visible()
