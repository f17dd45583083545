"""The commands that show the history, and that nobody altered it."""

import re
import sqlite3
from pathlib import Path

import pytest

from directory.cli.session import register as open_register
from directory.register import changes, queries
from directory.register.changes import Draft
from tests.cli.conftest import Amparo

pytestmark = pytest.mark.system


@pytest.fixture
def register(tmp_path: Path, own_data: Path, amparo: Amparo) -> Path:
    """A register with a change after the first import, published."""
    amparo("import", own_data)
    food = own_data / "listings" / "food.csv"
    food.write_text(food.read_text("utf-8").replace("Example Pantry 20", "Another Pantry 20"), "utf-8")
    assert amparo("import", own_data, "--author", "ana", "--approver", "ben").code == 0
    amparo("publish")
    return tmp_path / "home" / "register.sqlite"


def alter(register: Path, *statements: str) -> None:
    """Write into the file behind our back, past the triggers."""
    with sqlite3.connect(register, isolation_level=None) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for statement in (*(f"DROP TRIGGER {name}" for name, in names), *statements):
            connection.execute(statement)
    connection.close()


def test_a_whole_history_is_verified(amparo: Amparo, register: Path) -> None:
    said = amparo("history", "verify")
    assert said.code == 0
    assert re.search(r"\d+ changes, each as it was applied; every listing is what its history says\.", said.text)


def test_what_was_altered_is_named_and_the_exit_code_says_so(amparo: Amparo, register: Path) -> None:
    alter(register, "UPDATE change SET approver = 'zoe' WHERE author = 'ana'")
    said = amparo("history", "verify")
    assert said.code == 1
    assert "is not what was applied" in said.text


def test_an_edition_remembers_an_end_that_was_cut_off(amparo: Amparo, register: Path) -> None:
    alter(register,
          "CREATE TEMP TABLE last AS SELECT * FROM change WHERE author = 'ana' AND state = 'applied'",
          "DELETE FROM change WHERE id = (SELECT id FROM last)",
          "DELETE FROM batch WHERE id = (SELECT batch_id FROM last)",
          "UPDATE sheet_row SET facts = (SELECT sheet_before FROM last) WHERE listing_id = 'pantry0020'",
          "UPDATE listing SET facts = (SELECT before FROM last), version = 1, changed_at = (SELECT applied_at FROM "
          "change WHERE listing_id = 'pantry0020') WHERE id = 'pantry0020'")
    said = amparo("history", "verify")
    assert (said.code, "was made of another history" in said.text) == (1, True)


def test_what_moves_only_the_history_needs_no_new_edition(amparo: Amparo, register: Path) -> None:
    """A sheet that comes to say what the register says adds to the history; no family would see a difference."""
    with open_register() as (session, _):
        before = changes.head(session)
        facts = queries.listings(session)["pantry0020"]
        draft = Draft("pantry0020", "agree", facts, facts, "food", facts, facts)
        batch = changes.propose(session, [draft], kind="import", author="ana", reason="newer", sheet="food")
        changes.apply(session, batch.id, approvers=["ben"])
        assert changes.head(session) != before
    assert "is current" in amparo("publish", "--if-needed").text
    assert amparo("history", "verify").code == 0
