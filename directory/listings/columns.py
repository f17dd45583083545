"""The one table: every column of the sheet, what it means, and how its cells are read.

The reader, the exporter, the templates, the form hints and docs/columns.md all come from here. Names are those
of the Human Services Data Specification (HSDS 3.1) where it has one. Pure: no Flask, no WTForms, no SQL.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from directory.i18n.languages import LANGUAGES
from directory.listings import cells
from directory.listings import vocabulary as words
from directory.listings.cells import Invalid


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, group, meaning, an example, its reader, and who may see it.

    `aliases` are other headers that volunteers and publishers use. `choices` are the codes it may hold, `terms` says
    what they mean; with `many` a cell holds several, written `one; two`. `contact` columns count for the rule on mass
    changes of contacts; `place` columns are refused for a confidential address; `public` ones reach the edition. A
    `small` fact comes from a closed list or a strict reader, so that a rule may approve it where no second person
    looked (see register/changes.py). `translated` words can stand in other languages too, each in a column of its own.
    """

    name: str
    group: str
    meaning: str
    example: str
    read: cells.Reader = cells.read_text
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    terms: Mapping[str, words.Term] = field(default_factory=dict)
    many: bool = False
    contact: bool = False
    place: bool = False
    public: bool = True
    small: bool = False
    translated: bool = False


def _choice(name: str, group: str, meaning: str, table: dict[str, words.Term], example: str = "",
            also: dict[str, str] | None = None, aliases: tuple[str, ...] = (), *, small: bool = False) -> Column:
    return Column(name, group, meaning, example or next(iter(table)), cells.choice(table, also=also),
                  aliases, tuple(table), table, small=small)


def _codes(name: str, group: str, meaning: str, table: dict[str, words.Term], example: str,
           also: dict[str, str] | None = None, aliases: tuple[str, ...] = (), *, small: bool = False) -> Column:
    return Column(name, group, meaning, example, cells.codes(table, also=also), aliases, tuple(table), table, many=True,
                  small=small)


def _paper(name: str, meaning: str) -> Column:
    return Column(name, "papers", meaning, "no", cells.read_yes_no, choices=("yes", "no"), small=True)


