"""FreshTrak: agencies of food banks in Ohio and a few elsewhere, a row an event of an agency, with its dates.

One listing is one agency at one place: rows of the same agency and street are one. The dates have passed, so
they are used only as evidence: what happens on the same weekday at the same times in each of four whole weeks
happens every week. The list's own words about hours go before that.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from directory.listings.holidays import us_holiday
from directory.sheets.presets import hidden, pantry_notes, times
from directory.sheets.presets.preset import Facts, LeftOut, Preset, Raw
from directory.sheets.presets.wording import joined, sentences, split_suite

#: The Monday that begins the four whole weeks that every agency of this edition shows.
_FIRST, _WEEKS = date(2025, 8, 11), 4
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SERVICES = (
    ("home-delivery", r"\bdelivery\b"),
    ("mobile-pantry", r"\bmobile\b"),
    ("hot-meals", r"\bmeals?\b|\bsoup\b|\bkitchen\b|\bbreakfast\b|\blunch\b|\bdinner\b|\bsupper\b|\bcafe\b"),
    (
        "food-pantry",
        r"\bpantry\b|\bmarket\b|\bproduce\b|\bfood (?:bank|box|distribution)\b|\bcupboard\b|\bgrocer",
    ),
)
_WORDS = {
    "hot-meals": "Meals",
    "food-pantry": "Pantry",
    "mobile-pantry": "Mobile pantry",
    "home-delivery": "Delivery",
}
_PLAIN = re.compile(
    r"^(?:main |choice |food |mobile |free |community |hot |direct )*"
    r"(?:pantry|meals?|meal site|market|produce|produce market|soup kitchen|distribution|kitchen)s?$",
    re.IGNORECASE,
)
_REGULAR = re.compile(r"^regular hours?\s*-\s*(?P<hours>[^|\n]+)", re.IGNORECASE)
#: The list's notes name the area served, unless they speak of calling or of times.
_AREA = re.compile(
    r"^(?=.*[a-z]{2})"
    r"(?!.*(?:\bcall\b|appoint|\bhours?\b|\bopen\b|closed|pantry|\bweek|month|\d ?[ap]m|visit|\bbox|pick))",
    re.IGNORECASE | re.DOTALL,
)
_PETS = re.compile(r"\bpet food only\b", re.IGNORECASE)
#: What stands between events that were put together.
_NEXT = "\x1e"


def prepare(rows: Sequence[Raw]) -> Sequence[Raw | LeftOut]:
    """Put the events of one agency at one place together into the first of them."""
    together: defaultdict[str, list[Raw]] = defaultdict(list)
    names: dict[str, str] = {}
    numbers: dict[str, str] = {}
    for row in rows:
        # The list has two numbers for a few agencies: the same name at the same address is one agency.
        name = " ".join(_fold(row[column]) for column in ("name", "address", "city"))
        numbers.setdefault(row["id"], names.setdefault(name, row["id"]))
        together[_place(row, numbers)].append(row)
    found: list[Raw | LeftOut] = []
    for row in rows:
        place = _place(row, numbers)
        events = together[place]
        if not row["id"]:
            found.append(LeftOut("not an agency"))
        elif row is not events[0]:
            found.append(
                LeftOut("another event of an agency at the same place: put together", row["event_name"])
            )
        else:
            columns = ("event_name", "event_details", "exception_note", "upcoming_dates")
            joint = {column: _NEXT.join(event[column] for event in events) for column in columns}
            found.append({**row, **joint, "place": place})
    return found


def _place(row: Raw, numbers: Mapping[str, str]) -> str:
    """Return what tells an agency at a place: its number, the street and the city."""
    return " ".join(
        [numbers[row["id"]], *(_fold(row[name]) for name in ("event_address", "event_city"))]
    ).strip()


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def convert_row(raw: Raw) -> Facts | LeftOut:
    """Convert one agency at one place."""
    if _PETS.search(raw["event_details"]):
        return LeftOut("food for pets only")
    names = raw["event_name"].split(_NEXT)
    own = list(dict.fromkeys(name for name in names if name and not _PLAIN.match(name)))
    services = {service: None for name in names if (service := _service(name, raw["name"]))}
    street, suite = split_suite(raw["event_address"])
    facts = {
        "organization": raw["name"],
        "name": own[0] if len(own) == 1 and _fold(own[0]) != _fold(raw["name"]) else "",
        "services": "; ".join(services),
        "address_1": street if _fold(street) not in map(_fold, names) else "",
        "address_2": suite,
        "city": raw["event_city"],
        "state": raw["event_state"],
        "postal_code": raw["event_zip"],
        "phone": raw["phone"],
    }
    if option := re.search(r"\s*\(opt\.? (\d)\)", raw["phone"]):
        facts |= {"phone": raw["phone"].replace(option.group(), ""), "phone_note": f"Press {option[1]}."}
    if _same_door(raw) and facts["address_1"] and float(raw["latitude"] or 0):
        facts |= {"latitude": raw["latitude"], "longitude": raw["longitude"]}
    regular, told = _told(raw)
    facts |= {name: text for name, text in regular.items() if text}
    pantry_notes.tell(facts, told)
    if not facts.get("hours") and not facts.get("hours_note"):
        facts["hours_note"] = "The list shows no regular day. Call for the next one."
    return facts


def _service(event: str, agency: str) -> str:
    """Return what an event is by its name, else by the agency's."""
    for text in (event, agency):
        for code, words in _SERVICES:
            if re.search(words, text, re.IGNORECASE):
                return code
    return ""


