"""What an organization says of its listing: what it may correct, and what its answer would change. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from directory.listings import columns, validators
from directory.listings.cells import Invalid
from directory.sheets.problems import Problem, from_cell, from_finding

#: What an organization is asked, in the order in which a family reads it.
ASKED = ("organization", "name", "phone", "phone_note", "phone_languages", "text_phone", "whatsapp", "email", "website",
         "hours", "hours_note", "appointment", "capacity", "languages", "asks_photo_id", "asks_ssn",
         "asks_immigration_status", "asks_proof_of_address", "asks_proof_of_income", "documents", "eligibility_note",
         "cost", "cost_note", "address_1", "address_2", "city", "state", "postal_code", "transit_note", "description")
ANSWERS = ("right", "wrong", "delist")
#: Characters of the word beside an answer.
LONGEST_WORD = 1000


@dataclass(frozen=True, slots=True)
class Answer:
    """What would be proposed: `after` is None where they ask not to be listed. `problems` keep it from being sent."""

    after: Mapping[str, str] | None
    problems: Sequence[Problem] = field(default=())


def asked(facts: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is asked of one listing: nothing of the place where that is secret."""
    secret = facts.get("address_confidential") == "yes"
    return tuple(name for name in ASKED if not (secret and name in columns.PLACE))


def read(facts: Mapping[str, str], said: str, typed: Mapping[str, str], today: date) -> Answer:
    """Return what an answer means: `said` is a code of ANSWERS, `typed` what stands in the fields of a "wrong"."""
    if said == "delist":
        return Answer(None)
    after = dict(facts)
    problems = []
    for name in asked(facts) if said == "wrong" else ():
        if typed.get(name, "").strip() == facts.get(name, ""):
            continue
        try:
            value = columns.read(name, typed.get(name, ""))
        except Invalid as error:
            problems.append(from_cell(error, 0, name, typed[name]))
            continue
        if value:
            after[name] = value
        else:
            after.pop(name, None)
    after |= {"assured_date": today.isoformat(), "assured_method": "organization"}
    if not problems:
        problems = [from_finding(each, 0) for each in validators.broken(facts, after)]
    return Answer(after, tuple(problems))
