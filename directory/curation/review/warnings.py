"""What a person should look at before families see a listing: traps, slips, signs of fraud. Pure.

`warnings` looks at a listing as it would be and at what a change does to it. Nothing here blocks: the editor reads it
before saving, the reviewer before deciding. What must never be is an error of listings/validators.py.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from directory.curation.review.area_codes import STATES, TOLL_FREE
from directory.listings import columns, validators
from directory.listings.plain import FOREIGN_ENDS, UNSEEN, counted, plain
from directory.listings.validators import Facts, Finding, FindPlace
from directory.places.distance import chord_between, ecef, miles

#: Miles from the middle of its ZIP code at which a point is more likely a slip than a large ZIP code.
_FAR = 20
_PHONES = ("phone", "phone_2", "text_phone", "whatsapp")
_NAMES = ("organization", "name")
_TEXTS = ("organization", "name", "description", "phone_note", "phone_2_note", "languages_note", "hours_note",
          "eligibility_note", "cost_note", "documents", "transit_note", "courts", "detention")
_DIGITS = re.compile(r"(?<![\d./-])\+?1?[\s.-]?\(?\d{3}\)?[\s.-]{0,2}\d{3}[\s.-]?\d{4}(?!\d)")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.[\w.]+|"
                   r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|info|biz|us|gov|edu|co|me|site|online|xyz|top|link|"
                   r"click|app|io|help|legal|law)\b(?:/\S*)?|"
                   rf"\b[\w-]+(?:\.[\w-]+)*\.(?:{FOREIGN_ENDS}|xn--[a-z0-9-]+)\b(?:/\S*)?", re.IGNORECASE)
_MARKUP = re.compile(r"<\s*/?\s*[a-z!]|javascript\s*:|data\s*:\s*text|\bon[a-z]{3,}\s*=|&#|\{\{|\{%|\$\{",
                     re.IGNORECASE)
_MONEY = re.compile(r"\b(zelle|cash ?app|venmo|western union|moneygram|gift cards?|bitcoin|crypto|wire transfer|"
                    r"deposit|pay (?:up ?front|first|in advance)|giro|tarjetas? de regalo|pago por adelantado)\b",
                    re.IGNORECASE)
_NOTARIO = re.compile(r"\b(notari[oa]s?|notary|immigration consultants?|consultor(?:es|a)?|consultores|"
                      r"gestor(?:es|[ií]a)?|visa services?|guaranteed?|garantizad[oa]s?|tr[aá]mites?)\b", re.IGNORECASE)
_ASKS_MUCH = re.compile(r"\b(original (?:passport|documents?|papers)|(?:send|bring|text|e-?mail|photo of|copy of) "
                        r"(?:us )?(?:your |the )?(?:passport|a[- ]number|alien number|ssn|social security|green card|"
                        r"visa|immigration papers|bank)|a[- ]number|alien registration)", re.IGNORECASE)
_AUTHORITY = re.compile(r"\b(ICE|ERO|CBP|DHS|USCIS|homeland security|border patrol|deportation officers?|"
                        r"immigration and customs|enforcement)\b|\b(?i:sheriff|police (?:department|station)|migra)\b")
_HINT = re.compile(r"\b(near(?: the)?|next to|behind|across from|opposite|close to|around the corner|located|"
                   r"cerca de|junto a|detr[aá]s de|frente a|al lado de|block (?:of|from)|intersection|suite|"
                   r"apartment|apt)\b", re.IGNORECASE)
_SHORT_LINKS = ("bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "buff.ly", "rebrand.ly", "cutt.ly",
                "linktr.ee", "wa.me", "t.me", "shorturl.at", "rb.gy", "forms.gle")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")
_LOOKALIKE = 0.8
#: Facts by which a family is led somewhere: whoever changes one of them leads families elsewhere.
_LEADING = {"organization": "renamed", "name": "renamed", "category": "other-category", "address_1": "moved",
            "city": "moved", "state": "moved", "postal_code": "moved", "latitude": "moved", "longitude": "moved",
            "website": "other-website", "email": "other-email", "legal_credential": "other-credential"}


def _nobody(_phone: str) -> Collection[Facts]:
    return ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a listing is compared with.

    `find_zip` looks up a ZIP code or area, as for validators.check. `others` returns the other listings that have a
    telephone number.
    """

    find_zip: FindPlace | None = None
    others: Callable[[str], Collection[Facts]] = _nobody


