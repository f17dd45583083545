"""How each kind of cell is read: any reasonable text in, our one canonical text out.

Pure functions, shared by the sheet and by forms. A reader returns canonical text (reading canonical
text gives it back unchanged) or raises `Invalid` with a code and data; words are made at the edge.
An empty cell never comes here: blank means unknown.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from functools import lru_cache
from urllib.parse import urlsplit

import email_validator
import phonenumbers

from directory.listings import hours as opening
from directory.listings.vocabulary import SPOKEN
from directory.places import states

Reader = Callable[[str], str]


class Invalid(ValueError):
    """A cell that cannot be read: `code` names the reason, `data` fills the sentence."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data: Mapping[str, object] = data


LONGEST_CELL = 10_000
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ufffe\uffff]")
_SPACES = re.compile(r"[^\S\n]+")


def tidy(text: str) -> str:
    """Return text in NFC, without control characters or runs of spaces. Line ends become \\n.

    Raises Invalid('bidi') for characters that reorder text on the screen (Trojan Source, CVE-2021-42574),
    Invalid('lost-letter') where a wrong encoding left U+FFFD, and Invalid('too-long') above 10,000 characters.
    """
    if len(text) > LONGEST_CELL:
        raise Invalid("too-long", limit=LONGEST_CELL)
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = text.encode("utf-8", "ignore").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    if _BIDI.search(text):
        raise Invalid("bidi")
    if "\ufffd" in text:
        raise Invalid("lost-letter")
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(lines).strip()


def read_text(text: str) -> str:
    """Read one line of words."""
    text = " ".join(text.split())
    if len(text) > 300:
        raise Invalid("too-long", limit=300)
    return text


def read_long_text(text: str) -> str:
    """Read words of several lines."""
    if len(text) > 3000:
        raise Invalid("too-long", limit=3000)
    return text


def read_id(text: str) -> str:
    """Read a listing id: 6 to 24 small letters, digits and hyphens."""
    text = text.lower()
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{4,22}[a-z0-9]", text):
        raise Invalid("id")
    return text


def read_source_code(text: str) -> str:
    """Read the code of a source: at most 60 small letters, digits and single hyphens."""
    if len(text) > 60 or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise Invalid("source-code")
    return text


_YES = {"yes", "y", "true", "t", "1", "x", "si", "sí", "required", "1.0"}
_NO = {"no", "n", "false", "f", "0", "not required", "none required", "0.0"}
_UNKNOWN = {"unknown", "u", "?", "n/a", "na", "#n/a", "-", "--", "[no data]", "null", "none", "unsure", "not known"}


def means_unknown(text: str) -> bool:
    """Say whether a cell holds a spreadsheet's way of writing "we do not know"."""
    return text.lower() in _UNKNOWN


def read_yes_no(text: str) -> str:
    """Read yes or no. Unknown is a blank cell, so it becomes ''."""
    word = text.lower()
    if word in _YES:
        return "yes"
    if word in _NO:
        return "no"
    if word in _UNKNOWN:
        return ""
    raise Invalid("yes-no")


def choice(choices: Mapping[str, object], *, also: Mapping[str, str] | None = None) -> Reader:
    """Make a reader for one code of a closed list; "unknown" is a blank."""
    def read(text: str) -> str:
        return _code(text, choices, also or {})
    return read


def codes(choices: Mapping[str, object], *, also: Mapping[str, str] | None = None) -> Reader:
    """Make a reader for several codes, written `one; two`. Order is kept, repeats go."""
    def read(text: str) -> str:
        found = [_code(part, choices, also or {}) for part in re.split(r"[;,\n|]", text) if part.strip()]
        return "; ".join(dict.fromkeys(code for code in found if code))
    return read


