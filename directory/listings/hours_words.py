"""Opening hours in the reader's language: the lines of a week, and one sentence about this moment.

Pure. Says what `hours` knows and never decides whether a place is open. Every text is a whole message with
named placeholders. Weekdays, dates and times come from `formats` in the form that stands alone ("lunes", "9
AM"): where a language needs another form, translators build the message around a colon ("Abre: lunes, 9
a.m.").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from directory.i18n import formats
from directory.i18n.catalogs import Catalog
from directory.i18n.marks import N_
from directory.listings.holidays import us_holiday
from directory.listings.hours import Holidays, Hours, Rule, Span, State

_DAY = 1440
_WEEK = tuple(range(7))

#: The federal holidays, by the keys of `holidays.HOLIDAYS`.
HOLIDAY_NAMES = {
    "new-year": N_("New Year's Day"),
    "mlk": N_("Martin Luther King Jr. Day"),
    "presidents": N_("Presidents' Day"),
    "memorial": N_("Memorial Day"),
    "juneteenth": N_("Juneteenth"),
    "independence": N_("Independence Day"),
    "labor": N_("Labor Day"),
    "columbus": N_("Columbus Day"),
    "veterans": N_("Veterans Day"),
    "thanksgiving": N_("Thanksgiving"),
    "christmas": N_("Christmas"),
}


@dataclass(frozen=True, slots=True)
class Now:
    """What to show of a place at this moment: the kind, a sentence, and '' or a second sentence about a
    holiday. The kind 'usual' looks at no clock.

    Neither ends with a full stop where it ends with a time: "5 p.m." has its own.
    """

    kind: Literal["open", "closed", "unknown", "usual"]
    sentence: str
    note: str = ""


def lines(hours: Hours, language_code: str, catalog: Catalog) -> tuple[str, ...]:
    """Say the hours of a place, one line for each rule: "Monday to Friday: 9 AM – 5 PM"; holidays last, if
    known."""
    said = [_say_rule(rule, language_code, catalog) for rule in hours.rules]
    if hours.holidays == "closed":
        said.append(catalog.gettext("Closed on federal holidays"))
    elif hours.holidays == "open":
        said.append(catalog.gettext("Open on federal holidays"))
    return tuple(formats.sentence_start(line) for line in said)


def now(
    state: State, moment: datetime, language_code: str, catalog: Catalog, *, holidays: Holidays = "unknown"
) -> Now:
    """Say what a place is at a moment of its own clock.

    `holidays` is what its hours say of holidays. If that is unknown, nobody knows whether it is open on a
    holiday: the answer is "Call first", whatever the state.
    """
    if state.holiday and holidays == "unknown":
        message = catalog.gettext("Today is a holiday (%(holiday)s). Call first.")
        return Now("unknown", message % {"holiday": holiday_name(state.holiday, catalog)})
    if state.kind == "open":
        return Now("open", _say_open(state.until, moment, language_code, catalog))
    sentence = _say_closed(state.until, moment, language_code, catalog)
    next_holiday = us_holiday(state.until.date()) if state.until and holidays == "unknown" else None
    if next_holiday:
        # Translators: stands after "Closed now. Opens Thursday at 9 AM".
        note = catalog.gettext("That day is a holiday (%(holiday)s). Call first.")
        return Now("closed", sentence, note % {"holiday": holiday_name(next_holiday, catalog)})
    if state.holiday and holidays == "closed":
        note = catalog.gettext("Today is a holiday (%(holiday)s).")
        return Now("closed", sentence, note % {"holiday": holiday_name(state.holiday, catalog)})
    return Now("closed", sentence)


def holiday_name(key: str, catalog: Catalog) -> str:
    """Name a federal holiday. Raises KeyError for a key that is none."""
    return catalog.gettext(HOLIDAY_NAMES[key])


def _say_open(until: datetime | None, moment: datetime, code: str, catalog: Catalog) -> str:
    # Both have the time zone of the place, so this is a difference of wall clocks, also when clocks change.
    left = until - moment if until else None
    if until is None or left is None or left > timedelta(days=6):
        return catalog.gettext("Open now")
    values = {"time": _clock(until, code), "weekday": formats.weekday(code, until.weekday())}
    if left <= timedelta(days=1):
        # Translators: time is e.g. "5 PM".
        return catalog.gettext("Open now until %(time)s") % values
    # Translators: e.g. "Open now until Friday at 5 PM".
    return catalog.gettext("Open now until %(weekday)s at %(time)s") % values


def _say_closed(until: datetime | None, moment: datetime, code: str, catalog: Catalog) -> str:
    if until is None:
        return catalog.gettext("Closed now")
    values = {"time": _clock(until, code)}
    ahead = (until.date() - moment.date()).days
    if ahead == 0:
        # Translators: time is e.g. "9 AM".
        return catalog.gettext("Closed now. Opens today at %(time)s") % values
    if ahead == 1:
        # Translators: time is e.g. "9 AM".
        return catalog.gettext("Closed now. Opens tomorrow at %(time)s") % values
    if ahead <= 6:
        values["weekday"] = formats.weekday(code, until.weekday())
        # Translators: e.g. "Opens Tuesday at 9 AM". The weekday comes in its dictionary form.
        return catalog.gettext("Closed now. Opens %(weekday)s at %(time)s") % values
    values["date"] = formats.month_day(code, until.date())
    # Translators: e.g. "Opens December 3 at 9 AM".
    return catalog.gettext("Closed now. Opens %(date)s at %(time)s") % values


def _say_rule(rule: Rule, code: str, catalog: Catalog) -> str:
    if rule.spans == ((0, _DAY),) and rule.days == _WEEK and not rule.nths:
        return catalog.gettext("Open 24 hours, every day")
    values = {"times": formats.list_and(code, [_say_span(span, code, catalog) for span in rule.spans])}
    if not rule.nths:
        values["days"] = _say_days(rule.days, code, catalog)
        # Translators: opening hours, e.g. "Monday to Friday: 9 AM – 5 PM".
        return catalog.gettext("%(days)s: %(times)s") % values
    values["weekday"] = formats.list_and(code, [formats.weekday(code, day) for day in rule.days])
    values["which"] = formats.list_and(code, [_say_nth(nth, catalog) for nth in rule.nths])
    # Translators: opening hours, e.g. "1st and 3rd Saturday of the month: 10 AM – 1 PM".
    return catalog.gettext("%(which)s %(weekday)s of the month: %(times)s") % values


def _say_days(days: Sequence[int], code: str, catalog: Catalog) -> str:
    """Say weekdays in order, three or more in a row as "Monday to Friday"."""
    if tuple(days) == _WEEK:
        # Translators: opening hours, e.g. "Every day: 9 AM – 5 PM".
        return catalog.gettext("Every day")
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    said: list[str] = []
    for run in runs:
        names = [formats.weekday(code, day) for day in run]
        if len(run) < 3:
            said.extend(names)
        else:
            # Translators: weekdays, e.g. "Monday to Friday".
            message = catalog.gettext("%(first_day)s to %(last_day)s")
            said.append(message % {"first_day": names[0], "last_day": names[-1]})
    return formats.list_and(code, said)


def _say_span(span: Span, code: str, catalog: Catalog) -> str:
    start, end = span
    if span == (0, _DAY):
        # Translators: opening hours, e.g. "Saturday: open 24 hours".
        return catalog.gettext("open 24 hours")
    if end <= _DAY:
        return formats.time_span(code, start, end)
    # Translators: opening hours that go past midnight, e.g. "6 PM – 2 AM the next day".
    message = catalog.gettext("%(start)s – %(end)s the next day")
    return message % {"start": formats.clock_time(code, start), "end": formats.clock_time(code, end)}


def _say_nth(nth: int, catalog: Catalog) -> str:
    # Translators: these six stand before a weekday: "1st Saturday of the month", "1st and 3rd Saturday of the
    # month".
    names = {
        1: catalog.pgettext("week of the month", "1st"),
        2: catalog.pgettext("week of the month", "2nd"),
        3: catalog.pgettext("week of the month", "3rd"),
        4: catalog.pgettext("week of the month", "4th"),
        5: catalog.pgettext("week of the month", "5th"),
        -1: catalog.pgettext("week of the month", "last"),
    }
    return names[nth]


def _clock(moment: datetime, code: str) -> str:
    return formats.clock_time(code, moment.hour * 60 + moment.minute)
