"""Every text of a listing in other languages, not the description alone: states, pages, sheets, what families read."""

import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.cli.editions import put_up
from directory.config import Settings
from directory.curation.translations import changes, check, queries, sheet, state
from directory.curation.translations.changes import Written
from directory.db import db
from directory.i18n.languages import language
from directory.listings import columns
from directory.register import changes as register
from directory.register.changes import Draft, Refused
from tests.curation.team import Person
from tests.curation.translations.test_translations import ES, put
from tests.reader import Reader
from tests.register.made_up import listings, start
from tests.register.made_up import sheet as sheet_of

TEXTS = {"description": "Free food for families.", "documents": "A letter from the court.",
         "hours_note": "Closed in August."}
SPANISH = {"description": "Comida gratis para familias.", "documents": "Una carta de la corte.",
           "hours_note": "Cierra en agosto."}


def translate(session: Session, *names: str, english: dict[str, str] = TEXTS) -> None:
    """Send the Spanish of some columns in, and let somebody approve it."""
    written = [Written("invented0001", name, "es", SPANISH[name], state.mark(english[name])) for name in names]
    batch = changes.propose(session, written, author="tina", reason="test")
    assert len(batch.changes) == 1, "one listing is one change"
    register.apply(session, batch.id, approvers=["ben"])


def now(session: Session, code: str = "es") -> str:
    """Return the state of the listing's texts together."""
    return queries.text(session, "invented0001").states[code]  # type: ignore[union-attr]


@pytest.fixture
def told(session: Session, tmp_path: pytest.TempPathFactory) -> Session:
    """A register of three listings, one with words of its own."""
    start(session, sheet_of(tmp_path, listings(3)))  # type: ignore[arg-type]
    put(session, **TEXTS)
    return session


def test_the_state_of_a_listing_is_that_of_its_worst_text(told: Session) -> None:
    assert now(told) == "missing"
    translate(told, "description", "documents")
    assert now(told) == "missing"
    translate(told, "hours_note")
    assert now(told) == "current" and now(told, "ar") == "missing" and queries.outdated(told) == {}
    put(told, documents="A letter from a lawyer.", phone_note="Press 2.")
    assert now(told) == "outdated"
    assert queries.outdated(told) == {"invented0001": ("documents_es",)}
    found = queries.text(told, "invented0001")
    assert found and [found.state(name, "es") for name in (*TEXTS, "phone_note")] == [
        "current", "outdated", "current", "missing"]


def test_only_texts_that_have_an_english_original_count(told: Session) -> None:
    translate(told, *TEXTS)
    put(told, documents="")
    assert now(told) == "current"
    assert queries.outdated(told) == {"invented0001": ("documents_es",)}, "families still hear that it is old"


def test_an_edit_of_spelling_keeps_the_texts_that_fit_and_no_others(told: Session) -> None:
    translate(told, *TEXTS)
    put(told, hours_note="Closed in July.")
    better = {**TEXTS, "documents": "The letter of the court.", "hours_note": "Closed all July."}
    changes.note_minor(told, "invented0001", better, by="ana")
    put(told, **better)
    assert queries.outdated(told) == {"invented0001": ("hours_note_es",)}


@pytest.mark.parametrize(("column", "english", "text", "codes"), [
    ("phone_note", "Press 2 for Spanish", "x" * 301, {"too-long"}),
    ("hours_note", "Closed in August.", "x" * 301, set()),
    ("phone_note", "Ext. 5", "Ext. 5", set()),
    ("cost_note", "The first visit is free", "The first visit is free", {"english"}),
    ("detention", "Adelanto: call (760) 555-0100", "Adelanto: llame al (760) 555-0101", {"lost", "added"}),
])
def test_a_text_is_held_to_what_its_column_holds(column: str, english: str, text: str, codes: set[str]) -> None:
    assert {each.code for each in check.check({column: english}, column, text, ES, ())} == codes


