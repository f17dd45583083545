"""A text as a careful reader takes it, for checks that look for what it hides. Pure: never shown, never kept."""

import re
import unicodedata

#: Characters that nobody sees and no reader of ours takes out: joiners, fillers, marks of direction.
UNSEEN = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f\u3164"
                    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e007f\u202a-\u202e\u2066-\u2069]")
#: The ends of web addresses that are not in Latin letters, those that most people have.
FOREIGN_ENDS = ("рф|рус|онлайн|сайт|москва|орг|ком|укр|бел|қаз|срб|бг|мкд|мон|ελ|ευ|հայ|გე|"
                "中国|中國|公司|网络|網絡|网址|網址|在线|在線|集团|香港|台湾|台灣|新加坡|世界|한국|닷컴|닷넷|みんな|コム|"
                "भारत|ไทย|مصر|السعودية|امارات|المغرب|الجزائر|تونس|ایران|موقع|شبكة|كوم")
#: A full stop of Chinese or Japanese between letters of alphabets: browsers read it as the dot of a web address.
_DOT = re.compile(r"(?<=[A-Za-z0-9\u00c0-\u052f])。(?=[A-Za-z0-9\u00c0-\u052f])")
_DIGITS = {word: str(digit) for digit, words in enumerate((
    "zero oh cero", "one uno", "two dos", "three tres", "four cuatro", "five cinco", "six seis", "seven siete",
    "eight ocho", "nine nueve")) for word in words.split()}
_DIGIT = f"(?:{'|'.join(_DIGITS)})"
_SPELLED = re.compile(rf"\b{_DIGIT}(?:[\s,.–-]{{1,3}}{_DIGIT})+\b", re.IGNORECASE)


def plain(text: str) -> str:
    """Return a text with usual letters, digits 0 to 9 and dots, without what nobody sees. Any text is fine."""
    if text.isascii():
        return text
    shown = unicodedata.normalize("NFKC", UNSEEN.sub("", text))
    return _DOT.sub(".", "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in shown))


def counted(text: str) -> str:
    """Return a plain text in which digits that were spelled out in English or Spanish, two or more, are digits."""
    return _SPELLED.sub(lambda hit: "".join(_DIGITS[word] for word in re.findall("[a-z]+", hit[0].lower())), text)
