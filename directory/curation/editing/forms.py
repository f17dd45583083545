"""The form of a listing, made from the one table of columns: any text goes in, and all of it is shown again."""

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import Field

from directory.curation.labels import GROUPS, LONG
from directory.listings import columns
from directory.listings.columns import Column
from directory.places.finder import area_keys
from directory.reports.message import showable

#: Columns that are asked for. A description in another language has a page of its own.
ASKED = tuple(name for names in GROUPS.values() for name in names)
_BETWEEN = "; "
#: What a person says who does not know whether it is yes or no: a blank cell, as columns.read takes it.
UNKNOWN = "unknown"


def kind(name: str) -> str:
    """Return how a column is filled in: line, long, one (of a list), many (of a list), or yes-no."""
    column = columns.BY_NAME[name]
    if column.many:
        return "many"
    if column.terms:
        return "one"
    return "yes-no" if column.choices else "long" if name in LONG else "line"


def _field(column: Column) -> Field:
    how = kind(column.name)
    if how == "many":
        return SelectMultipleField(choices=list(column.choices), validate_choice=False)
    if how == "one":
        return SelectField(choices=["", *column.choices], validate_choice=False, filters=[showable])
    if how == "yes-no":
        return RadioField(choices=[*column.choices, UNKNOWN], validate_choice=False, filters=[showable])
    return (TextAreaField if how == "long" else StringField)(filters=[showable])


#: A form with a field for every column that is asked for, of the same name.
ListingForm: type[Form] = type("ListingForm", (Form,), {name: _field(columns.BY_NAME[name]) for name in ASKED})


def typed(sent: MultiDict[str, str], otherwise: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed, one text a column, blanks left out. A box that was not on the page keeps what it was."""
    form = ListingForm(sent)
    found = {}
    for name in ASKED:
        value = form[name].data
        if kind(name) == "many":
            text = _BETWEEN.join(showable(each) for each in value or ())
        else:
            text = (value or "") if name in sent else otherwise.get(name, "")
        if name == "service_area":
            text = area_keys(text)
        if text.strip() and text != UNKNOWN:
            found[name] = text
    return found
