"""The two forms by which a visitor writes to us. Labels are in the templates, in the reader's language."""

from collections.abc import Mapping

from wtforms import Form, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField

from directory.reports.message import HELP, WRONG, showable


class _Form(Form):  # type: ignore[misc]  # WTForms has no types
    """What both forms have. `topic` is for robots: no person sees it, and who fills it in is not heard."""

    text = TextAreaField(filters=[showable])
    contact = StringField(filters=[showable])
    topic = StringField()
    stamp = HiddenField()

    @property
    def typed(self) -> Mapping[str, str]:
        """Return what was typed, by field; several codes with spaces between."""
        return {name: " ".join(value) if isinstance(value := field.data or "", list) else value
                for name, field in self._fields.items()}


class ReportForm(_Form):
    """What is wrong with a listing."""

    choice = RadioField(choices=list(WRONG), validate_choice=False)


class SuggestionForm(_Form):
    """A place that we should list."""

    name = StringField(filters=[showable])
    choice = SelectMultipleField(choices=list(HELP), validate_choice=False)
    place = StringField(filters=[showable])
    reach = StringField(filters=[showable])
