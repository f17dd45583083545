"""Second Harvest of Silicon Valley's own list of distribution sites: what, how, to whom, how often."""

import re

from directory.sheets.presets.preset import Facts, LeftOut, Preset, Raw
from directory.sheets.presets.wording import joined, names_a_person, sentences, split_suite

_SERVICES = {"Free Groceries": "food-pantry", "Ready-To-Eat Meals": "hot-meals"}
_ELIGIBILITY = {
    "Only Seniors": "seniors",
    "Only Students": "students",
    "Only Families": "families",
    "Only Residents": "members",
}
#: The list's own short names for the two counties it covers.
_COUNTIES = {"SCC": "Santa Clara County", "SMC": "San Mateo County"}
_NO_PAPERS = ("asks_photo_id", "asks_ssn", "asks_proof_of_address")

#: Where a sentence of the notes goes: the first pattern that fits. The notes are written for the food bank's
#: own staff, so what fits nowhere, and what speaks about referring clients, stays with curators.
_COLUMNS = tuple(
    (column, re.compile("|".join(words)))
    for column, words in (
        (
            "internal_note",
            ("OTHER SERVICES", "[Rr]efer (?:clients|them|any)", "[Ll]et client", "[Nn]otify", "[Rr]emind"),
        ),
        (
            "internal_note",
            (r"\bHD\b", r"Can take \d+ referrals", "accepting referrals", "[Ss]atellite", "expedited"),
        ),
        (
            "internal_note",
            (
                "[Dd]isability line",
                "households? per",
                "per client",
                "client needs",
                "coming soon",
                "https?://",
            ),
        ),
        ("documents", (r"\bID\b", r"\b[Vv]erif", r"\b[Pp]roof\b", "[Ii]ncome verif", "monthly income")),
        ("documents", ("documentation", "application", "class schedule", "Card required")),
        ("languages_note", (r"\b[Ss]peaks?\b", r"\bLanguages\b")),
        (
            "transit_note",
            (
                "[Pp]ark(?:ing)? (?:on|in|lot)",
                "parking,",
                r"\blocated\b",
                r"\b[Ee]nter\b",
                r"\bGPS\b",
                r"\bside of",
            ),
        ),
        (
            "transit_note",
            (r"\binside (?!building what)", "behind", "cul de sac", "[Bb]ack (?:side|of|building)", "garage"),
        ),
        ("transit_note", (r"\b[Ll]ine up\b", "[Rr]ight turn", "multipurpose room", "[Pp]layground")),
        ("hours_note", (r"\b[Dd]eliver(?:y|ies)\b",)),
        (
            "eligibility_note",
            (
                r"^(?!.*(?:[Dd]rive|[Ww]alk|pre-bagged|distributes)).*\b[Oo]nly\b",
                "[Cc]losed to",
                "at capacity",
            ),
        ),
        (
            "eligibility_note",
            ("To be a member", "without a referral", "[Nn]o referrals", "must be", "[Ll]imited to"),
        ),
        (
            "hours_note",
            (r"\bhrs\b", r"\b[Hh]ours\b", "[Aa]ppointment", r"[Rr]egister\b", "REGISTER", "[Ll]ottery"),
        ),
        (
            "hours_note",
            (r"\b[Cc]arts?\b", r"\bbags\b", "ticket", "[Nn]umber system", r"\b[Aa]rrive\b", "[Cc]ome from"),
        ),
        ("hours_note", (r"\b(?:Mon|Tues|Wednes|Thurs|Fri)day\b", "[Ww]alk-ins")),
        (
            "eligibility_note",
            (r"\b[Ss]erv(?:es?|ing) (?!in\b)", "[Rr]esidents", "students", "unhoused", "[Ss]eniors"),
        ),
        ("eligibility_note", ("[Pp]articipants")),
    )
)
#: What makes "Walk up" untrue for somebody who comes for the first time.
_NOT_WALK_IN = re.compile(
    r"NOT directly|[Dd]o not refer|(?<!No )PRE-REGISTER|[Bb]y [Aa]ppointment|call for an appointment"
    r"|must register|may not drop-in|[Pp]articipants only|clients only|call ahead|Wellness Referral"
)
_PHONE = re.compile(r"(?:\(\d{3}\) ?|\b\d{3}[- ])\d{3}[-.]\d{4}\b")


