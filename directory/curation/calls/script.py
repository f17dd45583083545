"""What one asks on the phone, in the order in which one asks it, and what the answers make of a listing. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from directory.i18n.marks import N_
from directory.listings import columns
from directory.listings.vocabulary import PAPERS

Facts = Mapping[str, str]

#: Said before the first question, and after the last.
GREETING = N_("Hello. I am a volunteer of Amparo, a free list of places that help families. We do not sell anything. "
              "I would like to make sure that what we say about you is right. Do you have two minutes?")
CLOSING = N_("Thank you. May we keep you on our list, so that families find you?")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask, and the columns that hold the answer. Without the `critical` ones nothing counts as checked."""

    code: str
    title: str
    say: str
    columns: tuple[str, ...]
    critical: bool = False

    def applies(self, facts: Facts) -> bool:
        """Say whether it makes sense to ask this place."""
        if self.code == "place":
            return facts.get("location_type", "physical") == "physical"
        return self.code != "papers" or "address_1" in facts or facts.get("category") != "any"


QUESTIONS = (
    Question("phone", N_("The number"),
             N_("Is this the right number for a family that needs help? Which key do they press?"),
             ("phone", "phone_note"), critical=True),
    Question("languages", N_("Languages"),
             N_("Which languages do you speak? In which can somebody answer the phone?"),
             ("phone_languages", "languages", "interpretation")),
    Question("services", N_("What they do"), N_("What do you help with?"), ("services",), critical=True),
    Question("hours", N_("Hours"),
             N_("On which days and at what times are you open? Do people need an appointment?"),
             ("hours", "hours_note", "appointment"), critical=True),
    Question("capacity", N_("New people"), N_("Do you take new people now?"), ("capacity",), critical=True),
    Question("papers", N_("Papers"),
             N_("Which papers do you ask for? A photo ID, a Social Security number, immigration status?"),
             tuple(PAPERS)),
    Question("who", N_("Who can come"),
             N_("Who can come? Is there anybody whom you cannot help?"), ("eligibility", "eligibility_note")),
    Question("cost", N_("Cost"), N_("What does it cost?"), ("cost", "cost_note")),
    Question("place", N_("The place"), N_("Where do people go? Or must your address stay secret?"),
             ("address_1", "address_2", "city", "state", "postal_code", "address_confidential", "service_area"),
             critical=True),
)
#: Columns that hold several codes.
SEVERAL = ("services", "eligibility")
_POINT = ("latitude", "longitude", "approximate")

#: What may come of a call, in the order in which it is offered.
OUTCOMES = {
    "reached": N_("I reached them and asked"),
    "no-answer": N_("Nobody answered, or only a machine"),
    "later": N_("They asked me to call again"),
    "wrong-number": N_("The number is wrong or out of service"),
    "closed": N_("The place has closed for good"),
    "unlisted": N_("They do not want to be on our list"),
}
#: So many days nobody needs to call again after an outcome: somebody reviews what was proposed, or it is too early.
REST_DAYS = {"reached": 14, "no-answer": 2, "wrong-number": 14, "closed": 14, "unlisted": 30}
#: Outcomes after which a reviewer must look -> how that is told, a code of reports.message.WRONG.
ALARMS = {"wrong-number": "phone", "closed": "closed", "unlisted": "other"}


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of a call: an outcome, and of each column that was asked whether it is right or what is right now.

    `method` is a code of freshness.ASKED. `again` is the day after which they want to be called. `answered` are the
    reports of visitors that this call settled.
    """

    outcome: str
    method: str = "called"
    confirmed: tuple[str, ...] = ()
    corrected: Facts = field(default_factory=lambda: MappingProxyType({}))
    note: str = ""
    again: date | None = None
    answered: tuple[int, ...] = ()


def asked(facts: Facts) -> tuple[Question, ...]:
    """Return the questions for a place."""
    return tuple(question for question in QUESTIONS if question.applies(facts))


def is_whole(facts: Facts, heard: Heard) -> bool:
    """Say whether all that matters was asked, so that the listing counts as checked."""
    known = {*heard.confirmed, *heard.corrected}
    return heard.outcome == "reached" and all(
        known.issuperset(question.columns) for question in asked(facts) if question.critical)


def after(facts: Facts, heard: Heard, today: date) -> dict[str, str] | None:
    """Return the listing as it should be after a call; None when it should go."""
    if heard.outcome == "unlisted":
        return None
    if heard.outcome == "closed":
        return {**facts, "status": "closed"}
    if heard.outcome == "wrong-number":
        return _without(facts, ("phone", "phone_note"))
    if heard.outcome != "reached":
        return dict(facts)
    found = {name: value for name, value in {**facts, **heard.corrected}.items() if value}
    if found.get("address_confidential") == "yes" and facts.get("address_confidential") != "yes":
        found = _without(found, columns.PLACE) | {"address_confidential": "yes"}
    elif any(name in heard.corrected for name in ("address_1", "city", "state", "postal_code")):
        found = _without(found, _POINT)  # the old point is of the old address
    if is_whole(facts, heard):
        found |= {"assured_date": today.isoformat(), "assured_method": heard.method}
    return found


def _without(facts: Facts, names: Iterable[str]) -> dict[str, str]:
    left = set(names)
    return {name: value for name, value in facts.items() if name not in left}
