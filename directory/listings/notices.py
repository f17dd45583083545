"""A notice: a short, dated, sourced word of the operator to everybody in an area, which ends by itself. Pure.

What a notice may say is decided here. It is never a sighting: where agents were seen is hearsay that is old when it is
read, it harms whoever trusts it, and a list of such places would serve those who look for families.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from directory.i18n import languages
from directory.i18n.languages import Language
from directory.listings import cells
from directory.listings.cells import Invalid
from directory.listings.plain import FOREIGN_ENDS, plain
from directory.places.fold import fold
from directory.places.place import COUNTRY, Place

#: What a notice may be for, and for nothing else.
PURPOSES = {
    "closed": "an office, court or service is closed or has moved",
    "deadline": "a day by which something must be done",
    "rule": "a law or rule changes",
    "help": "free help on certain days, like a legal clinic",
    "disaster": "a storm, fire, heat or other danger of nature",
    "scam": "a fraud to look out for",
}
#: Days, the first one counted: three are the 72 hours after which an alert ends in most alert systems.
USUAL_DAYS, MOST_DAYS = 3, 30
#: A day is over in the country when it is over in American Samoa.
_LAST_CLOCK = "Pacific/Pago_Pago"

#: Letters of some languages are joined and parted by these two.
_NEEDED_UNSEEN = "\u200c\u200d"
_MARKUP = re.compile(r"[<>]|&#?\w+;|\]\(")
_E_MAIL = re.compile(r"\S[@＠]\S")
_WEB = re.compile(rf"://|\bwww\.|\w\.(?:com|edu|gov|info|io|ly|net|org|us|{FOREIGN_ENDS}|xn--\w+)\b", re.IGNORECASE)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")
_MONTH = re.compile(rf"\b({'|'.join(f'{name}|{name[:3]}' for name in _MONTHS)})\.? \d", re.IGNORECASE)

_AGENTS = (r"(?:ice|cbp|hsi|border patrol|migra|patrulla fronteriza|agentes?|agents?|officers?|"
           r"(?:ice|immigration|unmarked) (?:vans?|cars?|vehicles?|police))")
#: Read in folded text: small letters without marks, signs as spaces.
_SIGHTINGS = re.compile("|".join((
    rf"\b{_AGENTS} (?:(?:is|are|was|were|have been|has been) (?:now )?(?:at|by|in|on|near|outside|around|here|there|"
    r"seen|spotted|reported|stopping|arresting|parked|knocking)|seen|spotted|sighted|reported|parked|near|outside)\b",
    r"\b(?:checkpoints?|sightings?)\b",
    r"\b(?:raids?|sweeps?|roundups?) (?:is |are )?(?:at|in|on|near|now|today|tonight|reported|under way|going on)\b",
    r"\b(?:migra|agentes?(?: de \w+| federales)?) (?:esta|estan|anda|andan|viene|vienen|llego|llegaron|en|cerca|"
    r"fueron vistos|vistos?)\b",
    r"\b(?:reten|retenes|puntos? de control|avistamientos?)\b",
    r"\b(?:redadas?|operativos?|batidas?) (?:de|en|em|na|no|hoy|ahora|cerca|contra)\b",
    r"\b(?:rafles?|rafl|blitz|bo rap|tram kiem soat)\b|descente de police|lapolis imigrasyon",
    *map(fold, ("检查站", "檢查站", "搜捕", "抓捕", "突袭", "突襲", "검문소", "облав", "рейд", "مداهم", "نقطة تفتيش")),
)))

FindPlace = Callable[[str], Place | None]
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice, made by `read`. `texts` is language code -> text, English among them; days are those of its area.

    `area` is country:US, state:CA or county:06001; it stands from the day `starts` to the end of the day `expires`.
    """

    purpose: str
    area: str
    timezone: str
    starts: date
    expires: date
    texts: Mapping[str, str]
    source: str
    source_url: str
    source_date: date
    more_url: str = ""

    def today(self, now: datetime) -> date:
        """Return the day that it is in its area at an aware moment."""
        return now.astimezone(ZoneInfo(self.timezone)).date()

    def stands(self, now: datetime) -> bool:
        """Say whether it may be shown at an aware moment."""
        return self.starts <= self.today(now) <= self.expires

    def told(self, code: str) -> tuple[Language, str]:
        """Return its text in a language, else in English, and which of them it is."""
        found = code if code in self.texts else languages.ENGLISH.code
        return languages.language(found), self.texts[found]

    def dump(self) -> str:
        """Return the notice as the edition keeps it: compact JSON, keys sorted."""
        return json.dumps(asdict(self), default=date.isoformat, ensure_ascii=False, separators=(",", ":"),
                          sort_keys=True)


def load(record: str) -> Notice:
    """Return the notice of an edition's record."""
    data: dict[str, Any] = json.loads(record)
    return Notice(**data | {name: date.fromisoformat(data[name]) for name in ("starts", "expires", "source_date")})


