"""The forms of sheets. The cells of a sheet are fields without a form: see mending.py."""

from wtforms import Form, SelectField, StringField

from directory.listings.vocabulary import CATEGORIES
from directory.places import states
from directory.reports.message import showable


class UploadForm(Form):  # type: ignore[misc]  # WTForms has no types
    """A file, and the sheet it belongs to: one of those there are, or a new name."""

    sheet = StringField(filters=[showable, str.strip])
    new_name = StringField(filters=[showable, str.strip])


class DownloadForm(Form):  # type: ignore[misc]
    """Which listings somebody wants as a sheet."""

    what = SelectField(choices=["all", "due"], default="all")
    sheet = StringField(filters=[showable, str.strip])
    category = SelectField(choices=["", *CATEGORIES])
    state = SelectField(choices=["", *sorted(states.CODES)])
    kind = SelectField(choices=["xlsx", "csv"], default="xlsx")
