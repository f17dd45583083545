"""The public site on the invented sheets, for tests that change nothing and so can share it: making one takes time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from directory import create_app
from directory.config import Settings

DATA = Path(__file__).parent / "lookalikes" / "data"


@contextmanager
def public_site(home: Path, keys: Path, *, exit_url: str = "https://www.wikipedia.org/",
                streets: Path | None = None) -> Iterator[Flask]:
    """Make the site of a filled home, in every language and both made-up ones; close its edition at the end.

    `streets` is a street map as an operator sets one up.
    """
    made = create_app(Settings(amparo_home=home, amparo_data=DATA, directory_role="public", exit_url=exit_url,
                               operator_name="Example Operator", operator_contact="hello@example.org",
                               search_keys=keys / "keys.json", amparo_spool=keys / "spool", amparo_streets=streets),
                      pseudo_languages=True)
    made.testing = True
    yield made
    edition = made.extensions["amparo_store"].edition()
    if edition is not None:
        edition.engine.dispose()
