"""The words of friendly opening hours: cut a text into tokens, each of a known kind, or refuse it.

Pure. A word we do not know is an error, never skipped: "by appointment" left out would send a family to a
closed door.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from directory.listings.hours.times import Clock, read_clock
from directory.listings.hours.value import HoursError

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYISH = frozenset({"day", "nth", "every", "holiday"})

_TOKEN = re.compile(
    r"""
    (?P<always>24\s*/\s*7\b)
    |(?P<allday>24\s?(?:hours?|hrs?)\b)
    |(?P<daily>(?:7|seven)\s+days(?:\s+(?:a|per)\s+week)?\b|every\s?day\b|each\s+day\b|daily\b)
    |(?P<month>(?:of\s+(?:the\s+|each\s+|every\s+)?|each\s+|every\s+|per\s+)month\b)
    |(?P<next>(?:the\s+)?next\s+day\b)
    |(?P<holiday>(?:(?:all|the|u\.?s\.?|federal|public|legal)\s+)*holidays?\b|ph\b)
    |(?P<nth>(?:1st|2nd|3rd|4th|5th|first|second|third|fourth|fifth|last)\b)
    |(?P<twelve>(?:12(?::00)?\s*)?(?:noon|midnight)\b)
    |(?P<time>(?P<number>[0-9]+(?:[:.][0-9]+)*)
        (?:(?P<attached>[ap])(?![a-z0-9.])|\s?(?P<suffix>[ap])(?:\.\s?m\b\.?|m\b\.?))?(?![a-z0-9]))
    |(?P<tuesday>t(?=(?:\s?[/&,]\s?|\s+and\s+)(?:th|w)))  # T alone may be Thursday; "T/Th" may not
    |(?P<word>[a-z]+)\.?
    |(?P<and>,\s?(?:and\b|&))
    |(?P<mark>[;,&/:.-])
    |(?P<unknown>[^\s,;&/:-]+)
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_NTHS = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "f": 1, "s": 2, "t": 3}
_MARKS = {";": "stop", ".": "stop", ",": "join", "&": "join", "/": "join", "-": "dash", ":": "colon"}
_WORDS = {
    "and": "join",
    **dict.fromkeys(("to", "till", "til", "until", "through", "thru"), "dash"),
    **dict.fromkeys(("every", "each", "weekly"), "every"),
    **dict.fromkeys(("closed", "off"), "closed"),
    **{word: word for word in ("open", "from", "on", "at", "the", "hours")},
}
_DAY_WORDS: dict[str, tuple[int, ...]] = {
    "mwf": (0, 2, 4),
    "mw": (0, 2),
    "wf": (2, 4),
    "tth": (1, 3),
    "tuth": (1, 3),
    "mtwth": (0, 1, 2, 3),
    "mtwthf": (0, 1, 2, 3, 4),
    **dict.fromkeys(("weekday", "weekdays"), (0, 1, 2, 3, 4)),
    **dict.fromkeys(("weekend", "weekends"), (5, 6)),
}
for _day, _names in enumerate(
    ("m mo mon", "tu tue tues", "w we wed weds", "th thu thur thurs", "f fr fri", "sa sat", "su sun")
):
    for _name in (*_names.split(), DAY_NAMES[_day].lower()):
        _DAY_WORDS[_name] = (_day,)
        if len(_name) > 2 and not _name.endswith("s"):
            _DAY_WORDS[f"{_name}s"] = (_day,)
# Words that add nothing, and what must follow so that they add nothing.
_FILLERS = {
    "open": DAYISH | {"time", "allday", "from", "on", "always"},
    "hours": DAYISH | {"time", "colon"},
    "from": {"time", "day"},
    "on": DAYISH | {"the"},
    "at": {"time"},
    "the": {"nth"},
    "colon": DAYISH | {"time", "allday", "closed"},
}


@dataclass(frozen=True)
class Token:
    """A piece of the text as typed, where it is, and what kind of word it is."""

    kind: str
    text: str
    start: int
    end: int
    days: tuple[int, ...] = ()
    nth: int = 0
    clock: Clock | None = None


