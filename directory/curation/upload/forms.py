"""The forms of sheets. The cells of a sheet are fields without a form: see mending.py."""

from wtforms import Form, SelectField, StringField

from directory.listings.vocabulary import CATEGORIES
from directory.places import states
from directory.reports.message import showable

_SHOWN = (lambda text: showable(text or "").strip(),)


class UploadForm(Form):  # type: ignore[misc]  # WTForms has no types
    """A file, and the sheet it belongs to: one of those there are, or a new name."""

    sheet = StringField(filters=_SHOWN)
    new_name = StringField(filters=_SHOWN)


class ReasonForm(Form):  # type: ignore[misc]
    """Why something is proposed; `seen` is the mark of the plan that was on the screen."""

    reason = StringField(filters=_SHOWN)
    seen = StringField()


class DownloadForm(Form):  # type: ignore[misc]
    """Which listings somebody wants as a sheet."""

    what = SelectField(choices=["all", "due"], default="all")
    sheet = StringField(filters=_SHOWN)
    category = SelectField(choices=["", *CATEGORIES])
    state = SelectField(choices=["", *sorted(states.CODES)])
    kind = SelectField(choices=["xlsx", "csv"], default="xlsx")
