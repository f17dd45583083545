"""A language is offered only when its catalog is whole, and the list of messages is as new as the code."""

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from directory.config import own_folder
from directory.i18n.check import problems
from directory.i18n.languages import offered

ROOT = Path(__file__).parents[2]
OFFERED = [language for language in offered() if language.code != "en"]


def messages(path: Path) -> set[tuple[str, ...]]:
    with path.open("rb") as file:
        return {(str(message.context or ""), *(message.id if isinstance(message.id, tuple) else (message.id,)))
                for message in read_po(file) if message.id}


@pytest.mark.parametrize("language", OFFERED, ids=lambda language: language.code)
def test_an_offered_catalog_has_no_slip_that_a_machine_can_see(language) -> None:
    found = problems(own_folder("translations") / language.folder / "LC_MESSAGES" / "messages.po")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", OFFERED, ids=lambda language: language.code)
def test_an_offered_catalog_has_just_the_messages_there_are(language) -> None:
    po = own_folder("translations") / language.folder / "LC_MESSAGES" / "messages.po"
    assert messages(po) == messages(own_folder("translations") / "messages.pot"), "run: make messages"


def test_the_list_of_messages_is_as_new_as_the_code(tmp_path: Path) -> None:
    made = tmp_path / "messages.pot"
    subprocess.run([Path(sys.executable).parent / "pybabel", "-q", "extract", "-F", "babel.cfg", "-k", "N_", "-k", "_",
                    "-k", "_count:1,2", "--no-location", "--omit-header", "-o", made, "."], cwd=ROOT, check=True)
    assert messages(made) == messages(own_folder("translations") / "messages.pot"), "run: make messages"
