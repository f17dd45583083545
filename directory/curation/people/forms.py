"""The forms of accounts. Labels are in the templates."""

from wtforms import Form, PasswordField, SelectField, SelectMultipleField, StringField

from directory.curation.permissions import ROLES, TRUST
from directory.reports.message import showable


class SignInForm(Form):  # type: ignore[misc]  # WTForms has no types
    """Who you are: three things."""

    name = StringField(filters=[showable])
    passphrase = PasswordField()
    code = StringField()


class TakeUpForm(Form):  # type: ignore[misc]
    """What an invitation asks for. The passphrase is shown while it is made, so that it can be written down."""

    passphrase = StringField(filters=[showable])
    code = StringField()


class PassphraseForm(Form):  # type: ignore[misc]
    """Another passphrase for oneself."""

    old_passphrase = PasswordField()
    passphrase = StringField(filters=[showable])


class PersonForm(Form):  # type: ignore[misc]
    """Somebody to invite, or what somebody may do."""

    name = StringField(filters=[showable])
    roles = SelectMultipleField(choices=list(ROLES), validate_choice=False)
    trust = SelectField(choices=[str(level) for level in TRUST], validate_choice=False, default="1")
