"""The form of a pair: which of the two stays, and of each column whose value."""

from wtforms import Form, StringField


class PairForm(Form):  # type: ignore[misc]
    """What was decided on a pair: `act` is merge or apart, `stays` first or second; `take` answers by column."""

    seen = StringField()
    act = StringField()
    stays = StringField()
    note = StringField()
