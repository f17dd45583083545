"""The rules of one listing as a whole, shared by sheets and forms. Pure: facts in, findings out.

`facts` is a mapping of column name to canonical text; a blank cell is left out.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from directory.listings import columns
from directory.listings.plain import counted, plain
from directory.listings.vocabulary import SERVICES
from directory.places import states
from directory.places.place import Place

Facts = Mapping[str, str]
FindPlace = Callable[[str], Place | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say about a cell: `code` names it, `data` fills the sentence. An error keeps the row out."""

    code: str
    column: str
    value: str = ""
    level: Literal["error", "warning"] = "error"
    data: Mapping[str, object] = field(default_factory=dict)


#: Where longitudes may be east, and from which degree on: Guam, the Northern Marianas, the far Aleutians.
_EAST = {"GU": 144, "MP": 144, "AK": 172}
REACH = ("phone", "text_phone", "email", "website")

#: Names that a shelter or a survivors' service bears. A person must look before such a row is shown.
_SURVIVORS = re.compile(
    r"\b(shelters?|domestic violence|family violence|survivors?|transitional|safe ?house|safe haven|battered|"
    r"wom[ae]n['’]?s|women|rape|sexual assault|abuse[d]?|refuge|trafficking|crisis center|ywca|sanctuary house|"
    r"violencia (?:doméstica|domestica|familiar|intrafamiliar)|albergues?|refugios?|sobrevivientes)\b",
    re.IGNORECASE)
_SURVIVOR_TEXT = re.compile(
    r"\b(domestic violence shelter|safe ?house|confidential (location|address)|undisclosed|"
    r"emergency shelter for (women|survivors|victims))\b", re.IGNORECASE)

#: What gives a hidden place away in free text: a street, a ZIP code, coordinates, a plus code, a link to a map.
_STREET = re.compile(
    r"\b\d{1,6}\s+(?:[NSEW]\.?\s+)?[A-Za-zÀ-ÿ0-9.'’-]+(?:\s+[A-Za-zÀ-ÿ.'’-]+){0,3}\s+"
    r"(?:st|street|ave|avenue|blvd|boulevard|rd|road|dr|drive|ln|lane|ct|court|way|pl|place|hwy|highway|"
    r"pkwy|parkway|ter|terrace|cir|circle|sq|square)\b|\b(?:calle|avenida)\s+\S+|\bp\.?\s?o\.?\s?box\s+\d+|"
    r"\b(?:corner|esquina)\s+(?:of|de)\s+\w+", re.IGNORECASE)
#: The same in the other languages of translations: a word for a street, and a number beside it or a name after it.
_STREET_WORD = (r"(?:\b(?:rue|rua|travessa|kalye|kalsada)\b|(?<!tiểu )\bđường\b(?! (?:dây|ruột|huyết))|"
                r"(?<!thành )\bphố\b|"
                r"\b(?:улиц|проспект|переул|бульвар|авеню)\w*|\bул\.|شارع|جادة|스트리트|애비뉴|거리)")
_STREET_ABROAD = re.compile(
    rf"\b\d{{1,6}}[^.;\d\n]{{0,40}}?{_STREET_WORD}|{_STREET_WORD}[^.;\d\n]{{0,40}}?\d|\b\d{{1,6}},?\s+(?:ri|lari)\s+\w|"
    r"\b(?:rue|rua|kalye)\s+\w|شارع\s+\w|\bул\.\s*\w|[가-힣](?:로|길)\s*\d{1,5}(?:번|호|\s*(?:[,.;]|$))|"
    r"[\u4e00-\u9fff](?:街|路|大道|巷)\s*\d|"
    r"\d\s*[号號]?\s*[^\d\s路街号號点點时時，。；、：,;:]{1,20}(?:街|路|大道|巷)", re.IGNORECASE)
_ZIP_IN_TEXT = re.compile(rf"\b(?:{'|'.join(states.CODES)}),?\s+\d{{5}}\b|(?i:\bzip(?:\s+code)?:?\s+\d{{5}}\b)")
_POINT = re.compile(r"\d{1,3}\.\d{3,}\s*°?\s*[NS]?\s*[,;/ ]\s*-?\d{1,3}\.\d{3,}|\d{1,3}\s*°\s*\d{1,2}\s*['′’]|"
                    r"\b(?:latitude|lat)\b\W*\d{1,2}\.\d{2,}", re.IGNORECASE)
_PLUS_CODE = re.compile(r"\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b", re.IGNORECASE)
_MAP_LINK = re.compile(r"(goo\.gl/maps|maps\.app\.goo\.gl|google\.[a-z.]+/maps|maps\.google|maps\.apple|"
                       r"openstreetmap\.org|waze\.com|what3words|w3w\.co|///[a-z]+\.[a-z]+\.[a-z]+)", re.IGNORECASE)
_FREE_TEXT = ("organization", "name", "description", "phone_note", "phone_2_note", "languages_note", "hours_note",
              "eligibility_note", "cost_note", "documents", "transit_note", "courts", "detention",
              "internal_note", "source", "email", "website", "source_url")


