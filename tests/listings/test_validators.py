"""The rules of one listing: needed, reachable, and never leading anybody to a hidden place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings import cells, columns, validators
from directory.listings.validators import check
from directory.places.place import Place
from tests.register.made_up import facts

SECRET = {"address_confidential": "yes", "service_area": "county:06001"}


def codes(**more: str) -> set[tuple[str, str]]:
    """Return (code, column) of what is wrong with an invented listing."""
    return {(finding.code, finding.column) for finding in check(facts(**more))}


def test_an_ordinary_listing_is_fine() -> None:
    assert check(facts()) == []


@pytest.mark.parametrize("name", ["organization", "category"])
def test_a_listing_needs_a_name_and_a_kind(name: str) -> None:
    assert ("needed", name) in codes(**{name: ""})


@pytest.mark.parametrize("way", [{"phone": "211"}, {"text_phone": "898211"}, {"email": "help@example.org"},
                                 {"website": "https://example.org"}, {"address_1": "1 Example Street"}])
def test_one_way_to_reach_it_is_enough(way: dict[str, str]) -> None:
    assert codes(**({"phone": ""} | way)) == set()


@pytest.mark.parametrize("no_way", [
    {}, {"phone_note": "Press 2"}, {"city": "Oakland", "state": "CA"},
    {"address_1": "P.O. Box 1", "location_type": "postal"},
    {"address_1": "1 Example Street", "location_type": "virtual"},
])
def test_a_place_that_nobody_can_reach_is_refused(no_way: dict[str, str]) -> None:
    assert ("no-reach", "phone") in codes(**({"phone": ""} | no_way))


def test_a_secret_street_is_no_way_to_reach_a_place() -> None:
    assert ("no-reach", "phone") in codes(phone="", address_1="1 Example Street", **SECRET)


@pytest.mark.parametrize("name", columns.PLACE)
def test_a_confidential_listing_holds_no_place(name: str) -> None:
    assert ("confidential-place", name) in codes(**SECRET, **{name: columns.BY_NAME[name].example})


def test_the_columns_that_show_a_place_are_these() -> None:
    assert set(columns.PLACE) >= {"address_1", "address_2", "city", "postal_code", "latitude", "longitude"}


def test_a_confidential_listing_serves_no_area_smaller_than_a_county() -> None:
    assert codes(**SECRET) == set()
    assert codes(address_confidential="yes", service_area="state:CA; country:US") == set()
    assert codes(address_confidential="yes", service_area="zip:94601; county:06001") == {
        ("confidential-area", "service_area")}
    assert codes(address_confidential="yes") == {("confidential-no-area", "service_area")}


GIVES_AWAY = ["Come to 12 Main Street", "at 123 N. Elm St., second floor", "Calle Ocho 12", "P.O. Box 77",
              "at the corner of Oak and Fifth", "Oakland, CA 94601", "ZIP code 94601", "37.7765, -122.2187",
              "37.7765° N 122.2187° W", "37°46'35\"N 122°13'7\"W", "Lat: 37.7765", "849VCWC8+R9", "CWC8+R9 Oakland",
              "https://maps.app.goo.gl/abc", "google.com/maps?q=x", "///filled.count.soap",
              "www.openstreetmap.org/node/1",
              # the same as readers see it: other forms of letters and digits, letters nobody sees, digits as words
              "Come to １２ Ｍａｉｎ Ｓｔｒｅｅｔ", "12 Main Str\u00adeet", "12 Ma\u200din St\u2063reet",
              "١٢ Main Street",
              "Oakland, CA ９４６０１", "３７.７７６５, -１２２.２１８７", "www.openstreet\u00admap.org/node/1",
              "google。com/maps?q=x", "four seven one one Example Street", "cuatro, siete, uno Example Ave"]


@pytest.mark.parametrize("text", GIVES_AWAY)
def test_the_words_of_a_confidential_listing_do_not_lead_there(text: str) -> None:
    assert codes(**SECRET, description=f"We help. {text}") == {("confidential-text", "description")}
    assert codes(description=f"We help. {text}") == set()


FREE = [column.name for column in columns.COLUMNS
        if not column.place and column.read in (cells.read_text, cells.read_long_text)]


@pytest.mark.parametrize("name", [*FREE, "description_es", "website", "source_url"])
def test_no_free_column_of_a_confidential_listing_may_lead_there(name: str) -> None:
    text = "https://example.org/maps.app.goo.gl" if name in ("website", "source_url") else "Ring at 12 Example Street"
    assert ("confidential-text", name) in codes(**SECRET, **{name: text})


@pytest.mark.parametrize("text", [
    "Open 24 hours, 7 days a week", "Serves 12 counties in 3 states", "Press 2 for Spanish",
    "Since 1994, 100 families a year", "Ages 12 to 18", "$5.00 to 10.00 a visit"])
def test_ordinary_words_lead_nowhere(text: str) -> None:
    assert codes(**SECRET, description=text) == set()


@pytest.mark.parametrize("name", [
    "Example Women's Shelter", "Domestic Violence Project", "Survivors United", "Transitional Housing Example",
    "Safe House Example", "Safehouse Example", "YWCA of Example", "Battered Persons Example", "Rape Crisis Center",
    "Albergue Ejemplo", "Refugio de Ejemplo", "Alto a la Violencia Doméstica", "WOMEN IN NEED", "Sexual Assault Help"])
def test_a_place_for_survivors_waits_for_a_person(name: str) -> None:
    assert codes(organization=name) == {("survivors", "organization")}
    assert codes(name=name) == {("survivors", "name")}
    assert codes(organization=name, address_confidential="no") == set()


@pytest.mark.parametrize("name", ["Refugee Help Example", "Example Health Center", "Casa Ejemplo", "St. Mary's Pantry"])
def test_other_places_do_not_wait(name: str) -> None:
    assert codes(organization=name) == set()


def test_a_service_belongs_to_its_category() -> None:
    assert codes(category="food", services="food-pantry; asylum") == {("service-category", "services")}
    assert codes(category="food", services="food-pantry; information-line") == set()
    assert codes(category="any", services="food-pantry; crisis-line") == set()


def test_legal_help_needs_a_credential() -> None:
    assert codes(category="legal") == {("credential-missing", "legal_credential")}
    assert codes(category="legal", legal_credential="attorney") == set()


def test_facts_come_from_somewhere() -> None:
    assert codes(source="") == {("source-missing", "source")}
    assert codes(source="", assured_date="2026-09-01", assured_method="called") == set()
    assert codes(assured_date="2026-09-01") == {("method-missing", "assured_method")}


def test_a_point_is_whole_and_has_a_street() -> None:
    assert codes(latitude="37.7") == {("half-point", "longitude")}
    assert codes(longitude="-122.2") == {("half-point", "latitude")}
    assert codes(latitude="37.7", longitude="-122.2") == {("point-without-street", "latitude")}
    assert codes(latitude="37.7", longitude="-122.2", address_1="1 Example Street") == set()


@pytest.mark.parametrize(("state", "east", "good"), [
    ("GU", "144.79", True), ("MP", "145.7", True), ("AK", "173.2", True), ("AK", "149.9", False),
    ("HI", "157.858", False),
])
def test_an_eastern_longitude_belongs_to_the_far_islands(state: str, east: str, *, good: bool) -> None:
    found = check(facts(address_1="1 Example Street", state=state, latitude="21.3", longitude=east))
    assert [finding.code for finding in found] == ([] if good else ["longitude"])


def a_place(key: str) -> Place | None:
    """Know one ZIP code and one county."""
    known = {"94601": "zip", "county:06001": "county"}
    return Place(known[key], key[-5:], "Oakland", "CA", ("06001",), 37.7, -122.2, "UTC") if key in known else None


def test_a_zip_code_is_compared_with_the_map() -> None:
    def found(**more: str) -> list[tuple[str, str]]:
        return [(finding.code, finding.level) for finding in check(facts(**more), find_zip=a_place)]

    assert found(postal_code="94601-1234", state="CA") == []
    assert found(postal_code="94601", state="NV") == [("zip-state", "warning")]
    assert found(postal_code="00000") == [("zip-unknown", "warning")]
    assert found(service_area="county:06001; state:CA") == []
    assert found(service_area="county:99999") == [("area-unknown", "error")]


CELL = st.sampled_from([column.example for column in columns.COLUMNS] + ["yes", "no", *GIVES_AWAY])


@given(st.dictionaries(st.sampled_from(list(columns.BY_NAME)), CELL))
def test_any_facts_are_judged(cells_typed: dict[str, str]) -> None:
    read = {}
    for name, text in cells_typed.items():
        try:
            read[name] = columns.read(name, text)
        except cells.Invalid:
            continue
    known = {name: value for name, value in read.items() if value}
    findings = check(known, find_zip=a_place)
    if known.get("address_confidential") == "yes" and not [f for f in findings if f.code.startswith("confidential")]:
        assert validators.gives_away(known) == []
        assert not set(columns.PLACE) & set(known)


@pytest.mark.parametrize(("code", "text"), [
    ("ar", "شارع كوايت ويلو رقم ٤٧١١"), ("ar", "مفتوح في شارع ٤٧١١"), ("es", "avenida Quietwillow 4711"),
    ("fil", "Kalye Quietwillow 4711"), ("fr", "4711, rue Quietwillow"), ("ht", "4711 ri Quietwillow"),
    ("ko", "콰이어트로 4711"), ("ko", "4711 콰이어트윌로 스트리트"), ("pt-BR", "Rua Quietwillow, 4711"),
    ("ru", "улица Тихая, дом 4711"), ("vi", "số 4711 đường Quietwillow"), ("zh-Hans", "静柳街4711号"),
    ("zh-Hant", "4711號 靜柳街")])
def test_nor_do_they_in_another_language(code: str, text: str) -> None:
    name = columns.in_language("hours_note", code)
    assert codes(**SECRET, **{name: text}) == {("confidential-text", name)}


@pytest.mark.parametrize(("code", "text"), [
    ("ar", "اتصل على الرقم 5105550199 عن طريق الهاتف"), ("fr", "Ouvert 24 h, 7 jours"),
    ("ht", "Moun k ap viv nan lari, 9è"), ("ko", "전화로 510-555-0199 연락, 예약으로 24시간"),
    ("ru", "Работает 24 часа. Выход на улицу."), ("vi", "Gọi đường dây nóng (510) 555-0199 lúc 9 giờ"),
    ("vi", "Thành phố 5 ngày"), ("zh-Hans", "乘坐12路公交车，早上9点到下午5点"),
    ("zh-Hant", "每週一至五 9 點；道路封閉時不開")])
def test_hours_and_telephones_in_another_language_are_no_street(code: str, text: str) -> None:
    assert codes(**SECRET, **{columns.in_language("hours_note", code): text}) == set()


@pytest.mark.parametrize("text", [
    "One block of houses, one to two hours.", "Two doors, open four to six.", "周一到周五 9-5，走路来。",
    "请看 WIC。我们不问身份。",
    "Seven, maybe eight, streets serve us", "می‌خواهم"])
def test_words_that_only_look_like_numbers_or_addresses_are_left_alone(text: str) -> None:
    assert codes(**SECRET, description=text) == set()


def test_a_shelter_is_seen_behind_letters_that_nobody_sees() -> None:
    assert codes(organization="Example Shel\u00adter") == {("survivors", "organization")}
    assert codes(organization="Ｅｘａｍｐｌｅ Ｓｈｅｌｔｅｒ") == {("survivors", "organization")}
