"""Which notices of the operator a page shows, and in which order. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from directory.listings.notices import Notice

#: So many are shown at once; the others open by a click.
SHOWN = 3


class Chosen(NamedTuple):
    """The notices of a page: those shown at once, and those folded away."""

    first: tuple[Notice, ...]
    more: tuple[Notice, ...]


def choose(notices: Iterable[Notice], areas: Sequence[str], now: datetime) -> Chosen:
    """Return the notices that stand at an aware moment for areas given from narrow to wide (places.Place.areas).

    The narrowest area comes first, and of one area the notice that ends first.
    """
    standing = [notice for notice in notices if notice.area in areas and notice.stands(now)]
    standing.sort(key=lambda notice: (areas.index(notice.area), notice.expires))
    return Chosen(tuple(standing[:SHOWN]), tuple(standing[SHOWN:]))