COLUMNS: tuple[Column, ...] = (
    Column("id", "identity", "Our own id. Leave it blank for a new listing: it is given at the import.",
           "k7m2q9x4hd", cells.read_id, ("listing id",)),
    _choice("status", "identity", "Is the place working? Blank means active.", words.STATUSES,
            also={"open": "active", "inactive": "closed", "temporarily-closed": "paused", "defunct": "closed"}),
    Column("organization", "identity", "Who runs it.", "Example Community Center",
           aliases=("organization name", "organisation", "agency", "agency name", "org", "provider", "facility",
                    "source org", "site name")),
    Column("name", "identity", "The name of this service or office, if it has one of its own.",
           "Immigration Legal Help, Oakland office",
           aliases=("service name", "program", "program name", "office", "event name", "site")),
    _choice("category", "identity", "The kind of help.", words.CATEGORIES,
            also={"law": "legal", "lawyer": "legal", "immigration": "legal", "health": "medical", "clinic": "medical",
                  "food-pantry": "food", "pantry": "food", "meals": "food", "general": "any"},
            aliases=("type", "kind")),
    _codes("services", "identity", "What exactly they do. Only what the source says.", words.SERVICES,
           "deportation-defense; asylum", {"soup-kitchen": "hot-meals"}, ("service", "service codes")),
    Column("description", "words", "Two or three plain sentences in English, in our own words.",
           "Lawyers for people in immigration court. Call to make an appointment.", cells.read_long_text,
           ("details", "about", "summary"), translated=True),
    Column("address_1", "place", "Street and number.", "1 Example Street", cells.read_text,
           ("address", "street", "street address", "address1", "address line 1", "location address"), place=True),
    Column("address_2", "place", "Suite, floor, building.", "Suite 200", cells.read_text,
           ("address2", "suite", "unit", "address line 2"), place=True),
    Column("city", "place", "City or town.", "Oakland", cells.read_text, ("town", "city/town"), place=True),
    Column("state", "place", "State or territory, two letters.", "CA", cells.read_state,
           ("st", "state province", "state_province", "st_abbr", "province")),
    Column("postal_code", "place", "ZIP code. Keep its first zero.", "94601", cells.read_zip,
           ("zip", "zip code", "zipcode", "zip_code", "postcode", "postal code"), place=True),
    Column("latitude", "place", "Degrees north, from the source.", "37.7765", cells.read_latitude,
           ("lat", "y"), place=True),
    Column("longitude", "place", "Degrees east: negative in the Americas.", "-122.2187", cells.read_longitude,
           ("lon", "lng", "long", "x"), place=True),
    _choice("location_type", "place", "Can people go there? Blank means a place to go to if there is a street.",
            words.LOCATION_TYPES),
    Column("approximate", "place", "yes when the point is only near the place.", "yes", cells.read_yes_no,
           choices=("yes", "no"), place=True),
    Column("address_confidential", "place",
           "yes when the address is secret: then no street, no point, no ZIP. Write no only when a person made "
           "sure that the address is public.", "no", cells.read_yes_no, ("confidential",), ("yes", "no")),
    Column("service_area", "place", "Who they serve, by area: zip, county (5-digit FIPS), state or country.",
           "county:06001; state:CA", cells.read_areas, ("area served", "service areas", "coverage area")),
    Column("courts", "place", "Immigration courts they work at.", "San Francisco; Concord", cells.read_long_text,
           ("immigration_courts", "immigration court")),
    Column("detention", "place", "Detention centers they work at, and who to call from there.",
           "Adelanto: call from the unit's phone", cells.read_long_text, translated=True),
    Column("phone", "contact", "The number that a family should call first.", "(510) 555-0123", cells.read_phone,
           ("telephone", "phone number", "phones", "tel", "site telephone #", "phone 1", "call"), contact=True),
    Column("phone_note", "contact", "Who answers, which key to press.", "Press 2 for Spanish", cells.read_text,
           translated=True),
    Column("phone_languages", "contact", "Languages that the phone line answers in.", "en; es",
           cells.read_languages, small=True),
    Column("phone_2", "contact", "A second number.", "(800) 555-0199", cells.read_phone,
           ("second phone", "alternate phone", "phone2"), contact=True),
    Column("phone_2_note", "contact", "When to use the second number.", "From detention", cells.read_text,
           translated=True),
    Column("text_phone", "contact", "A number that takes text messages.", "(510) 555-0124", cells.read_text_phone,
           ("text", "sms"), contact=True),
    Column("whatsapp", "contact", "A WhatsApp number.", "(510) 555-0125", cells.read_phone, contact=True),
    Column("email", "contact", "An office address, never the address of one person.", "help@example.org",
           cells.read_email, ("e-mail", "email address", "mail"), contact=True),
    Column("website", "contact", "Their own page.", "https://example.org/", cells.read_url,
           ("url", "web site", "web", "homepage", "link"), contact=True),
    Column("languages", "languages", "Languages spoken there, as ISO codes or English names.", "en; es; mam",
           cells.read_languages, ("language", "languages spoken"), small=True),
    Column("languages_note", "languages", "What a code cannot say.", "Mam on Thursdays", cells.read_text,
           translated=True),
    _choice("interpretation", "languages", "Are there interpreters?", words.INTERPRETATION, small=True),
    Column("hours", "when", "When they are open. Days and times only.", "Mon-Fri 9am-5pm; 1st Sat 10am-1pm",
           cells.read_hours, ("opening hours", "hours of operation", "hours_of_operation", "open", "schedule",
                              "regular_schedule"), small=True),
    Column("hours_note", "when", "What the hours cannot say.", "Closed in August", cells.read_long_text,
           translated=True),
    _choice("appointment", "when", "Must people make an appointment?", words.APPOINTMENTS,
            also={"walk-ins": "walk-in", "by-appointment": "appointment", "walk-up": "walk-in"},
            small=True),
    _choice("capacity", "when", "Do they take new people now?", words.CAPACITIES, small=True),
    _paper("asks_photo_id", "Do they ask to see a photo ID? yes, no, or blank when we do not know."),
    _paper("asks_ssn", "Do they ask for a Social Security number?"),
    _paper("asks_immigration_status", "Do they ask about immigration status?"),
    _paper("asks_proof_of_address", "Do they ask for a proof of address?"),
    _paper("asks_proof_of_income", "Do they ask for a proof of income?"),
    _codes("eligibility", "who and cost", "Who may come. Only what the source says.", words.ELIGIBILITY,
           "children; area-residents", small=True),
    Column("eligibility_note", "who and cost", "Limits, in plain words.", "People of Alameda County",
           cells.read_long_text, ("eligibility description", "who", "limits"), translated=True),
    _choice("cost", "who and cost", "What it costs. Blank when we do not know.", words.COSTS,
            also={"no-cost": "free", "$0": "free", "sliding-scale": "sliding", "sliding-fee": "sliding"},
            aliases=("fees", "price"), small=True),
    Column("cost_note", "who and cost", "More about the cost.", "First visit is free", cells.read_text,
           translated=True),
    Column("documents", "who and cost", "What to bring.", "A letter from the court", cells.read_long_text,
           ("required documents", "documents to bring"), translated=True),
    _codes("accessibility", "access", "How people with a disability get in.", words.ACCESSIBILITY,
           "wheelchair", small=True),
    Column("transit_note", "access", "Bus, train, parking.", "Bus 1 stops at the door", cells.read_long_text,
           ("transportation", "directions"), translated=True),
    _choice("legal_credential", "trust", "Why we list them for legal help.", words.CREDENTIALS),
    Column("credential_checked", "trust", "The day a person looked the credential up.", "2026-09-19",
           cells.read_date),
    Column("credential_expires", "trust", "The day the credential must be looked up again. Never published.",
           "2027-09-19", cells.read_date, public=False),
    Column("source", "trust", "Code of a source that we know.", "eoir-pro-bono", cells.read_text),
    Column("source_url", "trust", "The page of the source that shows this listing.", "https://example.org/list",
           cells.read_url),
    Column("source_date", "trust", "The date of the source: a day, a month or a year.", "2026-07",
           cells.read_date, ("last updated", "last_updated")),
    Column("assured_date", "trust", "The day the facts were last checked.", "2026-09-19", cells.read_date,
           ("last verified", "verified", "last checked"), small=True),
    _choice("assured_method", "trust", "How they were checked.", words.METHODS, "called", small=True),
    Column("internal_note", "trust", "For curators only. Never published.", "Ask again in May",
           cells.read_long_text, ("note to self", "internal notes"), public=False),
)

