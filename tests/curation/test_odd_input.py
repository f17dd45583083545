"""What no page of ours would send: numbers without end, zero bytes, line ends in addresses, a million fields."""

import io
import re
from collections.abc import Iterator

import pytest
from flask import Flask

from directory.curation.people import secrets
from tests.curation.team import Person

HUGE = "9" * 26
#: They end the session that asks.
_LAST = ("/sign-out", "/end", "/account/passphrase")


@pytest.fixture
def all_roles(team: Flask) -> Iterator[Person]:
    """Somebody who may open every page, on a site that answers as it would families."""
    team.testing = False
    yield Person(team, "root", ["curator", "reviewer", "translator", "admin"])
    team.testing = True


def _ways(app: Flask, number: str, text: str) -> Iterator[tuple[str, set[str]]]:
    """Yield every address of the team with this number and text in it, and its methods."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("team.") and not rule.rule.endswith(_LAST):
            way = rule.rule.replace("/<lang>", "/en")
            way = re.sub(r"<any\(([^)]*)\):\w+>", lambda found: found[1].split(",")[0].strip(" '"), way)
            yield re.sub(r"<\w+>", text, re.sub(r"<int[^>]*>", number, way)), set(rule.methods or ())


@pytest.mark.parametrize("number, text", [(HUGE, "a%00b"), (str(2**63), "%0a%22;%0d"), ("1", "%F0%9F%98%80")])
def test_no_address_breaks_a_page(all_roles: Person, number: str, text: str) -> None:
    token = secrets.form_token(all_roles.cookie)
    form = {"form_token": token, "all": "1", "approve": "1", "change": number, "reason": "a\0b", "listing": "a\0b",
            "report": number, "column": "a\0b", "number": "a\0b", "note": "x", "outcome": "dead"}
    broken = []
    for way, methods in _ways(all_roles.app, number, text):
        for method in methods & {"GET", "POST"}:
            answer = all_roles.client.open(way, method=method, data=form if method == "POST" else None)
            if answer.status_code >= 500 or "\n" in answer.headers.get("Content-Disposition", ""):
                broken.append((method, way, answer.status_code))
    assert not broken
    assert all_roles.client.get("/en/team/").status_code == 200, "nobody was signed out on the way"


@pytest.mark.parametrize("way", ["listings?page={}", "listings?stage=due&page={}", "proposals/1?page={}",
                                 "new-listing?report={}", "listings/clinic0001/edit?report={}", "listings?words={}"])
def test_no_question_breaks_a_page(all_roles: Person, way: str) -> None:
    for odd in (HUGE, f"-{HUGE}", "%00", "%25_%5C", "%F0%9F%98%80", "é"):
        assert all_roles.client.get(f"/en/team/{way.format(odd)}").status_code < 500, odd


@pytest.mark.parametrize("sheet, category, state", [("nobody", "-", "-"), ("-", "nothing", "-"), ("-", "-", "XX"),
                                                    ("a%22;b", "-", "-"), ("%C3%A9", "-", "-")])
def test_the_name_of_a_sheet_that_goes_out_is_ours(all_roles: Person, sheet: str, category: str, state: str) -> None:
    way = f"/en/team/sheets/listings/all/{sheet}/{category}/{state}/listings.csv"
    assert all_roles.client.get(way).status_code == 404


def test_a_title_without_end_is_no_trap(all_roles: Person) -> None:
    """Its meaning holds for this file; two of them, or the same one twice, break nothing."""
    long = "T" * 300
    token = {"form_token": secrets.form_token(all_roles.cookie)}
    raw = f"organization,category,{long},{long}2\nExample,food,a,b\n".encode()
    answer = all_roles.client.post("/en/team/sheets", content_type="multipart/form-data", data={
        **token, "new_name": "odd-sheet", "file": (io.BytesIO(raw), "a\0b\u202e.csv")})
    assert answer.status_code == 303
    for meant in ("phone", "name", "-"):
        sent = all_roles.client.post(f"{answer.location}/columns", data={
            **token, **{f"title.{at}": meant for at in range(4)}})
        assert sent.status_code == 303
    page = all_roles.get(answer.location)
    assert page.status == 200 and "\u202e" not in page.html


@pytest.mark.parametrize("way", ["sign-out", "sign-in"])
def test_a_stranger_gets_no_more_back_than_was_sent(team: Flask, way: str) -> None:
    """A form that waits for signing in is kept; one of a million fields is not."""
    for sent in (b"a&" * 240_000, b"late_way=/en/team/&late_sent=1" + b"&late_name=a&late_value=b" * 19_000):
        answer = team.test_client().post(f"/en/team/{way}", data=sent,
                                         content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (401, 403) and len(answer.data) < 20_000
