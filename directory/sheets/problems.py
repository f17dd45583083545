"""What is wrong with a sheet, as data, and the sentences that say how to fix it."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import Protocol

from directory.i18n.marks import N_
from directory.listings import columns as known
from directory.listings.cells import Invalid
from directory.listings.validators import Finding


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to fix: where it stands (line 0 = the whole file), the value, and a code for the sentence."""

    code: str
    line: int = 0
    column: str = ""
    value: str = ""
    level: str = "error"
    data: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_of_file(self) -> bool:
        """Say whether it is about the file or its titles, not about a row."""
        return self.code.startswith(("file-", "header-", "other-tabs"))


def from_cell(error: Invalid, line: int, column: str, value: str) -> Problem:
    """Return the problem of a cell that could not be read."""
    return Problem(error.code, line, column, value, "error", error.data)


def from_finding(finding: Finding, line: int) -> Problem:
    """Return the problem of a row that breaks a rule."""
    return Problem(finding.code, line, finding.column, finding.value, finding.level, finding.data)


#: code -> (why, how to fix). Placeholders come from Problem.data and Problem.value.
MESSAGES: dict[str, tuple[str, str]] = {
    # the file
    "file-empty": (N_("The file is empty."), N_("Open the sheet in a spreadsheet program and save it again.")),
    "file-binary": (N_("This is no sheet."), N_("Save the sheet as XLSX, ODS or CSV (UTF-8).")),
    "file-no-sheet": (N_("This file holds no sheet."), N_("Save the sheet as XLSX, ODS or CSV (UTF-8).")),
    "file-too-big": (N_("The file is larger than %(limit)s MB."), N_("Split it into smaller sheets.")),
    "file-too-long": (N_("A sheet may have %(rows)s rows and %(columns)s columns."),
                      N_("Split it into smaller sheets.")),
    "file-quotes": (N_("The quotation marks do not close after line %(line)s of the file."),
                    N_("Look for a single \" in this line, or save the sheet again as CSV.")),
    "file-damaged": (N_("The file is damaged, or only a part of it has arrived."),
                     N_("Open it in a spreadsheet program, save it again, and send that.")),
    "file-locked": (N_("The file is locked with a password."),
                    N_("Open it in a spreadsheet program, take the password away, and save it again.")),
    "file-bomb": (N_("The file unpacks to far more than a sheet holds, so it was not opened."),
                  N_("Copy the rows into a new sheet, without pictures, and save that.")),
    "file-tampered": (N_("The file holds parts that no spreadsheet program writes, so it was not opened."),
                      N_("Copy the rows into a new sheet and save that.")),
    "file-heavy": (N_("Reading the file takes too much time or memory."),
                   N_("Copy the rows into a new sheet and save that, or save it as CSV (UTF-8).")),
    "file-missing": (N_("The file cannot be opened."), N_("Check its name and folder.")),
    "other-tabs": (N_("Only the sheet “%(read)s” of this file is read. These look like listings too: %(others)s."),
                   N_("Put all rows into one sheet, or save each sheet as a file of its own.")),
    "header-missing": (N_("No column of this sheet is known."),
                       N_("The first row must hold column names, as in the template.")),
    "header-unknown": (N_("This column is not known."),
                       N_("Did you mean “%(near)s”? Rename it, or delete it if it is not needed.")),
    "header-foreign": (N_("This column is not known, so it is not read."),
                       N_("If it holds something that families need, rename it to one of our columns.")),
    "header-english": (N_("“%(base)s” stands in English only, so this column cannot be read."),
                       N_("Delete it. These can have translations: %(columns)s.")),
    "header-twice": (N_("This column stands twice, or under two names."), N_("Keep one of them.")),
    "row-long": (N_("The row has more cells than the first row."),
                 N_("Look for a comma that should stand inside quotation marks.")),
    # a cell
    "too-long": (N_("The text is too long: at most %(limit)s characters."), N_("Make it shorter.")),
    "bidi": (N_("The text holds hidden characters that turn the writing direction."),
             N_("Type it again by hand.")),
    "lost-letter": (N_("A letter was lost when the sheet was saved: “�”."),
                    N_("Type it again, and save the sheet as CSV (UTF-8).")),
    "json": (N_("This is data for a program, not words for people."),
             N_("Write only the words or the number themselves, or ask the publisher for a plain table.")),
    "formula-failed": (N_("A formula of the spreadsheet failed here."), N_("Type what should stand here.")),
    "id": (N_("An id has 6 to 24 small letters, digits and hyphens."),
           N_("Leave it blank for a new listing. Otherwise copy it from the last export.")),
    "id-twice": (N_("The same id stands in row %(other)s."),
                 N_("Leave the id of the new listing blank, or delete one of the rows.")),
    "id-elsewhere": (N_("This id belongs to the sheet “%(sheet)s”."),
                     N_("Edit the listing there, or leave the id blank for a new one.")),
    "id-same": (N_("Two rows without an id are the same: also row %(other)s."),
                N_("Delete one, or give them different names or addresses.")),
    "yes-no": (N_("Only yes or no can stand here."), N_("Write yes or no, or leave it blank when nobody knows.")),
    "choice": (N_("“%(part)s” is not one of the codes."), N_("Did you mean “%(near)s”? The codes are: %(choices)s.")),
    "choice-far": (N_("“%(part)s” is not one of the codes."), N_("Use one of: %(choices)s.")),
    "language": (N_("“%(part)s” is not a language we know."), N_("Did you mean “%(near)s”?")),
    "language-far": (N_("“%(part)s” is not a language we know."),
                     N_("Write its English name or ISO 639 code, and put anything else into languages_note.")),
    "state": (N_("This is not a state or territory."), N_("Did you mean %(near)s?")),
    "state-far": (N_("This is not a state or territory."), N_("Write its two letters, like CA.")),
    "zip": (N_("A ZIP code has 5 digits."), N_("Write it like 94601 or 94601-1234.")),
    "zip-zero-lost": (N_("It has %(digits)s digits. Spreadsheets drop a leading zero."),
                      N_("Did you mean %(near)s? Format the column as text before you type it.")),
    "zip-unknown": (N_("We do not know this ZIP code."), N_("Check it against the address.")),
    "zip-state": (N_("This ZIP code is in %(city)s, %(zip_state)s, but the row says %(state)s."),
                  N_("Correct the ZIP code or the state.")),
    "latitude": (N_("This is not a latitude in the USA."),
                 N_("Write degrees north, like 37.7765, or leave latitude and longitude blank.")),
    "longitude": (N_("This is not a longitude in the USA."),
                  N_("Write degrees east: negative in the Americas, like -122.2187.")),
    "longitude-near": (N_("This is not a longitude in the USA."),
                       N_("The minus sign is missing. Did you mean %(near)s?")),
    "phone": (N_("This is not a telephone number that can be called."),
              N_("Write it like (510) 555-0123 or (510) 555-0123 ext. 12. Put words into phone_note.")),
    "phone-two": (N_("There is more than one number here."),
                  N_("Keep the first and put the other into phone_2.")),
    "phone-area": (N_("The area code is missing."), N_("Write all ten digits, like (510) 555-0123.")),
    "email": (N_("This is not an e-mail address."), N_("Write one address, like help@example.org.")),
    "url": (N_("This is not a web address."), N_("Write it like https://example.org/help.")),
    "url-two": (N_("There is more than one web address here, or a space in it."), N_("Keep one.")),
    "url-unsafe": (N_("This web address hides where it leads."), N_("Use the address with the organization's name.")),
    "url-short": (N_("A short link hides where it leads."), N_("Open it and copy the full address.")),
    "url-http": (N_("Others on the network can read and change a page at http."),
                 N_("Try the address with https, and take that if the page opens.")),
    "date": (N_("This is not a date."), N_("Write year-month-day, like 2026-09-19, or only the year.")),
    "area": (N_("“%(part)s” is not an area."),
             N_("Write zip:94601, county:06001 (the 5-digit FIPS code), state:CA or country:US.")),
    "area-unknown": (N_("We do not know the area “%(part)s”."), N_("Check its number.")),
    "hours": (N_("“%(part)s” cannot be read as opening hours."),
              N_("Write days and times like: Mon-Fri 9am-5pm; 1st Sat 10am-1pm. Put words into hours_note.")),
    "hours-ambiguous-am-pm": (N_("“%(part)s” could be morning or afternoon."),
                              N_("Write am or pm, like 8am-11am.")),
    "hours-spreadsheet": (N_("The spreadsheet turned the hours into a date."),
                          N_("Format the column as text and type the hours again.")),
    "hours-same-day-twice": (N_("The same day has two times that overlap: “%(part)s”."),
                             N_("Write each day once: Mon 9am-12pm, 1pm-5pm.")),
    # a row
    "needed": (N_("This must be filled in."), N_("Write it, or delete the row.")),
    "needed-category": (N_("The kind of help must be filled in."),
                        N_("Write legal, medical, food or any, or delete the row.")),
    "no-reach": (N_("There is no way to reach this place."),
                 N_("Add a phone, text number, e-mail, web site or public street.")),
    "confidential-place": (N_("The address is marked secret, so no street, city, ZIP code or point may stand here."),
                           N_("Delete it. Say whom they serve by county in service_area.")),
    "confidential-area": (N_("The address is marked secret. A ZIP code area is too small."),
                          N_("Use the county or the state.")),
    "confidential-no-area": (N_("The address is marked secret, so nobody would find this listing."),
                             N_("Say whom they serve: county:06001, state:CA or country:US.")),
    "confidential-text": (N_("The address is marked secret, but the text says where it is: “%(value)s”."),
                          N_("Take the place out of the text.")),
    "survivors": (N_("“%(word)s”: this may be a place for survivors, whose address must stay secret."),
                  N_("If it is, write yes in address_confidential and delete street, city, ZIP and point. "
                     "If a person made sure that the address is public, write no there.")),
    "service-category": (N_("The service “%(value)s” belongs to %(of)s, not %(category)s."),
                         N_("Change the category or take the service out.")),
    "credential-missing": (N_("Legal help needs a credential, so that no false lawyer slips in."),
                           N_("Write doj-recognized, eoir-list or attorney in legal_credential.")),
    "method-missing": (N_("How was it checked?"), N_("Write called, visited, website, organization or source-list.")),
    "source-missing": (N_("Nobody can tell where these facts come from."),
                       N_("Fill in source, or assured_date and assured_method.")),
    "source-unknown": (N_("This is not the code of a source that we know."),
                       N_("Use the code of one that we know, or have this one added first.")),
    "source-code": (N_("A code has small letters, digits and hyphens, at most 60 of them."),
                    N_("Write it like food-bank-ohio.")),
    "half-point": (N_("Latitude and longitude go together."), N_("Fill in both or neither.")),
    "point-without-street": (N_("There is a point on the map but no street. The place may be hidden on purpose."),
                             N_("Add the street, or delete latitude and longitude.")),
    "same-place": (N_("Row %(other)s has the same name and address."), N_("Keep one, if they are the same.")),
}

