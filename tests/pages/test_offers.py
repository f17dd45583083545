"""What a state offers, as families read it: in the past once it is old, ended last, never more than its source said."""

from xml.etree.ElementTree import Element

from directory import clock
from tests.conftest import MOMENT
from tests.reader import Page, Reader

ASK = "Ask a legal clinic before you apply."


def cards(page: Page) -> list[tuple[str, str]]:
    """Return (the heading above, the words) of each program, in order."""
    found, above = [], ""
    for each in page.tree.iter():
        if each.tag == "h3":
            above = _words(each)
        elif each.tag == "article" and each.get("class") == "card program":
            found.append((above, _words(each)))
    return found


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def card(page: Page, name: str) -> str:
    return next(words for _, words in cards(page) if name in words)


def test_every_person_has_a_heading_and_ended_programs_stand_last(reader: Reader) -> None:
    assert [(who, words.split(" Help with")[0]) for who, words in cards(reader.get("/en/ca"))] == [
        ("Children, whatever their papers", "Example Care"), ("Pregnant women", "Example Care"),
        ("People with DACA", "Example Plan"),
        ("Adults without papers", "Example Groceries"), ("Adults without papers", "Example Plan"),
        ("Ended: the state no longer offers this", "Example Lost Card")]


def test_what_is_fresh_has_its_date_and_what_is_old_was(reader: Reader) -> None:
    page = reader.get("/en/ca")
    assert "This program is running, as of August 1, 2026." in card(page, "Example Care")
    assert "This program was running as of June 2025. Call before you count on it." in card(page, "Example Groceries")
    assert "Closed to new people, as of July 2026." in card(page, "Example Plan")
    assert "Has a limited number of places, as of September 2026." in card(reader.get("/en/co"), "Help with food")


def test_tomorrow_it_may_be_old(reader: Reader) -> None:
    clock.fix(MOMENT.replace(year=2027, month=2))
    page = reader.get("/en/ca")
    assert "This program was running as of August 1, 2026." in card(page, "Example Care")
    assert "An invented note" not in page.text


def test_notes_show_both_or_a_legal_clinic_is_to_be_asked(reader: Reader) -> None:
    page = reader.get("/en/ca")
    shown = card(page, "Example Care")
    assert "An invented note about green cards." in shown and "An invented note about forms." in shown
    assert "Invented rule · read on August 1, 2026" in shown and ASK not in shown
    for name in ("Example Groceries", "Example Plan"):  # notes out of date, and no notes
        assert ASK in card(page, name) and "invented note" not in card(page, name)
    assert page.text.index(ASK) < page.text.index("Example Care"), "once above all of them"
    links = [link.get("href") for link in page.all("main//a")]
    assert links.count("/en/ca/legal") == 1 + 1 + 3, "the kinds, the warning, and each program it is for"


def test_what_has_ended_says_so_and_nothing_else(reader: Reader) -> None:
    shown = card(reader.get("/en/ca"), "Example Lost Card")
    assert "Ended, as of July 1, 2026." in shown
    assert "Children, whatever their papers · People aged 65 or older" in shown
    assert "apply" not in shown and "running" not in shown


def test_every_program_names_its_source(reader: Reader) -> None:
    page = reader.get("/en/ca")
    for _, words in cards(page):
        assert "Source: Invented page" in words
    sources = [link for link in page.all("article//a") if "example.org" in (link.get("href") or "")]
    assert all("noreferrer" in link.get("rel", "") for link in sources) and len(sources) == 6 + 4


def test_a_page_of_one_kind_shows_the_programs_of_that_kind(reader: Reader) -> None:
    assert {words[:9] for _, words in cards(reader.get("/en/ca/food"))} == {"Example G", "Example L"}
    assert {words[:9] for _, words in cards(reader.get("/en/ca/medical"))} == {"Example C", "Example P"}
    legal = reader.get("/en/ca/legal")
    assert not cards(legal) and "itself offers" not in legal.text and "no checked facts" not in legal.text


def test_where_we_know_nothing_we_say_so(reader: Reader) -> None:
    assert ("We have no checked facts about what this state offers. Call 211 or ask a legal clinic."
            in reader.get("/en/mt").text)
    assert "We have no checked facts about help with food from this state." in reader.get("/en/mt/food").text
    assert "no checked facts about help with health care" in reader.get("/en/co/medical").text
    assert "no checked facts" not in reader.get("/en/ca").text


def test_nobody_ticks_anything_and_nothing_is_promised(reader: Reader) -> None:
    page = reader.get("/en/ca")
    assert not page.all("main//form") and not page.all("main//input")
    for word in ("safe", "don't worry", "no risk", "you can get", "eligible", "guarantee"):
        assert word not in page.text.lower()
