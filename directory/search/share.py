"""What a person sends of a place, from their own phone: a short text in their language, and links that open an app.

Public facts of the listing only: no search, no need beyond the names on the door, no link to this site, and never a
secret address.
"""

from typing import NamedTuple
from urllib.parse import quote

from directory.listings.listing import Listing
from directory.search.show import View
from directory.web.templating import language

#: A left-to-right mark: numbers and English addresses keep their order in a line of a right-to-left language.
_LTR = "\u200e"


class Shared(NamedTuple):
    """The text, and the links that put it into the phone's own messages or into WhatsApp, for any receiver."""

    text: str
    sms: str
    whatsapp: str


def of(view: View, listing: Listing) -> Shared:
    """Return what is sent of a listing."""
    said = text(view, listing)
    sent = quote(said, safe="")
    # The app's own address: https://wa.me would send the text to WhatsApp before anybody pressed Send.
    # "?&" is read by old iPhones, which want "&", and by all others, which want "?".
    return Shared(said, f"sms:?&body={sent}", f"whatsapp://send?text={sent}")


def text(view: View, listing: Listing) -> str:
    """Return a place as lines: its names, the best way to reach it, its door, and the day of the facts."""
    mark = _LTR if language().direction == "rtl" else ""
    ways = view.ways(listing)[:1]
    if listing.has_door and not any(way.kind == "go" for way in ways):
        ways.append(view.way_there(listing))
    lines = [listing.title, listing.text("name"), *(way.plain(mark=mark) for way in ways)]
    if listing.text("status") == "paused":
        lines.append(view.open_now(listing).sentence)
    return "\n".join(line for line in (*lines, view.age(listing)) if line)
