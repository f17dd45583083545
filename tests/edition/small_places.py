"""A gazetteer of a few places, in the form of the real one, so that an edition is built in a moment."""

import gzip
from pathlib import Path

import pytest

from directory.config import own_folder
from directory.places import loader

ZIPS = {"94601", "94704", "94612", "95112", "29401", "80202", "84101", "98101", "02139"}
CITIES = {"Oakland", "Berkeley", "San Jose", "Charleston", "Denver", "Salt Lake City", "Seattle", "Cambridge"}


def make(folder: Path) -> Path:
    """Write data/places with a few lines of the real one; return the folder that stands for data."""
    real, small = own_folder("data") / "places", folder / "small" / "places"
    small.mkdir(parents=True)
    for name, column, keep in (("zips.tsv.gz", 0, ZIPS), ("cities.tsv.gz", 1, CITIES), ("counties.tsv.gz", 2, {"CA"})):
        header, *lines = gzip.decompress((real / name).read_bytes()).decode().splitlines(keepends=True)
        kept = [line for line in lines if line.split("\t")[column] in keep]
        (small / name).write_bytes(gzip.compress("".join([header, *kept]).encode(), compresslevel=1))
    (small / "states.tsv").write_bytes((real / "states.tsv").read_bytes())
    return small.parent


def use(data: Path) -> None:
    """Load places from this folder from now on. For a process of its own."""
    loader.own_folder = lambda name: data  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that stands for data and holds few places."""
    return make(tmp_path_factory.mktemp("places"))


@pytest.fixture
def small_places(small_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Build editions with few places in them."""
    monkeypatch.setattr(loader, "own_folder", lambda name: small_data)
