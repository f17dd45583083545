"""A listing as a contact card, which every phone can save (vCard 3.0, RFC 2426: old phones read no newer one). Pure.

The kind of help stands nowhere in it: whoever looks through the contacts sees the name of an organization.
"""

import re

from directory.listings import cells
from directory.listings.listing import Listing

#: Octets of a line, its end not counted.
LONGEST_LINE = 75

_PHONES = {"phone": "WORK,VOICE", "phone_2": "WORK,VOICE", "text_phone": "WORK,MSG", "whatsapp": "CELL"}
_NEW_LINE = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def card(listing: Listing, note: str) -> str:
    """Return the contact card of a listing. `note` says how old the facts are, in the reader's language."""
    name = _text(listing.title)
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{name};;;;", f"FN:{name}", f"ORG:{name}"]
    phones: dict[str, str] = {}
    for column, kind in _PHONES.items():
        if number := listing.text(column):
            phones.setdefault(_dialled(number), kind)
    lines += [f"TEL;TYPE={kind}:{_text(number)}" for number, kind in phones.items()]
    if address := listing.text("email"):
        lines.append(f"EMAIL;TYPE=INTERNET:{_text(address)}")
    if listing.has_door:
        parts = ("address_2", "address_1", "city", "state", "postal_code")
        lines.append(f"ADR;TYPE=WORK:;{';'.join(_text(listing.text(part)) for part in parts)};USA")
    if site := listing.text("website"):
        lines.append(f"URL:{_CONTROL.sub('', site)}")
    lines += [f"NOTE:{_text(note)}", "END:VCARD"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _dialled(number: str) -> str:
    """Return a number as a phone dials it: a comma waits before the extension."""
    return cells.dial(number).removeprefix("tel:").replace(";ext=", ",")


def _text(value: str) -> str:
    """Escape what separates values, and leave out what no phone can show."""
    escaped = _NEW_LINE.sub(r"\\n", re.sub(r"([\\;,])", r"\\\1", value))
    return _CONTROL.sub("", escaped)


def _folded(line: str) -> str:
    """Break a long line, never inside a letter: each further line begins with a space, which the reader drops."""
    folded, length = "", 0
    for char in line:
        size = len(char.encode())
        if length + size > LONGEST_LINE:
            folded, length = folded + "\r\n ", 1
        folded, length = folded + char, length + size
    return folded
