"""Names close to a misspelled one. Pure."""

import difflib
import heapq
from collections.abc import Iterable

# Two letters too many or too few, whatever the length.
MOST_EDITS = 2
_LEAST_RATIO = 0.75


def closest(candidates: Iterable[tuple[str, str]], name: str, *, count: int) -> list[list[str]]:
    """Return the keys of up to `count` names closest to `name`; candidates are (name, key) pairs."""
    matcher = difflib.SequenceMatcher(b=name, autojunk=False)
    keys: dict[str, list[str]] = {}
    for candidate, key in candidates:
        keys.setdefault(candidate, []).append(key)
    scored = []
    for candidate in keys:
        matcher.set_seq1(candidate)
        if matcher.real_quick_ratio() >= _LEAST_RATIO and matcher.quick_ratio() >= _LEAST_RATIO:
            ratio = matcher.ratio()
            if ratio >= _LEAST_RATIO:
                scored.append((ratio, candidate))
    return [sorted(keys[candidate]) for _, candidate in heapq.nlargest(count, scored)]
