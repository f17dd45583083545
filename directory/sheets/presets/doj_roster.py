"""The Department of Justice's roster of recognized organizations, principal offices only.

It gives name, address and telephone; no languages, hours, web sites or kinds of cases, and nothing about
cost. Offices that EOIR's list has too are listed from there, because it says more.
"""

import re
from collections.abc import Sequence

from directory.listings.validators import Facts as Listed
from directory.sheets.presets.doj_roster_flags import FLAGS
from directory.sheets.presets.preset import Facts, LeftOut, Preset, Raw, Waits
from directory.sheets.presets.wording import is_post_box, split_suite


def convert_row(raw: Raw) -> Facts | LeftOut:
    """Convert one organization."""
    box = is_post_box(raw["street_address"])
    if box and not raw["phone"]:
        return LeftOut("only a post office box: no way to reach it but a letter")
    street, suite = split_suite(raw["street_address"])
    return {
        "organization": raw["organization_name"],
        "services": "immigration-legal-help",
        "address_1": street,
        "address_2": suite,
        "city": raw["city"],
        "state": raw["state"],
        "postal_code": raw["zip"],
        "location_type": "postal" if box else "",
        "phone": raw["phone"],
        "legal_credential": "doj-recognized",
        "credential_checked": "2026-09-19",
        "credential_expires": raw["recognition_expiration"],
        "internal_note": "The roster says: renewal pending." if raw["pending_renewal"] == "yes" else "",
    }


def compare(facts: Facts, listed: Sequence[Listed]) -> LeftOut | Waits | None:
    """Compare a roster row with the offices already listed, then with the rows that a person flagged.

    The same telephone means the same organization. If a listed office has the address too, nothing is new; if
    not, a person must say which is right. The same door under another telephone waits too.
    """
    same_phone = [other for other in listed if _number(facts) and _number(facts) == _number(other)]
    same_door = [other for other in listed if _same_door(facts, other)]
    if same_phone:
        if agreeing := [other for other in same_phone if other in same_door]:
            return LeftOut("listed already", f"{agreeing[0]['id']}")
        return Waits(
            facts, f"Listed already with the same telephone but another address: {_shown(same_phone[0])}."
        )
    if why := FLAGS.get((facts["organization"], facts.get("postal_code", ""))):
        return LeftOut("flagged: a person must look", why)
    for other in same_door:
        if _same_name(facts["organization"], other["organization"]):
            return Waits(facts, f"Listed already at this address with another telephone: {_shown(other)}.")
    return None


def _number(facts: Listed) -> str:
    """Return the telephone number without its extension."""
    return facts.get("phone", "").partition(" ext.")[0]


def _shown(other: Listed) -> str:
    place = ", ".join(
        other[name] for name in ("address_1", "address_2", "city", "postal_code", "phone") if name in other
    )
    return f"{other['id']} ({other['organization']}; {place})"


def _same_door(one: Listed, other: Listed) -> bool:
    """Say whether two addresses have the same house number and ZIP code; a missing ZIP code matches any."""
    zips = {facts["postal_code"][:5] for facts in (one, other) if "postal_code" in facts}
    return len(zips) == 1 and _house(one) is not None and _house(one) == _house(other)


def _house(facts: Listed) -> str | None:
    found = re.search(r"\d+", re.sub(r"^One\b", "1", facts.get("address_1", "")))
    return found.group() if found else None


_COMMON = frozenset(
    (
        "a",
        "and",
        "at",
        "catholic",
        "center",
        "charities",
        "for",
        "immigrant",
        "immigration",
        "in",
        "inc",
        "legal",
        "of",
        "service",
        "services",
        "the",
    )
)


def _same_name(one: str, other: str) -> bool:
    """Say whether two names share more than half of the words that tell the shorter one apart."""
    words = [set(re.findall(r"\w+", name.lower())) - _COMMON for name in (one, other)]
    smaller = min(len(words[0]), len(words[1]))
    return smaller > 0 and len(words[0] & words[1]) / smaller > 0.5


PRESET = Preset(
    code="doj-roster",
    source="doj-roster",
    source_date="2026-09-19",
    sheet="legal-doj",
    category="legal",
    key=("organization_name", "city", "state"),
    convert_row=convert_row,
    compare=compare,
)
