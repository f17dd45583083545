"""Erasing in the register itself, on both engines: the history loses facts, and verifies."""

import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from directory import clock
from directory.curation.upload.models import ColumnMap
from directory.listings import columns
from directory.listings.models import Listing
from directory.register import changes, erase, notices, queries, reports
from directory.register.changes import Draft, Refused
from directory.register.models import Batch, Change, Report, SourceRow
from directory.register.verify import verify
from directory.register.wording import Wording
from directory.reports.message import dump
from directory.sheets import exporter, rewrite
from tests.effort import effort
from tests.listings.notices_made_up import notice
from tests.register.made_up import bring, edit, listing, listings, sheet, start, take_back
from tests.register.writings import STREETS, write
from tests.reports.made_up import report

PLACE = {"address_1": "4711 Quietwillow Lane", "city": "Oakland", "state": "CA", "postal_code": "94601"}
MORE = {"description": "Come to 4711 quietwillow lane.", "description_es": "Calle 4711 Quietwillow Lane"}
BY = {"by": "dora", "approver": "emil", "reason": "It is a safe house now."}


@pytest.fixture(autouse=True)
def _filled(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, [listing(1, **PLACE), *listings(12)[1:]]))


def everything(session: Session) -> str:
    """Return every word of the tables of the history."""
    found = []
    for table in ("listing", "change", "batch", "sheet_row"):
        found += [str(list(row)) for row in session.execute(sa.text(f"SELECT * FROM {table}"))]
    return "\n".join(found).lower()


def test_an_address_leaves_register_and_history(session: Session, tmp_path: Path) -> None:
    edit(session, "invented0001", **MORE)
    take_back(session, edit(session, "invented0001", address_1="12 Zebrafish Court"))
    told = erase.erase(session, "invented0001", ["city"], **BY, given={"address_confidential": "yes",
                                                                       "service_area": "county:06001"})
    session.commit()
    assert told == [f"{name} of the listing, which said it too" for name in ("description", "description_es")]
    assert not any(word in everything(session) for word in ("quietwillow", "zebrafish", "94601"))
    assert queries.listings(session)["invented0001"] == listing(1, state="CA", address_confidential="yes",
                                                                service_area="county:06001")
    assert queries.last_import(session, "food")["invented0001"] == queries.listings(session)["invented0001"]
    assert verify(session).code == ""
    assert erase.compact(session)


def test_what_says_the_same_in_another_language_goes_too(session: Session) -> None:
    told = {"hours_note": "Ring at 4711 Quietwillow Lane.", "hours_note_es": "Toque en la Sauce Callado 4711.",
            "hours_note_ar": "Qaraa 4711", "cost_note": "Free.", "cost_note_es": "Gratis para todos."}
    edit(session, "invented0001", **told)
    edit(session, "invented0001", hours_note="Closed in August.", hours_note_es="")
    lines = erase.erase(session, "invented0001", ["address_1"], **BY)
    session.commit()
    assert not any(word in everything(session) for word in ("quietwillow", "sauce", "qaraa"))
    assert {line.partition(" ")[0] for line in lines} == {"hours_note", "hours_note_es", "hours_note_ar"}
    left = queries.listings(session)["invented0001"]
    assert left == listing(1, state="CA", hours_note="Closed in August.", cost_note="Free.",
                           cost_note_es="Gratis para todos.")
    assert verify(session).code == ""


def test_a_field_goes_in_every_language_and_a_translation_alone(session: Session) -> None:
    edit(session, "invented0001", documents="Ask for Zebra.", documents_es="Pida Cebra.", documents_zh_Hans="斑马",
         cost_note="Free.", cost_note_es="Gratis, Cebra.")
    assert erase.erase(session, "invented0001", ["documents"], **BY) == [
        f"documents_{code} of the listing, which said it too" for code in ("es", "zh_Hans")]
    session.commit()
    assert not any(word in everything(session) for word in ("zebra", "pida", "斑马"))
    assert erase.erase(session, "invented0001", ["documents"], **BY) == [], "run once more, it finds it done"
    erase.erase(session, "invented0001", ["cost_note_es"], **BY)
    session.commit()
    assert "cebra" not in everything(session)
    assert queries.listings(session)["invented0001"]["cost_note"] == "Free."
    assert verify(session).code == ""


def test_it_may_come_back_and_be_erased_again(session: Session) -> None:
    for _ in range(2):
        edit(session, "invented0001", address_1="4711 Quietwillow Lane")
        erase.erase(session, "invented0001", ["address_1"], **BY)
        session.commit()
        assert "quietwillow" not in everything(session)
        assert verify(session).code == ""
    assert erase.erase(session, "invented0001", ["address_1"], **BY) == [], "run once more, it finds it done"
    with pytest.raises(Refused, match="nothing-to-erase"):
        erase.erase(session, "invented0002", ["address_1"], **BY)


