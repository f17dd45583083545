"""The forms of the queue and of a call. A call's form has the fields that its place is asked about."""

from collections.abc import Iterable, Mapping

from wtforms import Form, IntegerField, SelectMultipleField, StringField

from directory.curation.calls import script
from directory.curation.calls.script import Question
from directory.listings import columns


class QueueForm(Form):  # type: ignore[misc]
    """What somebody wants to call about: a state (CA), a category, a language (es); each may be left out."""

    state = StringField()
    category = StringField()
    language = StringField()


class CallForm(Form):  # type: ignore[misc]
    """What came of a call; the answers come from `call_form`."""

    seen = IntegerField()
    outcome = StringField()
    method = StringField()
    again = StringField()
    note = StringField()
    answered = SelectMultipleField(coerce=int, validate_choice=False)

    def said(self, code: str) -> str:
        """Return how a question was answered: same, changed, or '' for not asked."""
        return str(self[f"said-{code}"].data or "")

    def cell(self, column: str) -> str:
        """Return what was typed for a column."""
        typed = self[f"to-{column}"].data
        return "; ".join(typed) if isinstance(typed, list) else str(typed or "")


def call_form(questions: Iterable[Question], facts: Mapping[str, str], typed: object = None) -> CallForm:
    """Return the form for these questions, filled with what we know or with what was typed."""
    fields: dict[str, object] = {}
    for question in questions:
        fields[f"said-{question.code}"] = StringField(default="")
        for name in question.columns:
            known = facts.get(name, "")
            fields[f"to-{name}"] = (
                SelectMultipleField(choices=list(columns.get(name).terms), validate_choice=False,
                                    default=known.split("; ") if known else [])
                if name in script.SEVERAL else StringField(default=known))
    made: CallForm = type("AskedForm", (CallForm,), fields)(typed, method="called" if facts.get("phone") else "website")
    return made


def kind(column: str) -> str:
    """Return how a column is typed, see boxes.Box."""
    if column in script.SEVERAL:
        return "many"
    if columns.get(column).choices:
        return "one"
    return "long" if column.endswith("_note") else "line"
