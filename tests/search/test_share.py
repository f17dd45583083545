"""What is sent of a place: public facts only, in the reader's language, never a secret address, a search or a need."""

from collections.abc import Callable, Iterator
from random import Random
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from flask import Flask, g
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from directory.i18n import languages as tongues
from directory.listings import listing as listings
from directory.listings import vcard
from directory.listings.listing import Listing
from directory.search import share
from directory.search.show import View
from tests.effort import effort
from tests.public_site import public_site
from tests.search import made_up

Send = Callable[[Listing, str], share.Shared]


@pytest.fixture(scope="module")
def app(home, tmp_path_factory) -> Iterator[Flask]:  # type: ignore[no-untyped-def]
    with public_site(home, tmp_path_factory.mktemp("keys")) as made:
        yield made


@pytest.fixture(scope="module")
def send(app: Flask) -> Send:
    """How to share a listing in a language."""
    def of(listing: Listing, code: str) -> share.Shared:
        with app.test_request_context():
            g.language = tongues.language(code)
            edition = app.extensions["amparo_store"].edition()
            return share.of(View(edition), listing)
    return of


def _listing(**facts: str) -> Listing:
    return Listing("made000001", {"organization": "Example Legal Center", "category": "legal", "services": "asylum",
                                  "phone": "(510) 555-0101", "address_1": "1 Example Street", "city": "Oakland",
                                  "state": "CA", "postal_code": "94601", "source_date": "2026-07", **facts})


def test_the_text_says_who_how_and_how_old(send: Send) -> None:
    assert send(_listing(), "en").text.splitlines() == [
        "Example Legal Center", "Call (510) 555-0101", "Go there: 1 Example Street, Oakland, CA 94601",
        "Facts from July 2026. Call first."]


def test_the_links_hold_the_text_and_no_receiver(send: Send) -> None:
    made = send(_listing(organization="A&B #1 + 100% «Peña»"), "es")
    assert made.sms.startswith("sms:?&body=") and unquote(made.sms.removeprefix("sms:?&body=")) == made.text
    link = urlsplit(made.whatsapp)
    assert (link.scheme, link.netloc, link.path) == ("whatsapp", "send", ""), "no server is asked"
    assert parse_qs(link.query) == {"text": [made.text]}


def test_arabic_keeps_numbers_and_addresses_in_order(send: Send) -> None:
    text = send(_listing(), "ar").text
    assert "\u200e(510) 555-0101" in text and "\u200e1 Example Street" in text
    assert text.isascii() is False and not send(_listing(), "es").text.count("\u200e")


def test_a_place_that_is_closed_for_now_says_so(send: Send) -> None:
    assert "Closed for now. Call before you go." in send(_listing(status="paused"), "en").text


def test_old_facts_are_said_to_be_old(send: Send) -> None:
    assert "Old facts, from May 2021. Call first." in send(_listing(source_date="2021-05"), "en").text
    assert "We do not know when this was last checked." in send(_listing(source_date=""), "en").text


def test_a_web_site_is_sent_whole_and_only_where_nothing_is_better(send: Send) -> None:
    assert "https://example.org/a/b" in send(_listing(phone="", website="https://example.org/a/b"), "en").text
    assert "http" not in send(_listing(website="https://example.org/a/b"), "en").text


def test_a_place_with_only_a_door_names_it_once(send: Send) -> None:
    assert send(_listing(phone=""), "en").text.count("1 Example Street") == 1
    assert "Example Street" not in send(_listing(location_type="postal"), "en").text, "nobody can go there"


_SECRET = st.text(st.characters(categories=("L", "N")), min_size=8, max_size=20).map("Qx{}Zy".format)


@given(secrets=st.fixed_dictionaries(dict.fromkeys(("address_1", "address_2", "city", "postal_code"), _SECRET)),
       code=st.sampled_from([each.code for each in tongues.offered(pseudo=True)]), seed=st.integers(0, 2**16))
@effort(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_secret_address_is_in_no_text_no_link_and_no_card(
    send: Send, zips, secrets: dict[str, str], code: str, seed: int,  # type: ignore[no-untyped-def]
) -> None:
    """Even when the record itself held it: whoever shares a shelter never tells where it is."""
    [(key, facts, _)] = made_up.rows(Random(seed), zips, count=1)
    whole = {**facts, "address_confidential": "yes", "phone": facts.get("phone", "(510) 555-0199"), **secrets,
             "latitude": "37.81234", "longitude": "-122.25432"}
    for listing in (Listing(key, whole), listings.build({**whole, "id": key}, by_zip=zips[0], by_city=None, near=None)):
        made = send(listing, code)
        for said in (made.text, unquote(made.sms), unquote(made.whatsapp), vcard.card(listing, "")):
            assert not [secret for secret in (*secrets.values(), "37.81", "122.25") if secret in said]
            assert facts["organization"] in said.replace("\r\n ", "").replace("\\", "")


@given(seed=st.integers(0, 2**16))
@effort(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_need_is_in_no_text(send: Send, zips, seed: int) -> None:  # type: ignore[no-untyped-def]
    """Neither the kind of help nor what exactly they do, beyond the names on the door."""
    [(key, facts, _)] = made_up.rows(Random(seed), zips, count=1)
    plain = {**facts, "organization": "Door", "name": ""}
    words = send(Listing(key, plain), "en").text.lower()
    assert not [need for need in ("legal", "medical", "food", "asylum", "clinic", "pantry") if need in words]