BY_NAME = {column.name: column for column in COLUMNS}
PUBLIC = tuple(column.name for column in COLUMNS if column.public)
CONTACTS = tuple(column.name for column in COLUMNS if column.contact)
PLACE = tuple(column.name for column in COLUMNS if column.place)
SMALL = tuple(column.name for column in COLUMNS if column.small)
TRANSLATED = tuple(column.name for column in COLUMNS if column.translated)

_IN_LANGUAGE = re.compile(rf"({'|'.join(TRANSLATED)})_((?:{'|'.join(words.SPOKEN)})(?:_[A-Z][a-z]{{3}}|_[A-Z]{{2}})?)")
#: What asks for a translation of any other column into a language of ours: hours_es, name_zh_Hans.
_IN_OURS = re.compile(rf"({'|'.join(each for each in BY_NAME if each not in TRANSLATED)})"
                      rf"_(?:{'|'.join(each.folder.lower() for each in LANGUAGES if each.code != 'en')}|zh|pt)")


@lru_cache(maxsize=1_024)
def original(name: str) -> tuple[str, str]:
    """Return whose words a column holds, and in which language: documents_zh_Hans -> (documents, zh-Hans).

    The language is '' where it is no translation.
    """
    hit = None if name in BY_NAME else _IN_LANGUAGE.fullmatch(name)
    return (hit[1], hit[2].replace("_", "-")) if hit else (name, "")


