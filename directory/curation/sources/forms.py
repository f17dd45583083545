"""The form of one source: any text goes in, and all of it is shown again."""

from wtforms import Form, IntegerField, StringField, TextAreaField
from wtforms.validators import Optional

from directory.reports.message import showable


class SourceForm(Form):  # type: ignore[misc]  # WTForms has no types
    """A row of sources.csv, and `seen`, the number of the approved one from which its author began."""

    code = StringField(filters=[showable, str.strip])
    title = StringField(filters=[showable])
    publisher = StringField(filters=[showable])
    edition = StringField(filters=[showable])
    url = StringField(filters=[showable])
    licence = StringField(filters=[showable])
    category = StringField(filters=[showable])
    covers = StringField(filters=[showable])
    complete = StringField(filters=[showable])
    note = TextAreaField(filters=[showable])
    seen = IntegerField(default=0, validators=[Optional()])
