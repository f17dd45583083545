"""A coalition's own list of food pantries: around Albany, and others of New York State.

Every row has its own date (`Last_Updated`, 2019 to 2025), which becomes the date of the listing.
"""

import re

from directory.sheets.presets import hidden, pantry_notes, times
from directory.sheets.presets.preset import Facts, LeftOut, Preset, Raw
from directory.sheets.presets.wording import sentences, split_suite

_TIME = r"(?:\d{1,2}(?::\d{2}){0,2}|\d{3,4})\s?[AP]M"
#: Two times side by side, both with am or pm: the list lost the dash.
_TWO_TIMES = re.compile(rf"\b({_TIME})\s+(?={_TIME}\b|noon\b)", re.IGNORECASE)
#: Words behind the times that change nothing about them.
_TAIL = re.compile(
    r"^(?P<hours>.*\d\s?(?:[ap]m)?)[\s,;.(-]+"
    r"(?P<tail>(?:must|call|by appointment|appointments?|or until|while|please"
    r"|walk-?ins?)\b[^\d]*)$",
    re.IGNORECASE | re.DOTALL,
)
_DAY = re.compile(r"day\b|\b(?:mon|tues?|wed|thurs?|fri|sat|sun)\b|closed|except", re.IGNORECASE)
_SPOT = re.compile(
    r"church|hall|entrance|behind|rear|door|center|cabinet|village|off \b|basement|building", re.I
)
#: The whole note of most rows: true of every list that we know.
_CALL = re.compile(
    r"call to verify hours of operation and to see if an appointment is required\.?", re.IGNORECASE
)
#: Words about hours that speak of the pandemic, which is over.
_PANDEMIC = re.compile(r"covid", re.IGNORECASE)
_NUMBER = re.compile(r"\(?\d{3}\)?[ -]*\d{3}-\d{4}(?:\s*(?:x|ext\.?)\s*\d+)?", re.IGNORECASE)
_MEALS = re.compile(
    r"\bsoup kitchen\b|\bcommunity (?:meal|lunch|dinner)\b|\bhot meals?\b|\bdaily meals\b", re.I
)


def convert_row(raw: Raw) -> Facts | LeftOut:
    """Convert one pantry."""
    street, suite = split_suite(raw["Address"])
    note = re.sub(r"\\n|\n", ". ", raw["More_Information"])
    note = re.sub(r"\bext\.", "ext", re.sub(r"(?:\s*\.)+\s+", ". ", note)).strip(". ")
    hours, words = _hours(raw["Hours_of_Operation"])
    facts = {
        "organization": raw["Organization"] or raw["Name"],
        "name": raw["Name"],
        "services": "food-pantry; hot-meals" if _MEALS.search(note) else "food-pantry",
        "address_1": street,
        "address_2": suite,
        "city": raw["City"],
        "state": raw["State"],
        "postal_code": raw["Zip"],
        "latitude": raw["Latitude"],
        "longitude": raw["Longitude"],
        **_phones(raw["Phone"]),
        "website": raw["Website"],
        "hours": hours,
        "hours_note": words,
        "transit_note": raw["Location"] if _SPOT.search(raw["Location"]) else "",
        "cost": "free" if raw["Cost"].lower() in ("free", "no cost") else "",
        "source_date": raw["Last_Updated"],
        "assured_date": raw["Last_Updated"],
    }
    if _CALL.search(note):
        facts["appointment"] = "call-first"
        note = _CALL.sub("", note).strip(" .")
    told = [one for one in sentences(f"{note}.") if re.search(r"\w{2}", one)]
    facts = {name: text for name, text in facts.items() if text}
    pantry_notes.tell(facts, told)
    return facts


def _hours(text: str) -> tuple[str, str]:
    """Return hours in our form and the words beside them; of hours that cannot be read, the words alone."""
    text = re.sub(r"\s*\\n\s*|\n+", "; ", text.strip())
    tidy = _TWO_TIMES.sub(r"\1-", text)
    tidy = re.sub(r"\b(?:each|every) month\b|\bof (?:the|each|every) month\b", "", tidy, flags=re.IGNORECASE)
    tidy = re.sub(r"\b(?:weekly|every)\b[\s;:,]*", "", tidy, flags=re.IGNORECASE)
    if found := times.read(tidy):
        return found, ""
    if (part := _TAIL.match(tidy)) and not _DAY.search(part["tail"]) and (found := times.read(part["hours"])):
        tail = part["tail"].strip(" ).,;")
        return found, f"{tail[:1].upper()}{tail[1:]}."
    return "", f"{text.strip(' .;')}." if re.search(r"\w", text) and not _PANDEMIC.search(text) else ""


def _phones(text: str) -> Facts:
    """Return the first number, and the second where it is whole: of "/487-4460" the area code is not said."""
    numbers = _NUMBER.findall(text)
    if len(numbers) < 2 and not re.search(r"\d{4}\s*[/ ]\s*\d{3}-\d{4}", text):
        return {"phone": text}
    return dict(zip(("phone", "phone_2"), numbers, strict=False))


PRESET = Preset(
    code="capital-region",
    source="food-pantries-capital-region",
    source_date="",
    sheet="food-new-york",
    category="food",
    key=("Entity_Id",),
    convert_row=convert_row,
    shouts=True,
    doubt=hidden.survivors_service,
)
