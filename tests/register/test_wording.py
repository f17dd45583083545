"""The words that give an erased fact away, in every writing of them."""

import json
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from directory.register.wording import Wording
from tests.register.writings import STREETS, as_kept, write

ANY_TEXT = st.text(st.characters(), max_size=20)


@given(st.sampled_from(STREETS), st.randoms(use_true_random=False), ANY_TEXT, ANY_TEXT)
@example("1200 Zebrafish Court", Random(1), "(", ")")
def test_an_address_is_found_in_any_writing_and_replaced(street: str, pick: Random, before: str, after: str) -> None:
    written = write(street, pick)
    text = f"{before} {written}, {after}"
    words = Wording([("address_1", street)])
    assert words.gives_away(text) and words.gives_away(text, strictly=True)
    left = words.without(text, "(erased)")
    assert "(erased)" in left and not words.gives_away(left, strictly=True)
    assert not any(each in left.lower() for each in as_kept(written))
    assert left.startswith(before.rstrip("(")) and left.endswith(after), "only the address goes"
    draft = json.dumps([written, "next"], ensure_ascii=False)
    assert json.loads(words.without(draft, "(erased)"))[1] == "next", "a draft can still be read"
    for raw in (written.encode(), json.dumps(written).encode(), written.encode("utf-16")):
        assert words.in_bytes(b"some,text," + raw if not raw.startswith(b"\xff") else raw)


@pytest.mark.parametrize("other", [
    "4713 Quietwillow Lane", "14711 Quietwillow Lane", "4711 Quietbrook Lane", "47 Quietwillow Lane",
    "Quietwillow Lane", "471 1st Lane", "Bus 4711 stops at Lane Street", "4711", "Lane"])
def test_another_house_is_another_house(other: str) -> None:
    words = Wording([("address_1", "4711 Quietwillow Lane")])
    assert not words.gives_away(other) and not words.may_tell(other) and words.without(other, "x") == other


@pytest.mark.parametrize(("text", "own_only"), [
    ("4711 Quietwillow", False), ("Quietwillow, the house 4711", False), ("calle Quietwillow 4711", False),
    ("Walk up Quietwillow Ln.", True), ("QUIETWILLOW LANE", True)])
def test_a_text_that_may_tell(text: str, *, own_only: bool) -> None:
    words = Wording([("address_1", "4711 N. Quietwillow Lane")])
    assert words.may_tell(text, own=True) and words.may_tell(text) != own_only
    assert words.gives_away(text) != own_only, "in the listing's own texts a house and its street are enough"
    assert not words.gives_away(text, strictly=True) and words.without(text, "x") == text


@pytest.mark.parametrize(("street", "text"), [
    ("1 A St", "1 a street"), ("12 Oak Street", "12 oak"), ("Mission Street", "mission"), ("4711", "4711")])
def test_a_short_street_gives_nothing_away_in_the_texts_of_others(street: str, text: str) -> None:
    words = Wording([("address_1", street)])
    assert not words.gives_away(text, strictly=True) and not words.may_tell(text, own=True)


@pytest.mark.parametrize(("name", "text", "said"), [
    ("phone", "(510) 555-0123 ext. 12", "call 510 555 0123"), ("phone", "(510) 555-0123", "５１０．５５５．０１２３"),
    ("phone", "(510) 555-0123", "٥١٠ ٥٥٥ ٠١٢٣"), ("website", "https://www.example.org/a", "HTTP://WWW.EXAMPLE.ORG/A"),
    ("email", "help@example.org", "Help＠Example.org"), ("latitude", "37.423571", "37.42357100")])
def test_what_else_is_found_in_any_writing(name: str, text: str, said: str) -> None:
    assert Wording([(name, text)]).gives_away(said, strictly=True)


@pytest.mark.parametrize(("name", "text", "said"), [
    ("services", "food-pantry", "food-pantry"), ("assured_method", "organization", "organization"),
    ("languages", "en; es; zh", "en; es; zh"), ("hours", "Mon-Fri 9am-5pm", "Mon-Fri 9am-5pm"),
    ("source", "example-pantries", "example-pantries"), ("assured_date", "2026-09-01", "2026-09-01"),
    ("website", "https://example.org/", "help@example.org")])
def test_codes_and_days_give_nobody_away(name: str, text: str, said: str) -> None:
    assert not Wording([(name, text)]).gives_away(said)


@pytest.mark.parametrize(("name", "text"), [("hours_note", "By appointment"), ("phone_note", "Translator")])
def test_words_of_everybody_are_not_taken_from_others(name: str, text: str) -> None:
    words = Wording([(name, text)])
    assert words.gives_away(text) and not words.gives_away(text, strictly=True)