#: The same for many rows at once, where the sentence of one row names what stands in that row alone.
MANY: dict[str, tuple[str, str]] = {
    "header-foreign": (N_("These columns are not known, so they are not read."),
                       N_("If one of them holds something that families need, rename it to one of our columns.")),
    "id-twice": (N_("These ids stand in other rows too."),
                 N_("Leave the id of each new listing blank, or delete one of the rows.")),
    "id-same": (N_("These rows without an id are the same as others."),
                N_("Delete one of each, or give them different names or addresses.")),
    "same-place": (N_("These rows have the name and address of other rows."),
                   N_("Keep one of each, if they are the same.")),
    "zip-zero-lost": (N_("These have too few digits. Spreadsheets drop a leading zero."),
                      N_("Put the zeros back, so that each has 5 digits. Format the column as text before you type.")),
    "zip-state": (N_("These ZIP codes are in another state than the row says."),
                  N_("Correct the ZIP codes or the states.")),
    "longitude-near": (N_("These are no longitudes in the USA."), N_("The minus sign is missing, as in -122.2187.")),
    "hours": (N_("These cannot be read as opening hours."),
              N_("Write days and times like: Mon-Fri 9am-5pm; 1st Sat 10am-1pm. Put words into hours_note.")),
    "hours-ambiguous-am-pm": (N_("These times could be morning or afternoon."), N_("Write am or pm, like 8am-11am.")),
    "hours-same-day-twice": (N_("In these, the same day has two times that overlap."),
                             N_("Write each day once: Mon 9am-12pm, 1pm-5pm.")),
    "confidential-text": (N_("The address is marked secret, but the text says where it is."),
                          N_("Take the place out of the text.")),
}

