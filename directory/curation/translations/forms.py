"""The form of one translation."""

from wtforms import Form, StringField, TextAreaField

from directory.reports.message import showable


class TranslationForm(Form):  # type: ignore[misc]  # WTForms has no types
    """A text, and the mark of the English that its translator saw."""

    text = TextAreaField(filters=[showable])
    english = StringField(filters=[showable])
