"""One fact to fill in, as the forms of listings, calls and organizations show it (templates/team/boxes.html)."""

from collections.abc import Mapping
from typing import NamedTuple

#: No options: what is typed is a text.
NONE: Mapping[str, str] = {}


class Box(NamedTuple):
    """One thing to fill in: the name of its field, its label, and `how`: line, long, one (of a list), many or yes-no.

    `value` is what was typed, `chosen` the codes that are ticked, `wrong` what to mend, `odd` what to look at.
    """

    name: str
    label: str
    how: str
    value: str
    hint: str = ""
    options: Mapping[str, str] = NONE
    chosen: tuple[str, ...] = ()
    wrong: str = ""
    odd: tuple[str, ...] = ()
