"""Names that sound like a place that must stay hidden, beyond the words that the validators know.

Better one clinic too many held for a person than one shelter shown. Pure: knows no publisher.
"""

import re

from directory.sheets.presets.preset import Facts, LeftOut
from directory.sheets.presets.wording import joined

_SURVIVORS = re.compile(
    r"\b(shelters?|shelterhouse|transition(?:s|al)?|safe (?:house|haven|harbor|place|center|home|pod)|havens?"
    r"|refuge|domestic|violence|victims?|y\.?w\.?c\.?a|rescue mission|wom[ae]n(?:['’]?s)?|crisis|battered"
    r"|survivors?|sojourner|turning point|covenant house|unity house|sarah['’]s house)\b",
    re.IGNORECASE,
)
#: What notes say of a place. They speak of women and children for other reasons.
_TOLD = re.compile(r"\bshelters?\b|\bdomestic violence\b|\bsurvivors?\b|\bvictims?\b", re.IGNORECASE)
_SHELTER = re.compile(
    r"\b(?:gospel|union|faith|midnight|open door|garden|angeles|(?<!mission )city) mission\b(?! college)"
    r"|\bsalvation army\b|\bharbor light\b|\bsanctuary\b|\bsupportive housing\b|\bresidential\b"
    r"|\bliving (?:program|center)\b"
    r"|\bhomeless(?:ness)? (?:resource|navigation|hospitality)\b|['’]s place\b"
    r"|\bat (?:the )?(?:[\w'’.]+ ){1,2}house\b|\bhouse(?= /|$)",
    re.IGNORECASE,
)
_RESIDENCE = re.compile(
    r"\b(house|casa|home|hogar|residences?|inn|lodge|hotel|motel|apartments?|towers?|manor|housing"
    r"|place|village|campus|respite)\b",
    re.IGNORECASE,
)
_CLINIC = re.compile(
    r"health|clinic|medic|dent(?:al|ist)|\bcare\b|healthcare|hlth|salud|wellness|pediatric|pharmacy|doctor"
    r"|physician|hospital|practice|\bCHC\b|\bFQHC\b|smile|vision|optom|behavioral|counseling|x-?ray|\blab",
    re.IGNORECASE,
)


def survivors_service(facts: Facts) -> LeftOut | None:
    """Say whether a name sounds like a survivors' service. The city's own name does not count (New Haven)."""
    notes = " ".join(facts.get(column, "") for column in ("hours_note", "eligibility_note", "transit_note"))
    if found := _SURVIVORS.search(_without_city(facts)) or _TOLD.search(notes):
        return LeftOut("name like a survivors' service: a person must look", found.group().lower())
    return None


def survivors_or_residence(facts: Facts) -> LeftOut | None:
    """Say whether a clinic's name sounds like a survivors' service, a shelter, or people's home."""
    if found := survivors_service(facts):
        return found
    if hit := _SHELTER.search(_names(facts)):
        return LeftOut("name like a shelter: a person must look", hit.group().lower())
    names = _without_city(facts)
    if not _CLINIC.search(names) and (hit := _RESIDENCE.search(names)):
        return LeftOut(
            "name of a house or a campus, not of a clinic: a person must look", hit.group().lower()
        )
    return None


def _names(facts: Facts) -> str:
    return joined(*(facts.get(column, "") for column in ("organization", "name", "address_2")), by=" / ")


def _without_city(facts: Facts) -> str:
    city = facts.get("city", "")
    names = _names(facts)
    return re.sub(rf"\b{re.escape(city)}\b", "", names, flags=re.IGNORECASE).strip(" /") if city else names
