"""Searching by words: in any language and spelling, by a name without a place, and with anything that can be typed."""

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from directory.edition import words
from directory.edition.store import Edition
from directory.i18n import catalogs, folding
from directory.i18n.catalogs import catalog
from directory.i18n.languages import LANGUAGES, language
from directory.listings import vocabulary
from directory.search import engine, query
from directory.search.query import Query
from tests.effort import effort
from tests.i18n.po_files import write_po_in
from tests.search.conftest import Build

OAKLAND = {"address_1": "1 Example Street", "city": "Oakland", "state": "CA", "postal_code": "94601", "phone": "211"}
ROWS = {
    "pantry": {**OAKLAND, "organization": "St. John's Example Pantry", "category": "food", "services": "food-pantry"},
    "lawyers": {**OAKLAND, "organization": "Example Católica", "name": "Inmigración", "category": "legal",
                "services": "asylum", "languages": "vi", "description_vi": "Trợ giúp pháp lý miễn phí"},
    "clinic": {**OAKLAND, "organization": "Łódź Hawaiʻi Clinic", "category": "medical", "services": "dental",
               "description_zh_Hans": "免费看牙医", "description_ko": "이민 법률 상담",
               "description_ru": "Бесплатная еда", "description_ar": "الطَّعَام المجاني",
               "eligibility_note_es": "Para recién llegados", "documents_es": "Una carta"},
    "faraway": {"organization": "Saint Johns Helpers", "category": "food", "address_1": "2 Example Street",
                "city": "Helena", "state": "MT", "postal_code": "59601"},
}


@pytest.fixture(scope="module")
def edition(build_edition: Build) -> Edition:
    return build_edition([(key, facts, False) for key, facts in ROWS.items()])


def found(edition: Edition, text: str, place: str = "zip:94601", category: str = "") -> set[str]:
    answer = engine.search(edition, Query(place=place, words=text, category=category))
    return {hit.listing.id for hit in answer.hits} if answer.rule != "nearest" else set()


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("INMIGRACIÓN", "lawyers"), ("inmigracion", "lawyers"), ("inmigr", "lawyers"), ("catolica", "lawyers"),
        ("phap ly", "lawyers"), ("PHÁP LÝ", "lawyers"), ("mien phi", "lawyers"),
        ("牙医", "clinic"), ("医", "clinic"), ("이민", "clinic"), ("법률", "clinic"),
        ("еда", "clinic"), ("ЕДА", "clinic"),
        ("طعام", "clinic"), ("الطعام", "clinic"), ("مجاني", "clinic"), ("lodz", "clinic"), ("hawaii", "clinic"),
        ("recien llegados", "clinic"),
        ("St. John's", "pantry"), ("St Johns", "pantry"), ("saint john’s", "pantry"), ("john's exam", "pantry"),
        ("I need a pantry near me", "pantry"),
    ],
)
def test_a_listing_is_found_in_every_spelling(edition: Edition, typed: str, who: str) -> None:
    assert who in found(edition, typed)


@pytest.mark.parametrize("typed", ["pantry lawyers", "johnson", "oaklandd", "釣魚", "zzz"])
def test_every_word_must_be_there(edition: Edition, typed: str) -> None:
    assert not found(edition, typed)


def test_a_name_is_found_without_a_place_in_the_order_of_the_names(edition: Edition) -> None:
    answer = engine.search(edition, Query(words="st johns"))
    assert answer.rule == "everywhere"
    assert [hit.listing.id for hit in answer.hits] == ["pantry", "faraway"]
    assert all(hit.miles is None for hit in answer.hits)


def test_words_and_a_kind_and_a_place_go_together(edition: Edition) -> None:
    assert found(edition, "example", category="food") == {"pantry"}
    assert found(edition, "st johns", place="state:MT") == {"faraway"}


def test_a_word_for_a_need_is_not_the_beginning_of_a_name(build_edition: Build) -> None:
    """Who types visa does not mean Visalia; part of a word still finds the whole."""
    facts = {"address_1": "1 Example Street", "state": "CA", "postal_code": "94601"}
    made = build_edition([
        ("foodville", {**facts, "organization": "Foodville Example Law", "category": "legal"}, False),
        ("pantry", {**facts, "organization": "Example Kitchen", "category": "food"}, False)])
    assert found(made, "example food") == {"pantry"}
    assert found(made, "example foodv") == {"foodville"}


