"""One address as many hands write it."""

import json
import unicodedata
from random import Random

STREET = "4711 N. Quietwillow Lane"
#: Streets whose words have other forms: accents, a number, a door.
STREETS = (STREET, "200 Fifth Avenue, Suite 12B", "8 Peñón de Zebra Boulevard", "1200 Zebrafish Court")
_FORMS = {"n": ("N", "N.", "North"), "lane": ("Lane", "Ln", "Ln."), "fifth": ("Fifth", "5th"),
          "avenue": ("Avenue", "Ave", "Av.", "Ave."), "suite": ("Suite", "Ste", "Ste."),
          "boulevard": ("Boulevard", "Blvd", "Blvd."), "court": ("Court", "Ct", "Ct.")}
_BETWEEN = (" ", "   ", "\n", " \t ", "\u00a0", "\u3000", ", ", "-", "_", "+", "%20", " · ", " \u200b")
_UNSEEN = "\u200b\u200d\u00ad\u2060\ufeff\u200e"
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7f)}


def write(address: str, pick: Random) -> str:
    """Return an address in a writing of its own."""
    words = address.replace(".", "").replace(",", "").split()
    made = [_letters(pick.choice(_FORMS.get(word.lower(), (word,))), pick) for word in words]
    return made[0] + "".join(pick.choice(_BETWEEN) + each for each in made[1:])


def _letters(word: str, pick: Random) -> str:
    word = pick.choice((str, str.upper, str.lower, str.title))(word)
    if pick.random() < 0.3:
        at = pick.randrange(1, len(word) + 1)
        word = word[:at] + pick.choice(_UNSEEN) + word[at:]
    if pick.random() < 0.3:
        return word.translate(_WIDE)
    return unicodedata.normalize(pick.choice(("NFC", "NFD", "NFKC", "NFKD")), word)


def as_kept(text: str) -> set[str]:
    """Return the ways in which a text stands in files of programs, small: itself, and as JSON."""
    return {each.lower() for each in (text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1])}