def _code(text: str, choices: Mapping[str, object], also: Mapping[str, str]) -> str:
    word = re.sub(r"[\s_]+", "-", text.strip().lower())
    if word in choices:
        return word
    if word in also:
        return also[word]
    if text.strip().lower() in _UNKNOWN:
        return ""
    near = get_close_matches(word, list(choices), n=1, cutoff=0.75)
    raise Invalid("choice", part=text.strip(), near=near[0] if near else "", choices=", ".join(choices))


_LANGUAGE_NAMES = {name.lower(): code for code, name in SPOKEN.items()} | {
    "español": "es", "espanol": "es", "mandarin chinese": "cmn", "creole": "ht", "haitian": "ht",
    "farsi": "fa", "persian": "fa", "tagalog": "fil", "filipino": "fil", "burmese/myanmar": "my",
    "kiche": "quc", "k'iche": "quc", "quiche": "quc", "qanjobal": "kjb", "q'anjob'al": "kjb", "kanjobal": "kjb",
    "kekchi": "kek", "qeqchi": "kek", "asl": "ase", "sign language": "ase", "mixteco": "mix", "triqui": "trq",
    "cape verdean": "kea", "kinyarwanda": "rw", "hmong": "hmn", "tl": "fil", "spa": "es", "eng": "en", "zho": "zh",
}


def read_languages(text: str) -> str:
    """Read spoken languages, as ISO 639 codes or English names: `en; es; mam`."""
    found = []
    for part in re.split(r"[;,\n|]", text):
        word = part.strip().lower().replace("’", "'")
        if not word:
            continue
        code = word if word in SPOKEN and word not in _LANGUAGE_NAMES else _LANGUAGE_NAMES.get(word)
        if code is None:
            near = get_close_matches(word, [*_LANGUAGE_NAMES, *SPOKEN], n=1, cutoff=0.75)
            raise Invalid("language", part=part.strip(), near=near[0] if near else "")
        found.append(code)
    return "; ".join(dict.fromkeys(found))


_STATE_NAMES = {states.state_name(code).upper(): code for code in states.CODES} | {
    name.upper(): code for code, names in states.OTHER_NAMES.items() for name in names}


def read_state(text: str) -> str:
    """Read a state or territory as its two letters."""
    word = text.strip(". ").upper()
    if word in states.CODES:
        return word
    if word in _STATE_NAMES:
        return _STATE_NAMES[word]
    near = get_close_matches(word, list(_STATE_NAMES), n=1, cutoff=0.75)
    raise Invalid("state", near=_STATE_NAMES[near[0]] if near else "")


def read_zip(text: str) -> str:
    """Read a ZIP code: 5 digits, or 5-4. Spreadsheets' `94601.0` is mended; lost zeros are asked about."""
    text = _plain_number(re.sub(r"\s", "", text).replace("–", "-"))
    if re.fullmatch(r"\d{5}(-\d{4})?", text):
        return text
    if re.fullmatch(r"\d{9}", text):
        return f"{text[:5]}-{text[5:]}"
    if re.fullmatch(r"\d{5}-", text):
        return text[:5]
    if re.fullmatch(r"\d{3,4}(-\d{4})?", text):
        first, dash, last = text.partition("-")
        raise Invalid("zip-zero-lost", digits=len(first), near=f"{first.zfill(5)}{dash}{last}")
    raise Invalid("zip")


def _plain_number(text: str) -> str:
    """Return text with every digit as 0-9 and without the `.0` that spreadsheets put behind a number.

    Four zeros are the end of a telephone number written with dots.
    """
    digits = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    return re.sub(r"(?<=\d)\.0{1,2}$", "", digits)


def read_latitude(text: str) -> str:
    """Read degrees north: a place of the USA lies between -15 (American Samoa) and 72."""
    return _degrees(text, -15, 72, "latitude")


def read_longitude(text: str) -> str:
    """Read degrees east: negative, or 144 to 180 for Guam, the Marianas and the far Aleutians."""
    number = _degrees(text, -180, 180, "longitude")
    value = float(number)
    if -64 < value < 144:
        near = f"-{number}" if 64 < value < 144 else ""
        raise Invalid("longitude", near=near)
    return number


