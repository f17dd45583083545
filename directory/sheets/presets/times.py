"""Opening hours as public lists write them, brought into words that our own reader of hours understands.

Our reader decides: what it cannot read with one meaning stays words.
"""

import re

from directory.listings import columns
from directory.listings.cells import Invalid

_TABLE_DAY = re.compile(r"<td>(\w+day)</td><td>(.*?)</td>", re.IGNORECASE)
_TABLE_TIME = re.compile(r"<time>(.*?)</time>", re.IGNORECASE)

#: How a sentence about hours begins, before the days and times.
_LEAD = re.compile(
    r"^(?:the )?(?:food )?(?:pantry distribution|pop-up pantry|pantry|pick-?up|distribution|meal ?site)?\s*"
    r"(?P<also>is also open|is also available)?(?:is open|is|occurs|runs|open)?\s+(?:on )?(?:the )?",
    re.IGNORECASE,
)
_BY_APPOINTMENT = re.compile(r",? as well as by appointment$", re.IGNORECASE)


def read(text: str) -> str:
    """Return hours in our canonical form, or '' when our reader does not take them."""
    try:
        return columns.read("hours", text)
    except Invalid:
        return ""


def of_table(markup: str) -> str:
    """Read a table of the store locator kind, one row a weekday. Days that are closed say nothing."""
    days = []
    for day, cell in _TABLE_DAY.findall(markup):
        if times := _TABLE_TIME.findall(cell):
            days.append(f"{day} {', '.join(times)}")
    return read("; ".join(days)) if days else ""


def of_sentence(sentence: str) -> tuple[str, bool, bool]:
    """Read one sentence that says nothing but days and times.

    Returns the hours ('' if it is no such sentence), whether it adds to other hours ("also"), and whether it
    ends in "as well as by appointment".
    """
    text = sentence.rstrip(". ")
    by_appointment = bool(_BY_APPOINTMENT.search(text))
    text = _BY_APPOINTMENT.sub("", text)
    lead = _LEAD.match(text)
    also = bool(lead and lead["also"])
    body = text[lead.end() :] if lead else text
    body = re.sub(r"\b(of|every|each) (?:each |every |the )?month\b", "", body)
    body = re.sub(r"\bevery (?=\d|last)", "", body).replace(" & ", ", ")
    return (read(body) if re.search(r"\d", body) else ""), also, by_appointment
