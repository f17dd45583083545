"""The form of an organization."""

from wtforms import Form, StringField, TextAreaField

from directory.reports.message import showable, tidy


class ConfirmForm(Form):  # type: ignore[misc]  # WTForms has no types
    """The answer itself. The facts to correct are fields named like their columns, with `fact-` before."""

    said = StringField(filters=[showable])
    secret = StringField(filters=[showable])
    word = TextAreaField(filters=[tidy])
    seen = StringField(filters=[showable])
    stamp = StringField(filters=[showable])
    topic = StringField()