def _same_door(raw: Raw) -> bool:
    """Say whether the event is at the agency's own address: the source's point is the agency's."""
    numbers = [re.findall(r"\d+", raw[name])[:1] for name in ("address", "event_address")]
    return bool(numbers[0]) and numbers[0] == numbers[1] and raw["zip"][:5] == raw["event_zip"][:5]


def _told(raw: Raw) -> tuple[Facts, list[str]]:
    """Return the hours of all events together, and the sentences that are not about regular hours."""
    hours: defaultdict[str, dict[str, None]] = defaultdict(dict)
    words: dict[str, None] = {}
    told: list[str] = []
    unknown = False
    columns = (raw[name].split(_NEXT) for name in ("event_name", "event_details", "upcoming_dates"))
    for name, details, dates in zip(*columns, strict=True):
        found = _REGULAR.match(details)
        said = found["hours"].strip(" .") if found else ""
        read = _read(said) if said else hours_of(one for one in dates.split("; ") if one)
        if read:
            hours[_service(name, raw["name"])][read] = None
        elif said:
            words[f"Regular hours: {said}."] = None
        else:
            unknown = True
        for line in re.split(r"\s*\|\s*|\n+", details[found.end() :] if found else details):
            told += [sentence for sentence in sentences(line) if sentence not in told]
    notes = [note for note in dict.fromkeys(raw["exception_note"].split(_NEXT)) if note and note not in told]
    told += [one for note in notes if not _AREA.match(note) for one in sentences(note) if len(one) > 1]
    area = joined(*(f"{note.strip(' .')}." for note in notes if _AREA.match(note)))
    joint = {service: times.read("; ".join(parts)) for service, parts in hours.items()}
    if joint and not words and not unknown and len(set(joint.values())) == 1 and all(joint.values()):
        return {"hours": next(iter(joint.values())), "eligibility_note": area}, told
    kinds = (f"{_WORDS.get(service, 'Food')}: {'; '.join(parts)}." for service, parts in hours.items())
    note = joined(*kinds, *words)
    return {"hours_note": note, "eligibility_note": area}, told


def _read(said: str) -> str:
    return times.of_sentence(said.replace(" and ", ", "))[0] or times.read(said)


def hours_of(shown: Iterable[str]) -> str:
    """Return weekly hours if dates like "2025-08-13 1 PM-4 PM" show nothing else, or ''.

    Every weekday shown must be there in all four whole weeks, at the same times; only a federal holiday may
    be missing.
    """
    days: defaultdict[date, set[str]] = defaultdict(set)
    for one in shown:
        day, _, span = one.partition(" ")
        days[date.fromisoformat(day)].add(span)
    parts = []
    for weekday in sorted({day.weekday() for day in days}):
        spans = {frozenset(days[day]) for day in days if day.weekday() == weekday}
        wanted = (_FIRST + timedelta(weekday + 7 * week) for week in range(_WEEKS))
        if len(spans) > 1 or not all(day in days or us_holiday(day) for day in wanted):
            return ""
        parts += [f"{_DAYS[weekday]} {span.replace(' ', '').lower()}" for span in sorted(spans.pop())]
    return times.read("; ".join(parts)) if parts else ""


PRESET = Preset(
    code="freshtrak",
    source="freshtrak",
    source_date="2025-08",
    sheet="food-freshtrak",
    category="food",
    key=("place",),
    convert_row=convert_row,
    prepare=prepare,
    shouts=True,
    doubt=hidden.survivors_service,
)
