"""What must stay hidden is in no byte of an edition, even when it was written straight into the register."""

from pathlib import Path

import pytest

from directory.edition import publish
from directory.edition.publish import NotPublished
from tests.edition.made_up import Rows, put_up
from tests.register.made_up import listing

STREET = "Quietwillow"
SECRETS = {"internal_note": "Xylophonist note", "credential_expires": "2031-12-31", "address_1": f"12 {STREET} Street",
           "address_2": "Unit Zebrafish", "city": "Hiddenville", "postal_code": "94704", "latitude": "37.812345",
           "longitude": "-122.254321"}


def bytes_of(folder: Path) -> bytes:
    """Return every byte of every file beside an edition."""
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_fields_that_are_never_published_are_in_no_byte(folder: Path, rows: Rows) -> None:
    facts = listing(7, **{name: SECRETS[name] for name in ("internal_note", "credential_expires")})
    put_up(folder, [*rows, (facts["id"], facts, False)])
    raw = bytes_of(folder).lower()
    assert facts["organization"].lower().encode() in raw
    for words in (b"xylophonist", b"2031-12-31"):
        assert words not in raw


def test_the_place_of_a_confidential_listing_is_in_no_byte(folder: Path) -> None:
    facts = listing(7, address_confidential="yes", service_area="county:06001", state="CA", hours="24/7", **SECRETS)
    made = put_up(folder, [(facts["id"], facts, False)])
    assert made.listings == 1
    raw = bytes_of(folder).lower()
    for words in (STREET, "Zebrafish", "Hiddenville", "37.812", "-122.254", "Xylophonist"):
        assert words.lower().encode() not in raw


@pytest.mark.parametrize("leak", [{"description": f"Come to 12 {STREET} Street"}, {"service_area": "zip:94704"},
                                  {"description_es": "Estamos en 37.812345, -122.254321"},
                                  {"hours_note_es": f"Toque en Calle {STREET}"}, {"transit_note_ar": "849VCWC8+R9"},
                                  {"website": "https://www.google.com/maps/x"}, {"transit_note": "849VCWC8+R9"}])
def test_an_edition_whose_words_would_lead_there_is_not_put_up(folder: Path, rows: Rows, leak: dict[str, str]) -> None:
    put_up(folder, rows)
    facts = listing(7, address_confidential="yes", **({"service_area": "state:CA"} | leak))
    with pytest.raises(NotPublished) as caught:
        put_up(folder, [*rows, (facts["id"], facts, False)])
    assert (caught.value.code, caught.value.data["listing"]) == ("hidden", facts["id"])
    assert len(publish.editions(folder)) == 1
    assert STREET.encode() not in bytes_of(folder)


def test_a_closed_or_gone_confidential_listing_shows_its_name_only(folder: Path) -> None:
    shut = listing(7, address_confidential="yes", service_area="county:06001", status="closed", **SECRETS)
    gone = listing(8, address_confidential="yes", service_area="county:06001", **SECRETS)
    put_up(folder, [(shut["id"], shut, False), (gone["id"], gone, True)])
    raw = bytes_of(folder).lower()
    for words in (STREET, "Zebrafish", "Hiddenville", "37.812", "Xylophonist"):
        assert words.lower().encode() not in raw
