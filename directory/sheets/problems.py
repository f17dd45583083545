"""What is wrong with a sheet, as data, and the sentences that say how to fix it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from directory.i18n.marks import N_
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


def from_cell(error: Invalid, line: int, column: str, value: str) -> Problem:
    """Return the problem of a cell that could not be read."""
    return Problem(error.code, line, column, value, "error", error.data)


def from_finding(finding: Finding, line: int) -> Problem:
    """Return the problem of a row that breaks a rule."""
    return Problem(finding.code, line, finding.column, finding.value, finding.level, finding.data)


#: code -> (why, how to fix). Placeholders come from Problem.data and Problem.value.
MESSAGES: dict[str, tuple[str, str]] = {
    # the file
    "file-empty": (N_("The file is empty."), N_("Save the sheet again as CSV (UTF-8).")),
    "file-excel": (N_("This is a spreadsheet file, not CSV."),
                   N_("Open it and choose: Save as, CSV UTF-8.")),
    "file-binary": (N_("This is not a text file."), N_("Save the sheet as CSV (UTF-8).")),
    "file-too-big": (N_("The file is larger than %(limit)s MB."), N_("Split it into smaller sheets.")),
    "file-too-long": (N_("A sheet may have %(rows)s rows and %(columns)s columns."),
                      N_("Split it into smaller sheets.")),
    "file-quotes": (N_("The quotation marks do not close from here on."),
                    N_("Look for a single \" in this row, or save the sheet again as CSV.")),
    "file-missing": (N_("The file cannot be opened."), N_("Check its name and folder.")),
    "header-missing": (N_("No column of this sheet is known."),
                       N_("The first row must hold column names. See: amparo template.")),
    "header-unknown": (N_("This column is not known."),
                       N_("Did you mean “%(near)s”? Rename it, or delete it if it is not needed.")),
    "header-foreign": (N_("This column is not known, so it is not read."),
                       N_("Delete it, or rename it to one of ours. See: amparo template.")),
    "header-twice": (N_("This column stands twice, or under two names."), N_("Keep one of them.")),
    "row-long": (N_("The row has more cells than the first row."),
                 N_("Look for a comma that should stand inside quotation marks.")),
    # a cell
    "too-long": (N_("The text is too long: at most %(limit)s characters."), N_("Make it shorter.")),
    "bidi": (N_("The text holds hidden characters that turn the writing direction."),
             N_("Type it again by hand.")),
    "lost-letter": (N_("A letter was lost when the sheet was saved: “�”."),
                    N_("Type it again, and save the sheet as CSV (UTF-8).")),
    "id": (N_("An id has 6 to 24 small letters, digits and hyphens."),
           N_("Leave it blank for a new listing. Otherwise copy it from the last export.")),
    "id-twice": (N_("The same id stands on line %(other)s."),
                 N_("Leave the id of the new listing blank, or delete one of the rows.")),
    "id-elsewhere": (N_("This id belongs to the sheet “%(sheet)s”."),
                     N_("Edit the listing there, or leave the id blank for a new one.")),
    "id-same": (N_("Two rows without an id are the same: also line %(other)s."),
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
    "source-unknown": (N_("This source is not in sources.csv."), N_("Add it there first, or correct the code.")),
    "half-point": (N_("Latitude and longitude go together."), N_("Fill in both or neither.")),
    "point-without-street": (N_("There is a point on the map but no street. The place may be hidden on purpose."),
                             N_("Add the street, or delete latitude and longitude.")),
    "same-place": (N_("Line %(other)s has the same name and address."), N_("Keep one, if they are the same.")),
}


def sentence(problem: Problem, translate: Callable[[str], str] = str) -> tuple[str, str]:
    """Return (why, how to fix) for a problem, in the language of `translate`."""
    why, fix = MESSAGES[_message(problem)]
    data = {"value": problem.value, **problem.data}
    return translate(why) % data, translate(fix) % data


def _message(problem: Problem) -> str:
    code = problem.code
    if f"{code}-far" in MESSAGES and not problem.data.get("near"):
        return f"{code}-far"
    if f"{code}-near" in MESSAGES and problem.data.get("near"):
        return f"{code}-near"
    if code in MESSAGES:
        return code
    return "hours" if code.startswith("hours-") else code


def line(problem: Problem, translate: Callable[[str], str] = str) -> str:
    """Return one line of a report, like: Line 14, postal_code: "2139" It has 4 digits. ... Did you mean 02139?"""
    why, fix = sentence(problem, translate)
    where = translate(N_("Line %(line)s")) % {"line": problem.line} if problem.line else ""
    place = ", ".join(part for part in (where, problem.column) if part)
    value = problem.value if len(problem.value) <= 60 else problem.value[:57] + "..."
    shown = f' "{value}"' if value else ""
    return _harmless(f"{place}:{shown} {why} {fix}".lstrip(": ").replace("\n", " "))


def _harmless(text: str) -> str:
    """Return text without what would steer a terminal or turn its writing direction."""
    return re.sub("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "�", text)
