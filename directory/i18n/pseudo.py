"""Two made-up languages that show, before any translator starts, which pages break and which words were
forgotten.

Pure. `en-XA` is English with accents, about 40 % longer, in brackets: it shows text that is cut off, glued
together (two pairs of brackets where one sentence should be) or never translated (no accents). `ar-XB` is
English in Arabic letters: it shows pages that break from right to left.

Android's ar-XB keeps Latin letters and turns them round with U+202E. We do not: those characters are
forbidden in our catalogs, browsers ignore them when they guess a direction (`dir="auto"`, `<bdi>`), and Latin
letters in them look translated to no test. Real Arabic letters shape, join and guess their direction as
Arabic does, and any Latin word left on a page is a word we forgot. A test finds a text on such a page by
translating it with the same function.
"""

import re

# What must come through whole: %(name)s, %%, {name}, tags and entities.
KEPT = re.compile(
    r"%\([A-Za-z0-9_]+\)[sdif]|%%|\{[a-z_0-9]*\}|</?[A-Za-z][^<>]*>|&(?:#[0-9]+|#x[0-9a-fA-F]+|[A-Za-z]+);"
)

_ACCENTED = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž",
)
_ARABIC_LETTERS = "ابثدهفغحيجكلمنوپقرستأضظخطز"
_ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ?", f"{_ARABIC_LETTERS * 2}؟")
_FILLER = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def pseudo(code: str, message: str) -> str:
    """Translate a whole message into en-XA or ar-XB; of any other code return it unchanged."""
    if code != "en-XA" or not message:
        return disguise(code, message)
    wanted = len(KEPT.sub("", message)) * 0.4 - 2  # the brackets count too
    filler = ""
    index = 0
    while len(filler) < wanted:
        filler += f" {_FILLER[index % len(_FILLER)]}"
        index += 1
    return f"[{disguise(code, message + filler)}]"


def disguise(code: str, text: str) -> str:
    """Change the letters only: for month names, units and other pieces that stand inside a message."""
    table = {"en-XA": _ACCENTED, "ar-XB": _ARABIC}.get(code)
    if table is None:
        return text
    pieces: list[str] = []
    end = 0
    for kept in KEPT.finditer(text):
        pieces += (text[end : kept.start()].translate(table), kept[0])
        end = kept.end()
    return "".join(pieces) + text[end:].translate(table)
