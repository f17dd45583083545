"""Translations of descriptions: what is out of date, one text, whole sheets, and what families are told."""

import io

import openpyxl
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.cli.editions import put_up
from directory.config import Settings
from directory.curation.translations import changes, check, queries, sheet, state
from directory.curation.translations.changes import Written
from directory.curation.translations.models import TranslationFits
from directory.db import db
from directory.i18n.languages import language
from directory.register import changes as register
from directory.register.changes import Draft, Refused
from directory.register.models import Batch
from tests.curation.team import Person
from tests.register.made_up import listings, start
from tests.register.made_up import sheet as sheet_of

ENGLISH = "Free food every week. Call (510) 555-0123 first."
SPANISH = "Comida gratis cada semana. Llame primero al (510) 555-0123."
ES = language("es")


def put(session: Session, listing_id: str = "invented0001", **facts: str) -> None:
    """Change a listing, by two people."""
    before = dict(queries.text(session, listing_id).facts)  # type: ignore[union-attr]
    after = {name: value for name, value in {**before, **facts}.items() if value}
    batch = register.propose(session, [Draft(listing_id, "change", before, after)], kind="edit", author="ana",
                             reason="test")
    register.apply(session, batch.id, approvers=["ben"])


def translate(session: Session, text: str, english: str, *, column: str = "description",
              approve: bool = True) -> Batch:
    """Send a translation in, and let somebody approve it."""
    batch = changes.propose(session, [Written("invented0001", column, "es", text, state.mark(english))], author="tina",
                            reason="test")
    if approve:
        register.apply(session, batch.id, approvers=["ben"])
    return batch


def now(session: Session, code: str = "es") -> str:
    """Return the state of the listing's description."""
    return queries.text(session, "invented0001").states[code]  # type: ignore[union-attr]


@pytest.fixture
def described(session: Session, tmp_path: pytest.TempPathFactory) -> Session:
    """A register of three listings, one with a description."""
    start(session, sheet_of(tmp_path, listings(3)))  # type: ignore[arg-type]
    put(session, description=ENGLISH)
    return session


def test_a_changed_english_sentence_makes_translations_old_and_a_small_edit_does_not(described: Session) -> None:
    assert now(described) == "missing"
    translate(described, SPANISH, ENGLISH)
    assert now(described) == "current" and queries.outdated(described) == {}
    put(described, description="FREE food, every week; call (510) 555-0123 first")
    assert now(described) == "current"
    put(described, description="Free food on Mondays. Call (510) 555-0123 first.")
    assert now(described) == "outdated" and queries.outdated(described) == {"invented0001": ("description_es",)}
    put(described, description=ENGLISH)
    assert now(described) == "current"


def test_an_edit_of_spelling_only_keeps_what_fits(described: Session) -> None:
    translate(described, SPANISH, ENGLISH)
    better = "Food for free every week. First call (510) 555-0123."
    changes.note_minor(described, "invented0001", {"description": better}, by="ana")
    put(described, description=better)
    assert now(described) == "current"
    put(described, description=ENGLISH)
    assert now(described) == "current"
    assert now(described, "ar") == "missing"


def test_a_translation_of_another_english_than_todays_is_old_even_when_approved_later(described: Session) -> None:
    batch = translate(described, SPANISH, ENGLISH, approve=False)
    put(described, description="Closed on holidays. Call (510) 555-0123 first.")
    register.apply(described, batch.id, approvers=["ben"])
    assert now(described) == "outdated"


def test_a_sheet_that_brings_both_texts_counts_them_as_one(session: Session, tmp_path: pytest.TempPathFactory) -> None:
    rows = listings(3)
    rows[0] |= {"description": ENGLISH, "description_es": SPANISH}
    start(session, sheet_of(tmp_path, rows))  # type: ignore[arg-type]
    assert now(session) == "current"
    put(session, description="Only for children.")
    assert now(session) == "outdated"
    changes.still_right(session, [Written("invented0001", "description", "es", SPANISH,
                                          state.mark("Only for children."))], by="tina")
    assert now(session) == "current"
    put(session, description_es="Solo para menores.")
    assert now(session) == "current", "a text of which nobody said anything fits the English beside it"


def test_nobody_approves_their_own_translation_and_moved_english_is_not_overlooked(described: Session) -> None:
    batch = translate(described, SPANISH, ENGLISH, approve=False)
    assert batch.kind == "translation"
    with pytest.raises(Refused, match="own-approval"):
        register.apply(described, batch.id, approvers=["Tina"])
    with pytest.raises(Refused, match="english-moved"):
        translate(described, SPANISH, "another English")
    with pytest.raises(Refused, match="no-listing"):
        changes.propose(described, [Written("invented0002", "description", "es", SPANISH, "")], author="tina",
                        reason="x")


@pytest.mark.parametrize(("text", "codes"), [
    (SPANISH, set()), (SPANISH.replace("0123", "0124"), {"lost", "added"}), ("", {"empty"}),
    (SPANISH + " <b>!</b>", {"markup"}), (SPANISH + " Vea evil.example", {"added"}), (ENGLISH, {"english"}),
    (SPANISH.replace("0123", "٠١٢٣"), set()), (SPANISH + " \u202e", {"turns"}), (SPANISH + " 12345", {"added"}),
    (SPANISH + " Llame 51-05-55-01-99", {"added"}), (SPANISH + " WhatsApp @maria_notario", {"added"}),
    ("x " * 2000, {"too-long"}), ("a." * 30_000, {"too-long"}),
])
def test_what_a_machine_can_see_is_seen(text: str, codes: set[str]) -> None:
    found = check.check({"description": ENGLISH}, "description", text, ES, ())
    assert {each.code for each in found} == codes


