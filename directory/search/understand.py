"""What was typed into the field for the place, where a need stands beside the place. Pure."""

from collections.abc import Iterator, Set

from directory.i18n import folding


def apart(typed: str, meanings: Set[str]) -> Iterator[tuple[str, str]]:
    """Yield each way to part what was typed into a need, as one of these folded phrases, and a place; long needs first.

    "dokte 33127" is a doctor at 33127, "comida cerca de Oakland" is food at Oakland.
    """
    said = typed.split()
    for size in range(len(said) - 1, 0, -1):
        for need, place in ((said[:size], said[size:]), (said[-size:], said[:-size])):
            words = " ".join(need)
            for folded in (folding.fold(words), folding.query(words)):
                if " ".join(folded) in meanings:
                    yield " ".join(folded), " ".join(place)
                    break