def check(facts: Facts, *, find_zip: FindPlace | None = None) -> list[Finding]:
    """Return what is wrong (errors) or odd (warnings) with one listing.

    `find_zip` looks up a 5-digit ZIP code, or an area such as county:06001; without it they are not compared with
    the map.
    """
    findings = [*_needed(facts), *_reach(facts), *_confidential(facts), *_survivors(facts), *_services(facts),
                *_trust(facts), *_point(facts)]
    if find_zip:
        findings += [*_zip(facts, find_zip), *_areas(facts, find_zip)]
    return findings


def broken(before: Facts, after: Facts) -> list[Finding]:
    """Return the errors that a change of one listing brings; what was wrong before is not held against it."""
    old = check(before)
    return [each for each in check(after) if each.level == "error" and each not in old]


def _needed(facts: Facts) -> list[Finding]:
    return [Finding("needed", name) for name in ("organization", "category") if name not in facts]


def _reach(facts: Facts) -> list[Finding]:
    if any(name in facts for name in REACH) or _has_street(facts):
        return []
    return [Finding("no-reach", "phone")]


def _has_street(facts: Facts) -> bool:
    # A post office box is no door, and nobody answers at the street of a place that works by phone.
    return ("address_1" in facts and facts.get("address_confidential") != "yes"
            and facts.get("location_type", "physical") == "physical")


def _confidential(facts: Facts) -> list[Finding]:
    if facts.get("address_confidential") != "yes":
        return []
    found = gives_away(facts)
    if "service_area" not in facts:
        found.append(Finding("confidential-no-area", "service_area"))
    return found


def gives_away(facts: Facts) -> list[Finding]:
    """Return all that would lead to a confidential place: street, point, ZIP code, small areas, words in a text."""
    found = [Finding("confidential-place", name, facts[name]) for name in columns.PLACE if name in facts]
    found += [Finding("confidential-area", "service_area", area)
              for area in facts.get("service_area", "").split("; ") if area.startswith("zip:")]
    for name in facts:
        if columns.original(name)[0] in _FREE_TEXT:
            text = counted(plain(facts[name]))
            found += [Finding("confidential-text", name, hit.group())
                      for pattern in (_STREET, _STREET_ABROAD, _ZIP_IN_TEXT, _POINT, _PLUS_CODE, _MAP_LINK)
                      if (hit := pattern.search(text))]
    return found


def tells_where(typed: Facts) -> bool:
    """Say whether what was typed of a secret place leads there: such a text is kept nowhere, in no draft either."""
    return says_secret(typed.get("address_confidential", "")) and bool(gives_away(typed))


def says_secret(cell: str) -> bool:
    """Say whether a cell of address_confidential says yes, in any of the words that a sheet may hold."""
    try:
        return columns.read("address_confidential", cell) == "yes"
    except columns.Invalid:
        return False


def _survivors(facts: Facts) -> list[Finding]:
    if facts.get("address_confidential"):
        return []
    for name in ("organization", "name", "address_2"):
        if hit := _SURVIVORS.search(plain(facts.get(name, ""))):
            return [Finding("survivors", name, facts[name], data={"word": hit.group()})]
    if hit := _SURVIVOR_TEXT.search(plain(facts.get("description", ""))):
        return [Finding("survivors", "description", facts["description"], data={"word": hit.group()})]
    return []


def _services(facts: Facts) -> list[Finding]:
    category = facts.get("category")
    return [Finding("service-category", "services", code, data={"category": category, "of": SERVICES[code].category})
            for code in facts.get("services", "").split("; ")
            if code and category and SERVICES[code].category not in (category, "any") and category != "any"]


def _trust(facts: Facts) -> list[Finding]:
    found = []
    if facts.get("category") == "legal" and "legal_credential" not in facts:
        found.append(Finding("credential-missing", "legal_credential"))
    if "assured_date" in facts and "assured_method" not in facts:
        found.append(Finding("method-missing", "assured_method"))
    if "source" not in facts and "assured_date" not in facts:
        found.append(Finding("source-missing", "source"))
    return found


def _point(facts: Facts) -> list[Finding]:
    if ("latitude" in facts) != ("longitude" in facts):
        return [Finding("half-point", "longitude" if "latitude" in facts else "latitude")]
    if "latitude" in facts and "address_1" not in facts and facts.get("address_confidential") != "yes":
        return [Finding("point-without-street", "latitude", facts["latitude"])]
    east = facts.get("longitude", "-")
    if not east.startswith("-") and "state" in facts and float(east) < _EAST.get(facts["state"], 181):
        return [Finding("longitude", "longitude", east, data={"near": f"-{east}"})]
    return []


def _zip(facts: Facts, find_zip: FindPlace) -> list[Finding]:
    code = facts.get("postal_code", "")[:5]
    if not code:
        return []
    place = find_zip(code)
    if place is None:
        return [Finding("zip-unknown", "postal_code", code, "warning")]
    if place.state != facts.get("state", place.state):
        return [Finding("zip-state", "postal_code", code, "warning",
                        {"city": place.name, "zip_state": place.state, "state": facts["state"]})]
    return []


def _areas(facts: Facts, find_zip: FindPlace) -> list[Finding]:
    """Find areas that are on no map: nobody would find a listing by them."""
    return [Finding("area-unknown", "service_area", area, data={"part": area})
            for area in facts.get("service_area", "").split("; ")
            if area.startswith("county:") and find_zip(area) is None]