def warnings(after: Facts | None, before: Facts | None, known: Known = Known()) -> list[Finding]:
    """Return what to look at in a listing (None: it goes), changed from what it was (None: it is new)."""
    if after is None:
        return [_warn("goes-away", "status")]
    found = [*_of_listing(after, known)]
    if before is not None:
        already = {(each.code, each.column, each.value) for each in _of_listing(before, known)}
        found = [each for each in found if (each.code, each.column, each.value) not in already]
        found += _of_change(before, after)
    return found


def _warn(code: str, column: str, value: str = "", **data: object) -> Finding:
    return Finding(code, column, value, "warning", data)


def _of_listing(facts: Facts, known: Known) -> Iterator[Finding]:
    if not any(name in facts for name in _PHONES):
        yield _warn("no-phone", "phone")
    yield from _place(facts, known)
    yield from _phones(facts, known)
    yield from _sites(facts)
    yield from _letters(facts)
    yield from _texts(facts)
    yield from _secrets(facts)
    if facts.get("category") == "legal" and not ("source" in facts or "credential_checked" in facts):
        yield _warn("credential-unsourced", "legal_credential")


def _place(facts: Facts, known: Known) -> Iterator[Finding]:
    if known.find_zip is None or not {"latitude", "longitude", "postal_code"} <= facts.keys():
        return
    place = known.find_zip(facts["postal_code"][:5])
    if place is not None:
        here, there = (float(facts["latitude"]), float(facts["longitude"])), (place.latitude, place.longitude)
        far = miles(chord_between(ecef(*here), ecef(*there)))
        if far > _FAR:
            yield _warn("far-from-zip", "latitude", miles=round(far), zip=place.code)


def _phones(facts: Facts, known: Known) -> Iterator[Finding]:
    for name in _PHONES:
        number = facts.get(name, "")
        hit = re.match(r"\((\d{3})\) (\d{3})", number)
        if hit and (hit[1] in ("900", "976") or hit[2] == "976"):
            yield _warn("phone-costs", name, number)
        elif number.startswith("+"):
            yield _warn("phone-abroad", name, number)
        elif hit and hit[1] not in TOLL_FREE and (states := STATES.get(hit[1])) and "state" in facts \
                and facts["state"] not in states and "service_area" not in facts:
            yield _warn("phone-far", name, number, states=", ".join(sorted(states)))
        if number and (others := [each for each in known.others(number) if not _alike(each, facts)]):
            yield _warn("phone-of-another", name, number, other=min(each.get("organization", "") for each in others))


def _alike(other: Facts, facts: Facts) -> bool:
    """Say whether another listing is likely of the same organization: many have one number for all their doors.

    A number of the same kind of help in the same state counts as theirs; else a word of the name must be the same.
    """
    if other.get("category") == facts.get("category") and other.get("state") == facts.get("state"):
        return True
    theirs = _words(other)
    return bool(theirs & _words(facts))


_EVERYBODYS = frozenset((
    "the", "and", "for", "inc", "center", "centre", "services", "service", "community", "county", "health", "clinic",
    "food", "pantry", "bank", "legal", "aid", "church", "first", "saint"))


def _words(facts: Facts) -> set[str]:
    names = " ".join(facts.get(name, "") for name in _NAMES).casefold()
    return {word for word in re.findall(r"\w+", names) if word not in _EVERYBODYS and len(word) > 2}


def _host(facts: Facts) -> str:
    return _parts(facts.get("website", ""))[1]


def _parts(address: str) -> tuple[str, str, str]:
    """Return scheme, host and network part of a web address; of one that cannot be read, all odd."""
    try:
        parts = urlsplit(address)
        return parts.scheme, (parts.hostname or "").removeprefix("www."), parts.netloc
    except ValueError:
        return "", address, "@"


def _sites(facts: Facts) -> Iterator[Finding]:
    for name in ("website", "source_url"):
        address = facts.get(name, "")
        scheme, host, network = _parts(address)
        if (address and scheme not in ("http", "https")) or "@" in network \
                or re.fullmatch(r"[\d.]+|.*:.*|0x[\da-f]+", host):
            yield _warn("website-odd", name, address)
        elif host in _SHORT_LINKS:
            yield _warn("website-short", name, address)
        elif not host.isascii() or any(label.startswith("xn--") for label in host.split(".")):
            yield _warn("website-letters", name, address)


def _letters(facts: Facts) -> Iterator[Finding]:
    for name in facts:
        text = facts[name]
        if text.isascii():
            continue
        if UNSEEN.search(text):
            yield _warn("unseen-letters", name)
        if name in columns.BY_NAME and any(_mixed(word) for word in re.findall(r"\w+", text)):
            yield _warn("mixed-letters", name)


