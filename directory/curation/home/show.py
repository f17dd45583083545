"""What there is to do as sentences, for the page, for mail and for feeds: numbers only, of no listing and nobody."""

from typing import NamedTuple
from xml.etree import ElementTree

from directory import clock
from directory.curation.home.queries import Counts
from directory.curation.permissions import EVERYBODY, allows
from directory.i18n import formats
from directory.i18n.catalogs import catalog
from directory.i18n.marks import N_

_ATOM = "http://www.w3.org/2005/Atom"
TITLE = N_("Amparo: what there is to do")


class Line(NamedTuple):
    """One number in words, the permission it is for, and the endpoint of its page."""

    sentence: str
    permission: str
    endpoint: str


def lines(counts: Counts, code: str, roles: frozenset[str] = EVERYBODY) -> list[Line]:
    """Return what there is to do for somebody with these roles, in a language; nothing of what is done."""
    ngettext, now = catalog(code).ngettext, counts.standing
    due, old, missing = sum(now.due.values()), sum(now.outdated.values()), sum(now.missing.values())
    every = (
        (counts.back, ngettext("%(num)s change was sent back to you.", "%(num)s changes were sent back to you.",
                               counts.back), "edit", "team.proposals"),
        (counts.review, ngettext("%(num)s proposal waits to be reviewed.",
                                 "%(num)s proposals wait to be reviewed.", counts.review), "review", "team.review"),
        (counts.answers, ngettext("%(num)s of them is the answer of an organization.",
                                  "%(num)s of them are answers of organizations.", counts.answers), "review",
         "team.review"),
        (counts.sources, ngettext("%(num)s source waits to be approved.", "%(num)s sources wait to be approved.",
                                  counts.sources), "review", "team.sources"),
        (counts.sources_back, ngettext("%(num)s source was sent back to you.", "%(num)s sources were sent back to you.",
                                       counts.sources_back), "edit", "team.sources"),
        (counts.reports, ngettext("%(num)s message of a visitor is open.", "%(num)s messages of visitors are open.",
                                  counts.reports), "reports", "team.reports"),
        (due, ngettext("%(num)s listing should be checked.", "%(num)s listings should be checked.", due), "call",
         "team.calls"),
        (now.never, ngettext("No person ever checked %(num)s of them.", "No person ever checked %(num)s of them.",
                             now.never), "call", "team.calls"),
        (now.stale, ngettext("%(num)s was checked, but too long ago.", "%(num)s were checked, but too long ago.",
                             now.stale), "call", "team.calls"),
        (old, ngettext("%(num)s translation is out of date.", "%(num)s translations are out of date.", old),
         "translate", "team.translations"),
        (missing, ngettext("%(num)s translation is missing.", "%(num)s translations are missing.", missing),
         "translate", "team.translations"),
        (counts.pairs, ngettext("%(num)s pair looked like one place, as of %(moment)s.",
                                "%(num)s pairs looked like one place, as of %(moment)s.", counts.pairs), "edit",
         "team.duplicates"),
        (counts.mine, ngettext("%(num)s proposal of yours waits.", "%(num)s proposals of yours wait.", counts.mine),
         "edit", "team.proposals"),
    )
    moment = formats.moment(code, counts.pairs_at) if counts.pairs_at else ""
    return [Line(sentence % {"num": formats.number(code, count), "moment": moment}, permission, endpoint)
            for count, sentence, permission, endpoint in every if count and allows(roles, permission)]


def text(counts: Counts, code: str) -> str:
    """Return what there is to do as plain text."""
    said = [each.sentence for each in lines(counts, code)] or [catalog(code).gettext("Nothing waits.")]
    return "\n".join([*said, "", catalog(code).gettext("Sign in to see more.")])


def feed(counts: Counts, code: str, roles: frozenset[str]) -> bytes:
    """Return what there is to do as an Atom feed: one entry a day."""
    day = clock.today().isoformat()
    root = ElementTree.Element("feed", xmlns=_ATOM)
    entry = ElementTree.Element("entry")
    for parent, about in ((root, "urn:amparo:team"), (entry, f"urn:amparo:team:{day}")):
        for name, value in (("id", about), ("title", catalog(code).gettext(TITLE)), ("updated", f"{day}T00:00:00Z")):
            ElementTree.SubElement(parent, name).text = value
    author = ElementTree.SubElement(root, "author")
    ElementTree.SubElement(author, "name").text = "Amparo"
    said = [each.sentence for each in lines(counts, code, roles)]
    content = ElementTree.SubElement(entry, "content", type="text")
    content.text = "\n".join(said) or catalog(code).gettext("Nothing waits.")
    root.append(entry)
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made
