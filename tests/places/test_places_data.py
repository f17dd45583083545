"""Facts that the committed tables must hold, whatever the next build brings."""

import gzip
import re
from collections import defaultdict
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from directory.config import own_folder
from directory.places import distance, gazetteer, states
from directory.places.place import Place

pytestmark = pytest.mark.system

FOLDER = own_folder("data") / "places"


def read(name: str) -> list[dict[str, str]]:
    path: Path = FOLDER / name
    text = (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode()
    header, *lines = text.removesuffix("\n").split("\n")
    return [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]


@pytest.fixture(scope="module")
def zips() -> list[dict[str, str]]:
    return read("zips.tsv.gz")


@pytest.fixture(scope="module")
def counties() -> dict[str, dict[str, str]]:
    return {row["fips"]: row for row in read("counties.tsv.gz")}


def miles(one: dict[str, str], other: dict[str, str]) -> float:
    points = [distance.ecef(float(row["latitude"]), float(row["longitude"])) for row in (one, other)]
    return distance.miles(distance.chord_between(*points))


def test_there_are_enough_zip_codes_each_once_and_in_order(zips: list[dict[str, str]]) -> None:
    codes = [row["zip"] for row in zips]
    assert len(codes) >= 41_100
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"\d{5}", code) for code in codes)


def test_every_state_has_zip_codes_and_none_is_military(zips: list[dict[str, str]]) -> None:
    assert {row["state"] for row in zips} == set(states.CODES)
    assert not [row for row in zips if re.match(r"[AFD]PO\b", row["city"])]


def test_every_county_of_a_zip_is_known_and_the_main_one_is_in_its_state(
    zips: list[dict[str, str]], counties: dict[str, dict[str, str]]
) -> None:
    for row in zips:
        listed = row["counties"].split()
        assert listed
        assert len(listed) == len(set(listed))
        assert all(fips in counties for fips in listed), row
        assert counties[listed[0]]["state"] == row["state"], row


def test_every_zip_lies_near_its_main_county(
    zips: list[dict[str, str]], counties: dict[str, dict[str, str]]
) -> None:
    far = [row for row in zips if row["state"] != "AK" and miles(row, counties[row["counties"][:5]]) > 250]
    assert not far
    farther = [row for row in zips if miles(row, counties[row["counties"][:5]]) > 1000]
    assert not farther


def test_connecticut_goes_by_its_eight_old_counties(
    zips: list[dict[str, str]], counties: dict[str, dict[str, str]]
) -> None:
    old = {f"090{number:02}" for number in range(1, 16, 2)}
    assert {fips for fips in counties if fips.startswith("09")} == old
    assert {fips for row in zips for fips in row["counties"].split() if fips.startswith("09")} == old


def test_every_time_zone_is_a_real_one(zips: list[dict[str, str]]) -> None:
    rows = [*zips, *read("cities.tsv.gz"), *read("counties.tsv.gz"), *read("states.tsv")]
    for name in {row["timezone"] for row in rows}:
        assert ZoneInfo(name).key == name


def test_every_state_keeps_the_time_zones_it_is_known_for(zips: list[dict[str, str]]) -> None:
    zones = defaultdict(set)
    for row in zips:
        zones[row["state"]].add(row["timezone"])
    assert zones["CA"] == {"America/Los_Angeles"}
    assert zones["PR"] == {"America/Puerto_Rico"}
    assert zones["AZ"] == {"America/Phoenix", "America/Denver"}
    assert zones["GU"] == {"Pacific/Guam"}
    assert zones["NY"] == {"America/New_York"}


def test_every_city_county_and_state_is_whole(counties: dict[str, dict[str, str]]) -> None:
    cities = read("cities.tsv.gz")
    codes = [row["code"] for row in cities]
    assert codes == sorted(set(codes))
    for row in cities:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["code"]), row
        assert row["code"].endswith(f"-{row['state'].lower()}")
        assert all(fips in counties for fips in row["counties"].split())
    assert {row["state"] for row in read("states.tsv")} == set(states.CODES)
    assert all(states.state_name(row["state"]) == row["name"] for row in read("states.tsv"))
    assert counties["72127"]["name"] == "San Juan Municipio"
    assert counties["22071"]["name"] == "Orleans Parish"


@pytest.mark.parametrize(
    ("code", "city", "state", "county", "timezone"),
    [
        ("12345", "Schenectady", "NY", "36093", "America/New_York"),
        ("94601", "Oakland", "CA", "06001", "America/Los_Angeles"),
        ("00901", "San Juan", "PR", "72127", "America/Puerto_Rico"),
        ("00968", "Guaynabo", "PR", "72061", "America/Puerto_Rico"),
        ("00802", "Charlotte Amalie", "VI", "78030", "America/St_Thomas"),
        ("96910", "Hagåtña", "GU", "66010", "Pacific/Guam"),
        ("96799", "Pago Pago", "AS", "60010", "Pacific/Pago_Pago"),
        ("96950", "Saipan", "MP", "69110", "Pacific/Saipan"),
        ("59601", "Helena", "MT", "30049", "America/Denver"),
        ("29401", "Charleston", "SC", "45019", "America/New_York"),
        ("95112", "San Jose", "CA", "06085", "America/Los_Angeles"),
        ("06103", "Hartford", "CT", "09003", "America/New_York"),
        ("47591", "Vincennes", "IN", "18083", "America/Indiana/Vincennes"),
        ("99503", "Anchorage", "AK", "02020", "America/Anchorage"),
    ],
)
def test_known_zip_codes_say_what_everybody_knows(
    places: sa.Connection, code: str, city: str, state: str, county: str, timezone: str
) -> None:
    place = gazetteer.get(places, f"zip:{code}")
    assert place is not None
    assert (place.name, place.state, place.counties[0], place.timezone) == (city, state, county, timezone)


def test_anchorage_is_in_anchorage_whatever_the_census_says(places: sa.Connection) -> None:
    for code in ("99503", "99505", "99519"):
        place = gazetteer.get(places, f"zip:{code}")
        assert isinstance(place, Place)
        chord = distance.chord_between(
            distance.ecef(place.latitude, place.longitude), distance.ecef(61.2, -149.9)
        )
        assert distance.miles(chord) < 30


def test_new_york_city_has_its_five_counties(places: sa.Connection) -> None:
    place = gazetteer.get(places, "city:new-york-ny")
    assert place is not None
    assert set(place.counties) == {"36005", "36047", "36061", "36081", "36085"}


def test_the_tables_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 1_800_000


def test_the_packed_tables_carry_no_date_so_that_a_build_can_be_repeated() -> None:
    for path in FOLDER.glob("*.gz"):
        assert path.read_bytes()[4:8] == b"\0\0\0\0"


def test_the_readme_and_the_report_say_the_counts_that_are_there(
    zips: list[dict[str, str]],
) -> None:
    report = (FOLDER / "report.txt").read_text("utf-8")
    readme = (FOLDER / "README.md").read_text("utf-8")
    counts = {
        "ZIP codes": len(zips),
        "cities": len(read("cities.tsv.gz")),
        "counties": len(read("counties.tsv.gz")),
    }
    assert f"{len(read('lines.tsv.gz')):,} lines" in readme
    for what, count in counts.items():
        assert f"{what}: {count}" in report
        assert f"{count:,} " in readme
    assert "GeoNames" in readme
    assert "CC BY 4.0" in readme
