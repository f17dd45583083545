"""What the page for organizations says, in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from directory.curation import sentences
from directory.curation.boxes import Box
from directory.curation.confirm import answer
from directory.curation.facts import options
from directory.i18n.catalogs import catalog
from directory.i18n.marks import N_
from directory.listings import columns
from directory.register.changes import Refused
from directory.sheets.problems import Problem
from directory.web.templating import language

#: Languages of the letter that goes with a link.
LETTERS = ("en", "es")
#: Before the name of a column in the form.
FACT = "fact-"
LABELS = {
    "organization": N_("Name of the organization"), "name": N_("Name of this office or service"),
    "phone": N_("Telephone number for families"), "phone_note": N_("What to press or say on the phone"),
    "phone_languages": N_("Languages in which you answer the phone"), "text_phone": N_("Number for text messages"),
    "whatsapp": N_("WhatsApp number"), "email": N_("E-mail of the office"), "website": N_("Web site"),
    "hours": N_("When you are open"), "hours_note": N_("More about the hours"),
    "appointment": N_("Do people need an appointment?"), "capacity": N_("Do you take new people now?"),
    "languages": N_("Languages you speak"), "asks_photo_id": N_("Do you ask to see a photo ID?"),
    "asks_ssn": N_("Do you ask for a Social Security number?"),
    "asks_immigration_status": N_("Do you ask about immigration status?"),
    "asks_proof_of_address": N_("Do you ask for a proof of address?"),
    "asks_proof_of_income": N_("Do you ask for a proof of income?"), "documents": N_("What people should bring"),
    "eligibility_note": N_("Who can come"), "cost": N_("What it costs"), "cost_note": N_("More about the cost"),
    "address_1": N_("Street and number"), "address_2": N_("Suite, floor or building"), "city": N_("City"),
    "state": N_("State"), "postal_code": N_("ZIP code"), "transit_note": N_("How to get there"),
    "description": N_("What you do, in two or three sentences"),
}
OUTCOMES = {
    "": N_("not answered yet"), "right": N_("said that all is right"), "wrong": N_("corrected something"),
    "delist": N_("asked not to be listed"), "revoked": N_("ended by us"),
}
_LETTER = N_("Hello! Amparo is a free directory of legal, medical and food help for immigrant families. We list your "
             "organization. Is what we say still right? On this page you can confirm it, correct it, or ask us not to "
             "list you. You need no account, and a person reads your answer before anything changes.")
_REFUSED = {
    "link-over": N_("This link was answered already, or is too old. Ask for a new one."),
    "no-listing": N_("This listing is not there any more, so there is nothing to answer."),
    "choose": N_("Choose one of the three answers."),
    "word-long": N_("Your message is too long. Write at most %(most)s characters."),
    "again": N_("Please press the button once more. The page was open for a very short or a very long time."),
    "moved": N_("Somebody changed the listing while you read it. Please look at it again. Your text is still here."),
}


def boxes(known: Mapping[str, str], typed: Mapping[str, str], wrong: Mapping[str, str]) -> list[Box]:
    """Return what is asked of a listing, what we do not know too; `typed` and `wrong` are by column."""
    return [_box(name, typed.get(name, known.get(name, "")), wrong.get(name, "")) for name in answer.asked(known)]


def _box(name: str, value: str, wrong: str) -> Box:
    gettext, offered = catalog(language().code).gettext, options(name)
    how, hint = ("long" if name == "description" else "line"), ""
    if offered:
        how, offered = "one", {"": gettext(N_("We do not know")), **offered}
    elif how == "line":
        hint = " ".join((gettext(N_("For example:")), columns.get(name).example))
    return Box(FACT + name, gettext(LABELS[name]), how, value, hint, offered, wrong=wrong)


def mistakes(problems: Sequence[Problem]) -> dict[str, str]:
    """Return what to mend, by column."""
    return {each.column: sentences.mistake(each) for each in problems}


def label(name: str) -> str:
    """Return the name of a column, its own where it is not one that is asked."""
    return catalog(language().code).gettext(LABELS[name]) if name in LABELS else name


def outcome(code: str) -> str:
    """Return what became of a link."""
    return catalog(language().code).gettext(OUTCOMES[code])


def refused(error: Refused) -> str:
    """Return why an answer was not taken, and what to do."""
    return sentences.refused(_REFUSED, error)


class Letter(NamedTuple):
    """What goes to an organization in one language: the words, and the address of the page in that language."""

    words: str
    way: str


def letters(ways: Mapping[str, str]) -> dict[str, Letter]:
    """Return the letter that goes with a link, by language; `ways` are the addresses of its page."""
    return {code: Letter(catalog(code).gettext(_LETTER), way) for code, way in ways.items()}


def mail(letters: Mapping[str, Letter]) -> str:
    """Return the link that opens the letter in a mail program, with nobody's address: who sends it must find that."""
    text = "\r\n\r\n".join(part for letter in letters.values() for part in letter)
    return f"mailto:?subject=Amparo&body={quote(text)}"
