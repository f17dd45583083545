"""Imports point one way, so that whoever learns the lower floors need not know the upper ones."""

from pathlib import Path

import pytest

from tests.rules import code

#: From the ground up. A package imports from floors below its own, and from itself.
FLOORS = [("config", "clock", "db"), ("i18n",), ("web",), ("places",), ("listings",), ("register",), ("edition",),
          ("search",), ("sheets",), ("curation",), ("pages", "api"), ("cli",), ("__init__", "__main__")]
FLOOR = {package: number for number, packages in enumerate(FLOORS) for package in packages}
#: Not a floor: the migrations stand alone, as a record of what was.
APART = {"migrations"}

EDGE = ("flask", "flask_sqlalchemy", "wtforms", "werkzeug")
#: Where Flask and WTForms may be, besides views.py and forms.py.
AT_THE_EDGE = ("web/", "cli/", "db.py", "__init__.py", "__main__.py")
#: A listing's own model is a Flask-SQLAlchemy one; they import it from db, never Flask.
PURE = ("listings/columns.py", "listings/validators.py", "listings/cells.py", "listings/hours/*.py",
        "listings/listing.py", "listings/vocabulary.py", "listings/holidays.py", "search/ranking.py", "search/query.py",
        "sheets/plan.py", "clock.py", "config.py", "i18n/languages.py", "i18n/pseudo.py", "i18n/folding.py",
        "places/distance.py", "places/place.py", "places/fold.py", "places/typos.py")


def _package(module: str) -> str:
    """Return the first part below `directory`: search of directory.search.views."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def _own(path: Path) -> str:
    return Path(code.name(path)).parts[0].removesuffix(".py")


def test_every_package_has_a_floor() -> None:
    assert {_own(path) for path in code.files()} - APART <= FLOOR.keys()


@pytest.mark.parametrize("path", code.files(), ids=code.name)
def test_a_file_imports_only_from_its_own_floor_or_below(path: Path) -> None:
    own = _own(path)
    if own in APART:
        return
    ours = [module for module in code.imports(path) if module.split(".")[0] == "directory"]
    above = [module for module in ours
             if _package(module) != own and FLOOR[_package(module)] >= FLOOR[own]]
    if own == "cli":  # gunicorn is started by name; the site itself is not imported
        above = [module for module in above if _package(module) != "__init__"]
    assert not above, f"{code.name(path)} reaches up to {above}"


@pytest.mark.parametrize("path", code.files(), ids=code.name)
def test_flask_and_wtforms_stay_at_the_edge(path: Path) -> None:
    if code.name(path).startswith(AT_THE_EDGE) or path.name in ("views.py", "forms.py"):
        return
    assert not [module for module in code.imports(path) if module.split(".")[0] in EDGE]


@pytest.mark.parametrize("pattern", PURE)
def test_pure_modules_know_neither_web_nor_database(pattern: str) -> None:
    paths = sorted(code.PACKAGE.glob(pattern))
    assert paths, f"{pattern} is gone: take it off the list"
    for path in paths:
        found = {module.split(".")[0] for module in code.imports(path)}
        assert not found & {*EDGE, "sqlalchemy", "alembic"}, code.name(path)


def test_the_page_code_links_by_url_and_not_by_import() -> None:
    """No views module imports another package's views, except for the edition that a request reads."""
    for path in code.files():
        if path.name == "views.py":
            others = [module for module in code.imports(path)
                      if module.endswith(".views") and _package(module) != _own(path)]
            assert set(others) <= {"directory.search.views"}, code.name(path)


def test_nothing_is_imported_inside_a_function() -> None:
    """An import in a function hides a cycle. ProxyFix is loaded only where a proxy stands in front."""
    import ast
    allowed = {"__init__.py": {"werkzeug.middleware.proxy_fix"}}
    for path in code.files():
        for function in ast.walk(code.tree(path)):
            if isinstance(function, ast.FunctionDef):
                hidden = {node.module or "" for node in ast.walk(function) if isinstance(node, ast.ImportFrom)}
                hidden |= {alias.name for node in ast.walk(function) if isinstance(node, ast.Import)
                           for alias in node.names}
                assert hidden <= allowed.get(code.name(path), set()), f"{code.name(path)}: {function.name}"