def test_a_listing_that_is_gone_is_rid_of_it_too(session: Session, tmp_path: Path) -> None:
    bring(session, sheet(tmp_path, listings(12)[1:]))
    with pytest.raises(Refused, match="gone-listing"):
        erase.erase(session, "invented0001", ["address_1"], **BY, given={"address_confidential": "yes"})
    erase.erase(session, "invented0001", ["address_1"], **BY)
    session.commit()
    assert session.get_one(Listing, "invented0001").gone
    assert "quietwillow" not in everything(session)
    assert verify(session).code == ""


def test_what_waits_is_rid_of_it_and_asks_for_nothing_else(session: Session) -> None:
    before = listing(1, **PLACE, description="Help for all.")
    edit(session, "invented0001", description="Help for all.")
    after = before | {"address_1": "12 Zebrafish Court", "description": "At 4711 Quietwillow Lane.", "cost": "free"}
    batch = changes.propose(session, [Draft("invented0001", "change", before, after)], kind="edit", author="ana",
                            reason="They are at 4711 Quietwillow Lane.")
    erase.erase(session, "invented0001", ["address_1"], **BY)
    session.commit()
    assert not any(word in everything(session) for word in ("quietwillow", "zebrafish"))
    changes.apply(session, batch.id, approvers=["ben"])
    session.commit()
    assert queries.listings(session)["invented0001"] == listing(1, state="CA", description="Help for all.", cost="free")
    assert session.get_one(Batch, batch.id).reason == "(erased)"
    assert verify(session).code == ""


def test_the_reason_of_a_whole_import_is_opened_for_every_change(session: Session, tmp_path: Path) -> None:
    drafts = [Draft(row["id"], "change", row, row | {"cost": "free"}) for row in listings(12)[1:]]
    batch = changes.propose(session, drafts, kind="edit", author="ana", reason="All but 4711 Quietwillow Lane.")
    changes.apply(session, batch.id, approvers=["ben"])
    assert erase.erase(session, "invented0001", ["address_1"], **BY) == [f"the reason of batch {batch.id}"]
    session.commit()
    assert verify(session).code == ""


CELLS = {"cost": ("", "free", "low"), "name": ("", "One place", "Another place"),
         "phone": ("(510) 555-0101", "(510) 555-0102"), "cost_note": ("", "Call (510) 555-0102", "One place")}
EDIT = st.sampled_from([(name, value) for name, values in CELLS.items() for value in values])
LIFE = st.lists(st.tuples(EDIT, st.booleans()), min_size=1, max_size=4)


@pytest.mark.system
@effort(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=LIFE, erased=st.sampled_from(["name", "cost_note", "cost"]), after=LIFE)
def test_edits_undos_an_erasure_and_more_of_them_verify(
        session: Session, before: list[tuple[tuple[str, str], bool]], erased: str,
        after: list[tuple[tuple[str, str], bool]]) -> None:
    """The history of all examples is one: each goes on where the last ended."""
    def live(edits: list[tuple[tuple[str, str], bool]]) -> None:
        for (name, value), undone in edits:
            if queries.listings(session)["invented0002"].get(name, "") != value:
                done = edit(session, "invented0002", **{name: value})
                if undone:
                    take_back(session, done)
        assert verify(session).code == ""
        session.rollback()

    live(before)
    try:
        erase.erase(session, "invented0002", [erased], **BY)
        session.commit()
    except Refused as refused:
        assert refused.code == "nothing-to-erase"
        session.rollback()
    assert erased not in queries.listings(session)["invented0002"]
    live(after)


def test_nothing_of_the_trigger_lets_an_erasure_rewrite(session: Session) -> None:
    """What the eraser may do to history, no statement can use to say another thing."""
    number = session.scalar(sa.select(Change.id).where(Change.listing_id == "invented0001"))
    session.rollback()
    for values in ("""after = '{"organization": "Another"}', salt = ''""", "after = NULL", "salt = '00'"):
        with pytest.raises(sa.exc.IntegrityError):
            session.execute(sa.text(f"UPDATE change SET {values} WHERE id = {number}"))
        session.rollback()


