"""What the page for organizations says, in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from directory.curation.confirm import answer
from directory.i18n.catalogs import catalog
from directory.i18n.marks import N_
from directory.listings import columns, vocabulary
from directory.register.changes import Refused
from directory.sheets.problems import Problem, sentence
from directory.web.templating import language

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
_TABLES = {"appointment": vocabulary.APPOINTMENTS, "capacity": vocabulary.CAPACITIES, "cost": vocabulary.COSTS}
_YES_NO = {"yes": N_("Yes"), "no": N_("No")}
_REFUSED = {
    "link-over": N_("This link was answered already, or is too old. Ask for a new one."),
    "no-listing": N_("This listing is not there any more, so there is nothing to answer."),
    "choose": N_("Choose one of the three answers."),
    "word-long": N_("Your message is too long. Write at most %(most)s characters."),
    "again": N_("Please press the button once more. The page was open for a very short or a very long time."),
    "moved": N_("Somebody changed the listing while you read it. Please look at it again. Your text is still here."),
}


class Fact(NamedTuple):
    """One thing to confirm: its column, label, what stands there ('' for unknown), and its choices if it has any."""

    column: str
    label: str
    value: str
    example: str
    choices: Mapping[str, str]


def facts(known: Mapping[str, str]) -> list[Fact]:
    """Return what is asked of a listing, what we do not know too."""
    words = catalog(language().code)
    return [Fact(name, words.gettext(LABELS[name]), known.get(name, ""), columns.get(name).example,
                 {code: words.gettext(said) for code, said in _choices(name).items()})
            for name in answer.asked(known)]


def _choices(name: str) -> Mapping[str, str]:
    if name in _TABLES:
        return {code: term.name for code, term in _TABLES[name].items()}
    return _YES_NO if columns.get(name).choices == ("yes", "no") else {}


def mistakes(problems: Sequence[Problem]) -> dict[str, str]:
    """Return what to mend, by column."""
    translate = catalog(language().code).gettext
    return {each.column: " ".join(sentence(each, translate)) for each in problems}


def label(name: str) -> str:
    """Return the name of a column, its own where it is not one that is asked."""
    return catalog(language().code).gettext(LABELS[name]) if name in LABELS else name


def outcome(code: str) -> str:
    """Return what became of a link."""
    return catalog(language().code).gettext(OUTCOMES[code])


def refused(code: str) -> str:
    """Return why an answer was not taken, and what to do."""
    return catalog(language().code).gettext(_REFUSED[code]) % {"most": answer.LONGEST_WORD}


def refusal(error: Refused) -> str:
    """Return why an answer was not taken, and what to do."""
    return refused(error.code)


def letters() -> dict[str, str]:
    """Return the letter that goes with a link, by language."""
    return {code: catalog(code).gettext(_LETTER) for code in ("en", "es")}
