"""EOIR's List of Pro Bono Legal Service Providers, one row an office.

The list's `limits` and `intake` are short clauses parted by semicolons. Each becomes a code where it clearly
says one, and words: eligibility_note, detention, phone_note or hours_note.

EOIR prints a PDF. The columns to type it into: name, office, provider_kind (nonprofit or referral), street,
city, state, zip, phone, email, website, languages, limits, intake, immigration_courts, note.
"""

import re

from directory.sheets.presets import times
from directory.sheets.presets.eoir_areas import served
from directory.sheets.presets.eoir_codes import cost, eligibility, services
from directory.sheets.presets.preset import Facts, LeftOut, Preset, Raw
from directory.sheets.presets.wording import is_post_box, joined, split_suite

_NUMBER = re.compile(r"(?:\b1 )?\(\d{3}\) \d{3}-\d{4}(?: ext\. \d+)?")
_CONTACT = re.compile(
    rf"{_NUMBER.pattern}|\bspeed dial\b|\bhotline\b|\btoll-free\b|\bcollect \(|\bext\. \d|\bnumber is\b"
    r"|^non-detained number$|\bno collect calls\b",
    re.IGNORECASE,
)
_DETENTION = re.compile(r"(?<!non-)\bdetain|\bdetention\b|\bfacilit|\bKrome\b|\bDilley\b", re.IGNORECASE)

#: Rows without an address, or whose reach is wider than their door: key -> area and why we chose it.
_AREAS = {
    "ABA Commission on Immigration Detention - Information Hotline": (
        "country:US",
        "A national line: the list prints it before the states, for nearly all courts.",
    ),
    "New Jersey Consortium for Immigrant Children": (
        "state:NJ",
        "The list prints no address. The area is taken from the organization's name and its court, Newark.",
    ),
    "Immigrant Children Advocates' Relief Effort (ICARE)": (
        "",
        "The list prints no address. The area is the five counties of New York City: 'live in NYC'.",
    ),
    "Border Project": (
        "county:48479",
        "The list prints no address and no area. Webb County is where its only court, Laredo, is. Ask.",
    ),
    "Nebraska Immigration Legal Assistance Hotline (NILAH)": (
        "state:NE",
        "A telephone line; the area is taken from its name and its court, Omaha.",
    ),
}

_LANGUAGE_NOTES = {
    "All": "All languages",
    "Any": "Any language",
    "Multilingual staff": "Multilingual staff",
    "Creole": "Creole",
}
_INTERPRETERS = {
    "others by interpreter": "yes",
    "interpreters": "yes",
    "others on request": "on-request",
    "others as needed": "on-request",
    "others by phone": "phone",
    "interpreter line": "phone",
    "240+ by language line": "phone",
}


def convert_row(raw: Raw) -> Facts | LeftOut:
    """Convert one office."""
    street, suite = split_suite(raw["street"])
    limits = raw["limits"]
    area, why = _AREAS.get(raw["name"], ("", ""))
    facts = {
        "organization": raw["name"],
        "name": raw["office"],
        "services": services(limits, referral=raw["provider_kind"] == "referral"),
        "address_1": street,
        "address_2": suite,
        "city": raw["city"],
        "state": raw["state"],
        "postal_code": raw["zip"],
        "location_type": _location_type(raw["name"], street),
        "service_area": joined(area, served(limits, raw["state"]), by="; "),
        "courts": raw["immigration_courts"],
        "phone": raw["phone"],
        "email": raw["email"],
        "website": raw["website"],
        "eligibility": eligibility(limits),
        "legal_credential": "eoir-list",
        "credential_checked": "2026-07",
        "internal_note": joined(raw["note"] and f"{raw['note']}.", why),
    }
    facts |= _languages(raw["languages"]) | cost(limits)
    _limits(facts, limits)
    _intake(facts, raw["intake"])
    _second_phone(facts, raw["note"])
    return facts


def _location_type(name: str, street: str) -> str:
    """Return "" for a door to go to: a hotline has none, whatever address is printed beside it."""
    if is_post_box(street):
        return "postal"
    return "virtual" if "Hotline" in name or not street else ""


