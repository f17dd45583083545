"""Every kind of page in every language: sound, in its own language and direction, and ready to change language."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from benchmarks import weight
from directory.i18n import languages as tongues
from tests.every_page.kinds import KINDS
from tests.reader import Page, Reader

pytestmark = pytest.mark.pages

LANGUAGES = tongues.offered(pseudo=True)
#: Our name, and what stands in the address of the operator of these tests.
KEPT = re.compile(r"Amparo")
_SPOKEN = ("aria-label", "alt", "title", "placeholder")

every_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)
every_kind = pytest.mark.parametrize("name", KINDS)


#: What was asked for once need not be asked for again, as nothing changes the site: pages, and how links answered.
_SEEN: dict[tuple[str, str], Page] = {}
_ANSWERED: dict[str, int] = {}


def asked(visitor: Reader, name: str, code: str) -> Page:
    """Return a kind of page in a language."""
    if (name, code) in _SEEN:
        return _SEEN[name, code]
    page = KINDS[name].ask(visitor, code)
    if code in ("en", "es"):  # no test asks for another twice, and a thousand pages are a heap to look through
        _SEEN[name, code] = page
    return page


def answered(visitor: Reader, target: str) -> int:
    """Return the status with which a link of ours is answered."""
    if target not in _ANSWERED:
        _ANSWERED[target] = visitor.client.get(target).status_code
    return _ANSWERED[target]


def own_words(page: Page) -> Iterator[str]:
    """Return the page's text and spoken attributes, without what is marked as foreign (bdi, or another lang)."""
    root = page.tree if page.tree.tag == "html" else page.tree.find(".//html")
    assert root is not None
    yield from _own_words(root, root.get("lang", ""))


def _own_words(element: Element, language: str) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in ("bdi", "script"):
        return
    if element.get("lang", language) != language:
        return
    yield from (element.get(name, "") for name in _SPOKEN)
    yield element.text or ""
    for child in element:
        yield from _own_words(child, language)
        yield child.tail or ""


def kept_search(page: Page) -> tuple[object, ...]:
    """Return what a search found and how the form is filled in."""
    places = [link.get("href", "").split("/listing/")[-1] for link in page.all("main//a")
              if "/listing/" in link.get("href", "")]
    fields = [(each.get("name"), each.get("value"), each.get("checked") is not None) for each in page.all("input")
              if each.get("name") != "stamp"]
    return page.status, places, fields


@every_language
@every_kind
def test_a_page_is_sound_in_every_language(visitor: Reader, name: str, language: tongues.Language) -> None:
    """The reader checks what every page must be; this adds what this page and this language must be."""
    page = asked(visitor, name, language.code)
    assert page.status == KINDS[name].status
    root = page.tree if page.tree.tag == "html" else page.tree.find(".//html")
    assert root is not None
    assert (root.get("lang"), root.get("dir")) == (language.tag, language.direction)
    assert KINDS[name].shows in page.text
    public = name in ("home", "about", "privacy", "all states") or name.startswith("the page of")
    assert (page.headers.get("X-Robots-Tag") != "noindex") == public
    kept = public and name not in ("home", "about", "privacy") or name.startswith("the map of") and page.status == 200
    assert (page.headers["Cache-Control"] != "no-store") == kept
    if language.code in ("en-XA", "ar-XB"):
        _nothing_is_left_in_english(page)


def _nothing_is_left_in_english(page: Page) -> None:
    """In a made-up language no Latin letter stands outside text that is marked as foreign."""
    places = ["".join(each.itertext()) for each in page.all("h1/bdi")]  # a title can mark nothing as foreign
    kept = re.compile("|".join([KEPT.pattern, *map(re.escape, places)]))
    left = [words.strip() for words in own_words(page) if re.search("[A-Za-z]", kept.sub("", words))]
    allowed = ("Language / Idioma / اللغة / 语言", "[Éñĝļîšĥ long]")
    assert not [words for words in left if words not in allowed]


@every_kind
def test_changing_the_language_keeps_what_was_asked(visitor: Reader, name: str) -> None:
    page = asked(visitor, name, "en")
    switches = {link.get("hreflang"): link.get("href", "") for link in page.all("nav//a") if link.get("hreflang")}
    assert set(switches) == {each.tag for each in LANGUAGES}
    current = [link.get("hreflang") for link in page.all("nav//a") if link.get("hreflang") and link.get("aria-current")]
    assert current == ["en"]
    other = visitor.get(switches["es"])
    if KINDS[name].status in (404, 405, 413, 422, 503):
        assert other.status in (200, 404)
    else:
        assert kept_search(other) == kept_search(page)


@every_kind
def test_every_link_of_ours_on_a_page_leads_somewhere(visitor: Reader, name: str) -> None:
    page = asked(visitor, name, "es")
    ids = {each.get("id") for each in page.tree.iter() if isinstance(each.tag, str)}
    for link in page.all("a"):
        target = link.get("href", "")
        if target.startswith("#"):
            assert target[1:] in ids
        elif target.startswith("/es/") and "/r/" not in target and "/listing/" not in target:
            assert answered(visitor, target) in (200, KINDS[name].status)


@pytest.mark.parametrize("language", tongues.offered(), ids=lambda each: each.code)
def test_a_first_visit_to_a_full_answer_is_light(visitor: Reader, language: tongues.Language) -> None:
    """As `python -m benchmarks.weight` measures it on our own sheets: page, style and one script, compressed."""
    sizes = weight.weigh(visitor.client, language.code, "95112")
    assert len(sizes) == 3 and sum(sizes.values()) <= weight.BUDGET, sizes


def test_a_page_that_no_language_begins_is_in_english(visitor: Reader) -> None:
    page = visitor.get("/xx/")
    assert page.status == 404
    assert 'lang="en"' in page.html


@every_language
def test_the_entrance_follows_the_language_of_the_browser(visitor: Reader, language: tongues.Language) -> None:
    answer = visitor.client.get("/", headers={"Accept-Language": f"{language.tag};q=0.9, en;q=0.1"})
    assert (answer.status_code, answer.location) == (302, f"/{language.code}/")
    assert "Accept-Language" in answer.headers["Vary"]


@every_language
def test_a_bug_of_ours_is_told_in_the_language_of_the_page(
    visitor: Reader, language: tongues.Language, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("made up")

    monkeypatch.setattr("directory.search.engine.national", broken)
    page = visitor.get(f"/{language.code}/")
    assert page.status == 500
    assert f'lang="{language.tag}"' in page.html
    assert "211" in page.text and "RuntimeError" not in page.html
