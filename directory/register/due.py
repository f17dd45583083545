"""What a person should check next: one order for the command, the calls and the sheets."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from directory.listings import freshness
from directory.register import queries
from directory.register.queries import Facts

#: The place of a listing in the order of checking, see freshness.urgency.
Urgency = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Agenda:
    """The listings that can be checked, by id; what visitors say is wrong with some; and how urgent each due one is."""

    listings: dict[str, Facts]
    reported: dict[str, list[str]]
    urgency: dict[str, Urgency]

    @property
    def due(self) -> list[str]:
        """Return the ids of what is due, the most urgent first."""
        return sorted(self.urgency, key=lambda key: (self.urgency[key], key))

    def only(self, *, category: str | None = None, state: str | None = None) -> "Agenda":
        """Return what of this is of a category, or in a state (CA)."""
        listings = {key: facts for key, facts in self.listings.items()
                    if category in (None, facts.get("category")) and state in (None, facts.get("state"))}
        return Agenda(listings, self.reported, {key: order for key, order in self.urgency.items() if key in listings})


def agenda(session: Session, today: date) -> Agenda:
    """Return what there is to check in the register."""
    return decide(queries.listings(session), queries.reported(session), today)


def decide(listings: dict[str, Facts], reported: dict[str, list[str]], today: date) -> Agenda:
    """Return what there is to check of these listings. What has closed only if somebody reported it."""
    listings = {key: facts for key, facts in listings.items() if facts.get("status") != "closed" or key in reported}
    urgent = {key: freshness.urgency(facts, today, reported=key in reported) for key, facts in listings.items()}
    return Agenda(listings, reported, {key: order for key, order in urgent.items() if order is not None})
