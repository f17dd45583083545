"""Every role on every page of the team: who may open it may, who may not gets nothing, and nobody gets an error."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from directory import create_app
from directory.config import Settings
from directory.curation.permissions import ANYONE, RULES, TABLE
from directory.curation.site import blueprint
from tests.curation.team import Person
from tests.reader import check_headers

ROOT = Path(__file__).parents[2]
ROLES = ("curator", "reviewer", "translator", "admin")
#: What stands for the parts of an address: a listing that is there, and nothing else that is.
_VALUES = {"lang": "en", "listing_id": "oakland001", "name": "nobody", "token": "x" * 43, "code": "es", "only": "all",
           "sheet": "all", "category": "all", "state": "all", "first": "oakland001", "second": "oakland002"}


def _rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("team.")]


def _path(rule: Rule) -> str:
    def fill(found: re.Match[str]) -> str:
        if found[1] == "any":  # the first of a closed list
            return found[2].split(",")[0].strip(" '")
        return _VALUES.get(found[3], "999999")
    return re.sub(r"<(?:(\w+)(?:\(([^)]*)\))?:)?(\w+)>", fill, rule.rule)


def test_there_is_something_to_look_at(team: Flask) -> None:
    assert len(_rules(team)) > 10
    used = {RULES[team.view_functions[rule.endpoint]].permission for rule in _rules(team)}
    assert used == {ANYONE, *TABLE}, "and nothing stands in the table that no page asks for"


def test_nobody_opens_a_page_without_signing_in(team: Flask) -> None:
    """A form that comes without a session is kept, to be sent after signing in; nothing is done."""
    visitor = Person(team)
    for rule in _rules(team):
        permission = RULES[team.view_functions[rule.endpoint]].permission
        for method in {"GET", "POST"} & (rule.methods or set()):
            answer = visitor.client.open(_path(rule), method=method)
            check_headers(answer)
            assert answer.status_code < 500
            if permission != ANYONE:
                assert answer.status_code == 401, rule


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_what_the_table_says_and_nothing_else(team: Flask, role: str) -> None:
    person = Person(team, f"one-{role}", [role])
    for rule in _rules(team):
        if rule.endpoint == "team.sign_out":
            continue
        permission = RULES[team.view_functions[rule.endpoint]].permission
        allowed = permission == ANYONE or role in TABLE[permission]
        for method in {"GET", "POST"} & (rule.methods or set()):
            answer = person.client.open(_path(rule), method=method)
            answer.headers.remove("Set-Cookie")
            check_headers(answer)
            assert answer.status_code < 500, rule
            if not allowed:
                assert answer.status_code == 403 and b"Nothing is lost" not in answer.data, (rule, role)
            elif permission != ANYONE and method == "POST":
                assert answer.status_code == 403 and b"Nothing is lost" in answer.data, "no token, nothing done"
            elif permission != ANYONE:
                assert answer.status_code != 403, (rule, role)


def test_a_page_that_names_no_permission_stops_the_start(team_settings: Settings,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    """As a developer would forget it: a page that exists, but not in the table of rules."""
    [view] = [view for view in RULES if getattr(view, "__name__", "") == "home"]
    monkeypatch.delitem(RULES, view)
    with pytest.raises(RuntimeError, match=r"name no permission: team\.home"):
        create_app(team_settings)


def test_families_process_has_no_page_of_the_team(app: Flask) -> None:
    assert blueprint.name not in app.blueprints
    assert app.test_client().get("/en/team/sign-in").status_code == 404
    assert "sqlalchemy" not in app.extensions, "nor the register"


def test_families_process_loads_no_code_for_signing_in(tmp_path: Path) -> None:
    """Seen in a process of its own: here the team's pages are loaded for other tests."""
    program = ("import sys; from directory import create_app; create_app(); "
               "print(*(each for each in sys.modules if each.startswith(('directory.curation', 'directory.register', "
               "'argon2', 'pyotp'))))")
    for role, loaded in (("public", False), ("curation", True)):
        done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True,
                              env={**os.environ, "DIRECTORY_ROLE": role, "AMPARO_HOME": str(tmp_path)})
        assert ("directory.curation" in done.stdout) == loaded and bool(done.stdout.strip()) == loaded, done.stdout
