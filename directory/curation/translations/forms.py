"""The form of one listing's texts in one language."""

from collections.abc import Mapping
from typing import NamedTuple

from wtforms import BooleanField, Form, StringField, TextAreaField

from directory.curation.translations import check
from directory.listings import columns
from directory.reports.message import showable

#: For each column that can be translated its text, the mark of the English that its translator saw, and whether the
#: text that stands there still fits.
TranslationForm: type[Form] = type("TranslationForm", (Form,), {
    **{name: TextAreaField(filters=[showable]) for name in columns.TRANSLATED},
    **{f"english_{name}": StringField(filters=[showable]) for name in columns.TRANSLATED},
    **{f"fits_{name}": BooleanField() for name in columns.TRANSLATED}})


class Typed(NamedTuple):
    """What somebody sent for one column: the text of before, the text, the mark of its English, and the tick."""

    column: str
    old: str
    text: str
    english: str
    fits: bool

    @property
    def is_new(self) -> bool:
        """Say whether it is another text than before; an empty box is none."""
        return self.text != self.old

    @property
    def still_fits(self) -> bool:
        """Say whether somebody says that the text of before fits the English that they saw."""
        return self.fits and bool(self.old) and not self.is_new

    @property
    def is_sent(self) -> bool:
        """Say whether anything is said of it at all."""
        return self.is_new or self.still_fits


def typed(form: Form, facts: Mapping[str, str], language: str) -> list[Typed]:
    """Return what was sent, for each column with English words and for each with a text whose English is gone."""
    found = []
    for name in columns.TRANSLATED:
        old = facts.get(columns.in_language(name, language), "")
        text = check.canonical(name, form[name].data or "") if form[name].raw_data else old
        if facts.get(name) or text != old:
            found.append(Typed(name, old, text, form[f"english_{name}"].data or "", form[f"fits_{name}"].data))
    return found
