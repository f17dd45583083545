"""A contact card is read back, by hand and by the rules of RFC 2426, to what went in, whatever the text was."""

import re

from hypothesis import given
from hypothesis import strategies as st

from directory.listings import vcard
from directory.listings.listing import Listing

FACTS = {"organization": "Example Health Center", "name": "Asylum Clinic", "category": "medical", "services": "dental",
         "phone": "(843) 555-0112 ext. 12", "phone_2": "988", "text_phone": "988", "whatsapp": "(510) 555-0125",
         "email": "help@example.org", "website": "https://example.org/a;b,c", "address_1": "9 Example Street",
         "address_2": "Suite 2; door B", "city": "Oakland", "state": "CA", "postal_code": "94601"}
ALLOWED = {"BEGIN", "VERSION", "N", "FN", "ORG", "TEL", "EMAIL", "ADR", "URL", "NOTE", "END"}
ODD = st.text(max_size=120) | st.text(st.sampled_from(list("\\;,:\r\n\t\x00\x0b\x85\u2028 aéלع😀\"")), max_size=60)


def read(card: str) -> list[tuple[str, str, str]]:
    """Return (property, parameters, value as written) of each line, unfolded; assert the form of the lines."""
    assert card.endswith("\r\n")
    raw = card.encode().split(b"\r\n")[:-1]
    for line in raw:
        assert len(line) <= 75
        line.decode()  # no letter is cut in two
        assert not re.search(rb"[\x00-\x1f\x7f]", line)
    lines = card.replace("\r\n ", "").split("\r\n")[:-1]
    return [re.fullmatch(r"([A-Z]+)(?:;([^:]*))?:(.*)", line, re.DOTALL).groups("") for line in lines]  # type: ignore[union-attr,misc]


def parts(value: str) -> list[str]:
    """Split a value at its semicolons and undo the escapes, letter by letter."""
    found, letters = [""], iter(value)
    for letter in letters:
        if letter == ";":
            found.append("")
        elif letter == "\\":
            escaped = next(letters)
            assert escaped in "\\;,n"
            found[-1] += "\n" if escaped == "n" else escaped
        else:
            assert letter != ","
            found[-1] += letter
    return found


def one(card: str, name: str) -> str:
    """Return the value of the only property of a name."""
    [value] = [value for each, _, value in read(card) if each == name]
    return value


def listing(**facts: str) -> Listing:
    return Listing("made000001", {name: value for name, value in {**FACTS, **facts}.items() if value})


def plain(text: str) -> str:
    """Return what of a text can stand in a card: new lines of one kind, no control characters."""
    text = re.sub(r"\r\n|[\r\n\v\f\x85\u2028\u2029]", "\n", text)
    return re.sub(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", "", text)


def test_a_card_has_all_ways_to_reach_a_place() -> None:
    card = vcard.card(listing(), "Facts from July 2026, so call.")
    assert read(card)[:2] == [("BEGIN", "", "VCARD"), ("VERSION", "", "3.0")] and read(card)[-1] == ("END", "", "VCARD")
    assert parts(one(card, "N")) == ["Example Health Center", "", "", "", ""]
    assert one(card, "FN") == one(card, "ORG") == "Example Health Center"
    assert [(kind, value) for name, kind, value in read(card) if name == "TEL"] == [
        ("TYPE=WORK,VOICE", "+1-843-555-0112\\,12"), ("TYPE=WORK,VOICE", "988"), ("TYPE=CELL", "+1-510-555-0125")]
    assert parts(one(card, "ADR")) == ["", "Suite 2; door B", "9 Example Street", "Oakland", "CA", "94601", "USA"]
    assert one(card, "URL") == "https://example.org/a;b,c"
    assert parts(one(card, "NOTE")) == ["Facts from July 2026, so call."]


def test_the_kind_of_help_stands_nowhere() -> None:
    assert not re.search("medical|asylum|dental|clinic", vcard.card(listing(), ""), re.IGNORECASE)


def test_a_secret_address_is_never_in_it() -> None:
    card = vcard.card(listing(address_confidential="yes"), "")
    assert "ADR" not in {name for name, _, _ in read(card)}
    for secret in ("9 Example Street", "Suite 2", "Oakland", "94601"):
        assert secret not in card


def test_an_address_for_mail_is_no_door() -> None:
    assert "ADR" not in {name for name, _, _ in read(vcard.card(listing(location_type="postal"), ""))}


@given(title=ODD, street=ODD, note=ODD, site=ODD)
def test_any_text_is_read_back_and_adds_no_line(title: str, street: str, note: str, site: str) -> None:
    card = vcard.card(listing(organization=title, address_1=street, website=site), note)
    names = [name for name, _, _ in read(card)]
    single = [each for each in names if each != "TEL"]
    assert set(names) <= ALLOWED and len(single) == len(set(single))
    assert parts(one(card, "FN")) == [plain(title)]
    assert parts(one(card, "NOTE")) == [plain(note)]
    assert parts(one(card, "N")) == [plain(title), "", "", "", ""]
    if street:
        assert parts(one(card, "ADR"))[2] == plain(street)
