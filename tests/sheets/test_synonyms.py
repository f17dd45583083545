"""data/synonyms.csv: words as families type them, each leading to the right kind of help and to no other."""

import csv
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from directory.config import own_folder
from directory.edition.tables import TEXT_DDL
from directory.i18n import folding
from directory.i18n.languages import LANGUAGES
from directory.listings.vocabulary import CATEGORIES, SERVICES, SPOKEN

SHEET = own_folder("data") / "synonyms.csv"
TABLE = list(csv.reader(SHEET.read_text(encoding="utf-8").splitlines()))
ROWS = [(code, language, words.split("; ")) for code, language, words in TABLE[1:]]
ENTRIES = [(code, language, word) for code, language, words in ROWS for word in words]

#: A family in danger, sick or hungry must be understood in every language of the interface.
EVERYWHERE = ("legal", "medical", "food", "deportation-defense", "detained-help", "asylum", "citizenship", "green-card",
              "work-permit", "family-petition", "bond", "know-your-rights", "dental", "mental-health", "prenatal",
              "vaccines", "insurance-help", "children-health", "pharmacy", "hot-meals", "children-meals",
              "baby-supplies", "crisis-line", "poison-help", "safety-line")

EXAMPLES = {
    "food": "comida; manje; 食品; thức ăn; طعام; الطعام; еда; 음식; pagkain; alimentos; nourriture; "
            "cunto; їжа; ምግብ; غذا",
    "legal": "abogado; licenciado; ayuda legal; abogada gratis; pháp lý; phap ly; luật sư; inmigracion; INMIGRACION; "
             "inmigrasion; 法律; 律师; 律師; 이민; 변호사; محامي; адвокат; avoka; advogado; avocat; abugado; qareen; "
             "ጠበቃ; وکیل",
    "medical": "doctor; médico; medico; clínica; 医生; 醫生; bác sĩ; bac si; 의사; 병원; طبيب; врач; doktè; dokte; "
               "doktor; médecin; лікар; dhakhtar; ሐኪም; دکتر",
    "deportation-defense": "ICE; migra; la migra; redada; deportación; deportasion; 遣返; trục xuất; 추방; ترحيل; "
                           "depòtasyon; deportação; expulsion; депортация",
    "know-your-rights": "ICE; migra; la migra; redada; mis derechos; raid",
    "detained-help": "detenido; deportado; mi esposo fue detenido; ICE took; ICE took my husband; ICE se llevó a mi "
                     "esposo; nahuli ng ICE; yo arete mari m; мужа арестовали; 老公被抓; bị bắt; 구금; اعتقلوا زوجي",
    "green-card": "papeles; mica; 绿卡; 綠卡; thẻ xanh; 영주권; грин карта; كرين كارت; kat rezidans",
    "work-permit": "permiso de trabajo; 工卡; EAD",
    "snap-help": "food stamps; foodstamps; estampillas; EBT; koupon pou manje; 食物券; 푸드스탬프; "
                 "фудстемпы; فود ستامب",
    "baby-supplies": "leche; fórmula; formula; pañales; panales; 奶粉; 尿布; tã; 분유; حليب; kouchèt; "
                     "fralda; couches; памперсы",
    "crisis-line": "suicidio; me quiero morir; 自杀; tự tử; 자살; انتحار; swisid; суицид",
    "safety-line": "violencia doméstica; mi esposo me pega; 家暴; bạo hành; 가정폭력; عنف; vyolans; насилие",
}

#: Those who are no lawyers but are paid like lawyers, in the words of those they cheat. Never a synonym of help.
NEVER = ("notario", "notaria", "notary", "notaire", "notè", "tabelião", "cartório", "despachante", "нотариус", "نوتاري",
         "كاتب عدل", "公证", "公證", "công chứng", "공증", "법무사", "consultant", "consultor", "gestor", "tramitador",
         "移民顾问", "移民中介", "移民顧問", "fixer")


def category(code: str) -> str:
    return code if code in CATEGORIES else SERVICES[code].category


Find = Callable[[str], set[str]]


@pytest.fixture(scope="module")
def find() -> Iterator[Find]:
    """Look a word up as a search does: one listing a code, with the words of the code and of its category."""
    words: dict[str, list[str]] = defaultdict(list)
    for code, _, word in ENTRIES:
        words[code] += folding.fold(word)
    codes = list(words)
    connection = sqlite3.connect(":memory:")
    connection.execute(TEXT_DDL)
    for number, code in enumerate(codes):
        both = words[code] + (words[category(code)] if category(code) != code else [])
        connection.execute("INSERT INTO text(rowid, words, place) VALUES (?, ?, '')", (number, " ".join(both)))

    def look_up(typed: str) -> set[str]:
        asked = folding.match(folding.query(typed), [])
        return {codes[number] for number, in connection.execute("SELECT rowid FROM text WHERE text MATCH ?", (asked,))}

    yield look_up
    connection.close()


def test_the_sheet_is_in_order() -> None:
    assert TABLE[0] == ["code", "language", "words"]
    assert all(first[:2] < second[:2] for first, second in pairwise(TABLE[1:]))  # sorted, and no row twice
    assert all(word and word == " ".join(word.split()) and not set(word) & set(",;\"") for _, _, word in ENTRIES)


def test_every_code_and_every_language_is_known() -> None:
    assert {code for code, _, _ in ROWS} <= set(CATEGORIES) | set(SERVICES)
    assert {language for _, language, _ in ROWS} <= {each.code for each in LANGUAGES} | set(SPOKEN)


@pytest.mark.parametrize("language", [each.code for each in LANGUAGES])
def test_what_is_asked_for_most_has_words_in_every_language(language: str) -> None:
    found = {code for code, each, _ in ROWS if each == language}
    # In English the name of a code itself is often the word.
    wanted = {"legal", "medical", "food"} if language == "en" else set(EVERYWHERE)
    assert wanted <= found


def test_no_word_stands_twice_in_a_row() -> None:
    for code, language, words in ROWS:
        folded = [tuple(folding.fold(word)) for word in words]
        assert all(folded), (code, language)
        assert len(folded) == len(set(folded)), (code, language)


def test_no_word_belongs_to_two_categories() -> None:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for code, _, word in ENTRIES:
        found[tuple(folding.fold(word))].add(category(code))
    assert {words: codes for words, codes in found.items() if len(codes) > 1} == {}


def test_every_word_finds_its_code_and_no_other_category(find: Find) -> None:
    for code, language, word in ENTRIES:
        found = find(word)
        assert code in found, (code, language, word)
        astray = {each for each in found if category(each) not in (category(code), "any")}
        assert not astray or category(code) == "any", (code, language, word, astray)


@pytest.mark.parametrize(("code", "word"), [(code, word) for code, words in EXAMPLES.items()
                                            for word in words.split("; ")])
def test_what_families_type_finds_what_they_need(find: Find, code: str, word: str) -> None:
    assert code in find(word)


def test_no_word_leads_to_those_who_cheat_immigrants() -> None:
    never = [folding.fold(word) for word in NEVER]
    for code, language, word in ENTRIES:
        folded = folding.fold(word)
        assert not any(set(bad) <= set(folded) for bad in never), (code, language, word)
