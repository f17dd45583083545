"""The two forms a family fills in: where and what, and the filters."""

from wtforms import BooleanField, Form, RadioField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from directory.listings import vocabulary
from directory.search.query import PAPERS, RADII


class _Checkboxes(SelectMultipleField):  # type: ignore[misc]  # WTForms has no types
    """Several codes of a closed list. What we do not know is dropped later, never an error for a family."""

    widget = ListWidget()
    option_widget = CheckboxInput()
    validate_choice = False


class SearchForm(Form):  # type: ignore[misc]
    """Place, kind of help, words, and the filters. Labels are in the templates, in the reader's language."""

    place = StringField()
    words = StringField()
    category = RadioField(choices=["", "legal", "medical", "food"], default="", validate_choice=False)
    radius = RadioField(choices=["0", *map(str, RADII)], default="0", validate_choice=False)
    services = _Checkboxes(choices=list(vocabulary.SERVICES))
    languages = _Checkboxes(choices=list(vocabulary.SPOKEN))
    papers = _Checkboxes(choices=list(PAPERS))
    cost = _Checkboxes(choices=list(vocabulary.COSTS))
    serves = _Checkboxes(choices=list(vocabulary.ELIGIBILITY))
    open_now = BooleanField()
    day = StringField()
    court = StringField()
