"""Registers made up for tests and benchmarks: invented organizations at real ZIP codes, with all kinds of facts."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from directory.listings import vocabulary
from directory.places.place import Place

Row = tuple[str, dict[str, str], bool]

_NAMES = ("Example Hope Unity St. John's Saint Mary Católica Niños Inmigración Pháp Lý 法律 移民 이민 طعام الطعام Еда "
          "Pantry Clinic Center House Mission Fruitvale Raza Sunrise O'Brien Mount Fort Łódź Hawaiʻi K'iche'")
WORDS = tuple(_NAMES.split())
DESCRIPTIONS = ("", "", "Lawyers who listen. Call first.", "Free groceries every week, no questions asked.",
                "Abogados y ayuda con papeles de inmigración.", "Trợ giúp pháp lý miễn phí.")
#: How often each kind of place comes, in tests: the odd ones often.
SHARES = (45, 30, 6, 6, 10, 3, 0)
#: The newest made-up facts are of this day.
MADE = date(2026, 11, 20)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon-Fri", "Daily", "Tue, Thu", "Sat, Sun")
_TIMES = ("9am-5pm", "8:30am-noon, 1pm-4:45pm", "10am-2pm", "6pm-2am", "noon-8pm", "9pm-6am", "midnight-6am",
          "7am-7:15am")
_REACH = ("phone", "text_phone", "whatsapp", "email", "website")
_BY_CATEGORY = {code: [term.code for term in vocabulary.SERVICES.values() if term.category in (code, "any")]
                for code in vocabulary.CATEGORIES}
#: Few enough that each has a bit of its own.
_SPOKEN = (*list(vocabulary.SPOKEN)[:50], "mam", "quc")


def rows(random: Random, zips: Sequence[Place], *, count: int, weights: Sequence[float] | None = None,
         descriptions: Sequence[str] = DESCRIPTIONS, shares: Sequence[float] = SHARES) -> Iterator[Row]:
    """Yield register rows (id, facts, gone) at these ZIP codes; the same seed gives the same rows.

    `shares` says how often each kind of place comes: see _PLACED.
    """
    for number, place in enumerate(random.choices(zips, weights, k=count)):
        facts = {"organization": " ".join(random.sample(WORDS, 2)), **_facts(random, descriptions)}
        random.choices(_PLACED, shares)[0](random, facts, place)
        yield f"made{number:06}", {name: value for name, value in facts.items() if value}, random.random() < 0.02


def hours(random: Random) -> str:
    """Return opening hours of some kind: a week, an evening, some weeks of the month, with or without holidays."""
    if random.random() < 0.05:
        return "24/7"
    nth = random.choice(("1st", "2nd", "last", "1st, 3rd"))
    days = f"{nth} {random.choice(_DAYS[:7])}" if random.random() < 0.2 else random.choice(_DAYS)
    return f"{days} {random.choice(_TIMES)}{random.choice(('', '', '; holidays closed', '; holidays open'))}"


def _facts(random: Random, descriptions: Sequence[str]) -> dict[str, str]:
    category = random.choices(tuple(vocabulary.CATEGORIES), (30, 30, 35, 5))[0]
    some = [name for name in _REACH if random.random() < 0.35]
    languages = {random.choice(_SPOKEN[:12]) if random.random() < 0.8 else random.choice(_SPOKEN)
                 for _ in range(random.choice((0, 0, 1, 2, 3)))}
    facts = {"category": category, "name": random.choice(WORDS) if random.random() < 0.3 else "",
             "services": "; ".join(sorted(random.sample(_BY_CATEGORY[category], random.randint(0, 2)))),
             "description": random.choice(descriptions), "hours": hours(random) if random.random() < 0.6 else "",
             "languages": "; ".join(sorted(languages)), "cost": random.choice(("", *vocabulary.COSTS)),
             "eligibility": "; ".join(random.sample(tuple(vocabulary.ELIGIBILITY), random.choice((0, 0, 1, 2)))),
             "courts": random.choice(("", "", "Newark", "Newark; Otay Mesa", "Eloy")) if category == "legal" else "",
             "interpretation": random.choice(("", "", "", "", *vocabulary.INTERPRETATION)),
             "status": random.choices(("", "active", "paused", "closed"), (80, 10, 5, 5))[0]}
    if random.random() < 0.7:
        method = random.choice((*vocabulary.METHODS, "source-list"))
        day = MADE - timedelta(days=random.randint(0, 700))
        facts |= {"assured_method": method, "assured_date" if method != "source-list" else "source_date": f"{day}"}
    facts |= {paper: random.choice(("", "", "no", "no", "yes")) for paper in vocabulary.PAPERS}
    return facts | dict.fromkeys(some, "(510) 555-0123")


def _door(random: Random, facts: dict[str, str], place: Place) -> None:
    facts |= {"address_1": f"{random.randint(1, 99)} Example Street", "city": place.name, "state": place.state,
              "postal_code": place.code}


def _door_with_point(random: Random, facts: dict[str, str], place: Place) -> None:
    _door(random, facts, place)
    facts |= {"latitude": f"{place.latitude + random.uniform(-.1, .1):.5f}",
              "longitude": f"{place.longitude + random.uniform(-.1, .1):.5f}"}


def _door_with_area(random: Random, facts: dict[str, str], place: Place) -> None:
    _door(random, facts, place)
    facts["service_area"] = _area(random, place)


def _confidential(random: Random, facts: dict[str, str], place: Place) -> None:
    facts |= {"address_confidential": "yes", "service_area": f"county:{place.counties[0]}", "phone": "(510) 555-0199"}
    if random.random() < 0.5:
        facts["state"] = place.state


def _by_phone(random: Random, facts: dict[str, str], place: Place) -> None:
    facts |= {"location_type": "virtual", "service_area": _area(random, place), "phone": "(510) 555-0188"}


def _nowhere(random: Random, facts: dict[str, str], place: Place) -> None:
    facts |= {"state": place.state, "city": "No Such Town", "phone": "(510) 555-0177"}


def _area(random: Random, place: Place) -> str:
    areas = (f"zip:{place.code}", *(f"county:{fips}" for fips in place.counties), f"state:{place.state}", "country:US")
    return "; ".join(sorted(random.sample(areas, random.choice((1, 1, 1, 2)))))


def _statewide(random: Random, facts: dict[str, str], place: Place) -> None:
    facts |= {"location_type": "virtual", "service_area": f"state:{place.state}", "phone": "(510) 555-0166"}


_PLACED = (_door, _door_with_point, _door_with_area, _confidential, _by_phone, _nowhere, _statewide)
