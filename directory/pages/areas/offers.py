"""What a state itself offers, by who in a family with different papers can use it. Decides the order, and no words."""

from dataclasses import dataclass

from directory.edition.store import Edition
from directory.listings import vocabulary
from directory.listings.programs import Program

#: Our kinds of help -> the kind of a state's program. No row of the sheet is about lawyers.
PROGRAM_KIND = {"medical": "health", "food": "food"}


@dataclass(frozen=True, slots=True)
class Offers:
    """Programs by the code of who can use them, then those that have ended, which stand under nobody's name."""

    groups: tuple[tuple[str, tuple[Program, ...]], ...]
    ended: tuple[Program, ...]


def of(edition: Edition, state: str, kind: str) -> Offers:
    """Return what a state ('CA') offers of a kind of help, '' for all. A program for two groups stands under both."""
    order = list(vocabulary.PROGRAM_KINDS)
    programs = sorted((each for each in edition.programs.get(state, ())
                       if not kind or each.text("kind") == PROGRAM_KIND.get(kind)),
                      key=lambda each: order.index(each.text("kind")))
    ended = tuple(each for each in programs if each.text("status") == "ended")
    there = [each for each in programs if each not in ended]
    groups = ((who, tuple(each for each in there if who in each.who)) for who in vocabulary.PROGRAM_WHO)
    return Offers(tuple((who, each) for who, each in groups if each), ended)
