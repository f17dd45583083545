"""The health center lists of all states: which sites are clinics for everyone, their names and points."""

from pathlib import Path

import pytest

from directory.places.place import Place
from directory.sheets import presets, reader
from directory.sheets.presets import clinic_names, lookups
from directory.sheets.presets.hidden import survivors_or_residence
from directory.sheets.presets.wording import calm
from tests.sheets.lookalikes.converting import LOOKALIKES, by_name, converted

TODAY = LOOKALIKES / "hrsa_today.csv"


def why_left_out(converted: presets.Converted) -> dict[str, str]:
    return {note.what.split(" / ")[-1]: note.why for note in converted.left_out}


def test_a_site_is_left_out_when_its_name_says_that_it_is_no_clinic_for_everyone() -> None:
    assert why_left_out(converted("hrsa-2020")) == {
        "Example Clinic on the Square": "the same as another row",
        "Example clinic, on the square": "the same key as another row",
        "Example Carolina Clinic": "South Carolina: listed from the list of 2021",
        "Example Elementary Wellness": "school, by its name",
        "PS 123": "school, by its name",
        "Example High Healthy Kids Clinic": "school, by its name",
        "Example Head Start": "school, by its name",
        "Example Dental Van": "mobile, by its name",
        "Temporary Site - Example Hotel": "temporary or seasonal, by its name",
        "Example Migrant Camp": "camp, by its name",
        "Example Health Administration": "administrative, by its name",
        "Example WIC Office": "WIC office, by its name",
        "Example Transitions": "name like a survivors' service: a person must look",
        "Example Women's Health": "name like a survivors' service: a person must look",
        "Example Clinic at Example Rescue Mission": "name like a survivors' service: a person must look",
        "Example House": "name like a shelter: a person must look",
        "Clinic at Example House": "name like a shelter: a person must look",
        "Example Haven Clinic": "name like a survivors' service: a person must look",
        "Example Odd State Clinic": "no state that is known, or no city",
        "Example Streetless Clinic": "a point but no street: a person must look",
        "Example Everywhere Clinic": "many places, by its address",
    }


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("Health Center on High Street", "Oakland"),
        ("College Station Clinic", "College Station"),
        ("Van Buren Health Clinic", "Van Buren"),
        ("Dental Clinic of Van Nuys", "Los Angeles"),
        ("SCH Behavioral Health", "Martinsburg"),
        ("Happy Camp Behavioral Health", "Happy Camp"),
        ("Migrant Health Center, Western Region, Inc. Lajas", "Lajas"),
        ("NHC Administration and Pharmacy", "Oakland"),
        ("Health Center at Academy Suite 3500", "Colorado Springs"),
    ],
)
def test_a_clinic_is_not_mistaken_for_something_else(name: str, city: str) -> None:
    assert clinic_names.no_clinic(name, city) is None


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Mission City Community Network - Olympic", ""),
        ("White House Clinic", ""),
        ("Clinic of Winter Haven", ""),
        ("Refugee Health Clinic", ""),
        ("Clinic at City of Refuge", "refuge"),
        ("Domestic Violence Solutions", "domestic"),
        ("Salvation Army Clinic", "salvation army"),
        ("Example Apartments", "apartments"),
        ("Ruth's Place Clinic", "'s place"),
        ("Health Center at Example House", "at example house"),
    ],
)
def test_better_one_name_too_many_is_held_for_a_person(name: str, word: str) -> None:
    found = survivors_or_residence({"organization": name, "city": "Winter Haven"})
    assert (found.detail if found else "") == word
    assert found is None or found.why.endswith("a person must look")


def test_a_citys_own_name_does_not_hide_a_mission() -> None:
    found = survivors_or_residence({"organization": "Clinic at Los Angeles Mission", "city": "Los Angeles"})
    assert found and found.detail == "angeles mission"


def test_an_organization_and_its_site_are_parted_only_where_that_is_sure() -> None:
    names = set(by_name("hrsa-2020"))
    assert {
        "Example Clinic, Inc. / Dental Center",
        "Example Rivers Health / North",
        "Example Rivers Health / South",
        "Example Rivers Health / West",
    } <= names
    # A building is no site, "Health Center" is no organization, and nobody knows what PMS is.
    assert {"Example Rivers Health - Building B", "Health Center - Elsewhere", "PMS - Example Town"} <= names


def test_services_are_only_those_that_the_name_says() -> None:
    rows = by_name("hrsa-2020")
    assert rows["Example Clinic, Inc. / Dental Center"]["services"] == "health-center; dental"
    assert rows["Example Rivers Health / North"]["services"] == "health-center"


def test_the_list_of_2020_says_its_year_and_no_zip_code() -> None:
    for row in converted("hrsa-2020").rows:
        assert (row["source"], row["source_date"]) == ("hrsa-2020-21", "2021")
        assert "postal_code" not in row
        assert {"city", "state"} <= row.keys()


