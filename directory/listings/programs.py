"""What a state itself offers, and what one may say of it today. Pure.

No page says more than the sheet's source did on its day: what is older than half a year "was running", and without
fresh notes on public charge and on data sharing a family is told to ask a legal clinic first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from directory.i18n.marks import N_
from directory.listings.freshness import last_day

OLD_DAYS = 183
NOTES = ("public_charge", "data_sharing")

#: status -> (while the source is fresh, when it is old)
SAID = {
    "in-force": (N_("This program is running, as of %(date)s."),
                 N_("This program was running as of %(date)s. Call before you count on it.")),
    "frozen": (N_("Closed to new people, as of %(date)s."),
               N_("Was closed to new people as of %(date)s. Call before you count on it.")),
    "capped": (N_("Has a limited number of places, as of %(date)s."),
               N_("Had a limited number of places as of %(date)s. Call before you count on it.")),
    "ended": (N_("Ended, as of %(date)s."), N_("Ended, as of %(date)s.")),
}


@dataclass(frozen=True, slots=True)
class Program:
    """One program of one state for one group of people: a row of programs.csv, blanks left out."""

    facts: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return a column's text, '' when it is blank."""
        return self.facts.get(column, "")

    @property
    def who(self) -> tuple[str, ...]:
        """Return the codes of who can use it."""
        return tuple(self.text("who").split("; "))

    def is_old(self, today: date) -> bool:
        """Say whether what the source said is too old to be counted on."""
        late = last_day(self.text("as_of")) + timedelta(days=OLD_DAYS)
        return today > late or today >= last_day(self.text("expires"))

    def said(self, today: date) -> str:
        """Return the sentence on its status, to be filled with the source's date."""
        return SAID[self.text("status")][self.is_old(today)]

    def notes(self, today: date) -> tuple[str, ...]:
        """Return the names of the notes when every one is there and reviewed lately; else none of them."""
        fresh = all(self.text(f"{name}_note") and today < last_day(self.text(f"{name}_expires")) for name in NOTES)
        return NOTES if fresh else ()
