"""A language is offered only when its catalog is whole, and the list of messages is as new as the code."""

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from directory.config import own_folder
from directory.i18n.check import problems
from directory.i18n.languages import Language, offered
from directory.i18n.languages import language as tongue

pytestmark = pytest.mark.pages

ROOT = Path(__file__).parents[2]
#: Every catalog that must be whole: what everybody sees in each offered language, what the team sees in Spanish.
CATALOGS = [pytest.param(language, "messages", id=language.code) for language in offered() if language.code != "en"]
CATALOGS.append(pytest.param(tongue("es"), "team", id="es team"))
SETUPS = {"messages": "babel.cfg", "team": "babel-team.cfg"}


def messages(path: Path) -> set[tuple[str, ...]]:
    with path.open("rb") as file:
        return {(str(message.context or ""), *(message.id if isinstance(message.id, tuple) else (message.id,)))
                for message in read_po(file) if message.id}


@pytest.mark.parametrize(("language", "domain"), CATALOGS)
def test_an_offered_catalog_has_no_slip_that_a_machine_can_see(language: Language, domain: str) -> None:
    found = problems(own_folder("translations") / language.folder / "LC_MESSAGES" / f"{domain}.po")
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("language", "domain"), CATALOGS)
def test_an_offered_catalog_has_just_the_messages_there_are(language: Language, domain: str) -> None:
    po = own_folder("translations") / language.folder / "LC_MESSAGES" / f"{domain}.po"
    assert messages(po) == messages(own_folder("translations") / f"{domain}.pot"), "run: make messages"


@pytest.mark.parametrize("domain", SETUPS)
def test_the_list_of_messages_is_as_new_as_the_code(tmp_path: Path, domain: str) -> None:
    made = tmp_path / "made.pot"
    pybabel = Path(sys.executable).parent / "pybabel"
    subprocess.run([pybabel, "-q", "extract", "-F", SETUPS[domain], "-k", "N_", "-k", "_", "-k", "_count:1,2",
                    "--no-location", "--omit-header", "-o", made, "."], cwd=ROOT, check=True)
    assert messages(made) == messages(own_folder("translations") / f"{domain}.pot"), "run: make messages"