def _degrees(text: str, low: float, high: float, code: str) -> str:
    text = text.replace("\N{MINUS SIGN}", "-")
    if not re.fullmatch(r"[+-]?\d{1,3}([.,]\d{1,20})?", text):
        raise Invalid(code, near="")
    value = round(float(text.replace(",", ".")), 6)
    if not low <= value <= high or value == 0:
        raise Invalid(code, near="")
    return f"{value:.6f}".rstrip("0").rstrip(".")


_TEN_DIGITS = re.compile(r"\(?([2-9][0-9]{2})\)?[ .-]{0,2}([0-9]{3})[ .-]?([0-9]{4})")
SHORT_NUMBERS = ("211", "311", "988", "711", "911")


@lru_cache(maxsize=4096)
def read_phone(text: str) -> str:
    """Read a telephone number: `(510) 555-0123`, `(510) 555-0123 ext. 12`, `988`, or `+52 55 5123 4567`.

    Numbers are those of the USA unless they begin with +. Source: libphonenumber.
    """
    text = _plain_number(text)
    short = re.sub(r"[\s.-]", "", text)
    if short in SHORT_NUMBERS:
        return short
    if re.search(r"\bfax\b", text, re.IGNORECASE):
        raise Invalid("phone")
    text = re.sub(r"(?<=\d)\s*x\.?\s*(?=\d{1,7}$)", " ext. ", text, flags=re.I)
    if plain := _TEN_DIGITS.fullmatch(text):  # as most are written: the long way of the library gives the same
        area, middle, last = plain.groups()
        number = phonenumbers.PhoneNumber(country_code=1, national_number=int(area + middle + last))
        if not phonenumbers.is_valid_number(number):
            raise Invalid("phone")
        return f"({area}) {middle}-{last}"
    try:
        number = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException as error:
        raise Invalid("phone-two" if len(re.findall(r"\d", text)) > 15 else "phone") from error
    if len(str(number.national_number)) == 7 and number.country_code == 1:
        raise Invalid("phone-area")
    if not phonenumbers.is_valid_number(number):
        raise Invalid("phone")
    home = number.country_code == 1
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)


def read_text_phone(text: str) -> str:
    """Read a number that takes text messages: a telephone number, or a short code of 5 or 6 digits."""
    short = re.sub(r"[\s-]", "", _plain_number(text))
    return short if re.fullmatch(r"[2-9]\d{4,5}", short) else read_phone(text)


def dial(phone: str) -> str:
    """Return the `tel:` link for a canonical number (RFC 3966)."""
    if phone.isdigit():  # 988, or the short code of a text line
        return f"tel:{phone}"
    return phonenumbers.format_number(phonenumbers.parse(phone, "US"), phonenumbers.PhoneNumberFormat.RFC3966)


def read_email(text: str) -> str:
    """Read one e-mail address. Never asks the network whether it exists."""
    text = text.removeprefix("mailto:").strip("<> ")
    try:
        found = email_validator.validate_email(text, check_deliverability=False)
    except email_validator.EmailNotValidError as error:
        raise Invalid("email") from error
    return found.normalized