def _mixed(word: str) -> bool:
    """Say whether a word has letters of two alphabets that look alike, or letters made to look like others."""
    scripts = {unicodedata.name(char, "").split(" ")[0] for char in word if char.isalpha()}
    if len(scripts.intersection(_SCRIPTS)) > 1 or scripts & {"CYRILLIC", "GREEK", "CHEROKEE"}:
        return True
    return any(scripts & {"MATHEMATICAL", "FULLWIDTH", "CIRCLED", "PARENTHESIZED", "SQUARED", "NEGATIVE", "REGIONAL"})


def _written(facts: Facts, *more: str) -> list[str]:
    """Return the columns of a listing that hold words, whatever language they are in, in the order of the sheet."""
    return columns.in_order(name for name in facts if columns.original(name)[0] in (*_TEXTS, *more))


def _texts(facts: Facts) -> Iterator[Finding]:
    own = {_last_digits(facts[name]) for name in _PHONES if name in facts}
    hosts = {_host(facts), facts.get("email", "").rpartition("@")[2].lower()} - {""}
    for name in _written(facts, "internal_note"):
        text, base = plain(facts[name]), columns.original(name)[0]
        if _MARKUP.search(text):
            yield _warn("markup", name)
        if facts[name][:1] in ("=", "＝", "＠") or re.match(r"[@+-][A-Za-z(=]", text):
            yield _warn("formula", name)
        if name == "internal_note":
            continue
        others = [hit.group() for hit in _DIGITS.finditer(counted(text)) if _last_digits(hit.group()) not in own]
        if others and base not in ("courts", "detention"):
            yield _warn("text-phone", name, others[0].strip())
        for hit in _LINK.finditer(text):
            host = _parts(hit.group() if "://" in hit.group() else f"//{hit.group()}")[1].lower()
            if host and not any(host == each or host.endswith(f".{each}") for each in hosts):
                yield _warn("text-link", name, hit.group())
        yield from _signs(facts, name, text)


def _signs(facts: Facts, name: str, text: str) -> Iterator[Finding]:
    if hit := _MONEY.search(text):
        yield _warn("asks-money", name, hit.group())
    if facts.get("category") == "legal" and (hit := _NOTARIO.search(text)):
        yield _warn("notario", name, hit.group())
    if hit := _ASKS_MUCH.search(text):
        yield _warn("asks-papers", name, hit.group())
    base = columns.original(name)[0]
    if base in (*_NAMES, "description", "phone_note", "phone_2_note") and (hit := _AUTHORITY.search(text)):
        yield _warn("authority", name, hit.group())


def _last_digits(number: str) -> str:
    return "".join(char for char in number.partition(" ext.")[0] if char.isdigit())[-10:]


def _secrets(facts: Facts) -> Iterator[Finding]:
    if facts.get("address_confidential") == "yes":
        for name in _written(facts):
            if hit := _HINT.search(plain(facts[name])):
                yield _warn("secret-hint", name, hit.group())
    elif facts.get("address_confidential") == "no":
        bare = {name: value for name, value in facts.items() if name != "address_confidential"}
        yield from (_warn("survivors-open", each.column, each.value, **each.data)
                    for each in validators.check(bare) if each.code == "survivors")


def _of_change(before: Facts, after: Facts) -> Iterator[Finding]:
    seen = set()
    for name, code in _LEADING.items():
        if before.get(name) != after.get(name) and code not in seen:
            seen.add(code)
            yield _warn(code, name, after.get(name, ""))
    for name in _PHONES:
        if name in before and before[name] != after.get(name):
            yield _warn("phone-changed" if name in after else "phone-gone", name, before[name])
    old, new = _host(before), _host(after)
    if old and new and old != new and SequenceMatcher(None, old, new).ratio() >= _LOOKALIKE:
        yield _warn("website-lookalike", "website", new, old=old)
    if before.get("address_confidential") == "yes" != after.get("address_confidential"):
        yield _warn("no-longer-secret", "address_confidential")
    if after.get("address_confidential") == "yes" != before.get("address_confidential") \
            and not before.keys().isdisjoint(columns.PLACE):
        yield _warn("becomes-secret", "address_confidential")
    if after.get("status", "active") != before.get("status", "active"):
        yield _warn("closes" if "status" in after else "opens-again", "status")
    if after.get("category") == "legal" != before.get("category"):
        yield _warn("becomes-legal", "category")


#: What tells of a change and is true of every such change, or of many good listings: no alarm by itself.
NOTES = frozenset({"no-phone", "closes", "opens-again", "renamed", "moved", "other-website", "other-email",
                   "phone-changed", "phone-gone", "goes-away"})