def convert_row(raw: Raw) -> Facts | LeftOut:
    """Convert one site."""
    if not raw["name"]:
        return LeftOut("not a place")
    offers = [part for part in raw["services"].split("; ") if part]
    if not offers:
        return LeftOut("no service named")
    labels, told = _parts(raw["notes"])
    street, suite = split_suite(raw["address"])
    street, _, remark = street.partition(" (")
    facts = {
        "organization": raw["name"],
        "address_1": street,
        "address_2": suite,
        "city": raw["city"],
        "state": raw["state"],
        "postal_code": raw["zip"],
        "latitude": raw["latitude"],
        "longitude": raw["longitude"],
        "phone": raw["phone"],
        "website": raw["website"],
        "services": "; ".join(_SERVICES[part] for part in offers if part in _SERVICES),
        "cost": "free" if "Free Groceries" in offers else "",
        "accessibility": "drive-through" if "Drive thru" in offers else "",
        "transit_note": f"{remark[:1].upper()}{remark[1:].rstrip(')')}." if remark else "",
        "hours_note": f"{labels['Frequency']}." if "Frequency" in labels else "",
    }
    _sort(facts, told)
    if "Walk up" in offers and not _NOT_WALK_IN.search(raw["notes"]):
        facts["appointment"] = "walk-in"
    # A note that speaks of papers takes the list's "No documents required" back: then nobody knows.
    if "No documents required" in offers and "documents" not in facts:
        facts |= dict.fromkeys(_NO_PAPERS, "no")
    _who(facts, labels.get("Eligibility", ""))
    return facts


def _parts(notes: str) -> tuple[dict[str, str], list[str]]:
    labels: dict[str, str] = {}
    told: list[str] = []
    for short, long in _COUNTIES.items():
        notes = re.sub(rf"\b{short}\b", long, notes)
    for part in notes.split(" | "):
        label, mark, value = part.partition(": ")
        if mark and label in ("Eligibility", "Frequency"):
            labels[label] = value.strip()
        elif part.strip().lower() not in ("", "none"):
            told += [sentence for line in part.splitlines() for sentence in sentences(line.lstrip("- "))]
    return labels, told


def _sort(facts: Facts, told: list[str]) -> None:
    """Put each sentence into the column it belongs to."""
    text = " ".join(told)
    phones = set(_PHONE.findall(text))
    for sentence in told:
        if names_a_person(sentence):
            column = "internal_note"
            sentence = "A sentence of the list names a person or an e-mail address; it was left out."
        elif len(phones) == 1 and not names_a_person(text) and _PHONE.search(sentence) and not facts["phone"]:
            facts["phone"], column = phones.pop(), "phone_note"
        elif re.search(r"\bwheelchair accessible\b", sentence, re.IGNORECASE):
            facts["accessibility"] = joined(facts["accessibility"], "wheelchair", by="; ")
            continue
        else:
            column = next((column for column, words in _COLUMNS if words.search(sentence)), "internal_note")
        facts[column] = joined(facts.get(column, ""), sentence)


def _who(facts: Facts, said: str) -> None:
    """Set who may come. "All" is everyone only where no sentence takes it back."""
    group, _, ages = said.partition(" (")
    limits = facts.get("eligibility_note", "")
    if group == "All" and not limits:
        facts["eligibility"] = "everyone"
    elif group and group != "All":
        facts["eligibility"] = _ELIGIBILITY.get(group, "")
        facts["eligibility_note"] = joined(
            f"{said}." if ages or group not in ("Only Students", "Only Families") else "", limits
        )


PRESET = Preset(
    code="silicon-valley",
    source="second-harvest-silicon-valley",
    source_date="2025-08",
    sheet="food-silicon-valley",
    category="food",
    key=("id",),
    convert_row=convert_row,
)
