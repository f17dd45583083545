"""What a family in any state finds: 200 ZIP codes drawn over all states and territories, searched in each category.

    python -m benchmarks.reach EDITION        prints what was found and the middle distance; fails on a dead end
"""

import argparse
import statistics
import sys
from collections import Counter
from pathlib import Path
from random import Random

from sqlalchemy import text

from directory.edition import build
from directory.edition.store import Edition
from directory.places import states
from directory.search import engine
from directory.search.query import Query

SEED, ZIPS = 2026, 200
CATEGORIES = ("legal", "medical", "food")


def draw(edition: Edition) -> list[str]:
    """Return the drawn ZIP codes: the same number in every state and territory, the rest anywhere."""
    random = Random(SEED)
    with edition.connect() as connection:
        zips = text("SELECT substr(key, 5), state FROM place WHERE key LIKE 'zip:%' ORDER BY key")
        rows = connection.execute(zips).all()
    by_state = {state: [code for code, at in rows if at == state] for state in states.CODES}
    each = ZIPS // len(by_state)
    drawn = [code for codes in by_state.values() for code in random.sample(codes, min(len(codes), each))]
    left = sorted({code for code, _ in rows} - set(drawn))
    return sorted([*drawn, *random.sample(left, ZIPS - len(drawn))])


def main() -> None:
    """Search, and print one line a category."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("edition", type=Path)
    edition = Edition(parser.parse_args().edition, engine=build.open_file(parser.parse_args().edition))
    drawn = draw(edition)
    dead = []
    print(f"{len(drawn)} ZIP codes, seed {SEED}; miles to the first place that can be reached")
    print(f"{'':10}{'near':>6}{'far':>6}{'none':>6}{'phone':>7}{'median':>8}{'worst':>8}  why none is near")
    for category in CATEGORIES:
        found: Counter[str] = Counter()
        kinds: Counter[str] = Counter()
        miles = []
        for code in drawn:
            answer = engine.search(edition, Query(place=f"zip:{code}", category=category))
            by_phone = answer.by_area or engine.national(edition, category)
            if answer.hits:
                miles.append(answer.hits[0].miles or 0)
            found["far" if answer.rule == "nearest" and answer.hits else "near" if answer.hits else "none"] += 1
            found["phone"] += bool(by_phone)
            kinds.update(each.kind for each in answer.missing)
            if not (answer.hits or by_phone or answer.missing) or (answer.rule == "nearest" and not answer.missing):
                dead.append((code, category))
        print(f"{category:10}{found['near']:>6}{found['far']:>6}{found['none']:>6}{found['phone']:>7}"
              f"{statistics.median(miles):>8.1f}{max(miles):>8.0f}  {dict(kinds) or ''}")
    if dead:
        sys.exit(f"Dead ends: {dead}")


if __name__ == "__main__":
    main()