def test_a_point_that_many_streets_share_is_left_out() -> None:
    rows = by_name("hrsa-2020")
    for name in ("One", "Two", "Three"):
        row = rows[f"Example Island {name} Clinic"]
        assert not {"latitude", "longitude", "approximate"} & row.keys()
        assert "same point to 3 streets" in row["internal_note"]
    assert rows["Example Island Three Clinic"]["location_type"] == "postal"
    assert rows["Example Left Clinic"]["approximate"] == "yes"
    assert rows["Example Village Clinic"]["location_type"] == "postal"


def test_a_point_far_from_its_city_is_left_out_and_noted() -> None:
    def find_city(city: str, state: str, latitude: float, longitude: float) -> Place | None:
        return (
            Place("city", "1", city, state, (), 32.84, -83.63, "America/New_York") if state == "GA" else None
        )

    rows = by_name("hrsa-2020", find_city=find_city)
    assert "latitude" not in rows["Example Far Clinic"]
    assert "miles from its city" in rows["Example Far Clinic"]["internal_note"]
    assert rows["Example Rivers Health / North"]["latitude"] == "32.84"


def test_the_gazetteer_gives_the_city_that_is_meant() -> None:
    found = lookups.from_gazetteer()
    oakland = found.find_city("Oakland", "CA", 37.8, -122.27)
    assert oakland and (oakland.name, oakland.state) == ("Oakland", "CA")
    assert found.find_city("Nowhere at All", "CA", 37.8, -122.27) is None
    hills = found.find_city("Mission Hills", "CA", 34.26, -118.46)
    assert hills and abs(hills.latitude - 34.26) < 0.5
    assert (found.find_zip("94601") or hills).state == "CA"


def test_known_short_names_stay_in_capitals() -> None:
    assert calm("NEMS CLINIC AT 1ST ST", frozenset({"NEMS"})) == "NEMS Clinic at 1st St"


def test_a_split_list_gives_a_sheet_a_state(tmp_path: Path) -> None:
    found = converted("hrsa-2020")
    assert presets.write(found, tmp_path) == len(found.rows)
    assert {file.name for file in tmp_path.iterdir()} == {
        f"medical-{state}.csv" for state in ("ak", "as", "az", "ca", "ct", "ga")
    }
    islands = reader.read(tmp_path / "medical-as.csv", sources=frozenset({"hrsa-2020-21"}))
    assert islands.problems == ()
    assert [row.facts["state"] for row in islands.rows] == ["AS", "AS", "AS"]


def test_the_national_file_of_today_is_read_by_the_same_preset(tmp_path: Path) -> None:
    assert len(TODAY.read_text().splitlines()[0].split(",")) == 55
    found = presets.convert("hrsa-official", TODAY)
    assert [(row["organization"], row.get("name")) for row in found.rows] == [
        ("Example Health Centers, Inc.", "Example Dental Clinic"),
        ("Example Care", "Example Look-Alike"),
        ("Example Health Centers, Inc.", "Example Both"),
        ("Example Health Centers, Inc.", "Example Carolina"),
    ]
    first = found.rows[0]
    assert (first["phone"], first["website"]) == ("(541) 484-4800 ext. 54134", "https://www.example.org")
    assert (first["postal_code"], first["services"]) == ("97401-1234", "health-center; dental")
    assert (first["latitude"], first["longitude"]) == ("44.05", "-123.09")
    assert (first["source"], first["source_date"]) == ("hrsa-sites", "2026-09-19")
    assert set(found.sheets()) == {"medical-or", "medical-sc", "medical-wa"}
    presets.write(found, tmp_path)
    assert reader.read(tmp_path / "medical-or.csv", sources=frozenset({"hrsa-sites"})).problems == ()


def test_todays_columns_say_what_is_no_clinic() -> None:
    assert why_left_out(presets.convert("hrsa-official", TODAY)) == {
        "Example Offices": "administrative office, by the source's own column",
        "Example Room": "school, prison or nursing home, by the source's own column",
        "Example Van": "seasonal or mobile, by the source's own column",
        "Example Summer": "seasonal or mobile, by the source's own column",
        "Example Wing": "school, prison or nursing home, by the source's own column",
        "Example Closed": "not active, by the source's own column",
        "Example Place": "survivors' service, by the source's own column",
        "Example Rescue Mission Clinic": "name like a survivors' service: a person must look",
    }


def test_a_site_keeps_its_id_from_the_list_of_2021_to_todays() -> None:
    in_2021 = {row["id"] for row in converted("hrsa-official").rows}
    today = {row.get("name"): row["id"] for row in presets.convert("hrsa-official", TODAY).rows}
    assert today["Example Carolina"] in in_2021
