"""Messages found, missing, plural, stale and made up."""

import os
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from directory.i18n.catalogs import PLURAL_FORMS, catalog, plural_count, plural_rule, read_catalog
from directory.i18n.languages import LANGUAGES, Language, language
from tests.i18n.po_files import WritePo

BODY = """
msgid "Food"
msgstr "Comida"

msgid "Empty"
msgstr ""

#, fuzzy
msgid "Guess"
msgstr "Adivinanza"

msgctxt "verb"
msgid "Open"
msgstr "Abrir"

msgid "%(num)s place"
msgid_plural "%(num)s places"
msgstr[0] "%(num)s lugar"
msgstr[1] "%(num)s lugares"

msgid "%(num)s lawyer"
msgid_plural "%(num)s lawyers"
msgstr[0] "%(num)s abogado"
msgstr[1] ""
"""


def compile_mo(po: Path) -> Path:
    mo = po.with_suffix(".mo")
    with po.open("rb") as source, mo.open("wb") as target:
        write_mo(target, read_po(source))
    return mo


def test_a_translated_message_is_found(write_po: WritePo, tmp_path: Path) -> None:
    write_po("es", BODY)
    assert read_catalog(language("es"), tmp_path).gettext("Food") == "Comida"


@pytest.mark.parametrize("message", ["Never seen", "Empty", "Guess", ""])
def test_a_missing_empty_or_fuzzy_message_stays_english(
    write_po: WritePo, tmp_path: Path, message: str
) -> None:
    write_po("es", BODY)
    assert read_catalog(language("es"), tmp_path).gettext(message) == message


def test_a_context_keeps_two_meanings_apart(write_po: WritePo, tmp_path: Path) -> None:
    write_po("es", BODY)
    words = read_catalog(language("es"), tmp_path)
    assert words.pgettext("verb", "Open") == "Abrir"
    assert words.pgettext("door", "Open") == words.gettext("Open") == "Open"


def test_plurals_follow_the_number_and_unfinished_ones_stay_english(
    write_po: WritePo, tmp_path: Path
) -> None:
    write_po("es", BODY)
    words = read_catalog(language("es"), tmp_path)
    assert [words.ngettext("%(num)s place", "%(num)s places", n) for n in (0, 1, 2)] == [
        "%(num)s lugares", "%(num)s lugar", "%(num)s lugares",
    ]  # fmt: skip
    assert words.ngettext("%(num)s lawyer", "%(num)s lawyers", 1) == "%(num)s lawyer"
    assert words.ngettext("cat", "cats", 0) == "cats"
    assert words.npgettext("pet", "cat", "cats", 1) == "cat"


def test_a_gap_is_filled_by_the_english_catalog_before_the_english_in_the_code(
    write_po: WritePo, tmp_path: Path
) -> None:
    write_po("es", BODY)
    write_po("en", 'msgid "Empty"\nmsgstr "Nothing here"\n\nmsgid "Food"\nmsgstr "Eats"\n')
    words = read_catalog(language("es"), tmp_path)
    assert (words.gettext("Empty"), words.gettext("Food")) == ("Nothing here", "Comida")


def test_a_compiled_catalog_gives_the_same(write_po: WritePo, tmp_path: Path) -> None:
    po = write_po("es", BODY)
    compile_mo(po)
    po.unlink()
    words = read_catalog(language("es"), tmp_path)
    assert words.gettext("Food") == "Comida"
    assert words.gettext("Guess") == "Guess"
    assert words.pgettext("verb", "Open") == "Abrir"
    assert words.ngettext("%(num)s place", "%(num)s places", 5) == "%(num)s lugares"


def test_the_newer_of_the_two_files_is_read(write_po: WritePo, tmp_path: Path) -> None:
    po = write_po("es", BODY)
    mo = compile_mo(po)
    po.write_text(po.read_text(encoding="utf-8").replace("Comida", "Alimentos"), encoding="utf-8")
    os.utime(po, (1000, 1000))
    assert read_catalog(language("es"), tmp_path).gettext("Food") == "Comida"
    os.utime(mo, (900, 900))
    assert read_catalog(language("es"), tmp_path).gettext("Food") == "Alimentos"


def test_made_up_languages_disguise_the_english(tmp_path: Path) -> None:
    long, rtl = (read_catalog(language(code), tmp_path) for code in ("en-XA", "ar-XB"))
    assert long.gettext("Search") == "[Šéåŕçĥ öñé]"
    assert long.ngettext("%(n)s place", "%(n)s places", 1).startswith("[%(n)s þļåçé ")
    assert long.pgettext("verb", "Open") == long.npgettext("verb", "Open", "Opens", 1) == long.gettext("Open")
    assert rtl.gettext("Search") == "سهارثح"


def test_the_catalogs_of_the_project_are_read_once() -> None:
    assert catalog("es") is catalog("es")
    assert catalog("es").code == "es"
    with pytest.raises(KeyError):
        catalog("tlh")


@pytest.mark.parametrize("item", LANGUAGES, ids=lambda item: item.code)
def test_plural_rules_are_those_of_cldr(item: Language) -> None:
    rule, name = plural_rule(item.code), Locale.parse(item.babel).plural_form
    pairs = {(rule(n), name(n)) for n in range(1100)}
    indexes = {index for index, _ in pairs}
    assert len(pairs) == len(indexes) == plural_count(item.code)
    assert indexes == set(range(plural_count(item.code)))


def test_every_language_has_a_plural_rule() -> None:
    assert set(PLURAL_FORMS) == {item.code for item in LANGUAGES}


def test_arabic_has_six_forms_and_creole_counts_zero_as_one() -> None:
    assert [plural_rule("ar")(n) for n in (0, 1, 2, 3, 11, 100)] == [0, 1, 2, 3, 4, 5]
    assert [plural_rule("ht")(n) for n in (0, 1, 2)] == [0, 0, 1]