#: When the whole column is missing.
NO_COLUMN: dict[str, tuple[str, str]] = {
    "needed": (N_("The sheet has no column “%(column)s”, and every listing needs it."),
               N_("Add this column and fill it in.")),
    "codes": (N_("The sheet has no column “%(column)s”, and every listing needs it."),
              N_("Add this column, with one of these in each row: %(codes)s.")),
    "organization": (N_("The sheet has no column “organization”, and every listing needs it."),
                     N_("If the column “name” says who runs the place, rename it to “organization”.")),
}


class Words(Protocol):
    """The messages of a language: i18n.catalogs.Catalog is one."""

    def gettext(self, message: str) -> str:
        """Return the message in this language."""

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return the form of a message for n things."""


@dataclass(frozen=True, slots=True)
class Group:
    """Problems with one cause, and the sentences that say where they are and how to fix them, in one language."""

    problems: tuple[Problem, ...]
    sentence: str

    @property
    def code(self) -> str:
        """Return the code that the problems share."""
        return self.problems[0].code

    @property
    def column(self) -> str:
        """Return the column that they share, or that of the first."""
        return self.problems[0].column

    @property
    def level(self) -> str:
        """Return "error", which keeps rows out, or "warning"."""
        return self.problems[0].level

    @property
    def lines(self) -> tuple[int, ...]:
        """Return the rows, each once, as the spreadsheet numbers them."""
        return tuple(sorted({problem.line for problem in self.problems}))


def grouped(problems: Iterable[Problem], *, columns: Collection[str] = (), total: int = 0,
            words: Words | None = None) -> list[Group]:
    """Return problems of the same cause together, those that keep most rows out first.

    `columns` are those that the sheet has, `total` is how many rows.
    """
    words = words or NullTranslations()
    causes: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        causes.setdefault(_cause(problem), []).append(problem)
    groups = [Group(tuple(cause), _harmless(_together(cause, columns, total, words))) for cause in causes.values()]
    return sorted(groups, key=lambda group: (group.level != "error", not _is_of_all(group.problems[0], columns),
                                             -len(group.lines), group.lines[0]))


def _is_of_all(problem: Problem, columns: Collection[str]) -> bool:
    return problem.is_of_file or _lacks(problem, columns)


def _lacks(problem: Problem, columns: Collection[str]) -> bool:
    """Say whether a needed column is missing as a whole."""
    return problem.code == "needed" and bool(columns) and problem.column not in columns


def _cause(problem: Problem) -> tuple[str, ...]:
    """Return what makes problems one: the same sentence, or one for many rows."""
    if problem.code == "header-foreign":
        return (problem.code,)
    said = (message(problem),) if message(problem) in MANY else sentence(problem)
    return (problem.code, problem.column, problem.level, *said)


def _together(problems: Sequence[Problem], columns: Collection[str], total: int, words: Words) -> str:
    first = problems[0]
    if first.code == "header-foreign" and len(problems) > 1:
        why, fix = map(words.gettext, MANY["header-foreign"])
        return f"{', '.join(f'“{problem.column}”' for problem in problems)}: {why} {fix}"
    if _lacks(first, columns):
        codes = known.get(first.column).choices
        named = first.column == "organization" and "name" in columns
        why, fix = map(words.gettext, NO_COLUMN["organization" if named else "codes" if codes else "needed"])
        data = {"column": first.column, "codes": ", ".join(codes)}
        return f"{why % data} {fix % data}"
    if len(problems) == 1:
        return line(first, words.gettext)
    key = message(first)
    why, fix = map(words.gettext, MANY[key]) if key in MANY else sentence(first, words.gettext)
    said = [f"{first.column}: {why}" if first.column else why, fix, _where(problems, total, words)]
    if examples := list(dict.fromkeys(f'"{_short(problem.value)}"' for problem in problems if problem.value)):
        said.append(words.gettext(N_("For example: %(examples)s.")) % {"examples": ", ".join(examples[:_EXAMPLES])})
    return " ".join(said)


def _where(problems: Sequence[Problem], total: int, words: Words) -> str:
    rows = sorted({problem.line for problem in problems})
    if len(rows) == total:
        return words.gettext(N_("This is so in every row."))
    data = {"rows": ", ".join(map(str, rows[:_ROWS])), "count": len(rows)}
    if len(rows) > _ROWS:
        return words.ngettext("In %(count)s row: %(rows)s ...", "In %(count)s rows: %(rows)s ...", len(rows)) % data
    return words.ngettext("In row %(rows)s.", "In %(count)s rows: %(rows)s.", len(rows)) % data


#: So many rows and examples of a group are named.
_ROWS = 8
_EXAMPLES = 3


def sentence(problem: Problem, translate: Callable[[str], str] = str) -> tuple[str, str]:
    """Return (why, how to fix) for a problem, in the language of `translate`."""
    why, fix = MESSAGES[message(problem)]
    data = {"value": problem.value, **problem.data}
    return translate(why) % data, translate(fix) % data


def message(problem: Problem) -> str:
    """Return the key of a problem's sentences in MESSAGES."""
    code = problem.code
    if f"{code}-{problem.column}" in MESSAGES:
        return f"{code}-{problem.column}"
    if f"{code}-far" in MESSAGES and not problem.data.get("near"):
        return f"{code}-far"
    if f"{code}-near" in MESSAGES and problem.data.get("near"):
        return f"{code}-near"
    if code in MESSAGES:
        return code
    return "hours" if code.startswith("hours-") else code


def line(problem: Problem, translate: Callable[[str], str] = str) -> str:
    """Return one line of a report, like: Row 14, postal_code: "2139" It has 4 digits. ... Did you mean 02139?"""
    why, fix = sentence(problem, translate)
    where = translate(N_("Row %(line)s")) % {"line": problem.line} if problem.line else ""
    place = ", ".join(part for part in (where, problem.column) if part)
    shown = f' "{_short(problem.value)}"' if problem.value else ""
    return _harmless(f"{place}:{shown} {why} {fix}".lstrip(": "))


def _short(value: str) -> str:
    return value if len(value) <= 60 else value[:57] + "..."


def _harmless(text: str) -> str:
    """Return text on one line, without what would steer a terminal or turn its writing direction."""
    text = text.replace("\n", " ")
    return re.sub("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "�", text)
