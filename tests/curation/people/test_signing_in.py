"""From the first admin to the last sign-out: invitations, three things to sign in, sessions that end."""

import re
from datetime import timedelta

import pyotp
import pytest
from click.testing import CliRunner
from flask import Flask

from directory import clock
from directory.cli import main
from directory.config import Settings
from directory.curation.people import changes, secrets
from directory.curation.people.models import Account, Attempt, Invitation, SecurityEvent, TeamSession
from directory.curation.people.passphrases import _words as _made_of
from directory.db import db
from directory.places.finder import zip_finder
from tests.conftest import MOMENT
from tests.curation.team import Person, make_account

PASSPHRASE = "hilo fresno opelika"


def _code(secret: str) -> str:
    """Return the code that an authenticator shows now; the clock then goes on, so that the next one is new."""
    code = pyotp.TOTP(secret).at(clock.now())
    clock.fix(clock.now() + timedelta(seconds=30))
    return code


def _secret(text: str) -> str:
    found = re.search(r"Or type this into the app: ([A-Z2-7 ]+?) 3\.", text)
    assert found
    return found[1].replace(" ", "")


@pytest.fixture
def first(team: Flask, team_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> tuple[Person, str, list[str]]:
    """The first admin, made by the command and signed in the long way: person, secret, recovery codes."""
    monkeypatch.setenv("AMPARO_HOME", str(team_settings.amparo_home))
    said = CliRunner().invoke(main, ["admin", "create", "ana", "--role", "curator"])
    assert said.exit_code == 0, said.output
    [way] = re.findall(r"/en/team/invitation/\S+", said.output)
    ana = Person(team)
    page = ana.get(way)
    secret = _secret(page.text)
    shown = ana.post(way, {"passphrase": PASSPHRASE, "code": _code(secret)})
    codes = [each.text or "" for each in shown.all("li/code")]
    assert len(codes) == 8
    assert ana.get(way).status == 410, "an invitation works once"
    return ana, secret, codes


def _sign_in(person: Person, secret: str, **other: str) -> int:
    return person.client.post("/en/team/sign-in", data={
        "name": "Ana ", "passphrase": "Hilo  Fresno opelika", "code": _code(secret), **other}).status_code


def test_who_has_all_three_is_let_in_and_out(first: tuple[Person, str, list[str]]) -> None:
    ana, secret, _ = first
    assert ana.get("").status == 401
    assert _sign_in(ana, secret) == 303
    home = ana.get("")
    assert home.status == 200 and "ana" in "".join(home.tree.itertext())
    out = ana.press(home, "Sign out")
    assert out.status == 200 and ana.get("").status == 401


@pytest.mark.parametrize("other", [{"passphrase": "hilo fresno nome"}, {"code": "000000"}, {"name": "ben"},
                                   {"passphrase": ""}, {"code": ""}, {"name": "\x00" * 300}])
def test_one_wrong_thing_lets_nobody_in_and_does_not_say_which(first: tuple[Person, str, list[str]],
                                                               other: dict[str, str]) -> None:
    ana, secret, _ = first
    page = ana.post("sign-in", {"name": "ana", "passphrase": PASSPHRASE, "code": _code(secret), **other})
    assert page.status == 403
    assert "Name, passphrase or code is not right" in page.text
    assert ana.get("").status == 401


def test_a_code_counts_once(first: tuple[Person, str, list[str]]) -> None:
    ana, secret, _ = first
    code = pyotp.TOTP(secret).at(clock.now())
    form = {"name": "ana", "passphrase": PASSPHRASE, "code": code}
    assert ana.client.post("/en/team/sign-in", data=form).status_code == 303
    assert Person(ana.app).post("sign-in", form).status == 403


def test_a_recovery_code_stands_in_once(first: tuple[Person, str, list[str]]) -> None:
    ana, secret, codes = first
    assert _sign_in(ana, secret, code=codes[0].upper().replace("-", " ")) == 303
    assert _sign_in(Person(ana.app), secret, code=codes[0]) == 403
    assert "7 codes are left" in ana.get("account").text


def test_five_attempts_a_minute_and_then_the_right_words_do_not_help(first: tuple[Person, str, list[str]]) -> None:
    ana, secret, _ = first
    statuses = [ana.post("sign-in", {"name": "ana", "passphrase": str(n), "code": "1"}).status for n in range(6)]
    assert statuses == [403] * 5 + [429]
    wait = ana.post("sign-in", {"name": "ana", "passphrase": PASSPHRASE, "code": pyotp.TOTP(secret).at(clock.now())})
    assert wait.status == 429 and "Wait a minute" in wait.text
    clock.fix(clock.now() + timedelta(seconds=61))
    assert _sign_in(ana, secret) == 303


def test_sessions_end_when_nobody_is_there_and_after_a_day_of_work(first: tuple[Person, str, list[str]]) -> None:
    ana, secret, _ = first
    _sign_in(ana, secret)
    for _ in range(24):
        clock.fix(clock.now() + timedelta(minutes=29))
        assert ana.get("").status == 200
    clock.fix(clock.now() + timedelta(minutes=31))
    assert ana.get("").status == 401, "idle"
    _sign_in(ana, secret)
    for _ in range(25):
        clock.fix(clock.now() + timedelta(minutes=29))
        last = ana.get("").status
    assert last == 401, "12 hours are over"


def test_a_session_that_is_ended_elsewhere_is_over_at_once(first: tuple[Person, str, list[str]]) -> None:
    ana, secret, _ = first
    phone = Person(ana.app)
    _sign_in(ana, secret)
    _sign_in(phone, secret)
    ana.press(ana.get("account"), "Sign it out")
    assert phone.get("").status == 401 and ana.get("").status == 200
    _sign_in(phone, secret)
    ana.press(ana.get("account"), "Change it", old_passphrase=PASSPHRASE, passphrase="alpha bravo carlo")
    assert phone.get("").status == 401 and ana.get("").status == 200
    ana.press(ana.get("account"), "Sign out everywhere")
    assert ana.get("").status == 401


def test_what_was_typed_is_not_lost_when_the_session_is_over(first: tuple[Person, str, list[str]]) -> None:
    ana, secret, _ = first
    _sign_in(ana, secret)
    people = ana.get("people")
    clock.fix(clock.now() + timedelta(hours=1))
    late = ana.press(people, "Make the link", name="ben", roles=["reviewer"])
    assert late.status == 401 and "What you typed is kept" in late.text
    again = ana.press(late, "Sign in", name="ana", passphrase=PASSPHRASE, code=_code(secret))
    assert "Nothing is lost" in again.text
    assert "The link for ben" in ana.press(again, "Send it now").text


def test_powerful_pages_ask_for_a_code_again(first: tuple[Person, str, list[str]]) -> None:
    ana, secret, _ = first
    _sign_in(ana, secret)
    clock.fix(clock.now() + timedelta(minutes=11))
    asked = ana.get("people")
    assert asked.status == 403 and "Type a code once more" in asked.text
    assert ana.press(asked, "Go on", code="000000").status == 403
    assert "Invite somebody" in ana.press(asked, "Go on", code=_code(secret)).text


@pytest.mark.parametrize(("name", "roles", "says"), [
    ("Rosa Maria Lopez", ["curator"], "3 to 40 small letters"), ("ana", ["curator"], "Somebody has this name"),
    ("bootstrap", ["curator"], "3 to 40"), ("sampling", ["curator"], "3 to 40"), ("ben", [], "at least one role"),
    ("ben", ["king"], "at least one role"), ("<script>", ["curator"], "3 to 40")])
def test_an_invitation_that_cannot_be_says_why(team: Flask, name: str, roles: list[str], says: str) -> None:
    ana = Person(team, "ana", ["admin"])
    page = ana.post("people", {"name": name, "roles": roles})
    assert page.status == 422 and says in page.text


def test_nobody_changes_their_own_roles_and_an_admin_stays(team: Flask) -> None:
    ana, ben = Person(team, "ana", ["admin"]), Person(team, "ben", ["admin"])
    assert "Ask another admin" in ana.post("people/ana", {"roles": ["admin", "reviewer"]}).text
    assert ana.post("people/ben", {"roles": ["curator"], "trust": "2"}).status == 200
    assert ben.get("people").status == 403, "a role is gone at once"
    assert "Nobody changes their own roles" in ana.post("people/ana/end").text


def test_an_ended_account_and_an_old_link_open_nothing(team: Flask) -> None:
    ana, ben = Person(team, "ana", ["admin"]), Person(team, "ben", ["curator"])
    shown = ana.post("people/ben/link")
    [way] = re.findall(r"/en/team/invitation/\S+", shown.text)
    assert ben.get("").status == 401, "a new link ends what was"
    ana.post("people/ben/end")
    assert Person(team).get(way).status == 410
    clock.fix(MOMENT)
    [way] = re.findall(r"/en/team/invitation/\S+", ana.post("people", {"name": "carl", "roles": ["curator"]}).text)
    clock.fix(MOMENT + timedelta(days=3, seconds=1))
    assert Person(team).get(way).status == 410


def test_nothing_that_is_kept_lets_anybody_in(first: tuple[Person, str, list[str]], team_settings: Settings) -> None:
    """Passphrase, cookie, link, codes and the authenticator's secret stand nowhere; the key file is its owner's."""
    ana, secret, codes = first
    answer = ana.client.post("/en/team/sign-in", data={"name": "ana", "passphrase": PASSPHRASE, "code": _code(secret)})
    [cookie] = re.findall(r"amparo-local=([^;]+)", answer.headers["Set-Cookie"])
    kept = b"".join(path.read_bytes() for path in team_settings.amparo_home.rglob("*") if path.is_file())
    for each in (PASSPHRASE, secret, cookie, *codes, *(code.replace("-", "") for code in codes)):
        assert each.encode() not in kept
    assert (team_settings.amparo_home / "account-key").stat().st_mode & 0o777 == 0o600
    with ana.app.app_context():
        events = [event.what for event in db.session.query(SecurityEvent).order_by(SecurityEvent.id)]
        assert events == ["invited", "taken up", "signed in"]


def test_events_and_attempts_are_forgotten_in_time(team: Flask) -> None:
    make_account(team, "ana", ["admin"])
    visitor = Person(team)
    visitor.post("sign-in", {"name": "ana"})
    clock.fix(MOMENT + timedelta(days=91))
    visitor.post("sign-in", {"name": "ana"})
    with team.app_context():
        assert db.session.query(SecurityEvent).count() == 1 and db.session.query(Attempt).count() == 1


def test_nothing_tells_for_ever_when_a_volunteer_was_here(first: tuple[Person, str, list[str]]) -> None:
    """Neither a cookie's digest with its times, nor a link that was used or has ended; who is signed in stays so."""
    ana, secret, _ = first
    assert _sign_in(ana, secret) == 303
    clock.fix(clock.now() + timedelta(hours=11))
    late = Person(ana.app)
    assert _sign_in(late, secret) == 303
    late.press(late.get("people"), "Make the link", name="ben-2", roles=["curator"])
    with ana.app.app_context():
        assert db.session.query(TeamSession).count() == 2
        assert db.session.query(Invitation).count() == 1, "the used one is gone"
    clock.fix(clock.now() + timedelta(hours=2))
    with ana.app.app_context():
        changes.purge(db.session())
        db.session.commit()
        [session] = db.session.query(TeamSession)
        assert session.made_at > clock.now() - changes.WHOLE and db.session.query(Attempt).count() == 0
    clock.fix(clock.now() + timedelta(days=4))
    with ana.app.app_context():
        changes.purge(db.session())
        db.session.commit()
        assert db.session.query(TeamSession).count() == db.session.query(Invitation).count() == 0


def test_a_cookie_is_for_this_host_alone_where_families_are(team: Flask, team_settings: Settings) -> None:
    from dataclasses import replace

    from directory import create_app
    made = create_app(replace(team_settings, amparo_env="production", trusted_hosts=("localhost",)))
    Person(made, "ana", ["admin"])
    with made.test_request_context("/", base_url="https://localhost"):
        from flask import Response

        from directory.curation.site import start_session
        said = start_session(Response(), "x").headers["Set-Cookie"]
    assert said.startswith("__Host-amparo=x;") and "Secure" in said and "Path=/" in said and "Domain" not in said
    with made.app_context():
        db.engine.dispose()


def test_a_form_of_another_site_or_without_its_token_does_nothing(team: Flask) -> None:
    ana = Person(team, "ana", ["admin"])
    form = {"name": "ben", "roles": ["curator"]}
    assert ana.client.post("/en/team/people", data=form).status_code == 403
    from_elsewhere = ana.client.post("/en/team/people", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert from_elsewhere.status_code == 403
    wrong = ana.client.post("/en/team/people", data={**form, "form_token": Person(team, "carl", ["admin"]).cookie})
    assert wrong.status_code == 403
    with team.app_context():
        assert {each.name for each in db.session.query(Account)} == {"ana", "carl"}
        assert not db.session.query(Invitation).count()


def test_who_is_stopped_is_never_led_to_another_site(team: Flask) -> None:
    ana = Person(team, "ana", ["admin"])
    for way in ("https://evil.example/", "//evil.example/en/team/", "/en/team/../../x", "javascript:alert(1)",
                "/en/r/x"):
        page = ana.post("prove", {"code": "1", "late_way": way, "late_sent": "1"})
        assert way not in page.html


def test_passphrases_come_from_towns_and_leave_the_places_to_who_checks_sheets() -> None:
    """Both ask the one gazetteer in memory; a passphrase that closed it would stop every check of a sheet."""
    assert len(_made_of()) > 5000 and "oakland" in _made_of()
    found = zip_finder()("94601")
    assert found is not None and found.state == "CA"


def test_the_throttle_holds_for_all_names_together(team: Flask) -> None:
    visitor = Person(team)
    statuses = [visitor.client.post("/en/team/sign-in", data={"name": f"n{number}"}).status_code
                for number in range(changes.MOST_OF_ALL + 1)]
    assert statuses == [403] * changes.MOST_OF_ALL + [429]
    with team.app_context():
        assert not db.session.query(TeamSession).count()


def test_strangers_cannot_keep_somebody_who_is_inside_from_the_powerful_pages(
    first: tuple[Person, str, list[str]],
) -> None:
    """They use up all attempts, also for whatever name a form could say; who is signed in has attempts of their own."""
    ana, secret, _ = first
    assert _sign_in(ana, secret) == 303
    clock.fix(clock.now() + timedelta(minutes=11))
    with ana.app.app_context():
        names = ["ana"] * 5 + ["signed in 1"] * 5 + [f"n{number}" for number in range(changes.MOST_OF_ALL)]
        db.session.add_all(Attempt(digest=secrets.digest(name), at=clock.now()) for name in names)
        db.session.commit()
    assert Person(ana.app).post("sign-in", {"name": "Signed in 1"}).status == 429
    asked = ana.get("people")
    assert [ana.press(asked, "Go on", code="000000").status for _ in range(3)] == [403] * 3
    assert "Invite somebody" in ana.press(asked, "Go on", code=_code(secret)).text
    page = ana.get("account")
    said = [ana.press(page, "Change it", old_passphrase="wrong wrong", passphrase="bravo carlo alpha").text
            for _ in range(changes.MOST_ATTEMPTS + 1)]
    assert "Too many attempts" not in said[0] and "Too many attempts" in said[-1]
