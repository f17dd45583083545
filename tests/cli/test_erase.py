"""An erasure: afterwards no byte of it is in any file, the history verifies, and a dead one is simply run again."""

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from directory.cli import erase as command
from directory.cli.session import register as open_register
from directory.edition import publish
from directory.register import changes, queries, reports
from directory.register import erase as erasing
from directory.register.changes import Draft
from directory.reports import spool
from directory.reports.message import dump
from tests.cli.conftest import Amparo
from tests.register.writings import as_kept, write
from tests.reports.made_up import report

pytestmark = pytest.mark.system

STREET, OLDER, POINT = "4711 Quietwillow Lane", "12 Zebrafish Court", "37.423571"
WORDS = (STREET, "quietwillow", OLDER, "zebrafish", POINT, "-121.943172", "sauce callado")
#: The street as others write it. What differs from it in capitals alone is found by the word itself.
WRITINGS = [write(STREET, Random(number)) for number in range(40)]
NOTE = f"Ring at {STREET.upper()}, second door."
SAME = "Toque en la segunda puerta, Sauce Callado 4711."
ERASE = ("erase", "pantry0020", "address_1", "--by", "dora", "--approver", "emil", "--reason",
         "It is a safe house now.", "--confidential", "--service-area", "county:06085")


def left_in(folder: Path) -> list[str]:
    """Return which files hold one of the words, in UTF-8 or UTF-16, whatever the case."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        raw = path.read_bytes().lower()
        found += [f"{path.name}: {word}" for word in WORDS for encoding in ("utf-8", "utf-16-le", "utf-16-be")
                  if word.lower().encode(encoding) in raw]
        found += [f"{path.name}: {word!r}" for word in WRITINGS for each in as_kept(word) if each.encode() in raw]
    return found


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the site of the first test is kept for the others: a long life takes time."""
    return tmp_path_factory.mktemp("lived") / "kept"


@pytest.fixture
def home(tmp_path: Path, own_data: Path, amparo: Amparo, lived: Path) -> Path:
    """A site with a long life: an address in sheets, history, proposals, reasons, notes, reports, box and editions."""
    if not lived.exists():
        long_life(own_data, amparo)
        shutil.copytree(tmp_path, lived, symlinks=True)
    else:
        shutil.copytree(lived, tmp_path, symlinks=True, dirs_exist_ok=True)
    assert len(left_in(tmp_path)) > 12
    return tmp_path / "home"


def long_life(own_data: Path, amparo: Amparo) -> None:
    """Write an address into sheets, history, proposals, reasons, notes, reports, box and editions."""
    food = own_data / "listings" / "food.csv"
    first = food.read_text("utf-8")

    def say(street: str, **more: str) -> None:
        text = first.replace("20 Sample Street", street).replace("37.42,-121.94,(408) 555-0120",
                                                                 f"{POINT},-121.943172,(408) 555-0120")
        food.write_text(text.replace("Example Pantry 20", more.get("name", "Example Pantry 20")), "utf-8")

    say(OLDER)
    amparo("import", own_data)
    amparo("publish")
    say(STREET, name="Another Pantry 20")
    amparo("import", own_data, "--author", "ana", "--approver", "ben", "--reason", f"They moved to {STREET}.")
    amparo("publish")
    with open_register() as (session, settings):
        facts = queries.listings(session)["pantry0020"]
        for after, end in (({"transit_note": NOTE, "transit_note_es": SAME}, "apply"),
                           ({"cost_note": f"Pay at {STREET}"}, "send back"),
                           ({"documents": f"Post box: {OLDER}"}, "wait")):
            batch = changes.propose(session, [Draft("pantry0020", "change", facts, facts | after)], kind="edit",
                                    author="ana", reason="call")
            if end == "apply":
                changes.apply(session, batch.id, approvers=["ben"])
            elif end == "send back":
                changes.send_back(session, batch.id, approver="ben", reason=f"Not at {STREET} any more?")
        reports.add(session, {"a": dump(report(listing_id="pantry0020", text=f"I stood before {STREET}, closed."))})
        for number, written in enumerate(WRITINGS):
            reports.add(session, {f"w{number}": dump(report(listing_id="pantry0021", text=f"Not {written}!"))})
        one, other, *_ = WRITINGS
        batch = changes.propose(session, [Draft("pantry0020", "change", facts, facts | {"internal_note": one})],
                                kind="edit", author="ana", reason=f"{other}, they said")
        changes.apply(session, batch.id, approvers=["ben"])
        spool.Spool(settings.spool).put(report(listing_id="pantry0020", text=f"Nobody at {OLDER}"), once="x")
    amparo("publish")


@pytest.fixture
def server(register_url: str, tmp_path: Path, own_data: Path, amparo: Amparo,
           monkeypatch: pytest.MonkeyPatch) -> Iterator[sa.Engine]:
    """The same site on PostgreSQL, which has looked its tables over as it does from time to time by itself."""
    monkeypatch.setenv("DATABASE_URL", register_url)
    long_life(own_data, amparo)
    with open_register() as (session, _):
        facts = queries.listings(session)["pantry0020"]
        for call in ("first", "second"):
            changes.propose(session, [Draft("pantry0020", "change", facts, facts | {"capacity": "open"})], kind="edit",
                            author="ana", reason=f"The {call} call: {STREET} is right.")
    engine = sa.create_engine(register_url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text("ANALYZE"))
    yield engine
    engine.dispose()