def _languages(said: str) -> Facts:
    """Read the languages; what is no language ("others by phone", "Any") becomes interpretation or a note."""
    facts: Facts = {}
    known = []
    aside = re.findall(r"\(([^)]*)\)", said)
    for part in [*re.sub(r"\([^)]*\)", "", said).replace("/", ", ").split(", "), *aside]:
        word = part.strip()
        if word in _INTERPRETERS:
            facts["interpretation"] = _INTERPRETERS[word]
        elif word in _LANGUAGE_NOTES or word.startswith("others"):
            facts["languages_note"] = joined(
                facts.get("languages_note", ""), _LANGUAGE_NOTES.get(word, word), by="; "
            )
        elif word:
            known.append(word)
    if "interpreter line" in said:
        # Spoken through a telephone interpreter, not by the office.
        return facts | {"languages_note": said}
    if "240+" in said:
        facts["languages_note"] = "240+ by language line"
    if "ASL" in known:
        facts["accessibility"] = "sign-language"
    return facts | {"languages": "; ".join(known)}


def _limits(facts: Facts, limits: str) -> None:
    """Put each clause of the limits into detention, phone_note or eligibility_note."""
    for clause in filter(None, (part.strip() for part in limits.split(";"))):
        number = _NUMBER.search(clause)
        if not _CONTACT.search(clause):
            column = "eligibility_note"
        elif clause.startswith("toll-free") and number and "phone_2" not in facts:
            facts |= {"phone_2": number.group(), "phone_2_note": "Toll-free"}
            continue
        elif re.match(r"toll-free|(printed )?number is", clause) or not _DETENTION.search(clause):
            column = "phone_note"
        else:
            column = "detention"
        facts[column] = joined(facts.get(column, ""), clause, by="; ")


_APPOINTMENT = (
    (r"walk-ins or appointments", "both"),
    (r"^children:", ""),
    (r"appointment", "appointment"),
    (r"no walk-ins", "call-first"),
    (r"walk-ins? ", "walk-in"),
    (r"^call\b|phone intake", "call-first"),
)
#: Clauses that the code of `appointment` says in full, so that no English words are needed for them.
_SAID = {
    "call-first": {"call"},
    "appointment": {
        "call",
        "no walk-ins",
        "appointment",
        "appointment only",
        "by appointment",
        "call for appointment",
    },
    "both": {"walk-ins or appointments"},
    "walk-in": {"walk-ins welcome"},
}
_BY_PHONE = re.compile(r"\bphone\b|\bcalls?\b|\bvoicemail\b|\bintake\b", re.IGNORECASE)


def _intake(facts: Facts, intake: str) -> None:
    """Read how one begins. Times are opening hours only where nothing speaks of the telephone."""
    lower = intake.lower() + " "
    facts["appointment"] = next((code for words, code in _APPOINTMENT if re.search(words, lower)), "")
    clauses = [part.strip() for part in intake.split(";") if part.strip()]
    talk = [clause for clause in clauses if re.search(r"\d|\bfirst\b", clause) and _BY_PHONE.search(clause)]
    telephone = any(_BY_PHONE.search(clause) for clause in clauses)
    for clause in clauses:
        plain = re.sub(r"^walk-ins welcome ", "", clause, flags=re.IGNORECASE)
        if not telephone and re.search(r"\d", clause) and (hours := times.read(plain)):
            facts["hours"] = hours
            continue
        if clause.lower() in _SAID.get(facts["appointment"], ()):
            continue
        column = "phone_note" if clause in talk or "voicemail" in clause else "hours_note"
        facts[column] = joined(facts.get(column, ""), clause, by="; ")


def _second_phone(facts: Facts, note: str) -> None:
    """Take a second number that the list prints apart ("office line (612) ...")."""
    if found := re.match(rf"(second number|office line|or) ({_NUMBER.pattern})$", note):
        facts |= {
            "phone_2": found[2],
            "phone_2_note": "Office line" if found[1] == "office line" else "",
            "internal_note": "",
        }


PRESET = Preset(
    code="eoir",
    source="eoir-pro-bono",
    source_date="2026-07",
    sheet="legal-eoir",
    category="legal",
    key=("name", "office", "city", "state"),
    convert_row=convert_row,
)
