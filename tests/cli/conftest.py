"""The command at a home of its own."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from directory.cli import main
from directory.places import loader
from directory.places.finder import zip_finder
from tests.edition.small_places import small_data  # noqa: F401


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    text: str

    @property
    def lines(self) -> list[str]:
        """Return the lines that are not blank."""
        return [line for line in self.text.splitlines() if line.strip()]


Amparo = Callable[..., Said]


@pytest.fixture
def amparo(tmp_path: Path, own_data: Path, small_data: Path, monkeypatch: pytest.MonkeyPatch) -> Amparo:  # noqa: F811
    """Run the command as typed; an exception that it does not turn into words fails the test."""
    shutil.rmtree(own_data / "waiting")  # what waits has its own tests
    zip_finder()("94601")  # has every place from now on; editions are built with a few, in a moment
    monkeypatch.setattr(loader, "own_folder", lambda name: small_data)
    monkeypatch.setenv("AMPARO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("AMPARO_DATA", str(own_data))
    for name in ("DATABASE_URL", "AMPARO_ENV", "DIRECTORY_ROLE"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str | Path) -> Said:
        result = CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)
        return Said(result.exit_code, result.output)

    return run