class Reader:
    """A cursor over the tokens of one part of a text (what stands between two stops)."""

    def __init__(self, tokens: Sequence[Token], text: str) -> None:
        self.tokens = tokens
        self.text = text
        self.at = 0

    def kind(self, ahead: int = 0) -> str:
        """Return the kind of the next token, or of one further ahead; "end" after the last."""
        return self.tokens[self.at + ahead].kind if self.at + ahead < len(self.tokens) else "end"

    def take(self) -> Token:
        """Return the next token and step over it."""
        self.at += 1
        return self.tokens[self.at - 1]

    def skip(self, kind: str) -> bool:
        """Step over the next token if it is of a kind, and say so."""
        found = self.kind() == kind
        self.at += found
        return found

    def since(self, start: int) -> str:
        """Return the text from a token to the one before the cursor."""
        last = max(start, self.at - 1)
        return self.text[self.tokens[start].start : self.tokens[min(last, len(self.tokens) - 1)].end]

    def error(self, code: str, start: int) -> HoursError:
        """Return an error about the text from a token up to and with the next one."""
        self.at = min(self.at + 1, len(self.tokens))
        return HoursError(code, self.since(start))


def tidy(text: str) -> str:
    """Make every dash a hyphen, every line end a semicolon and every gap one space."""
    lines = (" ".join(line.split()) for line in text.translate(_DASHES).splitlines())
    return ";".join(lines).strip()


def cut(text: str) -> list[list[Token]]:
    """Cut tidy text into tokens, one list for each part between stops. Raises HoursError."""
    parts: list[list[Token]] = [[]]
    for token in _tokens(text):
        if token.kind == "stop":
            parts.append([])
        else:
            parts[-1].append(token)
    return [_without_fillers(part, text) for part in parts if part]


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "unknown"
        word, start, end = match[0], match.start(), match.end()
        if match["time"]:
            clock = read_clock(match["number"], (match["attached"] or match["suffix"] or "").lower(), word)
            yield Token("time", word, start, end, clock=clock)
        elif match["twelve"]:
            yield Token("time", word, start, end, clock=Clock(720 if word[-1] in "nN" else 0, exact=True))
        elif match["nth"]:
            yield Token("nth", word, start, end, nth=_nth(word.lower()))
        elif match["daily"]:
            yield Token("day", word, start, end, days=tuple(range(7)))
        elif match["tuesday"]:
            yield Token("day", word, start, end, days=(1,))
        elif match["and"]:
            yield Token("join", word, start, end)
        elif match["mark"]:
            yield Token(_MARKS[word], word, start, end)
        elif match["word"]:
            yield _read_word(match, text)
        elif kind == "unknown":
            raise HoursError("not-supported", word)
        else:
            yield Token(kind, word, start, end)


def _nth(word: str) -> int:
    """Read an ordinal: by its first letter but for fourth, fifth and last."""
    return {"fourth": 4, "fifth": 5, "last": -1}.get(word) or _NTHS[word[0]]


def _read_word(match: re.Match[str], text: str) -> Token:
    """Tell what a word is. Raises HoursError day-unknown for a day misspelt, else not-supported."""
    word, start, end = match["word"].lower(), match.start(), match.end()
    if word in _DAY_WORDS:
        return Token("day", match[0], start, end, days=_DAY_WORDS[word])
    if word in _WORDS:
        return Token(_WORDS[word], match[0], start, end)
    names = [name.lower() for name in DAY_NAMES]
    close = get_close_matches(word.removesuffix("s"), [*names, "tues", "thurs", "weds"], 1, 0.75)
    if close:
        meant = DAY_NAMES[_DAY_WORDS[close[0]][0]]
        raise HoursError("day-unknown", match["word"], {"did_you_mean": meant})
    if word in ("t", "s"):
        raise HoursError("day-unknown", match["word"])
    # Show the whole run of words: "call first", not "call".
    run = re.match(r"[^,;&/:0-9]*[^,;&/:0-9\s-]", text[start:])
    raise HoursError("not-supported", run[0] if run else match["word"])


def _without_fillers(tokens: list[Token], text: str) -> list[Token]:
    """Leave out words that add nothing, each only where it cannot mean more. Raises HoursError."""
    kept: list[Token] = []
    whole = text[tokens[0].start : tokens[-1].end]
    about_holidays = {token.kind for token in tokens} <= {"open", "on", "holiday"}
    for index, token in enumerate(tokens):
        if token.kind not in _FILLERS:
            kept.append(token)
            continue
        follows = tokens[index + 1].kind if index + 1 < len(tokens) else "end"
        if token.kind == "open" and about_holidays:
            kept.append(token)  # "open holidays" and "holidays open" do mean something
        elif follows not in _FILLERS[token.kind]:
            raise HoursError("not-supported", whole)
        elif token.kind in ("open", "hours") and follows in DAYISH | {"on"} and kept:
            # "Sat open Sun closed": open belongs to the day before it.
            raise HoursError("not-supported", whole)
    return kept
