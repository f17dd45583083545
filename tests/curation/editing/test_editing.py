"""Find a listing, edit it, see it as a family would; nothing typed is lost and nothing of others is overwritten."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from directory import clock
from directory.curation.editing.models import EditDraft
from directory.curation.labels import GROUPS, LABELS
from directory.curation.review import policy
from directory.db import db
from directory.listings import columns
from directory.listings.models import Listing
from directory.register import changes, queries
from directory.register import reports as kept
from directory.register.models import Batch, Change
from tests.curation.team import Person
from tests.reader import Page

CLINIC = "clinic0001"


def facts(app: Flask, listing_id: str = CLINIC) -> dict[str, str]:
    """Return what the register says of a listing now."""
    with app.app_context():
        found = db.session.get(Listing, listing_id)
        return dict(found.facts) if found else {}


def edit(person: Person, listing_id: str = CLINIC, button: str = "Save", *, page: Page | None = None,
         **filled: Any) -> Page:
    """Open the form of a listing, change some facts and press a button."""
    page = page or person.get(f"listings/{listing_id}/edit")
    assert page.status == 200, page.text
    return person.press(page, button, **{"reason": "called them", **filled})


def save(person: Person, listing_id: str = CLINIC, **filled: Any) -> Page:
    """Save an edit, also after a look at what is marked."""
    page = edit(person, listing_id, **filled)
    return person.press(page, "Save") if "Look at what is marked" in page.text else page


def waiting(app: Flask) -> list[tuple[str, str, dict[str, str]]]:
    """Return (author, reason, what is new) of each change that waits."""
    with app.app_context():
        return [(batch.author, batch.reason, {name: value for name, value in (change.after or {}).items()
                                              if (change.before or {}).get(name) != value})
                for batch, changes in queries.waiting(db.session()) for change in changes
                if batch.author != "bootstrap"]


def test_every_column_is_asked_for_once_and_has_a_label() -> None:
    asked = [name for names in GROUPS.values() for name in names]
    assert sorted(asked) == sorted(set(columns.BY_NAME) - {"id"})
    assert LABELS.keys() == columns.BY_NAME.keys()


@pytest.mark.parametrize("words, shown", [("example health", True), ("oakland fruitvale", True), ("555-0111", True),
                                          (CLINIC, True), ("100%", False), ("_", False), ("xyzzy", False)])
def test_listings_are_found_by_name_city_phone_and_number(ana: Person, words: str, shown: bool) -> None:
    page = ana.client.get("/en/team/listings", query_string={"words": words})
    assert page.status_code == 200
    assert ("Example Health Center" in page.text) == shown


def test_listings_are_found_by_state_sheet_freshness_and_who_edited(ana: Person) -> None:
    assert "Charleston Example Clinic" in ana.get("listings?state=SC").text
    assert "Oakland" not in ana.get("listings?state=SC&sheet=medical").text.partition("listing")[2]
    assert "Example Care Line" in ana.get("listings?stage=fresh").text
    assert "Example Health Center" in ana.get("listings?stage=unasked").text
    assert "0 listings" in ana.get("listings?mine=1").text
    save(ana, cost_note="First visit is free")
    assert "1 listing " in ana.get("listings?mine=1").text
    assert "1 change waits" in ana.get("listings?mine=1").text


def test_an_edit_waits_for_another_person_and_says_so(ana: Person) -> None:
    before = facts(ana.app)
    done = save(ana, cost_note="First visit is free", reason="Called on Monday")
    assert "It waits for another person" in done.text
    assert waiting(ana.app) == [("ana", "Called on Monday", {"cost_note": "First visit is free"})]
    assert facts(ana.app) == before


def test_a_form_that_nobody_touched_changes_nothing(ana: Person) -> None:
    for listing_id in (CLINIC, "secret0001", "oakland001", "statewide1", "nat0000002"):
        page = save(ana, listing_id)
        assert page.status == 422 and "You changed nothing" in page.text, listing_id
    assert waiting(ana.app) == []


def test_what_cannot_be_read_is_said_beside_it_and_all_that_was_typed_stays(ana: Person) -> None:
    page = edit(ana, phone="555-01", hours="whenever", description="Typed <b>with care</b>",
                languages="English; Klingonese")
    assert page.status == 422
    fields = {each.get("name"): each for each in (*page.all("input"), *page.all("textarea"))}
    assert fields["phone"].get("value") == "555-01" and fields["phone"].get("aria-invalid") == "true"
    assert "".join(fields["description"].itertext()).strip() == "Typed <b>with care</b>"
    assert "is not a telephone number" in page.text and "cannot be read as opening hours" in page.text
    assert "Klingonese" in page.text
    assert [each.get("href") for each in page.all("a") if (each.get("href") or "").startswith("#")][1:] == [
        "#phone", "#hours", "#languages"], "a long form says at its top where to mend"
    assert "Put words into the next box." in page.text and "hours_note" not in page.text, "it speaks of boxes"
    assert "There is no phone number" not in page.text, "what cannot be read is not odd as well"
    assert waiting(ana.app) == []
    mended = ana.press(page, "Save", phone="(510) 555-0111", hours="Mon 9am-5pm", languages="en; es",
                       description="Doctors.")
    assert "It waits" in mended.text


def test_an_area_is_named_as_people_name_it(ana: Person) -> None:
    save(ana, service_area="Alameda County, CA; state:NV")
    assert waiting(ana.app)[0][2]["service_area"] == "county:06001; state:NV"


def test_a_reason_is_needed(ana: Person) -> None:
    page = edit(ana, cost_note="Free on Mondays", reason=" ")
    assert page.status == 422 and "Write in a few words why" in page.text and "Free on Mondays" in page.html


def test_a_secret_address_cannot_come_in_by_a_text(ana: Person) -> None:
    page = edit(ana, "secret0001", description="Come to 12 Hidden Street in the evening.")
    assert page.status == 422 and "The address is marked secret, but the text says where it is" in page.text
    assert edit(ana, "secret0001", address_1="12 Hidden Street").status == 422
    assert waiting(ana.app) == []


def test_a_secret_address_is_kept_in_no_draft(ana: Person) -> None:
    new = {"organization": "Example Care Line", "address_confidential": "yes"}
    for where in ({"address_1": "12 Hidden Street"}, {"postal_code": "94601"}, {"latitude": "half a number"},
                  {"description": "Come to 12 Hidden Street in the evening."}):
        page = edit(ana, "secret0001", "Save as a draft", **where)
        assert page.status == 422 and "kept nowhere, not even in a draft" in page.text
        assert ana.press(ana.get("new-listing"), "Save as a draft", **new, **where).status == 422
    with ana.app.app_context():
        assert db.session.query(EditDraft).count() == 0
    assert "This is your draft" in ana.press(ana.get("new-listing"), "Save as a draft", **new).text


def test_what_is_odd_is_shown_before_it_can_be_saved(ana: Person) -> None:
    page = edit(ana, phone="(212) 555-0111")
    assert page.status == 422 and "The area code of (212) 555-0111 belongs to NY" in page.text
    assert waiting(ana.app) == []
    assert "It waits" in ana.press(page, "Save").text


def test_a_hard_description_gets_a_nudge_and_is_no_hurdle(ana: Person) -> None:
    hard = ("Comprehensive multidisciplinary representation notwithstanding jurisdictional complications is "
            "administered by accredited practitioners specializing in humanitarian immigration adjudication.")
    page = edit(ana, description=hard, reason="")
    assert "many families read at grade 6" in page.text and hard in page.html
    assert "It waits" in ana.press(page, "Save", reason="their own words").text


def test_the_preview_is_the_page_that_families_see_and_saves_nothing(ana: Person) -> None:
    page = edit(ana, button="Preview", organization="Example <script>alert(1)</script> Center", cost="free")
    assert page.status == 200 and "This is a preview" in page.text
    assert "Example <script>alert(1)</script> Center" in page.text and "<script>alert" not in page.html
    back = ana.press(page, "Back to the form")
    assert back.status == 200
    [name] = [each for each in back.all("input") if each.get("name") == "organization"]
    assert name.get("value") == "Example <script>alert(1)</script> Center"
    assert waiting(ana.app) == []


def test_a_draft_is_kept_for_its_author_alone_for_thirty_days(ana: Person, ben: Person) -> None:
    kept = edit(ana, button="Save as a draft", cost_note="half typed", phone="not a number")
    assert "This is your draft" in kept.text
    assert "half typed" in kept.html and "not a number" in kept.html
    assert "Example Health Center" in ana.get("listings").text.partition("My drafts")[2][:200]
    assert "half typed" not in ben.get(f"listings/{CLINIC}/edit").html
    assert "half typed" not in ana.press(kept, "Throw the draft away").html
    edit(ana, button="Save as a draft", cost_note="half typed")
    clock.fix(clock.now() + timedelta(days=31))
    late = Person(ana.app, "ana")
    edit(late, "oakland001", button="Save as a draft", cost_note="another")
    with ana.app.app_context():
        assert [each.listing_id for each in db.session.query(EditDraft)] == ["oakland001"]


def test_a_new_listing_waits_and_comes_once(ana: Person) -> None:
    page = ana.get("new-listing")
    filled = {"organization": "Example Soup Kitchen", "category": "food", "phone": "(510) 555-0140",
              "reason": "visited", "assured_date": "2026-09-15", "assured_method": "visited"}
    assert "It waits" in ana.press(page, "Save", **filled).text
    ana.press(page, "Save", **filled)
    assert [new["organization"] for _, _, new in waiting(ana.app)] == ["Example Soup Kitchen"]
    assert ana.press(ana.get("new-listing"), "Save", organization="X").status == 422


def test_a_suggestion_fills_in_the_name_and_never_the_phone(ana: Person) -> None:
    with ana.app.app_context():
        kept.add(db.session(), {"one": {"kind": "suggestion", "day": "2026-09-15", "language": "es", "listing_id": "",
                                        "choice": "food", "name": "Example Pantry", "place": "Oakland", "reach":
                                        "(510) 555-0177", "text": "They are kind", "contact": ""}})
        db.session.commit()
    page = ana.get("new-listing?report=1")
    assert "From a visitor, not checked" in page.text and "(510) 555-0177" in page.text
    values = {each.get("name"): each.get("value") for each in page.all("input")}
    assert values["organization"] == "Example Pantry" and values["phone"] == ""


def test_two_who_edit_the_same_listing_both_see_it_and_nothing_is_overwritten(ana: Person, ben: Person) -> None:
    form = ana.get(f"listings/{CLINIC}/edit")
    change_at_once(ben, cost="free", cost_note="Ben's note")
    moved = edit(ana, page=form, cost_note="Ana's note", hours="Mon 9am-5pm")
    assert moved.status == 409 and "Somebody else worked on this listing" in moved.text
    assert "Ben's note" in moved.text and "Ana's note" in moved.text
    blind = ana.press(moved, "Save")
    assert blind.status == 422 and "Choose for each one" in blind.text
    done = ana.press(blind, "Save", take_cost_note="mine")
    assert "It waits" in done.text
    assert [each.keys() for _, _, each in waiting(ana.app)] == [{"cost_note", "hours"}]
    assert facts(ana.app)["cost"] == "free"


def test_whose_fact_it_is_can_be_chosen(ana: Person, ben: Person) -> None:
    form = ana.get(f"listings/{CLINIC}/edit")
    change_at_once(ben, cost_note="Ben's note")
    moved = edit(ana, page=form, cost_note="Ana's note", languages_note="Mam on Thursdays")
    ana.press(moved, "Save", take_cost_note="theirs")
    assert [new for _, _, new in waiting(ana.app)] == [{"languages_note": "Mam on Thursdays"}]


def test_a_proposal_of_somebody_else_is_seen_before_one_saves_over_it(ana: Person, ben: Person) -> None:
    form = ana.get(f"listings/{CLINIC}/edit")
    save(ben, cost_note="Ben's note")
    moved = edit(ana, page=form, cost_note="Ana's note")
    assert moved.status == 409 and "Others proposed changes" in moved.text and "Ben's note" in moved.text
    assert "It waits" in ana.press(moved, "Save").text


def change_at_once(person: Person, listing_id: str = CLINIC, **new: str) -> None:
    """Change a listing with the approval of another person."""
    with person.app.app_context():
        found = db.session.get(Listing, listing_id)
        assert found
        batch = changes.propose(db.session(), [changes.Draft(listing_id, "change", dict(found.facts),
                                                             {**found.facts, **new})],
                                kind="edit", author=person.name, reason="told")
        changes.apply(db.session(), batch.id, approvers=["dora"])
        db.session.commit()


@pytest.mark.parametrize("trust, lot, applied", [(1, 99, False), (2, 14, False), (2, 15, True), (3, 1, False),
                                                 (3, 2, True)])
def test_small_facts_are_drawn_by_trust(team: Flask, monkeypatch: pytest.MonkeyPatch, trust: int, lot: int,
                                        applied: bool) -> None:
    monkeypatch.setattr(policy.secrets, "randbelow", lambda _: lot)
    cleo = Person(team, "cleo", ["curator"], trust=trust)
    done = save(cleo, capacity="waitlist")
    assert ("Families see it from the next edition" in done.text) == applied
    assert (facts(team).get("capacity") == "waitlist") == applied
    monkeypatch.setattr(policy.secrets, "randbelow", lambda _: 99)
    save(cleo, phone="(510) 555-0188")
    assert facts(team)["phone"] == "(510) 555-0111", "no trust is enough for a phone number"


def test_who_takes_back_what_was_drawn_is_drawn_again(team: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy.secrets, "randbelow", lambda _: 0)
    cleo = Person(team, "cleo", ["curator"], trust=3)
    save(cleo, capacity="waitlist")
    with team.app_context():
        [batch] = db.session.query(Batch).filter_by(author="cleo")
        number = batch.id
    cleo.press(cleo.get(f"proposals/{number}"), "Take it back")
    monkeypatch.setattr(policy.secrets, "randbelow", lambda _: 99)
    save(cleo, capacity="waitlist")
    assert "capacity" not in facts(team)


def test_history_is_told_in_words_and_one_change_can_be_undone(ana: Person, ben: Person) -> None:
    change_at_once(ana, cost="free")
    page = ana.get(f"listings/{CLINIC}/history")
    assert "ana changed facts." in page.text and "dora" in page.text and "told" in page.text
    assert "The first import added the listing." in page.text
    done = ana.press(page, "Propose to undo it", reason="it was wrong")
    assert "It waits" in done.text
    with ana.app.app_context():
        last = db.session.query(Change).order_by(Change.id.desc()).first()
        assert last is not None and last.batch.kind == "undo" and last.after["cost"] == "sliding"


def test_a_translator_looks_and_does_not_edit(team: Flask) -> None:
    cleo = Person(team, "cleo", ["translator"])
    assert cleo.get("listings").status == 200 and cleo.get(f"listings/{CLINIC}").status == 200
    assert cleo.get(f"listings/{CLINIC}/edit").status == 403
    assert cleo.post(f"listings/{CLINIC}/edit", {"save": "1"}).status == 403


@pytest.mark.parametrize("path", ["listings", f"listings/{CLINIC}", f"listings/{CLINIC}/edit",
                                  f"listings/{CLINIC}/history", "new-listing", f"listings/{CLINIC}/saved"])
@pytest.mark.parametrize("code", ["es", "en-XA", "ar-XB"])
def test_every_page_is_sound_in_every_language(ana: Person, path: str, code: str) -> None:
    page = ana.client.get(f"/{code}/team/{path}")
    assert page.status_code == 200


def test_a_listing_that_is_not_there_is_not_found(ana: Person) -> None:
    for path in ("listings/nothere123", "listings/nothere123/edit", "listings/nothere123/history",
                 "changes/99999/again"):
        assert ana.get(path).status == 404