@pytest.mark.parametrize("column", columns.TRANSLATED)
def test_a_secret_place_stays_secret_in_every_text(column: str) -> None:
    facts = {column: "Call us.", "address_confidential": "yes"}
    assert "secret" in {each.code for each in check.check(facts, column, "En la calle Ejemplo 12345", ES, ())}


def test_a_translation_is_never_small(told: Session) -> None:
    before = dict(queries.text(told, "invented0001").facts)  # type: ignore[union-attr]
    for column in columns.TRANSLATED:
        name = columns.in_language(column, "es")
        assert not columns.get(name).small
        batch = register.propose(told, [Draft("invented0001", "change", before, {**before, name: "Texto"})],
                                 kind="edit", author="ana", reason="x")
        with pytest.raises(Refused, match="needs-reviewer"):
            register.apply_by_rule(told, batch.id)


def test_a_sheet_has_a_row_for_each_text(told: Session) -> None:
    translate(told, "hours_note")
    put(told, hours_note="Closed in July.")
    out = sheet.write(queries.texts(told), ES)
    assert [line.split(",")[:2] for line in out.splitlines()[1:]] == [
        ["invented0001", "hours_note"], ["invented0001", "description"], ["invented0001", "documents"]]
    filled = out.replace("families.,,missing", "families.,Comida gratis para familias.,missing")
    filled = filled.replace("Cierra en agosto.", "Cierra en julio.")
    plan = sheet.read(filled.encode(), queries.texts(told), ES, ())
    assert not plan.problems and plan.unchanged == 1
    assert {each.column: (before, each.text) for each, before in plan.written} == {
        "hours_note": ("Cierra en agosto.", "Cierra en julio."), "description": ("", "Comida gratis para familias.")}
    assert sheet.read(plan.again.encode(), queries.texts(told), ES, ()).written == plan.written
    batch = changes.propose(told, [each for each, _ in plan.written], author="tina", reason="x")
    register.apply(told, batch.id, approvers=["ben"])
    assert queries.outdated(told) == {} and now(told) == "missing"
    twice = out + out.splitlines()[-1] + "\n"
    assert [(each.code) for _, each in sheet.read(twice.encode(), queries.texts(told), ES, ()).problems] == []
    again = twice.replace("court.,,", "court.,Una carta de la corte.,")
    assert [each.code for _, each in sheet.read(again.encode(), queries.texts(told), ES, ()).problems] == ["id-twice"]


def test_chinese_texts_stand_in_columns_of_their_own(told: Session) -> None:
    written = [Written("invented0001", "documents", "zh-Hans", "法院来信", state.mark(TEXTS["documents"]))]
    register.apply(told, changes.propose(told, written, author="tina", reason="x").id, approvers=["ben"])
    found = queries.text(told, "invented0001")
    assert found and found.facts["documents_zh_Hans"] == "法院来信"
    assert found.state("documents", "zh-Hans") == "current" and found.state("documents", "zh-Hant") == "missing"


def test_one_page_has_every_text_of_a_listing_beside_its_box(team: Flask) -> None:
    with team.app_context():
        put(db.session(), "oakland001", **TEXTS)
        db.session.commit()
    tina = Person(team, "tina", ["translator"])
    page = tina.get("translations/es/text/oakland001")
    assert all(text in page.text for text in TEXTS.values()) and "What to bring" in page.text
    wrong = tina.press(page, "Send it in", documents="Una <b>carta</b>", hours_note="Cierra en agosto.")
    assert wrong.status == 422 and "code of a web page" in wrong.text
    typed = {each.get("name"): (each.text or "").strip() for each in wrong.all("textarea")}
    assert (typed["documents"], typed["hours_note"]) == ("Una <b>carta</b>", "Cierra en agosto.")
    assert [each.get("id") for each in wrong.all("textarea") if each.get("aria-invalid")] == ["documents"]
    done = tina.press(wrong, "Send it in", documents=SPANISH["documents"])
    assert "a translation waits for another person" in done.text
    with team.app_context():
        batch = db.session.query(register.Batch).filter_by(kind="translation").one()
        assert [set(each.after) - set(each.before) for each in batch.changes] == [{"documents_es", "hours_note_es"}]
        register.apply(db.session(), batch.id, approvers=["ben"])
        db.session.commit()
        put(db.session(), "oakland001", documents="A letter from a lawyer.", hours_note="Closed in July.")
        db.session.commit()
    page = tina.get("translations/es/text/oakland001")
    assert page.text.count("it says what the new English says") == 2
    nothing = tina.press(page, "Send it in")
    assert nothing.status == 422 and "Nothing new is in it" in nothing.text, "no tick, no word of anybody"
    emptied = tina.press(page, "Send it in", documents="")
    assert emptied.status == 422 and "There is no text yet" in emptied.text
    done = tina.press(page, "Send it in", fits_documents="1", description=SPANISH["description"])
    with team.app_context():
        assert queries.outdated(db.session()) == {"oakland001": ("hours_note_es",)}


