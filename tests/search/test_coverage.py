"""Coverage is not absence: a list that is complete, one that is not, and no list are three answers."""

import pytest

from directory.search import coverage


def source(code: str, category: str, covers: str, complete: str, edition: str = "2026") -> dict[str, str]:
    return {"code": code, "category": category, "covers": covers, "complete": complete, "edition": edition}


SOURCES = [source("roster", "legal", "country:US", "yes", "2026-09"), source("offices", "legal", "country:US", "no"),
           source("old", "food", "county:06085; county:06081", "yes", "2019"),
           source("new", "food", "county:06085", "yes", "2025"),
           source("some", "food", "state:OH", "no"), source("one-line", "medical", "country:US", "")]
SAN_JOSE = ("zip:95112", "county:06085", "state:CA", "country:US")


@pytest.mark.parametrize(("areas", "category", "kind", "codes"), [
    (SAN_JOSE, "legal", "complete", ["roster", "offices"]),
    (SAN_JOSE, "food", "complete", ["new", "old"]),
    (("zip:43004", "county:39049", "state:OH", "country:US"), "food", "partial", ["some"]),
    (("county:30049", "state:MT", "country:US"), "food", "none", []),
    (SAN_JOSE, "medical", "none", []),
])
def test_what_the_lists_say(areas: tuple[str, ...], category: str, kind: str, codes: list[str]) -> None:
    found = coverage.of(SOURCES, areas, category)
    assert (found.kind, [each["code"] for each in found.lists]) == (kind, codes)
