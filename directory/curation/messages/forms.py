"""The form that closes a message."""

from wtforms import Form, StringField


class CloseForm(Form):  # type: ignore[misc]
    """What was done about a message."""

    note = StringField()