@pytest.mark.parametrize(("name", "text", "near", "far"), [
    ("address_1", "4711 Quietwillow Lane", "at 4711 QUIETWILLOW lane!", True),
    ("address_1", "1 A St", "at 1 a st", False),
    ("address_2", "Suite 200", "in suite 200", False),
    ("postal_code", "94601", "Oakland, CA 94601", False),
    ("phone", "(510) 555-0101", "510.555.0101", True),
    ("phone", "(510) 555-0101", "+1 510 555 0101", True),
    ("longitude", "-122.254321", "37.81, -122.254321", True),
])
def test_words_that_give_a_fact_away(name: str, text: str, near: str, *, far: bool) -> None:
    words = Wording([(name, text)])
    assert words.gives_away(near)
    assert words.gives_away(near, strictly=True) == far
    assert (words.without(near, "(erased)") != near) == far
    assert not words.gives_away(words.without(near, "(erased)"), strictly=True)
    assert words.in_bytes(text.encode("utf-16-le")) == far


def test_a_text_that_tells_in_other_words_counts_as_a_whole() -> None:
    words = Wording([("address_1", "4711 Quietwillow Lane")], ["Sauce Callado 4711", "Gratis"])
    assert words.gives_away(" gratis\n") and not words.gives_away("Gratis para todos")
    assert not words.gives_away("Sauce Callado 4711", strictly=True)
    assert words.without("Sauce Callado 4711", "(erased)") == "(erased)"
    assert words.without('["Sauce Callado 4711","Gratis"]', "(erased)") == '["(erased)","Gratis"]'
    assert words.without("Gratis", "(erased)") == "Gratis", "too short to mean one thing"


@pytest.mark.parametrize(("name", "text"), [("city", "Oakland"), ("approximate", "yes"), ("cost", "low"),
                                            ("latitude", "37")])
def test_words_that_lead_nowhere_alone(name: str, text: str) -> None:
    assert not Wording([(name, text)]).gives_away(f"It is {text} here")


def test_every_column_can_be_looked_through(session: Session) -> None:
    erasure = erase.Erasure("x", frozenset({"phone"}), Wording([("phone", "(510) 555-0101")]))
    facts = {column.name: "Call 510-555-0101" for column in columns.COLUMNS}
    left = erasure.rid(facts)
    assert "phone" not in left and "description" not in left and "transit_note" not in left and "website" not in left
    assert {"id", "organization", "category", "hours", "languages"} <= left.keys()


def test_no_place_becomes_secret_while_a_text_in_another_language_has_its_street(session: Session) -> None:
    edit(session, "invented0001", transit_note="Take bus 12.", transit_note_ar="مفتوح في شارع كوايت ويلو ٤٧١١")
    given = {"address_confidential": "yes", "service_area": "county:06001"}
    with pytest.raises(Refused) as refused:
        erase.erase(session, "invented0001", ["address_1"], **BY, given=given)
    assert (refused.value.code, refused.value.data["column"]) == ("breaks-a-rule", "transit_note_ar")
    session.rollback()
    erase.erase(session, "invented0001", ["address_1", "transit_note_ar"], **BY, given=given)
    session.commit()
    assert "كوايت" not in everything(session) and "\\u0643\\u0648\\u0627" not in everything(session)
    assert verify(session).code == ""


PAGE = "https://pantries.example.org/list"


def erased(session: Session, field: str, seen: list[erase.Erasure], **more: object) -> list[str]:
    """Erase a field of the first listing; return the lines of what a person should look at."""
    erase.erase(session, "invented0001", [field], **BY, elsewhere=seen.append, **more)
    lines = erase.look(session, seen[-1])
    session.commit()
    return lines


@pytest.mark.parametrize(("field", "text"), [("website", PAGE), ("source_url", PAGE), ("source", "example-pantries"),
                                             ("assured_method", "organization"), ("services", "food-pantry")])
def test_what_others_say_in_their_own_right_is_named_and_not_broken(session: Session, field: str, text: str) -> None:
    now = clock.now()
    session.add(SourceRow(code="example-pantries", title="Invented list", publisher="Example County", edition="2026-07",
                          url=PAGE, licence="CC0", category="food", covers="", complete="no", note=f"See {PAGE}.",
                          author="ana", proposed_at=now, state="approved", decided_by="ben", decided_at=now))
    session.add(ColumnMap(sheet="food", title="Who", column="organization"))
    session.commit()
    notices.propose(session, notice(source_url=PAGE, more_url=f"{PAGE}/more"), author="ana")
    edit(session, "invented0001", **{"assured_date": "2026-09-01", field: text} if field == "source" else {field: text},
         **{} if field == "assured_method" else {"assured_method": "called"})
    lines = erased(session, field, [])
    [row], [told] = queries.sources(session), queries.notices(session)
    assert (row.code, row.url) == ("example-pantries", PAGE)
    assert (told.source_url, told.more_url) == (PAGE, f"{PAGE}/more")
    assert session.query(ColumnMap).one().column == "organization"
    assert field not in queries.listings(session)["invented0001"]
    assert verify(session).code == ""
    if field == "website":
        assert row.note == "See (erased)."
        assert lines == ["notice 1, source_url: says it too", "notice 1, more_url: says it too",
                         "source 1, url: says it too"]
    else:
        assert (row.note, lines) == (f"See {PAGE}.", []), "it is theirs, and gives no place away"


