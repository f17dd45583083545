"""The San Francisco-Marin Food Bank's own list of pantries: a day, a time, and the ZIP codes served."""

import re

from directory.sheets.presets.preset import Facts, LeftOut, Preset, Raw
from directory.sheets.presets.wording import joined, split_suite

_LABEL = re.compile(
    r"^(Distribution Day|Distribution Time|Enrollment Time|Zip Codes Served|Additional Languages): (.*)$"
)
#: Written by the list for "anywhere in the city" or county, it seems: the post office has no such ZIP codes.
_NO_ZIPS = ("94100", "94900")


def convert_row(raw: Raw) -> Facts | LeftOut:
    """Convert one pantry."""
    if not raw["name"]:
        return LeftOut("not a place")
    # "Hours of operation: Mon, Wed, Fri || 10AM - 3PM" is one part, so a part ends only at a single bar.
    parts = [part.replace(" || ", " ").strip() for part in re.split(r"(?<!\|) \| (?!\|)", raw["notes"])]
    labels = {found[1]: found[2] for part in parts if (found := _LABEL.match(part))}
    rest = [part for part in parts if part and not _LABEL.match(part)]
    zips = re.findall(r"\d{5}", labels.get("Zip Codes Served", ""))
    real = [code for code in zips if code not in _NO_ZIPS]
    street, suite = split_suite(raw["address"])
    facts = {
        "organization": raw["name"],
        "services": "food-pantry",
        "address_1": street,
        "address_2": suite,
        "city": raw["city"],
        "state": raw["state"],
        "postal_code": raw["zip"],
        "latitude": raw["latitude"],
        "longitude": raw["longitude"],
        "phone": raw["phone"],
        "source_url": raw["website"],
        "hours": joined(labels.get("Distribution Day", ""), labels.get("Distribution Time", "")),
        "hours_note": joined(
            *_enrollment(raw, labels), *(f"{part}." for part in rest if part.startswith("Hours"))
        ),
        "transit_note": joined(*(part for part in rest if not part.startswith("Hours"))),
    }
    if real and len(real) == len(zips):
        facts |= {"service_area": "; ".join(f"zip:{code}" for code in real), "eligibility": "area-residents"}
    elif zips:
        facts["internal_note"] = (
            f"The list says ZIP codes served: {', '.join(zips)}. Not all of them are real; "
            "94100 and 94900 may mean the whole city or county. Ask."
        )
    return facts


def _enrollment(raw: Raw, labels: dict[str, str]) -> list[str]:
    """Return what the list says of enrolling. A time at night is a slip of the list, and is passed over."""
    found = ["Enrollment required."] if raw["enrollment_required"] == "True" else []
    clock = re.match(r"(\d+):\d\d ([ap])m", labels.get("Enrollment Time", ""))
    if clock and (6 <= int(clock[1]) <= 11 if clock[2] == "a" else int(clock[1]) == 12 or int(clock[1]) < 8):
        found.append(f"Enrollment time: {labels['Enrollment Time']}.")
    return found


PRESET = Preset(
    code="sf-marin",
    source="sf-marin-food-bank",
    source_date="2025-08",
    sheet="food-sf-marin",
    category="food",
    key=("id",),
    convert_row=convert_row,
)
