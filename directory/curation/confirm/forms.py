"""The form of an organization."""

from wtforms import Form, StringField, TextAreaField

from directory.reports.message import showable, tidy


class ConfirmForm(Form):  # type: ignore[misc]  # WTForms has no types
    """The answer itself. The facts to correct are fields named like their columns, with `fact-` before."""

    said = StringField(filters=(lambda text: showable(text or ""),))
    secret = StringField(filters=(lambda text: showable(text or ""),))
    word = TextAreaField(filters=(lambda text: tidy(text or ""),))
    seen = StringField(filters=(lambda text: showable(text or ""),))
    stamp = StringField(filters=(lambda text: showable(text or ""),))
    topic = StringField()