def left_on(engine: sa.Engine) -> list[str]:
    """Return which tables of a PostgreSQL, its statistics of them and its files hold one of the words.

    A file may hold a long text packed, so the database is asked too.
    """
    found = []
    with engine.connect() as connection:
        for name in (*sa.inspect(connection).get_table_names(), "pg_stats"):
            rows = connection.execute(sa.text(f'SELECT lower(each::text) FROM "{name}" AS each')).scalars()
            found += [f"{name}: {word}" for row in rows for word in WORDS if word.lower() in row]
        connection.execute(sa.text("CHECKPOINT"))
        folder = Path(connection.execute(sa.text("SHOW data_directory")).scalar_one()) / "base"
        number = str(connection.execute(sa.text("SELECT oid FROM pg_database WHERE datname = current_database()"))
                     .scalar_one())
    return found + left_in(folder / number)


@pytest.mark.postgresql
@pytest.mark.parametrize("register_url", ["postgresql"], indirect=True)
def test_an_erasure_on_postgresql_leaves_no_byte_either(amparo: Amparo, server: sa.Engine, tmp_path: Path) -> None:
    """From the command to the files: tables, sheets, editions, box. The server's own log is the operator's."""
    assert not (tmp_path / "home" / "register.sqlite").exists()
    before = left_on(server)
    assert any(each.startswith("pg_stats") for each in before), before
    assert len(left_in(tmp_path)) > 6
    said = amparo(*ERASE)
    assert said.code == 0, said.text
    assert left_on(server) == [] and left_in(tmp_path) == []
    for line in ("erased: transit_note of the listing", "erased: the reason of batch", "erased: words in report.text",
                 "the row in ", "is built anew as", "on PostgreSQL its log archives too"):
        assert line in said.text
    assert amparo("history", "verify").code == 0
    with open_register() as (session, _):
        facts = queries.listings(session)["pantry0020"]
        assert facts["address_confidential"] == "yes" and "address_1" not in facts
        assert [batch.kind for batch, _ in queries.history(session, "pantry0020")].count("erase") == 1
    again = amparo(*ERASE)
    assert again.code == 0 and left_on(server) == [], "run again, it ends the same"


def test_after_an_erasure_no_byte_is_left_and_the_history_verifies(amparo: Amparo, home: Path, tmp_path: Path) -> None:
    before = sorted(path.name[:23] for path in (home / "editions").glob("edition-*"))
    said = amparo(*ERASE)
    assert said.code == 0, said.text
    assert left_in(tmp_path) == []
    assert amparo("history", "verify").code == 0
    for line in ("erased: transit_note of the listing", "erased: the reason of batch", "erased: words in report.text",
                 "erased: a note of a reviewer", "the row in ", "is built anew as",
                 "Destroy what was copied before 2026"):
        assert line in said.text
    kept = sorted(path.name[:23] for path in (home / "editions").glob("edition-*"))
    assert kept[:-1] == before, "the older editions are there still, and a fresh one"
    for path in publish.editions(home / "editions"):
        publish.verify(path, None)
    with open_register() as (session, _):
        facts = queries.listings(session)["pantry0020"]
        batch, last = queries.history(session, "pantry0020")[-1]
        assert (batch.kind, last.author, last.approver) == ("erase", "dora", "emil")
    assert facts["address_confidential"] == "yes" and facts["service_area"] == "county:06085"
    assert not set(facts) & {"address_1", "city", "postal_code", "latitude", "longitude", "transit_note"}


def test_the_sheets_still_say_what_the_register_says(amparo: Amparo, home: Path, own_data: Path) -> None:
    amparo(*ERASE)
    assert "0 changed, " in (said := amparo("import", own_data, "--dry-run")).text
    assert not re.search(r"[1-9]\d* (new|changed|gone|in conflict)", said.text)


def test_what_another_says_in_its_own_right_is_named_with_its_place(amparo: Amparo, home: Path, own_data: Path) -> None:
    food = own_data / "listings" / "food.csv"
    lines = food.read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("pantry0021"))
    lines[at] = lines[at].replace("Example Pantry 21", "Example Pantry behind Quietwillow 4711")
    food.write_text("\n".join(lines) + "\n", "utf-8")
    with open_register() as (session, _):
        facts = queries.listings(session)["pantry0021"]
        batch = changes.propose(session, [Draft("pantry0021", "change", facts, facts | {"address_1": STREET})],
                                kind="edit", author="ana", reason="call")
        changes.apply(session, batch.id, approvers=["ben"])
        session.commit()
    said = amparo(*ERASE)
    assert said.code == 0, said.text
    assert "LOOK: listing pantry0021, address_1: says it too." in said.lines
    assert f"LOOK: {food} says it too, or may, in line {at + 1}. Read it, and erase it there too." in said.lines
    assert "register.sqlite still holds it: another listing" in said.text
    with open_register() as (session, _):
        assert queries.listings(session)["pantry0021"]["address_1"] == STREET


