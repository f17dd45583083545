"""Imports point one way, so that whoever learns the lower floors need not know the upper ones."""

import ast
from pathlib import Path

import pytest

from tests.rules import source

#: From the ground up. A package imports from floors below its own, and from itself.
FLOORS = [("config", "clock", "db"), ("i18n",), ("web",), ("places",), ("listings",), ("register",), ("edition",),
          ("search",), ("reports",), ("sheets",), ("curation",), ("pages", "api"), ("cli",), ("__init__", "__main__")]
FLOOR = {package: number for number, packages in enumerate(FLOORS) for package in packages}
#: Not a floor: the migrations stand alone, as a record of what was.
APART = {"migrations"}

EDGE = ("flask", "flask_sqlalchemy", "wtforms", "werkzeug")
#: Where Flask and WTForms may be, besides views.py and forms.py; site.py has what the team's views share.
AT_THE_EDGE = ("web/", "cli/", "curation/site.py", "curation/__init__.py", "db.py", "__init__.py", "__main__.py")
#: A listing's own model is a Flask-SQLAlchemy one; they import it from db, never Flask.
PURE = ("listings/columns.py", "listings/validators.py", "listings/cells.py", "listings/hours/*.py",
        "listings/listing.py", "listings/vocabulary.py", "listings/holidays.py", "listings/vcard.py",
        "web/qr.py", "search/ranking.py", "search/query.py", "search/coverage.py", "search/gaps.py",
        "places/nearest.py", "reports/message.py", "register/chain.py", "register/wording.py",
        "sheets/plan.py", "sheets/problems.py", "sheets/fixes.py", "sheets/guard.py",
        "clock.py", "config.py", "i18n/languages.py", "i18n/pseudo.py", "i18n/folding.py",
        "places/distance.py", "places/map.py", "places/pmtiles.py", "places/street_kinds.py", "places/street_words.py",
        "places/vector_tile.py", "places/outlines.py", "places/place.py", "places/fold.py",
        "places/typos.py", "curation/review/warnings.py", "curation/review/obstacles.py",
        "curation/review/area_codes.py", "curation/editing/readability.py", "curation/labels.py")


def _package(module: str) -> str:
    """Return the first part below `directory`: search of directory.search.views."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def _own(path: Path) -> str:
    return Path(source.name(path)).parts[0].removesuffix(".py")


def test_every_package_has_a_floor() -> None:
    assert {_own(path) for path in source.files()} - APART <= FLOOR.keys()


def _reaches_up(path: Path) -> list[str]:
    """Return the modules of ours that a file imports from its own height (another package) or above."""
    own = _own(path)
    ours = [module for module in source.imports(path) if module.split(".")[0] == "directory"]
    # `import directory` alone is the package itself, which every module is in: only its version is read there.
    return [module for module in ours if module != "directory" and _package(module) != own
            and FLOOR[_package(module)] >= FLOOR[own]]


def test_a_file_imports_only_from_its_own_floor_or_below() -> None:
    up = {source.name(path): _reaches_up(path) for path in source.files() if _own(path) not in APART}
    assert not {name: modules for name, modules in up.items() if modules}


def test_flask_and_wtforms_stay_at_the_edge() -> None:
    inside = {source.name(path): [module for module in source.imports(path) if module.split(".")[0] in EDGE]
              for path in source.files()
              if not source.name(path).startswith(AT_THE_EDGE) and path.name not in ("views.py", "forms.py")}
    assert not {name: modules for name, modules in inside.items() if modules}


@pytest.mark.parametrize("pattern", PURE)
def test_pure_modules_know_neither_web_nor_database(pattern: str) -> None:
    paths = sorted(source.PACKAGE.glob(pattern))
    assert paths, f"{pattern} is gone: take it off the list"
    for path in paths:
        found = {module.split(".")[0] for module in source.imports(path)}
        assert not found & {*EDGE, "sqlalchemy", "alembic"}, source.name(path)


def test_the_page_code_links_by_url_and_not_by_import() -> None:
    """No views module imports another package's views, except for the edition that a request reads."""
    for path in source.files():
        if path.name == "views.py":
            others = [module for module in source.imports(path)
                      if module.endswith(".views") and _package(module) != _own(path)]
            assert set(others) <= {"directory.search.views"}, source.name(path)


def test_nothing_is_imported_inside_a_function() -> None:
    """An import in a function hides a cycle. ProxyFix is loaded only where a proxy stands in front.

    And the pages of the team where there are any: the public process has no code for signing in.
    """
    allowed = {"__init__.py": {"werkzeug.middleware.proxy_fix", "directory"}}
    for path in source.files():
        for function in source.nodes(path):
            if isinstance(function, ast.FunctionDef):
                hidden = {node.module or "" for node in ast.walk(function) if isinstance(node, ast.ImportFrom)}
                hidden |= {alias.name for node in ast.walk(function) if isinstance(node, ast.Import)
                           for alias in node.names}
                assert hidden <= allowed.get(source.name(path), set()), f"{source.name(path)}: {function.name}"