_SHORTENERS = {"bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "buff.ly", "rebrand.ly", "cutt.ly"}


def read_url(text: str) -> str:
    """Read a web address; one without a scheme gets https. Only http and https, with a real host name.

    Refused: user names in the address, bare IP numbers and link shorteners, because nobody can see where
    they lead.
    """
    text = text.strip()
    if " " in text or "\n" in text:
        raise Invalid("url-two")
    if "://" not in text:
        if re.match(r"[a-z]+:", text, re.I):
            raise Invalid("url")
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        raise Invalid("url") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise Invalid("url")
    if "@" in parts.netloc or re.fullmatch(r"[\d.]+|\[.*\]|.*:.*", host):
        raise Invalid("url-unsafe")
    if not re.fullmatch(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}", host):
        raise Invalid("url")
    if host.removeprefix("www.") in _SHORTENERS:
        raise Invalid("url-short")
    port = f":{parts.port}" if parts.port else ""
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{parts.scheme.lower()}://{host}{port}{parts.path}{query}{fragment}"


_MONTHS = {name: number for number, name in enumerate(
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1)}


def read_date(text: str) -> str:
    """Read a date: `2026-09-19`, or only `2026-07` or `2026` where no more is known.

    Also a spreadsheet's habits: 9/19/2026 (month first), 09-19-2026, 19-Sep-26, a midnight behind the date, and
    day numbers such as 46284 (days since 1899-12-30). Years of two digits are 1930 to 2029, as spreadsheets have it.
    """
    text = re.sub(r"[ T]0?0:00(:00)?(\.0+)?Z?$", "", text)
    if found := re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text):
        year, month, day = (int(part) if part else None for part in found.groups())
        return _partial(year or 0, month, day)
    if found := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})", text):
        month, day, year = (int(part) for part in found.groups())
        return _partial(_century(year), month, day)
    if found := re.fullmatch(r"(?:(\d{1,2})[ -])?([A-Za-z]{3})[a-z]*\.?[ -](?:(\d{1,2}), ?)?(\d{4}|\d{2})", text):
        before, name, after, years = found.groups()
        days = before or after
        if not days and len(years) == 2 and "-" not in text:  # "Sep 19": the day or the year?
            raise Invalid("date")
        return _partial(_century(int(years)), _MONTHS.get(name.lower(), 13), int(days) if days else None)
    if re.fullmatch(r"[3-6]\d{4}(\.0+)?", text):
        counted = date(1899, 12, 30) + timedelta(days=int(float(text)))
        return _partial(counted.year, counted.month, counted.day)
    raise Invalid("date")


def _century(year: int) -> int:
    return year if year > 99 else year + 2000 if year < 30 else year + 1900


def _partial(year: int, month: int | None, day: int | None) -> str:
    try:
        checked = date(year, month or 1, day or 1)
    except ValueError as error:
        raise Invalid("date") from error
    if not 1990 <= year <= 2100:
        raise Invalid("date")
    return checked.isoformat()[: 10 if day else 7 if month else 4]


#: What a spreadsheet makes of "9-5" or "9am": 5-Sep, Sep-05, 2026-09-05, a day number or a part of a day.
_SPREADSHEET_HOURS = re.compile(
    r"\d{1,2}-[A-Za-z]{3}(-\d{2,4})?|[A-Za-z]{3}-\d{2}|\d{4}-\d\d-\d\d|\d{5}(\.\d+)?|0?\.\d+")


def read_hours(text: str) -> str:
    """Read opening hours in our friendly form or in OpenStreetMap syntax; return the friendly form."""
    try:
        return opening.write(opening.parse(text))
    except opening.HoursError as error:
        if _SPREADSHEET_HOURS.fullmatch(text):
            raise Invalid("hours-spreadsheet") from error
        raise Invalid(f"hours-{error.code}", part=error.part) from error


def read_areas(text: str) -> str:
    """Read service areas: `zip:94601; county:06001; state:CA; country:US`. Order is kept, repeats go."""
    found = []
    for part in re.split(r"[;,\n|]", text):
        if not (part := part.strip()):
            continue
        kind, _, code = (piece.strip() for piece in part.partition(":"))
        kind, code = kind.lower(), _plain_number(code)
        good = {
            "zip": re.fullmatch(r"\d{5}", code), "county": re.fullmatch(r"\d{5}", code),
            "state": code.upper() in states.CODES, "country": code.upper() == "US",
        }.get(kind)
        if not good:
            raise Invalid("area", part=part)
        found.append(f"{kind}:{code.upper()}")
    return "; ".join(dict.fromkeys(found))