def test_what_was_typed_for_a_text_that_is_gone_meanwhile_is_not_lost(team: Flask) -> None:
    with team.app_context():
        put(db.session(), "oakland001", **TEXTS)
        db.session.commit()
    tina = Person(team, "tina", ["translator"])
    page = tina.get("translations/es/text/oakland001")
    with team.app_context():
        put(db.session(), "oakland001", documents="")
        db.session.commit()
    wrong = tina.press(page, "Send it in", documents=SPANISH["documents"])
    assert wrong.status == 422 and "this English text is gone" in wrong.text and SPANISH["documents"] in str(
        [each.text for each in wrong.all("textarea")])


def test_families_read_their_own_words_and_hear_which_are_old(team: Flask, team_settings: Settings) -> None:
    texts = {**{name: f"English words about {name.replace('_', ' ')}." for name in columns.TRANSLATED},
             "phone_2": "(510) 555-0177"}
    with team.app_context():
        put(db.session(), "oakland001", **texts)
        db.session.commit()
        put_up(db.session(), team_settings)
    family, page = Reader(team), "/{}/listing/oakland001"
    in_english = {code: family.get(page.format(code)).text for code in ("en", "es", "ar")}
    for text in in_english.values():
        assert text.count("English words") == len(columns.TRANSLATED)
    with team.app_context():
        for code in ("es", "zh-Hans", "ar"):
            put(db.session(), "oakland001", **{columns.in_language(name, code): f"{code} own {name}"
                                               for name in columns.TRANSLATED})
        put(db.session(), "oakland001", documents="Another paper.")
        db.session.commit()
        put_up(db.session(), team_settings)
    for code in ("es", "zh-Hans", "ar"):
        for form in (page, page + "/print", page + "/print?large=1"):
            html = family.client.get(form.format(code)).get_data(as_text=True)
            shown = re.findall(r'<bdi lang="([\w-]+)" dir="auto">([^<]* own \w+)</bdi>', html)
            assert sorted(shown) == sorted((code, f"{code} own {name}") for name in columns.TRANSLATED)
            assert html.count('<p class="old">') == 1 and html.count("Another paper.") == 1
            assert "English words" not in html
    assert family.get(page.format("en")).text.replace("Another paper.", texts["documents"]) == in_english["en"]
    assert language("vi").offered and family.get(page.format("vi")).text.count("English words") == 9


def test_a_line_to_call_on_the_first_page_says_its_note_too_and_never_an_old_one(
        team: Flask, team_settings: Settings) -> None:
    family = Reader(team)
    for english, shown, other in (("Press 2 for Spanish.", "Oprima 2.", "Press 2"), ("Press 3.", "Press 3.", "Oprima")):
        with team.app_context():
            put(db.session(), "nat0000002", phone_note=english, phone_note_es="Oprima 2.")
            db.session.commit()
            put_up(db.session(), team_settings)
        page = family.get("/es/").text
        assert shown in page and other not in page
