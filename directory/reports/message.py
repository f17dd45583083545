"""One message of a visitor: a report about a listing, or a place to list. Pure.

Any text goes in. What comes out is a message without problems, or the problems, each with the field it belongs to.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from directory.i18n.marks import N_

#: Characters.
LONGEST_TEXT, LONGEST_LINE = 1000, 200

#: What may be wrong with a listing.
WRONG = {
    "phone": N_("The phone number is wrong"),
    "closed": N_("The place is closed or has moved"),
    "hours": N_("The hours are wrong"),
    "papers": N_("They asked for papers that this page did not say"),
    "money": N_("They charged money, or it felt like a fraud"),
    "other": N_("Something else"),
}
#: What a place that somebody suggests helps with.
HELP = {
    "legal": N_("Legal help"), "medical": N_("Medical care"), "food": N_("Food"), "other": N_("Something else"),
}

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
#: What a screen or a terminal would obey instead of show (control characters, and those that turn text round), and
#: what is no character at all and may not stand on a page.
_NEVER = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_UNSHOWN = re.compile(
    f"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef{_NEVER}]")


class Problem(NamedTuple):
    """What keeps a message from being sent: `field` to mend, `code` of the sentence, `data` that fills it."""

    field: str
    code: str
    data: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Message:
    """What a visitor wrote, and nothing about the visitor.

    `kind`: report or suggestion. `day` (2026-09-16) is all that is kept of the time, `language` is the page's.
    `choice` is a code of WRONG; of a suggestion, codes of HELP with spaces between. `name`, `place` and `reach` (a
    telephone number or web site) are of a suggested place. `contact` is how to ask back, if somebody wants that.
    """

    kind: str
    day: str
    language: str
    listing_id: str = ""
    choice: str = ""
    name: str = ""
    place: str = ""
    reach: str = ""
    text: str = ""
    contact: str = ""


def make(kind: str, *, day: str, language: str, listing_id: str = "", typed: Mapping[str, str]) -> Message:
    """Return a message from what was typed, made tidy."""
    lines = {name: " ".join(tidy(typed.get(name, "")).split())
             for name in ("choice", "name", "place", "reach", "contact")}
    return Message(kind, day, language, listing_id, text=tidy(typed.get("text", "")), **lines)


def showable(text: str | None) -> str:
    """Return text without control characters, '' for None. Line ends become \\n.

    A number copied from another app often comes with characters that set its direction: they are dropped, not refused.
    """
    return _UNSHOWN.sub("", _LINE_ENDS.sub("\n", text or ""))


def tidy(text: str | None) -> str:
    """Return text without control characters and runs of spaces or blank lines."""
    lines = (" ".join(line.split()) for line in showable(text).split("\n"))
    return re.sub("\n{3,}", "\n\n", "\n".join(lines).strip())


def problems(message: Message) -> tuple[Problem, ...]:
    """Return what must be mended before a message can be sent, in the order of the form."""
    found = _of_a_report(message) if message.kind == "report" else _of_a_suggestion(message)
    for name in ("name", "place", "reach", "text", "contact"):
        limit, length = LONGEST_TEXT if name == "text" else LONGEST_LINE, len(getattr(message, name))
        if length > limit:
            found.append(Problem(name, "too-long", {"limit": limit, "length": length}))
    order = [each.name for each in fields(Message)]
    return tuple(sorted(found, key=lambda problem: order.index(problem.field)))


def _of_a_report(message: Message) -> list[Problem]:
    if message.choice not in WRONG:
        return [Problem("choice", "wrong")]
    return [Problem("text", "what")] if message.choice == "other" and not message.text else []


def _of_a_suggestion(message: Message) -> list[Problem]:
    found = []
    if not message.choice or not set(message.choice.split()) <= HELP.keys():
        found.append(Problem("choice", "help"))
    if not message.name:
        found.append(Problem("name", "name"))
    if not (message.place or message.reach):
        found.append(Problem("reach", "reach"))
    return found


def dump(message: Message) -> dict[str, str]:
    """Return a message as a plain dict."""
    return asdict(message)


def load(data: Any) -> Message | None:
    """Return the message of a plain dict, or None unless it is just what `dump` gives for a sound message."""
    if not isinstance(data, dict) or data.keys() != {each.name for each in fields(Message)}:
        return None
    if not all(isinstance(value, str) for value in data.values()):
        return None
    message = Message(**data)
    again = make(message.kind, day=message.day, language=message.language, listing_id=message.listing_id, typed=data)
    return message if again == message and _is_labelled(message) and not problems(message) else None


def _is_labelled(message: Message) -> bool:
    """Say whether all that does not come from a field is as we write it."""
    try:
        day = date.fromisoformat(message.day).isoformat()
    except ValueError:
        return False
    about = {"report": r"[a-z0-9-]{1,24}", "suggestion": ""}.get(message.kind)
    return (day == message.day and re.fullmatch(r"[A-Za-z-]{2,12}", message.language) is not None
            and about is not None and re.fullmatch(about, message.listing_id) is not None)
