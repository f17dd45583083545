"""What the page of messages says."""

from typing import NamedTuple

from directory.i18n.catalogs import catalog
from directory.i18n.marks import N_
from directory.register.models import Report
from directory.register.reports import KEPT
from directory.reports.message import HELP, WRONG
from directory.web.templating import Formats, language

#: Who tells us, by kind.
_FROM = {"report": N_("From a visitor, not checked"), "suggestion": N_("A visitor suggests a place, not checked"),
         "call": N_("From a call by one of us")}


class Shown(NamedTuple):
    """A message as the page shows it; `title` is the listing's, '' where there is none (any more)."""

    report: Report
    sender: str
    title: str
    said: str
    until: str


def message(report: Report, title: str) -> Shown:
    """Return a message in the reader's language."""
    code = language().code
    words, names = catalog(code), HELP if report.kind == "suggestion" else WRONG
    said = Formats(code).list_and(words.gettext(names[choice]) for choice in report.choice.split())
    return Shown(report, words.gettext(_FROM[report.kind]), title, said, (report.day + KEPT).isoformat())
