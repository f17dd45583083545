"""How long a large sheet takes through the browser's pages, and how much memory: from upload to undo.

    .venv/bin/python -m benchmarks.upload                  # 20,000 invented rows on SQLite
    .venv/bin/python -m benchmarks.upload --rows 2000
    .venv/bin/python -m benchmarks.upload --postgresql     # the same on a PostgreSQL of our own

Steps are asked for as a browser does, in one process; the check runs beside the request, as it does on the site. At the
end it proves that the undo of the whole batch restores the export byte for byte.
"""

import argparse
import io
import re
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from flask import Flask
from werkzeug.test import Client, TestResponse

from directory import create_app
from directory.cli.session import upgrade
from directory.config import Settings
from directory.curation.people import secrets
from directory.curation.review import changes
from directory.curation.upload import outgoing
from directory.db import db
from directory.sheets import exporter
from tests.curation.team import make_account, start_session
from tests.machine import postgres

_DATA = Path(__file__).parent.parent / "tests" / "lookalikes" / "data"
_STREETS = ("Example Street", "Invented Avenue", "Sample Road", "Nowhere Lane")
_AREA_CODES = (510, 617, 212, 312, 412, 419, 408, 202)


def sheet(rows: int) -> bytes:
    """Return a workbook of invented pantries, as a food bank of the whole country would send it."""
    zips = ("94601", "94607", "95112", "02108", "10001", "60653", "15227", "43613")
    places = {"94601": ("Oakland", "CA"), "94607": ("Oakland", "CA"), "95112": ("San Jose", "CA"),
              "02108": ("Boston", "MA"), "10001": ("New York", "NY"), "60653": ("Chicago", "IL"),
              "15227": ("Pittsburgh", "PA"), "43613": ("Toledo", "OH")}
    return exporter.sheet(({
        "organization": f"Example Pantry {number}", "category": "food", "services": "food-pantry",
        "description": f"Groceries for families of area {number}. Come early, bring a bag. Nobody asks for papers.",
        "address_1": f"{number} {_STREETS[number % 4]}", "city": places[zips[number % 8]][0],
        "state": places[zips[number % 8]][1], "postal_code": zips[number % 8],
        "phone": f"({_AREA_CODES[number % 8]}) 555-01{number % 100:02}",
        "website": f"https://example.org/{number}", "languages": "en; es",
        "hours": f"Mon-Fri {8 + number % 4}am-{1 + number % 5}pm; 1st Sat 10am-{1 + number % 3}pm",
        "eligibility_note": "People of this county", "source": "test-list", "source_date": "2026-07",
    } for number in range(1, rows + 1)), "xlsx")


@contextmanager
def _timed(what: str) -> Iterator[None]:
    start, worked = time.monotonic(), time.process_time()
    yield
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:24} {time.monotonic() - start:7.1f} s, {time.process_time() - worked:5.1f} s of them at work here   "
          f"peak so far {peak:6.0f} MB", flush=True)


class Curator:
    """Somebody at a browser."""

    def __init__(self, app: Flask) -> None:
        make_account(app, "ana", ["curator"])
        cookie = start_session(app, "ana")
        self.client: Client = app.test_client()
        self.client.set_cookie("amparo-local", cookie, domain="localhost")
        self.token = secrets.form_token(cookie)

    def get(self, path: str) -> str:
        """Return a page, which must be there."""
        return self._good(self.client.get(path)).get_data(as_text=True)

    def post(self, path: str, **form: object) -> str:
        """Send a form; return where it leads."""
        answer = self.client.post(path, data={"form_token": self.token, **form})
        assert answer.status_code == 303, answer.get_data(as_text=True)[-3000:]
        return str(answer.location)

    @staticmethod
    def _good(answer: TestResponse) -> TestResponse:
        assert answer.status_code == 200, answer.status
        return answer


def run(app: Flask, rows: int) -> None:
    """Take a sheet the whole way, and back."""
    ana = Curator(app)
    raw = sheet(rows)
    print(f"{rows:,} rows, a workbook of {len(raw) / 1e6:.1f} MB")
    before = _export(app)
    with _timed("upload"):
        draft = ana.post("/en/team/sheets", file=(io.BytesIO(raw), "pantries.xlsx"), new_name="food-everywhere")
    seen = set()
    with _timed("check"):
        while "rows are checked." in (page := ana.get(draft)):
            seen |= set(re.findall(r"([\d,]+) of [\d,]+ rows are checked", page))
            time.sleep(0.5)
    print(f"  progress shown: {', '.join(sorted(seen, key=lambda text: int(text.replace(',', ''))))}")
    assert "and all are good" in page, page[-3000:]
    with _timed("plan"):
        plan = ana.get(f"{draft}/plan")
    with _timed("plan, page 2"):
        ana.get(f"{draft}/plan?page=2")
    found = re.search(r'name="seen" value="(\w+)"', plan)
    assert found
    with _timed("propose"):
        ana.post(f"{draft}/plan", seen=found[1], reason="benchmark")
    batch = int(re.findall(r"Proposed as batch ([\d,]+)", ana.get(draft))[0].replace(",", ""))
    with _timed("approve"):
        _approve(app, batch, "ben")
    assert _export(app) != before
    with _timed("propose the undo"):
        ana.post(f"/en/team/sheets/batches/{batch}/undo", reason="benchmark")
    with _timed("approve the undo"):
        _approve(app, batch + 1, "ben")
    with _timed("approve it, the second"):
        _approve(app, batch + 1, "carla")
    print("export after the undo:", "the same, byte for byte" if _export(app) == before else "DIFFERS")


def _approve(app: Flask, batch: int, by: str) -> None:
    with app.app_context():
        changes.approve(db.session(), batch, by=by)
        db.session.commit()


def _export(app: Flask) -> bytes:
    with app.app_context():
        return outgoing.listings(db.session(), due=False, kind="csv")


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = f"{stack.enter_context(postgres())}/postgres" if asked.postgresql else ""
        settings = Settings(amparo_home=home, amparo_data=_DATA, database_url=url)
        upgrade(settings.register_url)
        app = create_app(settings)
        run(app, asked.rows)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


if __name__ == "__main__":
    main()
