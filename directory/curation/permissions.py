"""Who may do what: the one table. Every page of the team names a permission of it, or the app does not start. Pure."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from directory.i18n.marks import N_

View = TypeVar("View", bound=Callable[..., object])

CURATOR, REVIEWER, TRANSLATOR, ADMIN = "curator", "reviewer", "translator", "admin"
#: What each role is for, as it is said to whoever gives it.
ROLES: dict[str, str] = {
    CURATOR: N_("Curator: edits listings, sends in sheets, calls places"),
    REVIEWER: N_("Reviewer: looks at what others changed, and lets it through"),
    TRANSLATOR: N_("Translator: translates the texts of listings"),
    ADMIN: N_("Admin: invites people and gives them roles"),
}
#: How often small facts of a person are looked at before families see them: level -> percent. Source: VIAL.
TRUST: dict[int, int] = {1: 100, 2: 15, 3: 2}

#: Nobody need be signed in.
ANYONE = "anyone"
EVERYBODY = frozenset(ROLES)
#: Permission -> the roles that have it.
TABLE: dict[str, frozenset[str]] = {
    "own": EVERYBODY,
    "look": EVERYBODY,
    "edit": frozenset({CURATOR, REVIEWER}),
    "sheets": frozenset({CURATOR, REVIEWER}),
    "call": frozenset({CURATOR, REVIEWER}),
    "reports": frozenset({CURATOR, REVIEWER}),
    "review": frozenset({REVIEWER}),
    "translate": frozenset({TRANSLATOR}),
    "people": frozenset({ADMIN}),
}


#: Bytes of the largest form, where a page does not say otherwise.
LARGEST_FORM = 1_000_000


class Rule(NamedTuple):
    """Who may open a page, whether a code must have been typed minutes ago, and how many bytes may be sent to it."""

    permission: str
    proved: bool
    largest: int


#: The function that makes a page -> its rule.
RULES: dict[object, Rule] = {}


def may(permission: str, *, proved: bool = False, largest: int = LARGEST_FORM) -> Callable[[View], View]:
    """Say who may open a page; see Rule. Raises KeyError for a permission that is not in the table."""
    if permission != ANYONE:
        TABLE[permission]

    def mark(view: View) -> View:
        RULES[view] = Rule(permission, proved, largest)
        return view
    return mark


def allows(roles: frozenset[str], permission: str) -> bool:
    """Say whether somebody with these roles has a permission."""
    return permission == ANYONE or bool(TABLE[permission] & roles)