def test_what_the_register_refuses_touches_no_file(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise sa.exc.IntegrityError("", {}, Exception())

    monkeypatch.setattr(changes, "apply", refuses)
    seen: list[erase.Erasure] = []
    with pytest.raises(sa.exc.IntegrityError):
        erased(session, "address_1", seen)
    assert seen == []


def test_a_row_that_the_database_keeps_does_not_stop_an_erasure(session: Session) -> None:
    """A file name may be so long that nothing fits in its place, or a rule may be added to any table."""
    session.add(ColumnMap(sheet="food", title="4711 Quietwillow Lane", column=""))
    session.execute(sa.text("CREATE TABLE extra (id INTEGER PRIMARY KEY, words TEXT CHECK (words LIKE 'At %Lane'))"))
    session.execute(sa.text("INSERT INTO extra VALUES (7, 'At 4711 Quietwillow Lane')"))
    session.commit()
    try:
        lines = erased(session, "address_1", [])
        assert "quietwillow" not in everything(session)
        assert session.query(ColumnMap).all() == []
        assert lines == ["extra 7, words: says it too"]
    finally:
        session.execute(sa.text("DROP TABLE extra"))
        session.commit()


def every_text(value: object) -> list[str]:
    """Return every text in a value, keys too."""
    if isinstance(value, dict):
        return [text for pair in value.items() for each in pair for text in every_text(each)]
    if isinstance(value, list | tuple):
        return [text for each in value for text in every_text(each)]
    return [value] if isinstance(value, str) else []


@effort(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(street=st.sampled_from(STREETS), pick=st.randoms(use_true_random=False))
def test_no_writing_of_an_address_is_left_anywhere(session: Session, tmp_path: Path, street: str, pick: Random) -> None:
    """In listing, history, what waits, reasons, notes, reports, sources, notices and the sheet on the disk."""
    session.query(Report).delete()
    written = [write(street, pick) for _ in range(8)]
    edit(session, "invented0001", address_1=street, transit_note=f"Ring at {written[0]}.")
    edit(session, "invented0001", transit_note="", phone_note=written[1])
    facts = queries.listings(session)["invented0001"]
    for number, text in ((2, "cost_note"), (3, "documents")):
        batch = changes.propose(session, [Draft("invented0001", "change", facts, facts | {text: written[number]})],
                                kind="edit", author="ana", reason=f"They said {written[4]}!")
        if number == 2:
            changes.send_back(session, batch.id, approver="ben", reason=f"Is it {written[5]}?")
    reports.add(session, {str(pick.random()): dump(report(listing_id="invented0002", text=f"I was at {written[6]}."))})
    notices.propose(session, replace(notice(), source=f"Sign {written[7]}"), author="ana")
    path = tmp_path / "listings.csv"
    exporter.write(path, [facts | {"internal_note": written[0]}])
    session.commit()
    seen: list[erase.Erasure] = []
    lines = erased(session, "address_1", seen)
    rewrite.rewrite(tmp_path, "invented0001", facts, seen[0].rid)
    found = sa.MetaData()
    found.reflect(session.connection())
    kept = [text for table in found.sorted_tables for row in session.execute(sa.select(table))
            for text in every_text(tuple(row))]
    session.rollback()
    for text in written:
        assert not any(text in each or json.dumps(text)[1:-1] in each for each in kept)
        assert text not in path.read_text("utf-8")
    assert not seen[0].telling.in_bytes(path.read_bytes()) and lines == []
    assert verify(session).code == ""


def test_what_may_tell_is_named_for_a_person_to_look_at(session: Session) -> None:
    edit(session, "invented0001", transit_note="Walk up Quietwillow Lane.", description="Help for all.")
    edit(session, "invented0002", transit_note="Next to 4711 Quietwillow Ln.", cost_note="Bus 4711.")
    number = changes.propose(session, [Draft("invented0003", "change", listing(3), listing(3, cost="free"))],
                             kind="edit", author="ana", reason="Not calle Quietwillow 4711").id
    assert sorted(erased(session, "address_1", [])) == [
        f"batch {number}, reason: may say it, in other words",
        "listing invented0001, transit_note: may say it, in other words",
        "listing invented0002, transit_note: says it too",
        "the history of listing invented0001, transit_note: may say it, in other words",
        "the history of listing invented0002, transit_note: says it too"]