def read(given: Mapping[str, str], texts: Mapping[str, str], *, find_place: FindPlace, now: datetime) -> Notice:
    """Read a notice as it was typed: fields by the names of Notice, blanks left out, and a text a language.

    Raises Invalid, with `field` and `value` in its data, for whatever may not stand on a page.
    """
    purpose = _field(given, "purpose", _purpose)
    area = _field(given, "area", _area)
    place = None if area == COUNTRY else find_place(area)
    if place is None and area != COUNTRY:
        raise Invalid("area-unknown", field="area", value=area, part=area)
    timezone = place.timezone if place else _LAST_CLOCK
    today = now.astimezone(ZoneInfo(timezone)).date()
    starts = _field(given, "starts", _day, default=today)
    expires = _field(given, "expires", _day, default=max(today, starts) + timedelta(days=USUAL_DAYS - 1))
    _check_days(starts, expires, today)
    source_date = _field(given, "source_date", _day)
    if source_date > today:
        raise Invalid("notice-source-later", field="source_date", value=source_date.isoformat())
    return Notice(purpose, area, timezone, starts, expires, _read_texts(texts), _field(given, "source", _plain),
                  _field(given, "source_url", _link), source_date, _field(given, "more_url", _link, default=""))


def _field(given: Mapping[str, str], name: str, reader: Callable[[str], _Value], *,
           default: _Value | None = None) -> _Value:
    text = given.get(name, "").strip()
    try:
        if text:
            return reader(text)
        if default is None:
            raise Invalid("needed")
        return default
    except Invalid as error:
        raise Invalid(error.code, **{**error.data, "field": name, "value": text}) from error


def _purpose(text: str) -> str:
    if text not in PURPOSES:
        raise Invalid("choice", part=text, choices=", ".join(PURPOSES))
    return text


def _area(text: str) -> str:
    found = cells.read_areas(text)
    if ";" in found or found.startswith("zip:"):
        raise Invalid("area", part=text)
    return found


def _day(text: str) -> date:
    found = cells.read_date(text)
    if len(found) < len("2026-09-19"):
        raise Invalid("notice-day")
    return date.fromisoformat(found)


def _link(text: str) -> str:
    found = cells.read_url(text)
    if not found.startswith("https://"):
        raise Invalid("notice-https")
    return found


def _check_days(starts: date, expires: date, today: date) -> None:
    last = today + timedelta(days=MOST_DAYS)
    said = {"field": "expires", "value": expires.isoformat()}
    if expires < today:
        raise Invalid("notice-over", **said)
    if expires < starts:
        raise Invalid("notice-ends-first", **said, starts=starts)
    if expires > last:
        raise Invalid("notice-too-far", **said, last=last, days=MOST_DAYS)


def _read_texts(texts: Mapping[str, str]) -> dict[str, str]:
    codes = {language.code.lower(): language.code for language in languages.LANGUAGES}
    found: dict[str, str] = {}
    for given, text in texts.items():
        if given.lower() not in codes:
            raise Invalid("notice-language", field="text", value=given, choices=", ".join(codes.values()))
        found[codes[given.lower()]] = _field({"text": text}, "text", _words)
    english = found.get(languages.ENGLISH.code)
    if english is None:
        raise Invalid("notice-english", field="text", value="")
    for code, text in found.items():
        if code != languages.ENGLISH.code:
            _check_translation(code, english, text)
    return {code: found[code] for code in codes.values() if code in found}


def _plain(text: str) -> str:
    """Read one line of plain words, and refuse what is not seen or would steer a page."""
    text = " ".join(text.split())
    for char in text:
        if unicodedata.category(char) in ("Cc", "Cf", "Cn", "Co", "Cs") and char not in _NEEDED_UNSEEN:
            raise Invalid("notice-unseen", char=f"U+{ord(char):04X}")
    if found := _MARKUP.search(text):
        raise Invalid("notice-markup", part=found[0])
    return cells.read_text(cells.tidy(text))


def _words(text: str) -> str:
    """Read what a notice says in one language."""
    text = _plain(text)
    if _E_MAIL.search(text):
        raise Invalid("notice-e-mail")
    if _WEB.search(plain(text)):
        raise Invalid("notice-web")
    if found := _SIGHTINGS.search(fold(text)):
        raise Invalid("notice-sighting", part=found[0])
    return text


def _check_translation(code: str, english: str, text: str) -> None:
    """Compare the numbers of a translation with the English: a day, a time or a telephone number is never another.

    A month that English names may be a number elsewhere: December 3 is 12月3日.
    """
    ours, theirs = _numbers(english), _numbers(text)
    named = {found.lower()[:3] for found in _MONTH.findall(english)}
    months = Counter(str(number) for number, name in enumerate(_MONTHS, start=1) if name[:3] in named)
    lost, more = ours - theirs, theirs - ours - months
    if lost or more:
        raise Invalid("notice-numbers", field="text", value=f"{code}={text}", language=code,
                      ours=" ".join(ours.elements()), theirs=" ".join(theirs.elements()))
    if text.casefold() == english.casefold():
        raise Invalid("notice-same", field="text", value=f"{code}={text}", language=code)


def _numbers(text: str) -> Counter[str]:
    digits = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    return Counter(re.findall("[0-9]+", digits))
