"""What the pages of translations say, in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from directory.curation import sentences
from directory.curation.facts import label
from directory.curation.translations import check
from directory.curation.translations import state as states
from directory.curation.translations.check import Finding
from directory.curation.translations.forms import Typed
from directory.curation.translations.queries import Text
from directory.curation.translations.state import CURRENT, MISSING, OUTDATED
from directory.i18n.catalogs import catalog
from directory.i18n.glossary import Term
from directory.i18n.languages import Language
from directory.i18n.marks import N_
from directory.register.changes import Refused
from directory.web.templating import language

_STATES = {CURRENT: N_("says what the English says"), OUTDATED: N_("the English has changed since"),
           MISSING: N_("not translated")}
_TOGETHER = {**_STATES, MISSING: N_("not all of it is translated")}
_FOUND = {
    "empty": N_("There is no text yet. Write the translation."),
    "too-long": N_("The text is too long. Write at most %(what)s characters."),
    "markup": N_("The text holds code of a web page: “%(what)s”. Write plain words."),
    "turns": N_("The text holds hidden characters that turn the writing direction. Type it again by hand."),
    "secret": N_("The address of this place is secret, but the text says where it is: “%(what)s”. Take it out."),
    "lost": N_("“%(what)s” stands in the English but not in the translation. Copy it."),
    "added": N_("“%(what)s” stands in the translation but not in the English. Take it out."),
    "english": N_("This is still the English text. Translate it."),
    "glossary": N_("We agreed on words for this: %(what)s. Use them if they fit."),
    "id": N_("There is no such text to translate: “%(what)s”. Copy id and column from the sheet you got."),
    "id-twice": N_("This text stands twice. Keep one of the rows."),
    "moved": N_("The English has changed since you got the sheet. Get a new sheet and look at this text again."),
    "header": N_("The first row must name the columns id, column, english and translation. "
                 "Use the sheet from this page."),
    "file": N_("This file cannot be read as a sheet. Save it as CSV (UTF-8), XLSX or ODS."),
    "file-long": N_("A sheet may have %(what)s rows. Send it in parts."),
}
_REFUSED = {
    "no-listing": N_("This listing or this English text is gone."),
    "english-moved": N_("The English has changed while you wrote. Your text is still here: compare it with the new "
                        "English below, then send it again."),
    "nothing-new": N_("Nothing new is in it: these texts stand there already."),
}


class Box(NamedTuple):
    """One text to translate: its column and label, the English and its mark, what families read now, the box's text.

    `say` is its state in words, `is_old` when the English has changed since; `fits`: its tick is set. `odd` is what
    to mend or look at, `words` are those we agreed on.
    """

    column: str
    label: str
    english: str
    mark: str
    old: str
    text: str
    say: str
    is_old: bool
    fits: bool
    odd: list[str]
    words: list[tuple[str, tuple[str, ...]]]


def boxes(text: Text, typed: Sequence[Typed], odd: Mapping[str, Sequence[Finding]], into: Language,
          glossary: Sequence[Term]) -> list[Box]:
    """Return the texts of a listing as they are shown beside their English."""
    shown = []
    for each in typed:
        english, now = text.facts.get(each.column, ""), text.state(each.column, into.code)
        shown.append(Box(each.column, label(each.column), english, states.mark(english), each.old, each.text,
                         catalog(language().code).gettext(_STATES[now]), now == OUTDATED, each.fits,
                         [found(one) for one in odd.get(each.column, ())], check.words_for(english, into, glossary)))
    return shown


def state(code: str) -> str:
    """Return the name of the state of a listing's texts together."""
    return catalog(language().code).gettext(_TOGETHER[code])


def found(finding: Finding) -> str:
    """Return what is odd and what to do about it."""
    return catalog(language().code).gettext(_FOUND[finding.code]) % {"what": finding.what}


def refused(error: Refused) -> str:
    """Return why nothing was sent in, and what to do."""
    return sentences.refused(_REFUSED, error)