def in_language(name: str, language: str) -> str:
    """Return the column that holds the words of a column in a language: documents_zh_Hans for zh-Hans."""
    return f"{name}_{language.replace('-', '_')}"


def squash(header: str) -> str:
    """Return a header as it is compared: small letters and digits only."""
    return re.sub(r"[^a-z0-9#]+", "", header.lower())


_ALIASES = {squash(alias): column.name for column in COLUMNS for alias in (column.name, *column.aliases)}


def find(header: str) -> str | None:
    """Return the column that a header means, whatever its case, spaces or known other name."""
    header = header.strip()
    if name := _ALIASES.get(squash(header)):
        return name
    lower = re.sub(r"[\s_-]+", "_", header.lower())
    for name in TRANSLATED:
        if lower.startswith(f"{name}_"):
            code, *tail = lower.removeprefix(f"{name}_").split("_")
            named = "_".join([name, code, *(part.title() if len(part) == 4 else part.upper() for part in tail)])
            return named if original(named)[1] else None
    return None


def only_in_english(header: str) -> str | None:
    """Return the column of which a header asks for a translation, where it can have none: hours for `hours_es`."""
    hit = _IN_OURS.fullmatch(re.sub(r"[\s_-]+", "_", header.strip().lower()))
    return hit[1] if hit and not find(header) else None


@lru_cache(maxsize=1_024)
def get(name: str) -> Column:
    """Return a column by its exact name, `documents_es` and its kind included. KeyError if there is none."""
    if name in BY_NAME:
        return BY_NAME[name]
    base, language = original(name)
    if language:
        return replace(BY_NAME[base], name=name, meaning=f"What {base} says, in {_spoken(language)}.", example="",
                       aliases=(), translated=False)
    raise KeyError(name)


def _spoken(language: str) -> str:
    code, _, tail = language.partition("-")
    return f"{words.SPOKEN[code]} ({tail})" if tail else words.SPOKEN[code]


def in_order(names: object) -> list[str]:
    """Sort column names as the sheet shows them: translations right behind what they translate."""
    def place(name: str) -> tuple[int, str]:
        base, language = original(name)
        return _ORDER[base], name if language else ""
    return sorted(names, key=place)  # type: ignore[call-overload,no-any-return]


_ORDER = {column.name: number for number, column in enumerate(COLUMNS)}


#: What stands in a cell by mistake: data for a program instead of words, or a formula that failed.
_JSON = re.compile(r"\s*[\[{].*\w\\?\"\s*:", re.DOTALL)
_FAILED = re.compile(r"#(REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")
#: Longer cells are words, which hardly ever stand twice.
_REMEMBERED = 100


def read(name: str, text: str) -> str:
    """Return the canonical text of a cell, or '' when the cell is blank or says "unknown".

    Raises Invalid. Unknown is a value: a blank never becomes "no".
    """
    if len(text) > _REMEMBERED:
        return _read(name, text)
    found = _outcome(name, text)
    if isinstance(found, Invalid):
        raise Invalid(found.code, **found.data)
    return found


@lru_cache(maxsize=16_384)
def _outcome(name: str, text: str) -> str | Invalid:
    """Return what `read` returns or raises: a sheet says the same in many rows, right or wrong."""
    try:
        return _read(name, text)
    except Invalid as error:
        return Invalid(error.code, **error.data)  # without its traceback, which would keep whole frames


def _read(name: str, text: str) -> str:
    text = cells.tidy(text)
    if _JSON.match(text):
        raise Invalid("json")
    if _FAILED.fullmatch(text):
        raise Invalid("formula-failed")
    if not text or (cells.means_unknown(text) and text.lower() != "none"):
        return ""
    return get(name).read(text)


__all__ = ["BY_NAME", "COLUMNS", "CONTACTS", "PLACE", "PUBLIC", "SMALL", "TRANSLATED", "Column", "Invalid", "find",
           "get", "in_language", "in_order", "only_in_english", "original", "read", "squash"]
