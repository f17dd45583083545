"""Health center sites in HRSA's own column names: its state extracts of 2021, and its national file of today.

Only permanent clinics that see patients. HRSA's columns say most of it; some mobile units are known only by
their names. The file of today, "Health Center Service Delivery and Look-Alike Sites", has 55 header names,
the last of them empty, over 54 values; it is split into a sheet a state.
"""

import re

from directory.sheets.presets import hidden
from directory.sheets.presets.preset import Facts, LeftOut, Preset, Raw

#: The column names of today -> those of 2021.
_TODAY = {
    "Site Address": "Address",
    "Site City": "City",
    "Site State Abbreviation": "State",
    "Site Postal Code": "ZIP",
    "Site Telephone Number": "Site Telephone #",
    "Site Web Address": "Website",
    "BPHC Assigned Number": "BPHC Assigned #",
    "Health Center Name": "Grantee Name",
    "Health Center Location Type Description": "Health Center Location Type",
    "Health Center Service Delivery Site Location Setting Description": "Health Center Location Setting",
    "Geocoding Artifact Address Primary X Coordinate": "Longitude",
    "Geocoding Artifact Address Primary Y Coordinate": "Latitude",
}
#: A closed list of HRSA's: what a place is that is no clinic for everyone.
_CLOSED_SETTINGS = (
    "school",
    "correctional facility",
    "transitional care in carceral setting",
    "nursing home",
)

#: Words of a name that mark what is no clinic to walk to, whatever the columns say.
_NOT_A_CLINIC = {
    "mobile": r"\bmobile\b|\bvan\b",
    "school": r"\bschool\b|\belementary\b|early learning|\bhead start\b|\bchild development\b",
    "camp": r"\bcamp\b|\btemporary site\b|\blabor housing\b",
    "administrative": r"\badmin(istrative|istration)? (office|annex|site|building)s?\b|\bcorporate office\b",
}
#: A service is added only where the name says it.
_SERVICES = (
    (r"\bdental\b|\bdentist", "dental"),
    (r"\bpharmacy\b", "pharmacy"),
    (r"\bpediatric|\bchildren'?s center\b", "children-health"),
    (r"\b(mental|behavioral) (health|medicine)\b", "mental-health"),
    (r"\bfamily (medicine|practice)\b|\bprimary care\b|\binternal medicine\b", "primary-care"),
)


def services(name: str) -> str:
    """Return the services of a site: a health center, and what its name says besides."""
    lower = name.lower().replace("’", "'")
    return "; ".join(["health-center", *(code for pattern, code in _SERVICES if re.search(pattern, lower))])


def convert_row(raw: Raw) -> Facts | LeftOut:
    """Convert one site."""
    if why := _no_clinic(raw):
        return why
    name = raw["Site Name"]
    facts = {
        "organization": raw["Grantee Name"] or name,
        "name": name,
        "services": services(name),
        "address_1": raw["Address"],
        "city": raw["City"],
        "state": raw["State"],
        "postal_code": raw["ZIP"],
        "latitude": raw["Latitude"],
        "longitude": raw["Longitude"],
        "phone": raw["Site Telephone #"],
        "website": raw["Website"],
    }
    if made := raw.get("Data Warehouse Record Create Date"):
        facts |= {"source": "hrsa-sites", "source_date": made, "assured_date": made}
    return facts


def _no_clinic(raw: Raw) -> LeftOut | None:
    setting = raw["Health Center Location Setting"].lower()
    if setting == "domestic violence":
        return LeftOut("survivors' service, by the source's own column")
    if raw.get("Site Status Description", "Active") != "Active":
        return LeftOut("not active, by the source's own column", raw["Site Status Description"])
    # Today "Health Center Type" says whether it is a look-alike; what it said in 2021 stands in the other.
    kind = raw.get("Health Center Type Description") or raw["Health Center Type"]
    if raw.get("Services Delivered at Site", "Yes") != "Yes" or kind == "Administrative":
        return LeftOut("administrative office, by the source's own column")
    if (place := raw["Health Center Location Type"]) != "Permanent":
        return LeftOut("seasonal or mobile, by the source's own column", place)
    if setting in _CLOSED_SETTINGS:
        return LeftOut("school, prison or nursing home, by the source's own column", setting)
    for what, words in _NOT_A_CLINIC.items():
        if found := re.search(words, raw["Site Name"], re.IGNORECASE):
            return LeftOut(f"{what}, by its name", found.group())
    return None


#: The source and the date are those of the edition of 2021; the rows of today's file carry their own.
PRESET = Preset(
    code="hrsa-official",
    source="hrsa-sc-2021",
    source_date="2021-05",
    sheet="medical",
    category="medical",
    key=("BPHC Assigned #",),
    convert_row=convert_row,
    shouts=True,
    headers=_TODAY,
    doubt=hidden.survivors_or_residence,
    split_by="state",
)