def test_only_marks_are_no_words(edition: Edition) -> None:
    assert found(edition, "!!! ???") == {"pantry", "lawyers", "clinic"}
    assert engine.search(edition, Query(words="!!!")).rule == "areas"


@effort(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.one_of(st.text(st.characters(), max_size=40),
                      st.lists(st.sampled_from(['"', "*", "NEAR", "AND", "OR", "NOT", "(", ")", "words", ":", "{place}",
                                                "^", "-", "+", "food", "acountryus", "g127x57", "\x00", "'", ";"]),
                               max_size=8).map(" ".join)),
       place=st.sampled_from(["", "zip:94601", "state:CA"]))
@example(text="\ud800\udfff", place="")
@example(text="x" * 5000, place="zip:94601")
@example(text="{place} : acountryus", place="")
@example(text='words:"food" OR place:gx', place="zip:94601")
def test_nothing_that_can_be_typed_breaks_a_search(edition: Edition, text: str, place: str) -> None:
    engine.search(edition, Query(place=place, words=text))
    engine.search(edition, query.clean({"place": place, "words": text}))


def test_the_tokens_of_places_are_no_words(edition: Edition) -> None:
    """Nobody can ask with words for a square or an area."""
    for token in (folding.square(37.78, -122.22), "acountryus", "acounty06001"):
        assert not found(edition, token, place="")


def translated(code: str) -> list[tuple[str, str]]:
    """Return (what we call a kind of help in a language, a listing that gives it)."""
    gettext = catalog(code).gettext
    named = [(vocabulary.CATEGORIES["food"], "pantry"), (vocabulary.CATEGORIES["legal"], "lawyers"),
             (vocabulary.CATEGORIES["medical"], "clinic"), (vocabulary.SERVICES["food-pantry"], "pantry"),
             (vocabulary.SERVICES["asylum"], "lawyers"), (vocabulary.SERVICES["dental"], "clinic")]
    return [(gettext(text), who) for term, who in named for text in (term.name, term.explanation)]


@pytest.mark.parametrize("code", [each.code for each in LANGUAGES])
def test_our_own_names_for_help_find_it_in_every_language(edition: Edition, code: str) -> None:
    """The words come from the catalogs; where one has no translation yet, it is the English word that must find."""
    for name, who in translated(code):
        assert who in found(edition, name), name
        for word in name.split():
            assert who in found(edition, word) or len(folding.fold(word)) != 1, word


@pytest.mark.parametrize(
    ("code", "said", "typed"),
    [("ht", "Manje", "manje"), ("vi", "Thức ăn", "thuc an"), ("ar", "الطعام", "طعام"), ("es", "Comida", "COMIDA"),
     ("zh-Hant", "食物", "食物"), ("ru", "Еда", "еда")],
)
def test_a_catalog_makes_its_words_found(
    build_edition: Build, tmp_path: object, monkeypatch: pytest.MonkeyPatch, code: str, said: str, typed: str
) -> None:
    """Also of a language that is not offered yet."""
    folder = tmp_path
    write_po_in(folder, code, f'msgid "Food"\nmsgstr "{said}"\n')  # type: ignore[arg-type]
    made = catalogs.read_catalog(language(code), folder)  # type: ignore[arg-type]
    monkeypatch.setattr(words, "catalog", lambda asked: made if asked == code else catalog("en"))
    words._said_anywhere.cache_clear()
    edition = build_edition([(key, facts, False) for key, facts in ROWS.items()])
    words._said_anywhere.cache_clear()
    assert found(edition, typed) == {"pantry", *(["clinic"] if code in ("ru", "ar") else [])}


@pytest.mark.parametrize("typed", ["vietnamese", "vietnamita", "tiếng việt", "越南语"])
def test_a_language_spoken_there_is_found_by_its_name_in_ours(edition: Edition, typed: str) -> None:
    assert "lawyers" in found(edition, typed)


def test_the_words_of_a_listing_stand_there_once(edition: Edition) -> None:
    with edition.connect() as connection:
        for record in connection.exec_driver_sql("SELECT record FROM listing").scalars():
            of = words.of(engine.load(record), {})
            assert len(of) == len(set(of))
