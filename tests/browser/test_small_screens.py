"""On the smallest phone, at 400 % zoom, with the largest letters: nothing is cut off, covered or too small to hit."""

import pytest
from playwright.sync_api import Browser, Page

from directory.i18n.languages import offered
from tests.browser.conftest import PHONE
from tests.browser.places import KINDS, LANGUAGES, visit

#: What is wider than the screen, by tag and class; the skip link waits outside it on purpose, and what a drawing has
#: beyond its edges is not seen.
WIDER = """() => {
    const wide = document.scrollingElement.scrollWidth > innerWidth ? ["the page"] : []
    for (const each of document.querySelectorAll("body *")) {
        const box = each.getBoundingClientRect()
        const hidden = each.closest(".skip") || each.ownerSVGElement || !box.width
            || getComputedStyle(each).visibility == "hidden"
        if (!hidden && (box.right > innerWidth + 1 || box.left < -1)) wide.push(each.tagName + "." + each.className)
    }
    return wide
}"""
#: Which of five points of the exit button something else covers.
COVERED = """() => {
    const exit = document.querySelector("a.exit"), box = exit.getBoundingClientRect()
    const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .15], [.5, .85]]
    return points.filter(([x, y]) => {
        const top = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height)
        return !top || !exit.contains(top)
    })
}"""
#: Buttons and main links under 44 px, and anything else to press under 24 px (WCAG 2.5.5 and 2.5.8).
TOO_SMALL = """() => {
    const main = "button, summary, .reach[href], .exit, .brand, .languages a, .pages a, .bottom li a, label.kind,"
        + ".filters label, .suggestions a, .button, .jump a, input#place"
    const small = []
    for (const each of document.querySelectorAll("a, button, summary, input, label")) {
        const box = each.getBoundingClientRect()
        if (!box.width || each.closest(".skip") || (each.tagName == "LABEL" && each.htmlFor)) continue
        if (each.tagName == "INPUT" && each.closest("label")) continue
        const least = each.matches(main) ? 44 : 24
        const lines = getComputedStyle(each).display == "inline" ? each.parentElement.getBoundingClientRect() : box
        const height = Math.max(box.height, lines.height)
        if (height < least - .5) small.push(`${each.tagName}.${each.className}: ${height}`)
    }
    return small
}"""
#: How much of the screen the bar takes that stays in sight.
BAR = "document.querySelector('.bar').getBoundingClientRect().height / innerHeight"
OPEN = "document.querySelectorAll('details').forEach(each => each.open = true)"


SCREENS = {"small phone": (320, 568, 1), "letters twice as large": (320, 568, 2), "400 % zoom": (320, 256, 1),
           "desk": (1280, 900, 1)}
#: On the smallest phone every language is looked at; on the others those with the longest and the widest words.
WIDEST = ("en-XA", "ar-XB", "ar", "ru", "vi", "zh-Hans")
LOOKS = [(size, language) for name, size in SCREENS.items() for language in LANGUAGES
         if name == "small phone" or language in WIDEST]


@pytest.fixture
def screen(request: pytest.FixtureRequest, browser: Browser) -> Page:
    """A tab on one kind of screen; letters are made larger by `_enlarge`, as a browser's own setting does."""
    width, height, factor = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    request.addfinalizer(context.close)
    page = context.new_page()
    page.factor = factor  # type: ignore[attr-defined]
    return page


def _enlarge(page: Page) -> None:
    factor = page.factor  # type: ignore[attr-defined]
    if factor != 1:
        page.evaluate(f"document.documentElement.style.fontSize = '{106.25 * factor}%'")


@pytest.mark.parametrize(("screen", "language"), LOOKS, indirect=["screen"])
def test_nothing_is_cut_off_or_covered(screen: Page, address: str, language: str) -> None:
    for kind in KINDS:
        visit(screen, address, kind, language)
        screen.evaluate(OPEN)
        _enlarge(screen)
        assert screen.evaluate(WIDER) == [], kind
        for place in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
            screen.evaluate(f"scrollTo({{top: {place}, behavior: 'instant'}})")
            assert screen.evaluate(COVERED) == [], kind
        assert screen.evaluate(BAR) < 0.45, kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finger_hits_what_it_aims_at(page: Page, address: str, language: str) -> None:
    for kind in KINDS:
        visit(page, address, kind, language)
        page.evaluate(OPEN)
        assert page.evaluate(TOO_SMALL) == [], kind


@pytest.mark.parametrize("kind", ["many results", "results with filters"])
def test_on_a_phone_the_first_place_to_call_is_on_the_second_screen_at_most(page: Page, address: str,
                                                                            kind: str) -> None:
    for language in LANGUAGES:
        visit(page, address, kind, language)
        top = page.locator(".card .reach.main").first.bounding_box()["y"]  # type: ignore[index]
        assert top < 2 * 740, language


#: Words of the first screen's choices that break in their middle; a script without spaces may.
BROKEN = """() => {
    const broken = []
    for (const bold of document.querySelectorAll(".kind b")) {
        const text = bold.firstChild
        for (const word of text.data.matchAll(/[^\\s\\u3000-\\u9fff\\uac00-\\ud7af]+/g)) {
            const range = document.createRange()
            range.setStart(text, word.index)
            range.setEnd(text, word.index + word[0].length)
            if (new Set([...range.getClientRects()].map(box => box.top)).size > 1) broken.push(word[0])
        }
    }
    return broken
}"""


def test_on_a_phone_the_choices_are_whole_words_and_the_bar_is_one_line(page: Page, address: str) -> None:
    for language in (each.code for each in offered()):
        visit(page, address, "home", language)
        assert page.evaluate(BROKEN) == [], language
        assert page.locator(".bar").bounding_box()["height"] < 60, language  # type: ignore[index]


def test_on_a_phone_the_search_is_whole_on_the_first_screen(page: Page, address: str) -> None:
    for language in (each.code for each in offered()):
        visit(page, address, "home", language)
        # A notice comes first, for some days; and nobody is offered a made-up language.
        page.locator(".notices, .languages li:has([hreflang$=-XA], [hreflang$=-XB])").evaluate_all(
            "found => found.forEach(each => each.remove())")
        button = page.locator("button.main").bounding_box()
        assert button and button["y"] + button["height"] <= PHONE["height"], language
