"""What the pages of listings say, in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from directory.curation.boxes import Box
from directory.curation.editing import readability
from directory.curation.editing.forms import UNKNOWN, kind
from directory.curation.facts import Shown, differences, options
from directory.curation.labels import GROUPS, HINTS, LABELS
from directory.curation.review import show as review
from directory.curation.sentences import mistake
from directory.i18n.catalogs import catalog
from directory.i18n.marks import N_
from directory.listings.sources import Source
from directory.listings.validators import Finding
from directory.register.models import Batch, Change
from directory.sheets.problems import Problem
from directory.web.templating import Formats, language

#: Stages of freshness that one can look for.
STAGES = {"unasked": N_("Nobody ever asked"), "due": N_("Due for a check"), "fresh": N_("Fresh")}
_WRONG = {
    "author-and-reason": N_("Write in a few words why you change it: who told you, or where you read it."),
    "nothing-changed": N_("You changed nothing, so nothing was sent."),
    "choose": N_("Somebody else changed the same facts. Choose for each one which is right, then save again."),
    "errors": N_("Some facts cannot be read yet. Mend what is marked, then save again. Nothing is lost."),
    "moved": N_("Somebody else worked on this listing while you did. Nothing is overwritten. "
                "Look below, then save again."),
    "look": N_("Look at what is marked below. If all of it is right, save again. The reviewer sees it too."),
    "no-change": N_("This change is not there any more."),
    "nothing-to-undo": N_("This changed nothing that could be undone."),
    "undo-waits": N_("Somebody proposed to take this back already. It waits for another person."),
    "tells-where": N_("The address is secret, so it is kept nowhere, not even in a draft. Take out what is marked, "
                      "then save the draft again."),
    "draft": N_("This is your draft. Nobody else sees it, and nothing was sent."),
}
_STATES = {"applied": N_("Families see it from the next edition on."), "proposed": N_("It waits for another person.")}
_DID = {
    "new": N_("%(author)s added the listing."), "change": N_("%(author)s changed facts."),
    "gone": N_("%(author)s took the listing away."), "back": N_("%(author)s brought the listing back."),
}


def wrong(code: str) -> str:
    """Return what keeps an edit from being saved, or '' for no code."""
    return catalog(language().code).gettext(_WRONG[code]) if code else ""


def groups(typed: Mapping[str, str], problems: Iterable[Problem], warnings: Iterable[Finding],
           sources: Mapping[str, Source]) -> list[tuple[str, list[Box]]]:
    """Return the whole form as it is shown, group by group; a source is chosen among those that are known, by code."""
    words = catalog(language().code)
    wrongs: dict[str, str] = {}
    for problem in problems:
        why = mistake(problem)
        wrongs[problem.column] = f"{wrongs[problem.column]} {why}" if problem.column in wrongs else why
    odd: dict[str, list[str]] = {}
    for warning in warnings:
        odd.setdefault(warning.column, []).append(review.warning(warning))
    chosen = {code: f"{code}: {each.title}" for code, each in sorted(sources.items())}
    return [(words.gettext(title), [_box(name, typed.get(name, ""), wrongs, odd, chosen) for name in names])
            for title, names in GROUPS.items()]


def _box(name: str, value: str, wrongs: Mapping[str, str], odd: Mapping[str, list[str]],
         sources: Mapping[str, str]) -> Box:
    gettext = catalog(language().code).gettext
    how, unknown = "one" if name == "source" else kind(name), gettext(N_("We do not know"))
    offered = dict(sources) if name == "source" else options(name)
    if how == "one":
        # Of a place whose status nobody wrote down families are told that it works, and so is who edits it.
        blank = offered.pop("active") if name == "status" and not value else unknown
        offered = {"": blank, **offered} if name != "status" or not value else offered
    elif how == "yes-no":
        offered = {**offered, UNKNOWN: unknown}
    chosen = tuple(part.strip() for part in value.split(";")) if how == "many" else (value or UNKNOWN,)
    return Box(name, gettext(LABELS[name]), how, value, gettext(HINTS[name]) if name in HINTS else "", offered, chosen,
               wrongs.get(name, ""), tuple(odd.get(name, ())))


def nudge(description: str) -> str:
    """Return what could make a description easier to read; '' where it is easy, short or missing."""
    found = readability.of(description)
    if found is None or found.is_easy:
        return ""
    formats = Formats(language().code)
    said = catalog(language().code).gettext(N_(
        "Grade %(grade)s: many families read at grade %(wanted)s. The longest sentence has %(words)s words: "
        "“%(sentence)s” Shorter sentences and everyday words help. You can save it as it is."))
    return said % {"grade": formats.number(found.grade), "wanted": formats.number(readability.WANTED),
                   "words": formats.number(found.longest_words), "sentence": found.longest}


def outcome(*, applied: bool) -> str:
    """Say what became of what was sent."""
    state = "applied" if applied else "proposed"
    return catalog(language().code).gettext(_STATES[state])


class Past(NamedTuple):
    """One change of a listing's history: what happened, when, who let it through, why, and what it changed."""

    change: Change
    batch: Batch
    said: str
    approved: str
    differences: list[Shown]
    size: int


def history(found: Iterable[tuple[Batch, Change]], sizes: Mapping[int, int]) -> list[Past]:
    """Return a listing's history in words, the newest first."""
    gettext = catalog(language().code).gettext
    past = [Past(change, batch, gettext(_DID[change.kind]) % {"author": review.who(batch.author)},
                 review.approved(change), differences(change.before, change.after), sizes.get(batch.id, 1))
            for batch, change in found]
    return past[::-1]
