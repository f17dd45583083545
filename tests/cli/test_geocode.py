"""Curators may look up a point; nothing is asked unless an operator names a server."""

from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from directory.cli import main
from directory.places import geocode

SERVER = {"GEOCODER_DOMAIN": "nominatim.example.org"}


def test_geocoding_is_off_until_a_server_is_named() -> None:
    said = CliRunner().invoke(main, ["geocode", "1 Example Street, Oakland, CA"], env={"GEOCODER_DOMAIN": ""})
    assert said.exit_code == 1
    assert "Geocoding is off" in said.output


def test_a_point_is_said_as_the_sheet_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Server:
        def geocode(self, query: str, **options: object) -> SimpleNamespace | None:
            known = SimpleNamespace(latitude=37.7765, longitude=-122.2187, address="Example Street")
            return known if "Example" in query else None

    monkeypatch.setattr(geocode, "make_geolocator", lambda domain, user_agent: Server())
    found = CliRunner().invoke(main, ["geocode", "1 Example Street"], env=SERVER)
    assert found.output == "latitude 37.776500, longitude -122.218700: Example Street\n"
    unknown = CliRunner().invoke(main, ["geocode", "nowhere"], env=SERVER)
    assert unknown.exit_code == 1
