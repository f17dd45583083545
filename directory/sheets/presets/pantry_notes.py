"""Sentences about a pantry, each put into the column it belongs to. Shared by lists that write in free words.

Papers are set only to "yes", and only where a sentence asks for them. Persons, e-mail addresses, and what was
true for a season or for the pandemic are passed over.
"""

import re

from directory.sheets.presets.preset import Facts
from directory.sheets.presets.wording import joined, names_a_person

_PASSED = re.compile(
    r"\bcovid\b|\bpandemic\b|\brefer back to\b|\btemporarily\b|\bresum|\bphone number\s*:|\bself-declar"
    r"|\bprivacy\b|\bthanksgiving|\bchristmas|\bholidays?\b.*\b(?:november|december)\b|\bupcoming\b"
    r"|\b20[12]\d\b"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december) \d"
    r"|^for the month of\b|\bno longer\b",
    re.IGNORECASE,
)
#: "Julie (518) 555-0100", "ask for Pam", "contact Maria".
_NAMED = re.compile(
    r"\b(?!(?:Call|Text|Phone|Hotline|Office|Center|At|Please|Help|Pantry|Church|Fax)\b)[A-Z][a-z]+:?"
    r" \(?\d{3}\)?[ -.]\d{3}"
    r"|\b(?:ask for|contact|see|c/o|attn:?) (?:Mr\.?|Ms\.?|Mrs\.?|Pastor|[A-Z][a-z]+ (?:at|\())"
)
_LINK = re.compile(r"https?:|www\.|\.(?:com|org|net)\b|\blink\b", re.IGNORECASE)
#: What takes a part of the hours back.
_NOT_ALWAYS = re.compile(
    r"\bclosed (?:between|from|at|for lunch|\d)|^except\b|\bnot open on\b|\bno pantry\b", re.I
)
_PAPERS = (
    (
        "asks_photo_id",
        r"\bphoto i\.?d\b|\bi\.?d\.?s? (?:is |are )?required|\b(?:bring|show|need|have|provide)\b.*\bI\.?D\b",
    ),
    ("asks_proof_of_address", r"\bproof of (?:address|residen|current address)|\butility bill\b"),
    ("asks_proof_of_income", r"\bproof of income\b"),
    ("asks_ssn", r"\bsocial security (?:card|number)"),
)
#: Words before a paper that take the asking back: "no ID required", "you do not need an ID", "if possible".
_NOT_ASKED = re.compile(r"\b(?:no|not|without|never)\b[^,.;]*$|\bif possible\b", re.IGNORECASE)
_DOCUMENTS = re.compile(
    r"\bI\.?D\b|\bphoto i\.?d\b|\bproof\b|\butility bill\b|\bbring\b(?! (?:food|groceries))"
    r"|\bown bags?\b|\bdocumentation\b|\bssn\b"
    r"|\bsocial security\b",
)
_WHO = re.compile(
    r"\bintended for\b|\bresidents?\b|\bresiding\b|\bschool districts?\b"
    r"|\bserv(?:es|ing) (?!guests?\b|every\b|a max)|\bservice area\b"
    r"|\bmust (?:be (?:a )?resident|live)\b|\btownships?\b|\bzip codes?\b|\beligib"
    r"|\bonly for\b|\bincome\b|\bseniors?\b|\bveterans?\b"
    r"|\bstudents\b|\bcounty\b|\baccepts everyone\b|\bmembers\b|\baccess to\b|\bfor those\b|\bfamilies in\b",
    re.IGNORECASE,
)
_AREA = re.compile(
    r"\bintended for residents of\b|\bresidents only\b|\bmust (?:be (?:a )?resident|live)", re.IGNORECASE
)
_WAY = re.compile(
    r"\bentrance\b|\blocation is\b|\bparking\b|\bdirections\b|\blocated\b|\bbehind\b|\benter\b"
    r"|\bbasement\b|\brear\b|\bside door\b",
    re.IGNORECASE,
)
_BY_APPOINTMENT = re.compile(
    r"\bby appointment only\b|\bappointments? only\b|\bmust (?:schedule|make|have|call for) an appointment\b"
    r"|\bappointments? (?:is |are )?(?:required|necessary)"
    r"|\bonly by appointment\b|\bmust call (?:to|and) schedule",
    re.IGNORECASE,
)
_WALK_IN = re.compile(
    r"\bno appointments? (?:is )?(?:needed|necessary|required)|\bno appt\.? necessary"
    r"|\bwalk[- ]?ins?(?: are| is)?"
    r" (?:welcome|ok(?:ay)?)\b|^walk[- ]?ins?\.?$",
    re.IGNORECASE,
)
_NO_WALK_IN = re.compile(r"\bno walk", re.IGNORECASE)


def tell(facts: Facts, told: list[str]) -> None:
    """Put sentences into documents, eligibility_note, transit_note or hours_note; set codes where sure."""
    kept = [one for one in told if not any(words.search(one) for words in (_PASSED, _NAMED, _LINK))]
    kept = [one for one in kept if not names_a_person(one)]
    if "hours" in facts and any(_NOT_ALWAYS.search(one) for one in kept):
        facts["hours_note"] = joined(f"Regular hours: {facts.pop('hours')}.", facts.get("hours_note", ""))
    for sentence in kept:
        for column, words in _PAPERS:
            asked = re.search(words, sentence, re.IGNORECASE)
            if asked and not _NOT_ASKED.search(sentence[: asked.end()]):
                facts[column] = "yes"
        if re.search(r"\baccepts everyone\b|\bopen to (?:all|everyone)\b", sentence, re.IGNORECASE):
            facts["eligibility"] = "everyone"
        elif _AREA.search(sentence):
            facts["eligibility"] = "area-residents"
        column = _column(sentence)
        facts[column] = joined(facts.get(column, ""), sentence if sentence[-1] in ".!?" else f"{sentence}.")
    _appointment(facts, " ".join(kept))


def _column(sentence: str) -> str:
    if _DOCUMENTS.search(sentence):
        return "documents"
    if _WHO.search(sentence):
        return "eligibility_note"
    return "transit_note" if _WAY.search(sentence) else "hours_note"


def _appointment(facts: Facts, text: str) -> None:
    """Set how to come, where the words leave one reading only."""
    needed = _BY_APPOINTMENT.search(_WALK_IN.sub("", text))
    free = _WALK_IN.search(text) and not _NO_WALK_IN.search(text)
    if needed and not re.search(r"walk[- ]?in|except|emergenc|first|hygiene|haircut", text, re.IGNORECASE):
        facts["appointment"] = "appointment"
    elif free and not re.search(
        r"\bappointment|\bappt|\bcall ahead|\bbefore their first", _WALK_IN.sub("", text), re.I
    ):
        facts["appointment"] = "walk-in"