def test_a_listing_that_came_later_or_stands_beside_keeps_everything(amparo: Amparo, home: Path) -> None:
    with open_register() as (session, _):
        before = {key: facts for key, facts in queries.listings(session).items() if key != "pantry0020"}
    amparo(*ERASE)
    with open_register() as (session, _):
        assert {key: facts for key, facts in queries.listings(session).items() if key != "pantry0020"} == before


class Killed(BaseException):
    """The end of the process, which nothing catches."""


def dies(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, *, after: bool) -> None:
    """Let a step end the process, before or after it did its work."""
    real: Callable[..., object] = getattr(owner, name)

    def step(*arguments: object, **more: object) -> object:
        if after:
            real(*arguments, **more)
        raise Killed

    monkeypatch.setattr(owner, name, step)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("owner", "name"), [
    (command, "tell_collected"), (command, "_rewrite_editions"), (publish, "put_in_place"), (publish, "point_at"),
    (command.sheets, "rewrite"), (erasing, "_carry_out"), (erasing, "compact"), (command, "put_up")],
    ids=lambda value: value if isinstance(value, str) else "")
def test_an_erasure_that_died_is_run_again_and_ends_the_same(
        amparo: Amparo, home: Path, tmp_path: Path, owner: object, name: str, *, after: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        dies(patch, owner, name, after=after)
        with pytest.raises(Killed):
            amparo(*ERASE)
    said = amparo(*ERASE)
    assert said.code == 0, said.text
    assert left_in(tmp_path) == []
    assert amparo("history", "verify").code == 0
    with open_register() as (session, _):
        assert queries.listings(session)["pantry0020"]["address_confidential"] == "yes"
        assert [batch.kind for batch, _ in queries.history(session, "pantry0020")].count("erase") == 1


REFUSED = (
    (("nobody0001", "address_1"), "There is no listing nobody0001."),
    (("pantry0020", "street"), "There is no column street."),
    (("pantry0020", "organization"), "Every listing has organization"),
    (("pantry0020", "whatsapp"), "says anything of: whatsapp"),
    (("pantry0020", "phone", "--approver", "Dora "), "Nobody approves their own change"),
    (("pantry0020", "phone", "--approver", "sampling"), "is kept for the program"),
    (("pantry0020", "phone", "--approver", " "), "Say who approves"),
    (("pantry0020", "phone", "--reason", " "), "Say who you are and why"),
    (("pantry0020", "address_1", "--reason", f"They left {STREET}"), "The reason says what is to be erased"),
    (("pantry0020", "address_1", "--confidential"), "would break a rule (service_area"),
    (("pantry0020", "city", "--confidential", "--service-area", "zip:95112"), "would break a rule (service_area"),
    (("pantry0020", "city", "--confidential", "--service-area", "county:99999"), "would break a rule (service_area"),
    (("pantry0020", "city", "--confidential", "--service-area", "Santa Clara"), "would break a rule (service_area"),
)


def test_what_is_refused_touches_nothing(amparo: Amparo, home: Path, tmp_path: Path) -> None:
    amparo("reports")
    before = left_in(tmp_path)
    for arguments, says in REFUSED:
        typed = dict(zip(("--by", "--approver", "--reason"), ("dora", "emil", "why"), strict=True))
        options = [part for name, value in typed.items() if name not in arguments for part in (name, value)]
        said = amparo("erase", *arguments, *options)
        assert (said.code, says in said.text) == (1, True), said.text
    assert left_in(tmp_path) == before


def test_a_private_phone_goes_alone_in_any_writing(amparo: Amparo, home: Path) -> None:
    with open_register() as (session, _):
        reports.add(session, {"b": dump(report(listing_id="pantry0020", text="408.555.0120 is my cousin's phone"))})
    said = amparo("erase", "pantry0020", "phone", "--by", "dora", "--approver", "emil", "--reason", "A private number.")
    assert said.code == 0, said.text
    with open_register() as (session, _):
        facts = queries.listings(session)["pantry0020"]
        texts = [each.text for each in queries.open_reports(session)]
    assert "phone" not in facts and facts["address_1"] == STREET
    assert "(erased) is my cousin's phone" in texts
    assert amparo("history", "verify").code == 0


def test_an_erased_fact_cannot_be_found_by_trying(amparo: Amparo, home: Path) -> None:
    """All that is left of it are commitments, and the salts they were made with are nowhere."""
    amparo(*ERASE)
    with sqlite3.connect(home / "register.sqlite") as connection:
        rows = connection.execute("SELECT salt, opened, after FROM change WHERE listing_id = 'pantry0020' "
                                  "AND state = 'applied' ORDER BY sequence").fetchall()
    connection.close()
    assert [row[0] for row in rows[:-1]] == [""] * (len(rows) - 1)
    assert all('"address_1"' in opened for _, opened, _ in rows[:2])
    assert all('"address_1"' not in after for _, _, after in rows)