def test_a_secret_place_stays_secret_in_every_language() -> None:
    facts = {"description": "Call us.", "address_confidential": "yes"}
    assert [each.code for each in check.check(facts, "description", "Vivimos en Calle Ejemplo", ES, ())] == ["secret"]


def test_a_sheet_goes_out_and_comes_back_with_what_must_be_mended(described: Session) -> None:
    out = sheet.write(queries.texts(described), ES)
    assert out.splitlines()[0] == "id,column,organization,english,translation,state" and ENGLISH in out
    filled = out.replace(f"{ENGLISH},,missing", f'{ENGLISH},"{SPANISH}",missing')
    plan = sheet.read(filled.encode(), queries.texts(described), ES, ())
    assert [each.text for each, _ in plan.written] == [SPANISH] and not plan.problems
    assert sheet.read(out.encode(), queries.texts(described), ES, ()).unchanged == 1
    book = openpyxl.Workbook()
    for row in (["id", "column", "english", "translation"], ["invented0001", "description", ENGLISH, SPANISH]):
        book.active.append(row)
    raw = io.BytesIO()
    book.save(raw)
    assert sheet.read(raw.getvalue(), queries.texts(described), ES, ()).written == plan.written
    put(described, description="Other words.")
    plan = sheet.read(filled.encode(), queries.texts(described), ES, ())
    assert not plan.written and [(line, each.code) for line, each in plan.problems] == [(2, "moved")]
    titles = b"id,column,english,translation\n"
    for raw, code in ((b"PK\x03\x04", "file"), (b"a,b\n1,2\n", "header"), (titles + b"x,description,y,z\n", "id"),
                      (titles + b"invented0001,documents,y,z\n", "id"), (titles + b"invented0001,hours,y,z\n", "id")):
        assert sheet.read(raw, queries.texts(described), ES, ()).problems[0][1].code == code


def test_a_translator_works_in_the_browser_and_families_hear_the_truth(team: Flask, team_settings: Settings) -> None:
    with team.app_context():
        session = db.session()
        put(session, "oakland001", description=ENGLISH)
        session.commit()
    tina, ana = Person(team, "tina", ["translator"]), Person(team, "ana", ["curator"])
    assert ana.get("translations").status == 403
    assert "Español" in tina.get("translations").text and tina.get("translations/en").status == 404
    page = tina.get("translations/es/text/oakland001")
    assert ENGLISH in page.text and "Words we agreed on" in page.text
    wrong = tina.press(page, "Send it in", description="Comida <b>gratis</b>")
    assert wrong.status == 422 and "Comida <b>gratis</b>" in (wrong.all("textarea")[0].text or "")
    assert "Translations" not in wrong.text and "code of a web page" in wrong.text
    done = tina.press(wrong, "Send it in", description=SPANISH)
    assert "a translation waits for another person" in done.text
    with team.app_context():
        session = db.session()
        batch = session.query(Batch).filter_by(kind="translation").one()
        register.apply(session, batch.id, approvers=["ben"])
        session.commit()
        put_up(session, team_settings)
    family = team.test_client()
    assert "The English text has changed" not in family.get("/es/listing/oakland001").text
    with team.app_context():
        put(db.session(), "oakland001", description="Free food. Call (510) 555-0123 first.")
        db.session.commit()
        put_up(db.session(), team_settings)
    said = family.get("/es/listing/oakland001").text
    assert "Comida gratis" in said and said.count("Free food.") == 1
    assert 'class="old"' in said and 'class="old"' not in family.get("/en/listing/oakland001").text
    page = tina.press(tina.get("translations/es/text/oakland001"), "Send it in", fits_description="1")
    with team.app_context():
        assert queries.outdated(db.session()) == {}, "sent unchanged: it still fits"
        assert db.session.query(TranslationFits).count() == 2


def test_a_sheet_is_looked_at_before_it_is_sent_in(team: Flask) -> None:
    with team.app_context():
        put(db.session(), "oakland001", description=ENGLISH)
        db.session.commit()
    tina = Person(team, "tina", ["translator"])
    raw = f'id,column,english,translation\noakland001,description,{ENGLISH},"=Comida. (510) 555-0123"\nnobody,x,y,z\n'
    page = tina.post("translations/es/sheet", {"file": (io.BytesIO(raw.encode()), "t.csv")})
    assert "1 text is new" in page.text and "Row 3" in page.text
    with team.app_context():
        assert db.session.query(Batch).filter_by(kind="translation").count() == 0
    done = tina.press(page, "Send the new texts in")
    assert "waits for another person" in done.text


def test_an_editor_says_that_only_the_spelling_changed(team: Flask) -> None:
    with team.app_context():
        put(db.session(), "oakland001", description=ENGLISH, description_es=SPANISH)
        db.session.commit()
    ana = Person(team, "ana", ["curator"])
    for minor, text, left in (({"minor": "1"}, "Food for free each week. Call (510) 555-0123 first.", {}),
                              ({}, "Food on Mondays. Call (510) 555-0123 first.", {"oakland001": ("description_es",)})):
        page = ana.get("listings/oakland001/edit")
        done = ana.press(page, "Save", description=text, reason="better words", save="1", **minor)
        if done.status == 422:
            done = ana.press(done, "Save")
        assert done.status == 200, done.text
        with team.app_context():
            batch = db.session.query(Batch).filter_by(kind="edit", author="ana", state="proposed").one()
            assert ("says the same" in batch.reason) == bool(minor)
            register.apply(db.session(), batch.id, approvers=["ben"])
            db.session.commit()
            assert queries.outdated(db.session()) == left
