"""Takes the pictures of the curators' guide: `PYTHONPATH=. python docs/pictures.py --team`.

It makes a small site of its own from the invented sheets of the tests, with two volunteers at work on it, and throws it
away. Look at each picture before you keep it.
"""

import csv
import io
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from flask import Flask
from PIL import Image
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from directory import clock, create_app
from directory.config import Settings
from directory.curation.people import changes as people
from directory.db import db
from directory.listings.models import Listing
from directory.register import changes
from directory.register.changes import Draft
from directory.reports.message import Message
from directory.reports.spool import Spool
from tests.conftest import DATA, fill
from tests.curation.team import Person
from tests.curation.upload.conftest import number, send
from tests.curation.upload.made_up import as_csv

FOLDER = Path(__file__).parent / "screenshots" / "team"
LANGUAGES = ("en", "es")
SCREENS = {"phone": (360, 740), "desk": (1280, 900)}
#: A Wednesday, 10 in the morning in California: what is old on the pictures stays as old.
MOMENT = datetime(2026, 9, 16, 17, 0, tzinfo=UTC)
ROLES = ("curator", "reviewer", "translator", "admin")


class Shot(NamedTuple):
    """One picture: who looks ('' for nobody signed in), the page below /en/team, and what stands at the top on each
    screen ('' for the top of the page)."""

    who: str
    way: str
    phone: str = ""
    desk: str = ""


def pictures(app: Flask, settings: Settings) -> tuple[dict[str, Person], dict[str, Shot]]:
    """Let Ana and Ben work; return both, and where each picture is found."""
    ana, ben = (Person(app, name, ROLES) for name in ("ana", "ben"))
    Spool(settings.spool).put(Message("report", "2026-09-15", "es", "oakland001", "phone", text="Nobody answers."),
                              once="a")
    ana.get("reports")
    _edit(ana, "clinic0001", hours="Mon-Fri 8am-5pm; 1st Sat 10am-1pm", reason="Called: new hours")
    _approve(app, ben)
    _edit(ana, "clinic0001", languages="English; Spanish; Vietnamese", reason="Their page names the languages")
    _approve(app, ben)
    _edit(ana, "oakland002", description="Helps families with immigration papers. The first visit is free.",
          reason="Called: the first visit is free")
    _approve(app, ben)
    _edit(ana, "oakland001", phone="(510) 555-0177", hours="Mon-Thu 9am-5pm", reason="Read on their web site")
    review = _newest(app)
    _twin(app)
    dirty, clean = _dirty(ana), _changed(ana)
    call = ben.post("calls/start/clinic0001").location.rsplit("/", 1)[-1]
    return {"ana": ana, "ben": ben}, {
        "invitation": Shot("", f"invitation/{_invite(app)}"),
        "sign-in": Shot("", "sign-in"),
        "what-to-do": Shot("ana", ""),
        "calls": Shot("ana", "calls", phone="#next"),
        "call": Shot("ben", f"calls/{call}", phone="#ask-phone", desk="#ask-phone"),
        "edit": Shot("ana", "listings/clinic0001/edit", phone="#group-1"),
        "sheet": Shot("ana", f"sheets/{dirty}", phone="#rows", desk="#kinds"),
        "plan": Shot("ana", f"sheets/{clean}/plan", phone="dl.numbers"),
        "review": Shot("ben", f"proposals/{review}", phone=".panel", desk=".panel"),
        "history": Shot("ana", "listings/clinic0001/history", phone="ol.past"),
        "duplicates": Shot("ana", "duplicates/pantry0020/twin000001", phone="table"),
        "translation": Shot("ana", "translations/es/text/oakland002", phone=".two-texts"),
    }


def _edit(person: Person, listing_id: str, **filled: object) -> None:
    page = person.press(person.get(f"listings/{listing_id}/edit"), "Save", **filled)
    if "Look at what is marked" in page.text:
        page = person.press(page, "Save")
    if "It was sent" not in page.text:
        raise RuntimeError(page.text)


def _newest(app: Flask) -> int:
    with app.app_context():
        return db.session.query(changes.Batch).order_by(changes.Batch.id.desc()).first().id


