"""Editions of registers made up for the search, built as a publisher builds them."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from directory.edition import build
from directory.edition.store import Edition
from directory.places import gazetteer
from directory.places.place import Place
from tests.search import made_up

Build = Callable[..., Edition]

#: Around these the made-up places crowd: some near one another, an island, Guam, both sides of the antimeridian.
CROWDED = ("94601", "94704", "95112", "10001", "11201", "60608", "79901", "00901", "96813", "96910", "99501", "99546")
#: And these are empty of them, or nearly: a desert, the far north, American Samoa.
EMPTY = ("59601", "89310", "99723", "96799", "82001")
#: Named in a test.
OTHERS = ("94102", "94550", "94590", "89501")


@pytest.fixture(scope="session")
def _gazetteer(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Place, ...]]:
    """A gazetteer of some 200 ZIP codes in a file, quick to copy, and those of them where listings are made up."""
    path = tmp_path_factory.mktemp("gazetteer") / "places.sqlite"
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        gazetteer.load(connection)
        zips = _some_zips(connection)
        kept = [*(place.key for place in zips), *(f"zip:{code}" for code in (*EMPTY, *OTHERS)), "city:oakland-ca"]
        for table in ("place", "place_name"):
            connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE (key LIKE 'zip:%' OR key LIKE 'city:%') AND key NOT IN "
                "(SELECT value FROM json_each(?))", (json.dumps(kept),))
    engine.dispose()
    return path, zips


def _some_zips(connection: sa.Connection) -> tuple[Place, ...]:
    """Return ZIP codes of which most lie around the crowded ones."""
    random = Random(5)
    found = [gazetteer.get(connection, f"zip:{code}") for code in CROWDED]
    for middle in tuple(found):
        assert middle
        for _ in range(15):
            latitude = middle.latitude + random.uniform(-.8, .8)
            found.append(gazetteer.nearest(connection, latitude, middle.longitude + random.uniform(-.8, .8)))
    for _ in range(40):
        found.append(gazetteer.nearest(connection, random.uniform(31, 45), random.uniform(-118, -78)))
    return tuple(sorted({place for place in found if place}, key=lambda place: place.key))


@pytest.fixture(scope="session")
def build_edition(
    _gazetteer: tuple[Path, tuple[Place, ...]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Build]:
    """Build an edition of register rows, and of sources if any are given, and open it."""
    opened = []

    def copy(connection: sa.Connection) -> None:
        connection.exec_driver_sql("ATTACH ? AS ready", (str(_gazetteer[0]),))
        made = "SELECT name, sql FROM ready.sqlite_schema WHERE sql <> '' ORDER BY type DESC"
        for name, sql in connection.exec_driver_sql(made).all():
            connection.exec_driver_sql(sql)
            if "CREATE TABLE" in sql:
                connection.exec_driver_sql(f"INSERT INTO main.{name} SELECT * FROM ready.{name}")
        # Not before the end: ANALYZE would write into the file that is attached.
        connection.commit()
        connection.exec_driver_sql("DETACH ready")

    def make(rows: Sequence[made_up.Row], sources: Sequence[dict[str, str]] = ()) -> Edition:
        path = tmp_path_factory.mktemp("edition") / "edition.sqlite"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(gazetteer, "load", copy)
            build.build(path, rows, sources=sources, about={})
        opened.append(Edition(path, build.open_file(path)))
        return opened[-1]

    yield make
    for edition in opened:
        edition.engine.dispose()


@pytest.fixture(scope="session")
def zips(_gazetteer: tuple[Path, tuple[Place, ...]]) -> tuple[Place, ...]:
    """The ZIP codes where listings are made up."""
    return _gazetteer[1]


@pytest.fixture(scope="session", params=[1, 2], ids=["sparse", "crowded"])
def edition(request: pytest.FixtureRequest, build_edition: Build, zips: tuple[Place, ...]) -> Edition:
    """A register of a few hundred listings of all kinds."""
    count = {1: 150, 2: 450}[request.param]
    return build_edition(list(made_up.rows(Random(request.param), zips, count=count)))
