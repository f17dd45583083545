"""Twenty curators edit at once, on both engines: no edit is lost, no error page, and who meets another one sees it."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from directory import create_app
from directory.cli.session import register_app, upgrade
from directory.config import Settings
from directory.curation.review import policy
from directory.db import db
from directory.places.finder import zip_finder
from directory.register import queries
from directory.sheets import importer
from tests.conftest import DATA
from tests.curation.team import Person
from tests.reader import Page

LISTINGS = ("clinic0001", "oakland001", "pantry0021", "clinic0002")
#: What each of twenty people does: a small fact of somebody trusted, which is applied at once, or a note, which waits.
SMALL = {"capacity": "waitlist", "appointment": "walk-in", "interpretation": "yes", "asks_proof_of_income": "no",
         "asks_immigration_status": "no"}
NOTES = ("hours_note", "cost_note", "transit_note", "documents", "languages_note")


@pytest.fixture
def site(register_url: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The team's site on a filled register of each engine; no small fact is drawn."""
    monkeypatch.setattr(policy.secrets, "randbelow", lambda _: 99)
    own = tmp_path / "site"
    shutil.copytree(home, own, symlinks=True)
    settings = Settings(amparo_home=own, amparo_data=DATA, database_url=register_url, operator_name="Example Operator",
                        operator_contact="hello@example.org")
    upgrade(register_url)
    with register_app(settings).app_context():
        folder = importer.read(DATA, find_zip=zip_finder())
        importer.fill(db.session(), folder, importer.decide(db.session(), folder.sheets)[0], reason="test")
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    made = create_app(settings)
    made.testing = True
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def _at_once(jobs: list[Callable[[], list[int]]]) -> list[list[int]]:
    ready = threading.Barrier(len(jobs))
    done: list[list[int]] = [[] for _ in jobs]

    def run(number: int) -> None:
        ready.wait(60)
        done[number] = jobs[number]()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    return done


def _edits(person: Person, listing_id: str, name: str, value: str) -> Callable[[], list[int]]:
    """Return what somebody does: open, change one fact, save, and save again whenever somebody else was there."""
    def work() -> list[int]:
        page: Page = person.get(f"listings/{listing_id}/edit")
        statuses = [page.status]
        for _ in range(20):
            page = person.press(page, "Save", **{name: value, "reason": f"{person.name} asked"})
            statuses.append(page.status)
            if page.status not in (409, 422):
                break
        return statuses
    return work


@pytest.mark.system
def test_twenty_edit_at_once_and_nothing_is_lost(site: Flask) -> None:
    people = [Person(site, f"person-{number}", ["curator"], trust=3) for number in range(20)]
    wanted = []
    for number, person in enumerate(people):
        listing_id = LISTINGS[number % 4]
        turn = number // 4
        name, value = list(SMALL.items())[turn] if number % 2 else (NOTES[turn], f"Said to {person.name}")
        wanted.append((person, listing_id, name, value))
    done = _at_once([_edits(*each) for each in wanted])
    assert all(statuses and set(statuses) <= {200, 409, 422} for statuses in done), done
    assert all(statuses[-1] == 200 for statuses in done), done
    assert any(409 in statuses for statuses in done), "nobody met anybody: this proves nothing"
    with site.app_context():
        facts = queries.listings(db.session())
        waits = {(batch.author, change.listing_id): change for batch, changes in queries.waiting(db.session())
                 for change in changes}
        for person, listing_id, name, value in wanted:
            if name in SMALL:
                assert facts[listing_id][name] == value
            else:
                change = waits[person.name, listing_id]
                assert (change.after or {})[name] == value and name not in facts[listing_id]


@pytest.mark.system
def test_two_who_edit_one_row_both_see_it(site: Flask) -> None:
    ana, ben = (Person(site, name, ["curator"], trust=3) for name in ("ana", "ben"))
    forms = [each.get("listings/clinic0001/edit") for each in (ana, ben)]
    assert ana.press(forms[0], "Save", capacity="open", reason="asked").status == 200
    met = ben.press(forms[1], "Save", capacity="full", reason="asked too")
    assert met.status == 409 and "Somebody else worked on this listing" in met.text
    assert "Takes new people" in met.text or "open" in met.text
    assert ben.press(met, "Save", take_capacity="mine").status == 200
    seen = ana.get("listings/clinic0001/history").text
    assert "ben changed facts." in seen and "ana changed facts." in seen
