"""Views that count as our own code in tracebacks, though they are made here."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import directory

FILE = str(Path(directory.__file__).parent / "search" / "made_up.py")


def compiled(source: str, name: str) -> Callable[..., Any]:
    """Return the function `name` of a module that seems to be directory/search/made_up.py."""
    made: dict[str, Any] = {}
    exec(compile(source, FILE, "exec"), made)  # noqa: S102 - our own text, to have a line number in our package
    function: Callable[..., Any] = made[name]
    return function
