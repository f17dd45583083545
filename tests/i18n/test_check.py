"""Every slip a translator can make is found, and a good catalog has none."""

from pathlib import Path

import pytest
from babel.messages.catalog import Message
from hypothesis import given
from hypothesis import strategies as st

from directory.i18n.check import message_problems, problems
from directory.i18n.languages import language
from tests.i18n.po_files import WritePo

GOOD_ES = """
msgid "Call %(name)s first."
msgstr "Llame primero a %(name)s."

msgid "Are you near 90012?"
msgstr "¿Está cerca de 90012?"

msgid "WIC, SNAP"
msgstr "WIC, SNAP"

# same as English
msgid "Legal"
msgstr "Legal"

msgid "<b>%(num)s</b> result"
msgid_plural "<b>%(num)s</b> results"
msgstr[0] "<b>Un</b> resultado"
msgstr[1] "<b>%(num)s</b> resultados"
"""
GOOD_AR = """
msgid "%(num)s place"
msgid_plural "%(num)s places"
msgstr[0] "لا أماكن"
msgstr[1] "مكان واحد"
msgstr[2] "مكانان"
msgstr[3] "%(num)s أماكن"
msgstr[4] "%(num)s مكانًا"
msgstr[5] "%(num)s مكان"

msgid "Call 211 first?"
msgstr "هل تتصل على ٢١١ أولًا؟"
"""


def found(write_po: WritePo, english: str, translation: str, code: str = "es") -> list[str]:
    path = write_po(code, f'msgid "{english}"\nmsgstr "{translation}"\n')
    return [line.split('": ', 1)[1] for line in problems(path)]


def test_good_catalogs_have_no_problems(write_po: WritePo) -> None:
    assert problems(write_po("es", GOOD_ES)) == []
    assert problems(write_po("ar", GOOD_AR)) == []


def test_a_problem_says_where_it_is(write_po: WritePo) -> None:
    line = problems(write_po("es", 'msgid "Food"\nmsgstr ""\n'))[0]
    assert line == 'es, line 6, "Food": is not translated'


@pytest.mark.parametrize(
    ("english", "translation", "problem"),
    [
        ("Go to %(place)s", "Vaya", "has lost %(place)s"),
        ("Go to %(place)s", "Vaya a %(lugar)s", "has %(lugar)s, which the English has not"),
        ("Go to %(place)s", "Vaya a %(place)s %(place)", "has a broken placeholder"),
        ("All of it", "El 100 %", "has a broken placeholder"),
        ("<b>Food</b>", "<b>Comida", "has other tags"),
        ("<b>Food</b>", "<i>Comida</i>", "has other tags"),
        ("Text 90012", "Envíe 90021", "has other numbers"),
        ("Dial 800-555-0199", "Marque 800-555-199", "has other numbers"),
        ("It ends after 12 hours.", "Termina después de 21 horas.", "has lost the number 12"),
        ("At most 30 days", "Un mes como máximo", "has lost the number 30"),
        ("Food", "Food", "is still English"),
        ("Help with food", "help with FOOD", "is still English"),
        ("Map", "Un mapa muy grande de todos los lugares", "is too long for a label"),
        ("Food", "Comida\u202e", "invisible direction mark"),
        ("Food", "\u2068Comida", "isolate that is not closed"),
        ("Food", "Comida ", "begins or ends with a space"),
        ("Food", " Comida", "begins or ends with a space"),
        ("Eat.", "Coma", "ends with “”, the English with “.”"),
        ("Eat", "Coma.", "ends with “.”"),
        ("Hungry?", "Hambre?", "has ? without ¿"),
        ("A lawyer", "Un notario", "as agreed in the glossary: abogado or"),
    ],
)
def test_a_slip_in_spanish_is_found(write_po: WritePo, english: str, translation: str, problem: str) -> None:
    assert [line for line in found(write_po, english, translation) if problem in line]


@pytest.mark.parametrize(
    ("english", "translation", "code", "problem"),
    [
        ("Hungry?", "هل أنت جائع?", "ar", "Latin ? , or ; after Arabic"),
        ("Bread, milk", "خبز, حليب", "ar", "Latin ? , or ; after Arabic"),
        ("Hungry?", "饿了吗?", "zh-Hans", "after Chinese"),
    ],
)
def test_latin_marks_in_other_scripts_are_found(
    write_po: WritePo, english: str, translation: str, code: str, problem: str
) -> None:
    assert [line for line in found(write_po, english, translation, code) if problem in line]


@pytest.mark.parametrize(
    ("english", "translation", "code"),
    [
        ("Eat.", "吃。", "zh-Hans"),
        ("Hungry?", "饿了吗？", "zh-Hans"),
        ("Hungry?", "هل أنت جائع؟", "ar"),
        ("Bread, milk", "خبز، حليب", "ar"),
        ("Press <b>OK</b>.", "Presione <b>OK</b>.", "es"),
        ("“Eat.”", "«Coma».", "es"),
        ("ZIP", "Código postal", "es"),
        ("%(start)s – %(end)s", "%(start)s – %(end)s", "es"),
        ("100 %", "100 %", "es"),
        ("It ends after 12 hours.", "ينتهي بعد ١٢ ساعة.", "ar"),
        ("The 1st Monday", "El primer lunes", "es"),
        ("Open 24 hours", "Открыто круглосуточно", "ru"),
        ("December 3", "12月3日", "zh-Hans"),
    ],
)
def test_what_is_right_is_not_blamed(write_po: WritePo, english: str, translation: str, code: str) -> None:
    assert found(write_po, english, translation, code) == []


def test_fuzzy_and_half_translated_messages_are_found(write_po: WritePo) -> None:
    fuzzy = '#, fuzzy\nmsgid "Food"\nmsgstr "Comida"\n'
    body = f'{fuzzy}\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] ""\n'
    lines = problems(write_po("es", body))
    assert "fuzzy" in lines[0]
    assert lines[1].endswith("is not translated")


def test_a_plural_must_show_its_number_unless_it_is_for_one_number(write_po: WritePo) -> None:
    body = 'msgid "%(num)s day"\nmsgid_plural "%(num)s days"\nmsgstr[0] "un día"\nmsgstr[1] "días"\n'
    assert [line.split('": ')[1] for line in problems(write_po("es", body))] == ["has lost %(num)s"]
    french = body.replace("un día", "un jour").replace("días", "%(num)s jours")
    assert [line.split('": ')[1] for line in problems(write_po("fr", french))] == ["has lost %(num)s"]


def test_a_wrong_plural_header_is_found(write_po: WritePo) -> None:
    path = write_po("ht", "")
    path.write_text(path.read_text(encoding="utf-8").replace("(n > 1)", "(n != 1)"), encoding="utf-8")
    assert problems(path) == ["ht: the header's Plural-Forms is not the one in directory/i18n/catalogs.py"]


def test_a_folder_that_is_no_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        problems(tmp_path / "tlh" / "LC_MESSAGES" / "messages.po")


PIECES = ["%(a)s", "%", "<b>", "</b>", "&nbsp;", "¿", "?", "٣", "123", "Food", "\u202e", ".", " "]


@given(st.lists(st.sampled_from(PIECES), max_size=6))
def test_the_checks_never_fail_on_any_translation(pieces: list[str]) -> None:
    said = message_problems(Message("Food %(a)s", "".join(pieces)), language("es"), ())
    assert len(set(said)) == len(said)
