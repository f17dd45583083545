"""The Food Bank of Western Massachusetts' own list of pantries and meal sites (a store locator's export)."""

import re

from directory.sheets.presets import times
from directory.sheets.presets.preset import Facts, LeftOut, Preset, Raw
from directory.sheets.presets.wording import joined, names_a_person, sentences, split_suite

_SERVICES = {"Food Pantry": "food-pantry", "Mobile Food Bank": "mobile-pantry", "Meal Site": "hot-meals"}
_CLOSED = re.compile(r"\bclos(?:ed|ing) permanently\b", re.IGNORECASE)
#: What was true for a season only, or is about a web page.
_PASSED = re.compile(
    r"closed for the month|will resume in|can be found here|order(?:ing)? form|(?:hours|listed) below"
    r"|below open-hours",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\bseniors only\b|\bonly\b.*\b(seniors|veterans|residents)|\bserves (?!dine|meals)|\blimit(?:s|ed to)\b"
    r"|\beligib|\bmust be\b|under 18\b|\bhomebound\b|\bemergenc(?:y|ies)\b.*\bonly\b"
    r"|emergency distributions only",
    re.IGNORECASE,
)
_BRING = re.compile(r"\bbring\b.*\bbags?\b|\bown bags?\b", re.IGNORECASE)
_ALSO_BY_APPOINTMENT = re.compile(r"^Visits are also available by appointment\.$")
_BROWN_BAG = (
    "The list does not say whom Brown Bags serve. Newspapers wrote that the program (Brown Bag: Food for "
    "Elders) is for people of low income from 55 years, who apply first. Ask."
)


def convert_row(raw: Raw) -> Facts | LeftOut:
    """Convert one site."""
    told = sentences(raw["description"])
    if any(_CLOSED.search(sentence) for sentence in told):
        return LeftOut("closed for good, by its own note")
    street, suite = split_suite(raw["address"])
    facts = {
        "organization": raw["name"],
        "address_1": street,
        "address_2": suite or raw["address2"],
        "city": raw["city"],
        "state": raw["state"],
        "postal_code": raw["zip"],
        "latitude": raw["latitude"],
        "longitude": raw["longitude"],
        "phone": raw["phone"],
        "website": raw["url"],
        "services": "; ".join(_SERVICES[part] for part in raw["services"].split("; ") if part in _SERVICES),
        "hours": times.of_table(raw["hours"]),
    }
    for sentence in told:
        _tell(facts, sentence)
    if raw["name"].endswith("Brown Bag"):
        facts |= {"services": "senior-groceries", "internal_note": _BROWN_BAG}
    return facts


def _tell(facts: Facts, sentence: str) -> None:
    """Put one sentence of the description where it belongs: hours and codes first, else a note."""
    hours, also, by_appointment = times.of_sentence(sentence)
    if hours and (also or not facts["hours"]):
        both = times.read(joined(facts["hours"], hours, by="; "))
        if both:
            facts["hours"] = both
            if by_appointment:
                facts["appointment"] = "both"
            return
    if _ALSO_BY_APPOINTMENT.match(sentence):
        facts["appointment"] = "both"
    elif sentence.startswith("There are no eligibility requirements"):
        facts["eligibility"] = "everyone"
    elif re.fullmatch(r"Pantry is drive-thru only\.", sentence):
        facts["accessibility"] = "drive-through"
    elif names_a_person(sentence) or _PASSED.search(sentence):
        return
    else:
        column = (
            "documents"
            if _BRING.search(sentence)
            else "eligibility_note"
            if _WHO.search(sentence)
            else "hours_note"
        )
        facts[column] = joined(facts.get(column, ""), sentence)


PRESET = Preset(
    code="western-massachusetts",
    source="food-bank-western-ma",
    source_date="2025-08",
    sheet="food-western-ma",
    category="food",
    key=("id",),
    convert_row=convert_row,
)
