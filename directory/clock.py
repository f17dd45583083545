"""The one clock: every "now" in the project comes from here, so that tests can set it."""

from datetime import UTC, date, datetime

_fixed: datetime | None = None


def now() -> datetime:
    """Return the current time, aware, in UTC."""
    return _fixed or datetime.now(UTC)


def today() -> date:
    """Return today's date in UTC."""
    return now().date()


def fix(moment: datetime | None) -> None:
    """Stop the clock at an aware moment, or let it run again with None. Tests only."""
    global _fixed
    _fixed = moment
