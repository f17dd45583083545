"""FreshTrak: agencies of food banks in Ohio and a few elsewhere, a row an event of an agency, with its dates.

One listing is one agency at one place: rows of the same agency and street are one. The dates have passed, so
they are used only as evidence: what happens on the same weekday at the same times in each of four whole weeks
happens every week. The list's own words about hours go before that.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
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
    ("food-pantry", r"\bpantry\b|\bmarket\b|\bproduce\b|\bfood (?:bank|box|distribution)\b|\bcupboard\b|\bgrocer"),
)
_WORDS = {"hot-meals": "Meals", "food-pantry": "Pantry", "mobile-pantry": "Mobile pantry", "home-delivery": "Delivery"}
_PLAIN = re.compile(
    r"^(?:main |choice |food |mobile |free |community |hot |direct )*(?:pantry|meals?|meal site|market|produce"
    r"|produce market|soup kitchen|distribution|kitchen)s?$",
    re.IGNORECASE,
)
_REGULAR = re.compile(r"^regular hours?\s*-\s*(?P<hours>[^|]+)", re.IGNORECASE)
#: What stands between events that were put together.
_NEXT = "\x1e"


def prepare(rows: Sequence[Raw]) -> Sequence[Raw | LeftOut]:
    """Put the events of one agency at one place together into the first of them; the others are told apart."""
    together: defaultdict[str, list[Raw]] = defaultdict(list)
    for row in rows:
        together[_place(row)].append(row)
    found: list[Raw | LeftOut] = []
    for row in rows:
        events = together[_place(row)]
        if not row["id"]:
            found.append(LeftOut("not an agency"))
        elif row is not events[0]:
            found.append(LeftOut("another event of an agency at the same place: put together", row["event_name"]))
        else:
            columns = ("event_name", "event_details", "exception_note", "upcoming_dates")
            found.append(
                {**row, **{name: _NEXT.join(event[name] for event in events) for name in columns}, "place": _place(row)}
            )
    return found


def _place(row: Raw) -> str:
    """Return what tells an agency at a place: its number, the street and the city."""
    return " ".join([row["id"], *(_fold(row[name]) for name in ("event_address", "event_city"))]).strip()


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def convert_row(raw: Raw) -> Facts | LeftOut:
    """Convert one agency at one place."""
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
    if _same_door(raw) and facts["address_1"]:
        facts |= {"latitude": raw["latitude"], "longitude": raw["longitude"]}
    regular, told = _told(raw)
    facts |= regular or _weekly(names, raw)
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
    """Return the hours that the list writes in words, and the other sentences."""
    read: list[str] = []
    unread: list[str] = []
    told: list[str] = []
    for details in dict.fromkeys(raw["event_details"].split(_NEXT)):
        found = _REGULAR.match(details)
        if found:
            hours = times.of_sentence(found["hours"].strip().replace(" and ", ", "))[0] or times.read(found["hours"])
            (read if hours else unread).append(hours or found["hours"].strip(" ."))
        rest = details[found.end() :] if found else details
        for line in re.split(r"\s*\|\s*|\n+", rest):
            told += sentences(line)
    told += [note for note in dict.fromkeys(raw["exception_note"].split(_NEXT)) if note]
    hours = times.read("; ".join(dict.fromkeys(read))) if read and not unread else ""
    if hours:
        return {"hours": hours}, told
    words = joined(*(f"Regular hours: {one}." for one in (*read, *unread)))
    return ({"hours_note": words} if words else {}), told


def _weekly(names: Sequence[str], raw: Raw) -> Facts:
    """Return what the dates show: hours where there is one kind of event, a note where there are several."""
    dates: defaultdict[str, set[str]] = defaultdict(set)
    for name, listed in zip(names, raw["upcoming_dates"].split(_NEXT), strict=True):
        dates[_service(name, raw["name"])] |= {one for one in listed.split("; ") if one}
    found = {service: hours_of(shown) for service, shown in dates.items() if shown}
    if not found or not all(found.values()):
        return {}
    if len(set(found.values())) == 1:
        return {"hours": next(iter(found.values()))}
    return {"hours_note": joined(*(f"{_WORDS.get(code, 'Food')}: {hours}." for code, hours in found.items()))}


def hours_of(shown: Iterable[str]) -> str:
    """Return weekly hours if dates like "2025-08-13 1 PM-4 PM" show nothing else, or ''.

    Every weekday shown must be there in all four whole weeks, at the same times; only a federal holiday may be
    missing.
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
    return times.read("; ".join(parts))


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
