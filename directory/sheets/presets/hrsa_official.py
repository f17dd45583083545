"""Health center sites in HRSA's own column names, as its state extracts of 2021 have them.

Only permanent clinics that see patients. HRSA's columns say most of it; some mobile units are known only by
their names.
"""

import re

from directory.sheets.presets.preset import Facts, LeftOut, Preset, Raw

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


def convert_row(raw: Raw) -> Facts | LeftOut:
    """Convert one site."""
    if why := _no_clinic(raw):
        return why
    name = raw["Site Name"]
    lower = name.lower().replace("’", "'")
    services = ["health-center", *(code for pattern, code in _SERVICES if re.search(pattern, lower))]
    return {
        "organization": raw["Grantee Name"] or name,
        "name": name,
        "services": "; ".join(services),
        "address_1": raw["Address"],
        "city": raw["City"],
        "state": raw["State"],
        "postal_code": raw["ZIP"],
        "latitude": raw["Latitude"],
        "longitude": raw["Longitude"],
        "phone": raw["Site Telephone #"],
        "website": raw["Website"],
    }


def _no_clinic(raw: Raw) -> LeftOut | None:
    setting = raw["Health Center Location Setting"].lower()
    if setting == "domestic violence":
        return LeftOut("survivors' service, by the source's own column")
    if raw["Services Delivered at Site"] != "Yes" or raw["Health Center Type"] == "Administrative":
        return LeftOut("administrative office, by the source's own column")
    if (kind := raw["Health Center Location Type"]) != "Permanent":
        return LeftOut("seasonal or mobile, by the source's own column", kind)
    if setting in ("school", "correctional facility", "nursing home"):
        return LeftOut("school, prison or nursing home, by the source's own column", setting)
    for kind, words in _NOT_A_CLINIC.items():
        if found := re.search(words, raw["Site Name"], re.IGNORECASE):
            return LeftOut(f"{kind}, by its name", found.group())
    return None


SOUTH_CAROLINA_2021 = Preset(
    code="hrsa-official",
    source="hrsa-sc-2021",
    source_date="2021-05",
    sheet="medical-sc",
    category="medical",
    key=("BPHC Assigned #",),
    convert_row=convert_row,
    shouts=True,
)
