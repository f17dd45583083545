"""The health center and food lists: only places that a family can go to, only what the source says."""

from tests.sheets.lookalikes.converting import by_name, converted


def test_only_clinics_that_see_patients_are_listed() -> None:
    assert {note.what.split(" / ")[-1]: note.why for note in converted("hrsa-official").left_out} == {
        "Example Mobile Dental Unit": "mobile, by its name",
        "Example Van": "seasonal or mobile, by the source's own column",
        "Example High": "school, prison or nursing home, by the source's own column",
        "Example Head Start Center": "school, by its name",
        "Example Offices": "administrative office, by the source's own column",
        "Example House": "survivors' service, by the source's own column",
        "Example Clinic": "a point but no street: a person must look",
        "Example Care Team": "the same as another row",
    }


def test_a_shouted_clinic_is_written_calmly() -> None:
    row = by_name("hrsa-official")[
        "Example Health Centers of SC, Inc. / Example's Family & Dental Center of O'Brien II"
    ]
    assert row["address_1"] == "1 Example St Ste C"
    assert row["services"] == "health-center; dental"
    assert (row["phone"], row["postal_code"]) == ("(803) 555-0101 ext. 201", "29042-1566")
    assert (row["latitude"], row["website"]) == ("33.327222", "https://www.example.org")


def test_a_health_center_without_a_grantee_is_its_own_organization() -> None:
    row = by_name("hrsa-official")["Example Care Team"]
    assert "phone" not in row
    assert row["website"] == "https://example.org"


def test_hours_in_sentences_are_read_where_they_are_clear() -> None:
    pantries = by_name("western-massachusetts")
    assert {name: row.get("hours", "") for name, row in pantries.items()} == {
        "Example’s Pantry": "1st Tue 4pm-5:30pm",
        "Chicopee Brown Bag": "3rd Tue noon-1pm",
        "Example Meals": "Thu 9am-noon, 1pm-5pm; 1st Sat 10am-noon",
        "Example Mobile Food Bank": "2nd, 4th Mon 10am-11am",
        "Example Alternating Pantry": "",
        "Example Wrong ZIP": "",
    }
    assert pantries["Example Alternating Pantry"]["hours_note"] == (
        "Pantry is open every other Tuesday from 3:00 pm to 5:00 pm."
    )


def test_a_pantrys_description_becomes_facts_without_persons_and_links() -> None:
    pantries = by_name("western-massachusetts")
    assert "hours_note" not in pantries["Example’s Pantry"]
    assert pantries["Example’s Pantry"]["services"] == "food-pantry; mobile-pantry"
    assert pantries["Example’s Pantry"]["address_2"] == "Suite 2"
    meals = pantries["Example Meals"]
    assert (meals["services"], meals["appointment"]) == ("hot-meals", "both")
    assert meals["eligibility_note"] == "Guests are limited to 6 visits per year."
    assert "Maria" not in str(meals)
    assert pantries["Example Mobile Food Bank"]["eligibility"] == "everyone"
    assert pantries["Chicopee Brown Bag"]["services"] == "senior-groceries"


def test_a_pantry_that_closed_is_left_out() -> None:
    assert converted("western-massachusetts").reasons() == {"closed for good, by its own note": 1}


def test_no_documents_required_is_a_no_only_where_nothing_takes_it_back() -> None:
    sites = by_name("silicon-valley")
    assert [
        sites["Example School"][f"asks_{paper}"] for paper in ("photo_id", "ssn", "proof_of_address")
    ] == ["no"] * 3
    assert not {"asks_immigration_status", "asks_proof_of_income"} & set(sites["Example School"])
    assert not [column for column in sites["Example Church"] if column.startswith("asks_")]
    assert sites["Example Church"]["documents"] == "Bring ID and pantry card number"
    assert not [column for column in sites["Example Residents"] if column.startswith("asks_")]


def test_who_may_come_is_what_the_list_says() -> None:
    sites = by_name("silicon-valley")
    seniors = sites["Example Seniors"]
    assert (seniors["eligibility"], seniors["services"]) == ("seniors", "hot-meals")
    assert seniors["eligibility_note"] == "Only Seniors (60+, 55+ with a disability)."
    assert "cost" not in seniors
    assert sites["Example School"]["eligibility"] == "everyone"
    assert "eligibility" not in sites["Example Center"]
    assert sites["Example Center"]["eligibility_note"] == "San Mateo County only."
    assert sites["Example Residents"]["eligibility"] == "members"


def test_how_food_is_given_becomes_codes() -> None:
    school = by_name("silicon-valley")["Example School"]
    assert (school["accessibility"], school["appointment"], school["cost"]) == (
        "drive-through",
        "walk-in",
        "free",
    )
    assert (school["address_1"], school["transit_note"]) == ("1 W. Example", "Enter off Example Drive.")
    assert (school["state"], school["hours_note"]) == ("CA", "2x per Month.")


def test_a_telephone_in_a_note_is_used_and_a_persons_is_not() -> None:
    sites = by_name("silicon-valley")
    assert sites["Example Center"]["phone"] == "(650) 555-0105"
    closet = sites["Example Closet"]
    assert "phone" not in closet
    assert "appointment" not in closet
    assert "Maria" not in str(closet)


def test_summary_rows_and_rows_without_a_service_are_no_places() -> None:
    assert converted("silicon-valley").reasons() == {
        "no service named": 1,
        "not a place": 1,
        "name like a survivors' service: a person must look": 1,
    }
    assert converted("sf-marin").reasons() == {"not a place": 1}


def test_a_day_a_time_and_the_zip_codes_served() -> None:
    pantry = by_name("sf-marin")["Example Street Pantry"]
    assert pantry["hours"] == "Wed noon-1pm"
    assert pantry["service_area"] == "zip:94102; zip:94115"
    assert pantry["eligibility"] == "area-residents"
    assert pantry["hours_note"] == "Enrollment required. Enrollment time: 1:00 pm."
    assert pantry["source_url"] == "https://example.org/site/HAYE"
    assert "375" not in str({column: text for column, text in pantry.items() if column != "id"})


def test_a_zip_code_that_does_not_exist_is_no_area() -> None:
    church = by_name("sf-marin")["Example Church"]
    assert not {"service_area", "eligibility", "hours_note"} & set(church)
    assert "94100" in church["internal_note"]


def test_other_words_of_a_pantry_are_kept() -> None:
    center = by_name("sf-marin")["Example Center"]
    assert center["hours_note"] == "Hours of operation: Mon, Wed, Fri 10AM - 3PM."
    assert center["transit_note"] == "Enter through the side door."
