"""Modules that are read in one sitting."""

from tests.rules import source

#: Lines of code, docstrings and comments not counted. An exception says why.
LONGEST_FILE = 300
LONGEST_FUNCTION = 50
LONGEST_VIEW = 25
LONGER_FILES: dict[str, str] = {}
LONGER_FUNCTIONS = {"migrations/versions/0001_the_register.py:upgrade": "a record of tables, never changed again"}


def test_a_file_is_short_enough_to_read() -> None:
    long = {source.name(path): lines for path in source.files()
            if (lines := source.lines_of_code(path)) > LONGEST_FILE}
    assert long.keys() == LONGER_FILES.keys(), long


def test_a_function_is_short_enough_to_read() -> None:
    long = {f"{source.name(path)}:{name}": lines for path in source.files()
            for name, lines in source.functions(path) if lines > LONGEST_FUNCTION}
    assert long.keys() == LONGER_FUNCTIONS.keys(), long


def test_a_view_is_short_enough_to_see_what_it_does() -> None:
    """Views decide nothing: they ask and render."""
    views = [path for path in source.files() if path.name == "views.py"]
    assert views
    assert not {f"{source.name(path)}:{name}": lines for path in views
                for name, lines in source.functions(path) if lines > LONGEST_VIEW}
