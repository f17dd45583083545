"""What the pages of accounts say, in the reader's language."""

from directory.curation import sentences
from directory.curation.permissions import ROLES, TRUST
from directory.i18n.catalogs import catalog
from directory.i18n.marks import N_
from directory.register.changes import Refused
from directory.web.templating import Formats, language

_REFUSED = {
    "name-wrong": N_("A name has 3 to 40 small letters, digits and hyphens, like rosa-2. Do not use a real full name."),
    "name-taken": N_("Somebody has this name already, or had it before. Choose another."),
    "roles-wrong": N_("Choose at least one role."),
    "invitation-over": N_("This link was used already, or is too old. Ask for a new one."),
    "passphrase-short": N_("This passphrase is too short: write at least %(least)s letters, best several words."),
    "passphrase-long": N_("This passphrase is too long: at most %(most)s letters."),
    "passphrase-wrong": N_("The old passphrase is not right."),
    "code-wrong": N_("The code is not right, or was used already. Wait for the next one and type it."),
    "too-many-attempts": N_("Too many attempts. Wait a minute, then try again."),
    "sign-in-wrong": N_("Name, passphrase or code is not right. A code counts once: wait for the next one."),
    "own-roles": N_("Nobody changes their own roles. Ask another admin."),
    "last-admin": N_("This is the only admin who can sign in. Make somebody else an admin first."),
}
_EVENTS = {
    "invited": N_("invited"), "invited again": N_("got a new link"), "taken up": N_("took up the invitation"),
    "refused": N_("was refused at signing in"), "signed in": N_("signed in"), "signed out": N_("signed out"),
    "recovery code used": N_("used a recovery code"), "passphrase changed": N_("changed the passphrase"),
    "roles changed": N_("got other roles"), "ended": N_("account ended"),
}
_SHORT = {"curator": N_("Curator"), "reviewer": N_("Reviewer"), "translator": N_("Translator"), "admin": N_("Admin")}


def refused(error: Refused) -> str:
    """Return what went wrong and what to do."""
    return sentences.refused(_REFUSED, error)


def event(what: str) -> str:
    """Return what happened to an account, in words."""
    return catalog(language().code).gettext(_EVENTS[what])


def all_roles() -> dict[str, str]:
    """Return every role and what it is for."""
    return sentences.terms(ROLES)


def roles(wanted: frozenset[str]) -> list[str]:
    """Return what the roles of somebody are for."""
    return [about for role, about in all_roles().items() if role in wanted]


def role_names(wanted: frozenset[str]) -> str:
    """Return the names of roles as one list."""
    words = catalog(language().code)
    return Formats(language().code).list_and(words.gettext(_SHORT[role]) for role in _SHORT if role in wanted)


def levels() -> dict[str, str]:
    """Return the levels of trust, in words."""
    words, formats = catalog(language().code), Formats(language().code)
    return {str(level): words.gettext("%(share)s of small facts are looked at") % {"share": formats.percent(share)}
            for level, share in TRUST.items()}


def in_fours(secret: str) -> str:
    """Return a long secret in groups of four, to be typed from a screen."""
    return " ".join(secret[at:at + 4] for at in range(0, len(secret), 4))
