"""`amparo notice`: one person proposes, another approves, each error says how to fix it."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

import directory
from directory.cli import main
from directory.cli import notices as words
from directory.edition.store import Store
from directory.sheets import problems
from tests.cli.conftest import Amparo, Said
from tests.edition.small_places import small_data  # noqa: F401
from tests.listings.notices_made_up import ENGLISH, SPANISH

FILLED = {"--purpose": "closed", "--area": "state:CA", "--source": "Example Court, opening days",
          "--source-url": "https://court.example.org/days", "--source-date": "2026-09-15", "--author": "Ana"}


def propose(amparo: Amparo, *more: str, texts: tuple[str, ...] = (f"en={ENGLISH}", f"es={SPANISH}"),
            **options: str) -> Said:
    """Propose an invented notice; options as keywords, like source_date="2026"."""
    asked = FILLED | {f"--{name.replace('_', '-')}": value for name, value in options.items()}
    return amparo("notice", "propose", *more, *(word for option in asked.items() for word in option),
                  *(word for text in texts for word in ("--text", text)))


def shown(home: Path) -> list[str]:
    """Return the English of the notices in the edition that families see."""
    edition = Store(home / "editions").edition()
    assert edition is not None
    found = [notice.texts["en"] for notice in edition.notices]
    edition.engine.dispose()
    return found


def test_a_notice_from_the_first_word_to_the_last(amparo: Amparo, own_data: Path, tmp_path: Path) -> None:
    amparo("import", own_data)
    said = propose(amparo)
    assert said.code == 0
    assert said.lines[-1] == "Notice 1 waits for another person: amparo notice approve 1 --approver NAME"
    assert f"  es: {SPANISH}" in said.lines
    assert "notice 1: by Ana on 2026-09-16, waits for another person" in amparo("notice", "list").lines
    amparo("publish")
    assert shown(tmp_path / "home") == [], "it waits"

    own = amparo("notice", "approve", "1", "--approver", "ana")
    assert own.code == 1 and "must be another person than Ana" in own.text
    said = amparo("notice", "approve", "1", "--approver", "Ben")
    assert said.lines[-1] == "Notice 1 is approved. Families see it after: amparo publish"
    amparo("publish", "--if-needed")
    assert shown(tmp_path / "home") == [ENGLISH]

    said = amparo("notice", "withdraw", "1", "--author", "Cleo")
    assert said.lines == ["Notice 1 is withdrawn. It leaves the pages with: amparo publish"]
    amparo("publish", "--if-needed")
    assert shown(tmp_path / "home") == []
    assert amparo("notice", "list").lines == [
        "No notice stands or waits. For those that ended: amparo notice list --all"]
    assert ("notice 1: by Ana on 2026-09-16, approved by Ben on 2026-09-16, withdrawn by Cleo on 2026-09-16"
            in amparo("notice", "list", "--all").lines)


def test_a_dry_run_shows_it_and_writes_nothing(amparo: Amparo, tmp_path: Path) -> None:
    said = propose(amparo, "--dry-run", more_url="https://example.org/more")
    assert said.lines == [
        "  state:CA, 2026-09-16 to 2026-09-18: an office, court or service is closed or has moved", f"  en: {ENGLISH}",
        f"  es: {SPANISH}", "  source: Example Court, opening days, 2026-09-15, https://court.example.org/days",
        "  more: https://example.org/more", "Dry run: nothing was written down."]
    assert not (tmp_path / "home").exists()
    assert amparo("notice", "list").lines == ["No notice stands or waits."]


def test_it_asks_what_the_notice_is_for_and_a_sighting_is_none_of_it(amparo: Amparo) -> None:
    words = [word for option in FILLED.items() if option[0] != "--purpose" for word in option]
    words = ["notice", "propose", *words, "--text", f"en={ENGLISH}"]
    asked = CliRunner().invoke(main, words, input="sighting\nclosed\n")
    assert asked.exit_code == 0
    assert asked.output.startswith("What is this notice for (closed, deadline, rule, help, disaster, scam): sighting\n")
    assert "'sighting' is not one of" in asked.output and "Notice 1 waits" in asked.output


def test_every_slip_has_words() -> None:
    package = Path(directory.__file__).parent
    slips = {code for name in ("listings", "cli") for code in re.findall(
        r"Invalid\(\"([a-z-]+)\"", (package / name / "notices.py").read_text("utf-8"))}
    assert len(slips) > 15
    assert slips - set(problems.MESSAGES) <= set(words._WRONG) <= slips


@pytest.mark.parametrize(("change", "says"), [
    ({"area": "Alameda"}, "--area: “Alameda” is not an area for a notice. Write country:US, state:CA or county:06001"),
    ({"area": "county:99999"}, '--area: "county:99999" We do not know the area “county:99999”. Check its number.'),
    ({"expires": "2026-12-03"}, "--expires: A notice lasts at most 30 days: until 2026-10-16."),
    ({"expires": "2026-09-15"}, "--expires: This day is over."),
    ({"expires": "soon"}, '--expires: "soon" This is not a'),
    ({"starts": "2026-09-19", "expires": "2026-09-18"}, "It would end before it starts, on 2026-09-19."),
    ({"source": " "}, "--source: This must be filled in."),
    ({"source_url": "http://example.org"}, "--source-url: The address must begin with https://"),
    ({"source_url": "https://bit.ly/x"}, '--source-url: "https://bit.ly/x" A short link hides where it leads.'),
    ({"source_date": "2027-01-01"}, "--source-date: The source cannot be of a later day"),
    ({"author": " "}, "your name is missing"), ({"author": "bootstrap"}, "is kept for the program itself")])
def test_an_error_names_the_option_and_the_way_out(amparo: Amparo, change: dict[str, str], says: str) -> None:
    said = propose(amparo, **change)
    assert said.code == 1
    assert says in said.text
    assert amparo("notice", "list").lines == ["No notice stands or waits."]


@pytest.mark.parametrize(("texts", "says"), [
    (("Closed",), "--text: Say which language this is"), (("es=Cerrado",), "--text: The English text is missing"),
    (("en=Closed", "en=Open"), "There are two texts in en"), (("en=Closed", "xx=Closed"), "“xx” is not a language"),
    (("en=Closed", "es=closed"), "This is the English text"), (("en=Closed \u202e!",), "cannot be seen (U+202E)"),
    (("en=<b>Closed</b>",), "“<” looks like markup"), (("en=Write to a@example.org",), "No e-mail addresses"),
    (("en=Closed on May 5", "es=Cerrado el 6 de mayo"), "The numbers are not those of the English (5), but 6."),
    (("en=See example.org",), "Put the page into --more-url"), (("en=" + "x" * 301,), "at most 300 characters"),
    (("en=ICE is at the market",), "“ice is at” reads like a sighting of agents. Sightings are not for notices")])
def test_a_text_that_may_not_stand_is_refused_in_words(amparo: Amparo, texts: tuple[str, ...], says: str) -> None:
    said = propose(amparo, texts=texts)
    assert (said.code, says in said.text) == (1, True), said.text
    assert amparo("notice", "list").lines == ["No notice stands or waits."]


def test_a_register_that_was_tampered_with_shows_nothing_unsourced(amparo: Amparo, tmp_path: Path) -> None:
    propose(amparo)
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'home' / 'register.sqlite'}")
    with engine.begin() as connection, pytest.raises(sa.exc.IntegrityError):
        connection.execute(sa.text("UPDATE notice SET source_url = '', approver = 'Ana', approved_on = starts"))
    engine.dispose()
