"""When a form was handed out, locked into the form itself: nothing of it is kept, and no cookie is needed.

A stamp is a link's token (web.tokens) with other contents, so it ends after 12 hours too.
"""

from datetime import timedelta

from directory import clock
from directory.web.tokens import BadLink, Links

#: Nobody reads a form and fills it in faster.
SOONEST = timedelta(seconds=3)


def make(links: Links) -> str:
    """Return a stamp of now. Raises OSError when a new day's key cannot be stored."""
    return links.make({"form": clock.now().timestamp()})


def age(links: Links, stamp: str) -> timedelta | None:
    """Return how long ago a stamp was made; None for one that has ended, or never was a stamp of ours."""
    try:
        made = links.read(stamp).get("form")
    except BadLink:
        return None
    return timedelta(seconds=clock.now().timestamp() - made) if isinstance(made, float) else None
