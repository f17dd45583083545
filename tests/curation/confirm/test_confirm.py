"""What an organization says of its own listing: by a link, without an account, and never live by itself."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from flask import Flask

from directory import clock
from directory.cli.editions import put_up
from directory.config import Settings
from directory.curation.confirm import changes as links
from directory.curation.confirm.models import ConfirmLink
from directory.db import db
from directory.register import changes, queries
from directory.register.changes import Refused
from directory.register.models import Batch, Change
from tests.curation.team import Person
from tests.reader import Page

LISTING = "oakland001"


@pytest.fixture
def way(team: Flask) -> str:
    """The link that a curator got for a listing."""
    ana = Person(team, "ana", ["curator"])
    page = ana.press(ana.get(f"listing/{LISTING}/ask"), "Make a new link")
    found = re.search(r"http://localhost(/en/team/confirm/[\w-]+)", page.text)
    assert found and "Amparo is a free directory" in page.text
    assert found[1] not in ana.get(f"listing/{LISTING}/ask").html, "it is shown once"
    return found[1]


def send(team: Flask, way: str, **filled: str) -> Page:
    """Open the link as somebody without an account, read for a while, and press the button."""
    somebody = Person(team)
    page = somebody.get(way)
    clock.fix(clock.now() + timedelta(seconds=20))
    return somebody.press(page, "Send the answer", **{name.replace("__", "-"): value for name, value in filled.items()})


def waiting(team: Flask) -> list[tuple[Batch, Change]]:
    with team.app_context():
        found = [(batch, each) for batch, all_of in queries.waiting(db.session()) for each in all_of
                 if batch.kind == "confirm"]
        db.session.expunge_all()
        return found


def test_the_letter_opens_in_a_mail_program_and_leads_to_the_page_in_its_own_language(team: Flask) -> None:
    ana = Person(team, "ana", ["curator"])
    page = ana.press(ana.get(f"listing/{LISTING}/ask"), "Make a new link")
    [link] = [each.get("href") or "" for each in page.all("a") if (each.get("href") or "").startswith("mailto:")]
    assert link.startswith("mailto:?"), "whom it goes to a person must find out"
    english, spanish = re.findall(r"http://localhost/(en|es)/team/confirm/([\w-]+)", unquote(link))
    assert (english[0], spanish[0]) == ("en", "es") and english[1] == spanish[1]
    assert "Es correcto" in Person(team).get(f"/es/team/confirm/{spanish[1]}").text


def test_a_confirmed_listing_is_assured_only_when_somebody_has_looked(team: Flask, team_settings: Settings,
                                                                      way: str) -> None:
    before = Person(team).get(f"/en/listing/{LISTING}").text
    page = Person(team).get(way)
    assert "before a person has looked at it" in page.text and "Example Operator" in page.text
    assert "We do not know" in page.html
    assert "Thank you" in send(team, way, said="right").text
    [(batch, change)] = waiting(team)
    assert batch.author == "org-link" and batch.state == "proposed"
    assert change.after == {**change.before, "assured_date": "2026-09-16", "assured_method": "organization"}
    assert Person(team).get(f"/en/listing/{LISTING}").text == before
    with team.app_context():
        with pytest.raises(Refused, match="own-approval"):
            changes.apply(db.session(), batch.id, approvers=["Org-Link"])
        changes.apply(db.session(), batch.id, approvers=["ben"])
        db.session.commit()
        put_up(db.session(), team_settings)
    assert "The organization confirmed this" in Person(team).get(f"/en/listing/{LISTING}").text
    assert Person(team).get(way).status == 410, "one answer a link"


def test_corrections_are_read_like_a_sheet_and_nothing_typed_is_lost(team: Flask, way: str) -> None:
    page = send(team, way, said="wrong", **{"fact__phone": "call us", "fact__hours": "Mon 9am-5pm", "word": "Bye"})
    assert page.status == 422 and "not a telephone number" in page.text
    assert 'value="call us"' in page.html and "Bye" in page.html and not waiting(team)
    done = Person(team).press(page, "Send the answer", **{"fact-phone": "510 555 0188"})
    assert "Thank you" in done.text
    [(batch, change)] = waiting(team)
    assert change.after and change.after["phone"] == "(510) 555-0188" and change.after["hours"]
    assert batch.reason.endswith("Bye")


def test_who_asks_not_to_be_listed_is_proposed_to_go(team: Flask, way: str) -> None:
    send(team, way, said="delist", secret="1", word="We moved on.")
    [(batch, change)] = waiting(team)
    assert (change.kind, change.after) == ("gone", None)
    assert "keep its address secret" in batch.reason and "We moved on." in batch.reason
    said = Person(team, "ben", ["reviewer"]).get(f"proposals/{batch.id}")
    assert said.status == 200 and "We moved on." in said.text, "a reviewer reads the word too"


def test_a_secret_address_is_neither_shown_nor_asked_for(team: Flask) -> None:
    with team.app_context():
        secret = next(key for key, facts in queries.listings(db.session()).items()
                      if facts.get("address_confidential") == "yes")
        token = links.make(db.session(), secret, by="ana")
        db.session.commit()
    page = Person(team).get(f"confirm/{token}")
    assert "fact-address_1" not in page.html and "Your address is secret here" in page.text


def test_robots_haste_and_hammering_change_nothing(team: Flask, way: str) -> None:
    somebody = Person(team)
    page = somebody.get(way)
    assert somebody.press(page, "Send the answer", said="right").status == 422
    assert "Thank you" in send(team, way, said="right", topic="seo").text
    assert send(team, way, said="").status == 422
    assert send(team, way, said="right", word="x" * 1001).status == 422
    assert not waiting(team)
    page = somebody.get(way)
    answers = [somebody.press(page, "Send the answer", said="").status for _ in range(links.MOST_TRIES)]
    assert answers[0] == 422 and answers[-1] == 410


def test_a_link_ends_by_time_by_us_and_by_a_newer_one(team: Flask, way: str) -> None:
    ana = Person(team, "ana2", ["curator"])
    ana.press(ana.get(f"listing/{LISTING}/ask"), "Make a new link")
    assert Person(team).get(way).status == 410
    with team.app_context():
        token = links.make(db.session(), LISTING, by="ana")
        db.session.commit()
        assert token not in str(db.session.query(ConfirmLink.digest).all())
    ana.post(f"listing/{LISTING}/ask/end")
    assert Person(team).get(f"confirm/{token}").status == 410
    with team.app_context():
        token = links.make(db.session(), LISTING, by="ana")
        db.session.commit()
    clock.fix(clock.now() + links.LIFE)
    assert Person(team).get(f"confirm/{token}").status == 410


def test_what_changed_meanwhile_is_shown_and_not_overwritten(team: Flask, way: str) -> None:
    page = Person(team).get(way)
    with team.app_context():
        before = queries.listings(db.session())[LISTING]
        batch = changes.propose(db.session(), [changes.Draft(LISTING, "change", before, {**before, "cost": "sliding"})],
                                kind="edit", author="ana", reason="test")
        changes.apply(db.session(), batch.id, approvers=["ben"])
        db.session.commit()
    clock.fix(clock.now() + timedelta(seconds=20))
    again = Person(team).press(page, "Send the answer", said="right")
    assert again.status == 422 and "Somebody changed the listing" in again.text


def test_another_site_cannot_answer_and_a_translator_cannot_make_links(team: Flask, way: str) -> None:
    sent = team.test_client().post(way, data={"said": "delist"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert sent.status_code == 403
    assert Person(team, "tina", ["translator"]).get(f"listing/{LISTING}/ask").status == 403
