"""EOIR's list and the roster: what they say becomes codes, what is not clear stays words."""

import pytest

from directory.listings.validators import Facts as Listed
from directory.sheets.presets import eoir_areas
from directory.sheets.presets.doj_roster_flags import FLAGS
from directory.sheets.presets.eoir_codes import eligibility, services
from tests.sheets.lookalikes.converting import by_name, converted


@pytest.fixture(scope="module")
def offices() -> dict[str, dict[str, str]]:
    return by_name("eoir")


def test_every_office_of_eoirs_list_becomes_a_listing() -> None:
    found = converted("eoir")
    assert len(found.rows) == found.total == 12
    assert {row["legal_credential"] for row in found.rows} == {"eoir-list"}


def test_a_national_hotline_reaches_the_country(offices: dict[str, dict[str, str]]) -> None:
    row = offices["Example Detention Hotline"]
    assert row["location_type"] == "virtual"
    assert row["phone"] == "(202) 555-0101"
    assert row["services"] == "legal-referral; self-help; detained-help"
    assert row["eligibility"] == "detained"
    assert row["detention"] == "from ICE/BOP facilities use speed dial 2150#"
    assert row["phone_note"] == "toll-free line is for people held at DOD facilities"


def test_an_office_without_an_address_says_why_it_has_its_area(offices: dict[str, dict[str, str]]) -> None:
    row = offices["Border Project"]
    assert row["service_area"] == "county:48479"
    assert "Webb County is where its only court, Laredo, is" in row["internal_note"]


def test_a_post_office_box_is_no_place_to_go(offices: dict[str, dict[str, str]]) -> None:
    assert offices["Example Border Rights / Adults (Eloy, Florence)"]["location_type"] == "postal"


def test_opening_hours_are_not_telephone_hours(offices: dict[str, dict[str, str]]) -> None:
    assert offices["Example Rights Project / Main Office"]["hours"] == "Mon-Fri 8:30am-5:30pm"
    walk_in = offices["Example Law Clinic"]
    assert (walk_in["hours"], walk_in["appointment"]) == ("Mon-Fri 9:30am-noon, 1pm-4:30pm", "walk-in")
    for name in ("Example Mixed Fees", "Example Dari House"):
        assert "hours" not in offices[name]
        assert offices[name]["appointment"] == "call-first"
    assert offices["Example Mixed Fees"]["phone_note"] == "Phone intake Mon-Thu 1-3PM"


def test_languages_are_only_those_that_the_list_names(offices: dict[str, dict[str, str]]) -> None:
    project = offices["Example Rights Project / Main Office"]
    assert (project["languages"], project["interpretation"]) == ("en; es", "yes")
    creole = offices["Example Haitian Center"]
    assert (creole["languages"], creole["languages_note"]) == ("es", "Creole")
    dari = offices["Example Dari House"]
    assert (dari["languages"], dari["interpretation"]) == ("es; fa; prs", "on-request")
    assert offices["Example Law Clinic"]["languages_note"] == "All languages"
    assert offices["Example Hall Clinic"]["languages_note"] == "others limited"


def test_only_a_row_that_says_so_is_free(offices: dict[str, dict[str, str]]) -> None:
    assert [name for name, row in offices.items() if "cost" in row] == ["Example Children Defense"]
    assert "nominal fee" in offices["Example Mixed Fees"]["cost_note"]


def test_a_second_number_and_a_conflict_are_kept(offices: dict[str, dict[str, str]]) -> None:
    assert offices["Example Hall Clinic"]["phone_2"] == "(215) 555-0112"
    assert "internal_note" not in offices["Example Hall Clinic"]
    assert "SOURCE CONFLICT" in offices["Example Rights Project / Main Office"]["internal_note"]


@pytest.mark.parametrize(
    ("limits", "codes", "people"),
    [
        ("", "immigration-legal-help", ""),
        ("Asylum cases only", "asylum", ""),
        ("Not asylum or credible fear", "immigration-legal-help", ""),
        ("Unaccompanied children only", "children-cases", "unaccompanied-children"),
        ("Low income; unaccompanied minors", "immigration-legal-help; children-cases", "low-income"),
        ("Removal defense; bond", "deportation-defense; bond", ""),
        ("Removal proceedings; no detained cases", "deportation-defense", "not-detained"),
        ("Detained and non-detained children", "children-cases; detained-help", "children"),
        ("Detained at Example Center only", "detained-help", "detained"),
        ("NYC residents; non-detained", "immigration-legal-help", "not-detained; area-residents"),
        (
            "Residents of Maine; U/T, SIJ, pro se help",
            "children-cases; crime-survivor-visas; self-help",
            "area-residents",
        ),
        ("All case types incl. asylum", "immigration-legal-help; asylum", ""),
        ("Detention cases limited", "immigration-legal-help", ""),
    ],
)
def test_limits_become_codes_only_where_they_are_clear(limits: str, codes: str, people: str) -> None:
    assert services(limits, referral=False) == codes
    assert eligibility(limits) == people


def test_areas_are_read_only_from_what_the_list_names() -> None:
    assert (
        eoir_areas.served("Island, King, Walla Walla counties", "WA")
        == "county:53029; county:53033; county:53071"
    )
    assert eoir_areas.served("priority to Los Angeles County residents", "CA") == ""
    assert eoir_areas.served("Central Texas residents", "TX") == ""
    assert eoir_areas.served("residents of MN, ND, SD", "MN") == "state:MN; state:ND; state:SD"


@pytest.fixture
def listed() -> list[Listed]:
    return list(converted("eoir").rows)


def test_the_roster_adds_only_offices_that_are_not_listed_yet(
    listed: list[Listed], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FLAGS, ("Example Flagged", "68105"), "ask")
    found = converted("doj-roster", listed=listed)
    assert [row["organization"] for row in found.rows] == [
        "Example Newcomers",
        "Example No Phone",
        "Example Box With Phone",
    ]
    assert {note.what: note.why for note in found.left_out} == {
        "Example Rights Project of California": "listed already",
        "Example Only a Box": "only a post office box: no way to reach it but a letter",
        "Example Women's Shelter": "name like a survivors' service: a person must look",
        "Example Flagged": "flagged: a person must look",
    }


def test_a_roster_row_that_disagrees_waits_for_a_person(listed: list[Listed]) -> None:
    waiting = {
        row["organization"]: row["internal_note"] for row in converted("doj-roster", listed=listed).waiting
    }
    assert set(waiting) == {"Example Law Clinic Northwest", "Example Haitian Center Inc."}
    assert "same telephone but another address" in waiting["Example Law Clinic Northwest"]
    assert "another telephone" in waiting["Example Haitian Center Inc."]


def test_the_roster_never_speaks_of_cost_or_of_an_end() -> None:
    for row in converted("doj-roster").rows:
        assert not {"cost", "cost_note", "description", "eligibility_note"} & set(row)
        assert row["services"] == "immigration-legal-help"
        assert row["credential_checked"] == "2026-09-19"
