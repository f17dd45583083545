"""What a person asks for, as one value. Pure: form and link turn into it and back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from directory.listings import vocabulary

RADII = (5, 10, 25, 50, 100)
#: The default radius is the smallest with this many matches.
ENOUGH = 20
PAGE = 20
#: A list on paper has no second page to turn to.
ON_PAPER = 50
LAST_PAGE = 50
#: Characters. The longest search must still fit into a link.
LONGEST_PLACE, LONGEST_WORDS, LONGEST_COURT = 80, 100, 40
#: And of one filter no more values than a person ticks.
MOST_CHOSEN = 20
#: Where no radius finds enough, this many of the nearest are shown, however far.
NEAREST = 5

#: The papers a family can ask to do without.
PAPERS = tuple(vocabulary.PAPERS)


@dataclass(frozen=True, slots=True)
class Query:
    """One search. `place` is a gazetteer key, '' for none; `typed` is what was typed when no place was found.

    Filters speak about the service, never about the person. `page` counts from 1; `radius` 0 means: choose for me;
    `day` counts from 1 for Monday, 0 means any.
    """

    place: str = ""
    typed: str = ""
    category: str = ""
    words: str = ""
    radius: int = 0
    services: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    cost: tuple[str, ...] = ()
    open_now: bool = False
    day: int = 0
    court: str = ""
    page: int = 1

    @property
    def filters(self) -> int:
        """Count the filters that are on."""
        return (len(self.services) + len(self.languages) + len(self.papers) + len(self.serves) + len(self.cost)
                + self.open_now + bool(self.day) + bool(self.court))

    @property
    def nowhere(self) -> bool:
        """Say that its place is not known, or that it names neither a place nor a word nor a court."""
        return bool(self.typed) or not (self.place or self.words or self.court)

    def at_page(self, page: int) -> "Query":
        """Return the same search on another page."""
        return replace(self, page=page)

    def at_court(self, court: str) -> "Query":
        """Return the same search for those who work at an immigration court."""
        return replace(self, court=court, page=1)

    def without_filters(self) -> "Query":
        """Return the same place, category and words with no filter."""
        return Query(self.place, self.typed, self.category, self.words)

    def dump(self) -> dict[str, Any]:
        """Return the search as a small dict for a link: only what differs from an empty search."""
        empty = Query()
        return {each.name: getattr(self, each.name) for each in fields(self)
                if getattr(self, each.name) != getattr(empty, each.name)}


def load(data: Mapping[str, Any]) -> Query:
    """Return the search of a link's dict. The link is ours, but every value is clamped as if it were not."""
    return clean(data)


def clean(values: Mapping[str, Any]) -> Query:
    """Return a search from any values: what we do not know is dropped, numbers are clamped."""
    def text(name: str, limit: int) -> str:
        kept = "".join(char for char in str(values.get(name) or "") if char.isprintable() or char.isspace())
        return " ".join(kept.split())[:limit].strip()

    def known(name: str, allowed: Iterable[str]) -> tuple[str, ...]:
        wanted = values.get(name)
        wanted = wanted if isinstance(wanted, list | tuple) else ()
        return tuple(code for code in allowed if code in wanted)[:MOST_CHOSEN]

    category = text("category", 10)
    category = category if category in ("legal", "medical", "food") else ""
    services = tuple(code for code in known("services", vocabulary.SERVICES)
                     if not category or vocabulary.SERVICES[code].category in (category, "any"))
    return Query(
        place=text("place", 80), typed=text("typed", LONGEST_PLACE),
        category=category, words=text("words", LONGEST_WORDS), radius=_number(values.get("radius"), RADII),
        services=services,
        languages=known("languages", vocabulary.SPOKEN), papers=known("papers", PAPERS),
        serves=known("serves", vocabulary.ELIGIBILITY), cost=known("cost", vocabulary.COSTS),
        open_now=bool(values.get("open_now")), day=_number(values.get("day"), tuple(range(8))),
        court=text("court", LONGEST_COURT) if category in ("", "legal") else "",
        page=max(1, min(LAST_PAGE, _number(values.get("page")) or 1)))


def _number(value: object, allowed: tuple[int, ...] = ()) -> int:
    try:
        number = int(str(value)[:9])
    except ValueError:
        return 0
    return number if not allowed or number in allowed else 0