def _approve(app: Flask, person: Person) -> None:
    page = person.get(f"proposals/{_newest(app)}")
    chosen = [each.get("value") for each in page.all("input") if each.get("name") == "change"]
    done = person.press(page, "Approve", change=chosen).text
    if "Approved: 1" not in done:
        raise RuntimeError(done)


def _twin(app: Flask) -> None:
    """List one pantry a second time, from another list."""
    with app.app_context():
        twin = {**db.session.get_one(Listing, "pantry0020").facts, "address_1": "20 Sample St", "hours": "Mon 9am-5pm",
                "phone": "(408) 555-0199", "source": "other-list"}
        batch = changes.propose(db.session(), [Draft("twin000001", "new", None, twin, "food")], author="dora",
                                kind="edit", reason="another list")
        changes.apply(db.session(), batch.id, approvers=["ben"])
        db.session.commit()


def _dirty(person: Person) -> int:
    """Send in a sheet with the faults of everyday, its columns told; return the number of the draft."""
    header = ["organization", "category", "services", "address_1", "city", "state", "postal_code", "phone", "hours",
              "source"]
    rows = [
        ["Example Pantry North", "food", "food-pantry", "1 Example Street", "Boston", "MA", "2108", "(617) 555-0101",
         "Mon-Fri 9am-5pm", "test-list"],
        ["Example Pantry South", "food", "food-pantry", "2 Example Street", "Boston", "MA", "02116",
         "617-555-0102 or 617-555-0103", "By appointment", "test-list"],
        ["Example Kitchen", "food", "hot mealz", "3 Example Street", "Boston", "MA", "02118", "617-555-0104",
         "Tue 12pm-2pm", "test-list"],
        ["Example Pantry West", "food", "hot mealz", "4 Example Street", "Boston", "MA", "02119", "", "Wed 9-5",
         "test-list"],
        ["Total: 4 places"] + [""] * 9]
    return number(send(person, as_csv(header, rows), "food-boston.csv", new_name="food-boston"))


def _changed(person: Person) -> int:
    """Send a sheet of pantries in again with one changed, one gone and one new; return the number of the draft."""
    rows = list(csv.DictReader(io.StringIO((DATA / "listings" / "food.csv").read_text(encoding="utf-8"))))
    rows[1] |= {"hours": "Wed 10am-1pm", "phone": "(408) 555-0188"}
    rows[-1] |= {"id": "", "organization": "Example Pantry 90", "address_1": "90 Sample Street"}
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return number(send(person, file.getvalue().encode(), "food-september.csv", sheet="food"))


def _invite(app: Flask) -> str:
    with app.app_context():
        token = people.invite(db.session(), "rosa-2", ["curator", "reviewer"], by="ana",
                              locker=app.extensions["amparo_locker"])
        db.session.commit()
        return token


@contextmanager
def site() -> Iterator[tuple[str, dict[str, Person], dict[str, Shot]]]:
    """Serve the little site; yield its address, who works there, and what to take."""
    with tempfile.TemporaryDirectory() as folder:
        clock.fix(MOMENT)
        settings = Settings(amparo_home=Path(folder), amparo_data=DATA, operator_name="Example Operator",
                            operator_contact="hello@example.org")
        fill(settings)
        app = create_app(settings)
        team, shots = pictures(app, settings)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", team, shots
        server.shutdown()


def take(browser: Browser) -> None:
    """Take every picture of the team."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with site() as (address, team, shots):
        for screen, (width, height) in SCREENS.items():
            for name, shot in shots.items():
                context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
                if shot.who:
                    context.add_cookies([{"name": "amparo-local", "value": team[shot.who].cookie, "domain": "127.0.0.1",
                                          "path": "/"}])
                page = context.new_page()
                for language in LANGUAGES:
                    page.goto(f"{address}/{language}/team/{shot.way}")
                    if top := getattr(shot, screen):
                        page.locator(top).first.evaluate("each => each.scrollIntoView({behavior: 'instant'})")
                    path = FOLDER / f"{name}-{language}-{screen}.png"
                    page.screenshot(path=path)
                    with Image.open(path) as picture:
                        picture.convert("RGB").quantize(128).save(path, optimize=True)
                context.close()
