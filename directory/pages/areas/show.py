"""What the pages of areas say, beside what a search says."""

from dataclasses import dataclass

from directory import clock
from directory.listings.programs import Program
from directory.pages.areas.offers import Offers
from directory.search.show import View
from directory.web.templating import Formats, language


@dataclass(frozen=True)
class AreaView(View):
    """Says things about areas in the language of the request."""

    def said(self, program: Program) -> str:
        """Say whether a program is there, as of the day of its source and never of today."""
        date = Formats(language().code).partial_date(program.text("as_of"))
        return self.words.gettext(program.said(clock.today())) % {"date": date}

    def is_doubtful(self, program: Program) -> bool:
        """Say whether a program is anything but there for everybody it is for, by a fresh source."""
        return program.text("status") != "in-force" or program.is_old(clock.today())

    def notes(self, program: Program) -> tuple[str, ...]:
        """Return the names of the notes that may be shown today."""
        return program.notes(clock.today())

    def ask_first(self, offers: Offers) -> bool:
        """Say whether for any program that may be there a note is missing."""
        return any(not self.notes(each) for _, programs in offers.groups for each in programs)
