"""Opening hours while a text is being read: rules added, replaced and closed one by one.

Pure. Shared by the two readers, `text` (rules add up) and `osm` (a later rule replaces an earlier one).
"""

from collections.abc import Iterable

from directory.listings.hours.value import LAST, Holidays, Hours, HoursError, Rule, Span, overlap

EVERY_WEEK = 0
# A weekday and the weeks of the month it is meant in; () is every week.
DayInMonth = tuple[int, tuple[int, ...]]


class Draft:
    """Times by weekday and nth of the month (0 = every week). Methods are told the text, for errors."""

    def __init__(self) -> None:
        self.holidays: Holidays = "unknown"
        self._times: dict[tuple[int, int], list[Span]] = {}

    def add(self, days: Iterable[DayInMonth], spans: Iterable[Span], part: str) -> None:
        """Add times. Raises HoursError same-day-twice if a day already has a part of them."""
        spans = list(spans)
        for day, nths in days:
            for nth in nths or (EVERY_WEEK,):
                for (other, other_nth), taken in self._times.items():
                    # "4th" and "last" are the same date in some months only: then both hold.
                    same = other == day and (other_nth == nth or EVERY_WEEK in (nth, other_nth))
                    if same and overlap(spans, taken):
                        raise HoursError("same-day-twice", part)
                self._times.setdefault((day, nth), []).extend(spans)

    def close(self, days: Iterable[DayInMonth], part: str) -> None:
        """Take away all times of some days. Raises HoursError not-supported for "all but the last Monday"."""
        for day, nths in days:
            if not nths:
                self._times = {key: spans for key, spans in self._times.items() if key[0] != day}
            for nth in nths:
                self._close_nth(day, nth, part)

    def close_holidays(self) -> None:
        """Say that the place is closed on federal holidays."""
        self.holidays = "closed"

    def finish(self, text: str) -> Hours:
        """Return the hours. Raises HoursError empty if nothing is open."""
        rules = [
            Rule((day,), (nth,) if nth else (), (span,))
            for (day, nth), spans in self._times.items()
            for span in spans
        ]
        try:
            return Hours(tuple(rules), self.holidays)
        except HoursError as error:
            raise HoursError(error.code, text) from error

    def _close_nth(self, day: int, nth: int, part: str) -> None:
        """Take away one nth of a weekday; every other week keeps its times."""
        clashes = (EVERY_WEEK, 4, 5) if nth == LAST else (LAST,) if nth in (4, 5) else ()
        if any((day, other) in self._times for other in clashes):
            raise HoursError("not-supported", part)
        every_week = self._times.pop((day, EVERY_WEEK), None) if nth != LAST else None
        if every_week:
            for other in (1, 2, 3, 4, 5):
                self._times.setdefault((day, other), []).extend(every_week)
        self._times.pop((day, nth), None)
