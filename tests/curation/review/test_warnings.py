"""What is marked for a reviewer, and what is not."""

import re

import pytest

from directory.curation.editing import readability
from directory.curation.review import show
from directory.curation.review.warnings import Known, warnings
from directory.places.finder import zip_finder
from tests.rules import source

BASE = {"organization": "Example Clinic", "category": "medical", "phone": "(510) 555-0101", "state": "CA",
        "website": "https://example.org/", "source": "test-list"}


@pytest.mark.parametrize("new, codes", [
    ({}, set()), ({"phone": ""}, {"no-phone", "phone-gone"}),
    ({"phone": "(212) 555-0101"}, {"phone-far", "phone-changed"}), ({"phone": "(800) 555-0101"}, {"phone-changed"}),
    ({"phone": "(212) 555-0101", "service_area": "country:US"}, {"phone-changed"}),
    ({"phone": "(900) 555-0101"}, {"phone-costs", "phone-changed"}),
    ({"website": "https://exarnple.org/"}, {"other-website", "website-lookalike"}),
    ({"website": "https://help.org.net/"}, {"other-website"}),
    ({"website": "https://xn--exmple-cua.org/"}, {"other-website", "website-letters"}),
    ({"postal_code": "94601", "latitude": "38.5", "longitude": "-121.5"}, {"far-from-zip", "moved"}),
    ({"name": "Clínica Peña"}, {"renamed"}), ({"name": "Ехample"}, {"renamed", "mixed-letters"}),
    ({"description": "Call (510) 555-0101. See https://example.org/help."}, set()),
    ({"description": "Call (510) 555-0199."}, {"text-phone"}), ({"description": "See evil.example.net."},
                                                                {"text-link"}),
    ({"category": "legal", "legal_credential": "attorney"}, {"other-category", "becomes-legal", "other-credential"}),
    ({"address_confidential": "yes", "service_area": "state:CA", "description": "Near the park."}, {"secret-hint"}),
    ({"address_confidential": "yes", "service_area": "state:CA", "hours_note_es": "Cerca de la plaza."},
     {"secret-hint"}),
    ({"documents_es": "Envíe un giro."}, {"asks-money"}),
    ({"phone_note_ru": "Звоните (510) 555-0199."}, {"text-phone"}),
    ({"description": "See notario.рф."}, {"text-link", "mixed-letters"}),
    ({"description": "See evil。com now."}, {"text-link"}),
    ({"description": "See пример.xn--p1ai/x"}, {"text-link", "mixed-letters"}),
    ({"description_ru": "Смотрите пример.рф"}, {"text-link"}), ({"description": "See ｅｖｉｌ．ｃｏｍ"},
                                                               {"text-link", "mixed-letters"}),
    ({"description_zh_Hans": "电话 （５１０）５５５－０１９９"}, {"text-phone"}),
    ({"description_zh_Hans": "电话 （５１０）５５５－０１０１。我们说英文。"}, set()),
    ({"description_ar": "اتصل ٥١٠-٥٥٥-٠١٩٩"}, {"text-phone"}), ({"description_ar": "اتصل ٥١٠-٥٥٥-٠١٠١"}, set()),
    ({"phone_note": "Call five one zero, five five five, zero one nine nine"}, {"text-phone"}),
    ({"phone_note_es": "Llame al cinco uno cero cinco cinco cinco cero uno nueve nueve"}, {"text-phone"}),
    ({"phone_note": "Call 510 five five five oh one nine nine"}, {"text-phone"}),
    ({"phone_note": "Call five one zero five five five zero one zero one"}, set()),
    ({"phone_note": "Open one to two, or three four times a week."}, set()),
    ({"description": "Pay by Zel\u00adle"}, {"asks-money", "unseen-letters"}),
    ({"description": "See evil\u200d.co\u2060m"}, {"text-link", "unseen-letters"}),
    ({"description_fa": "می‌خواهم"}, {"unseen-letters"}),
    ({"detention_es": "Adelanto: (760) 555-0199"}, set()),
    ({"status": "closed"}, {"closes"}), ({"capacity": "full", "hours": "24/7"}, set())])
def test_what_is_marked(new: dict[str, str], codes: set[str]) -> None:
    after = {name: value for name, value in {**BASE, **new}.items() if value}
    assert {each.code for each in warnings(after, BASE, Known(zip_finder()))} == codes


def test_whoever_makes_an_address_secret_hears_that_it_must_be_erased_too() -> None:
    door = {**BASE, "address_1": "1 Example Street", "city": "Oakland", "postal_code": "94601"}
    secret = {**BASE, "address_confidential": "yes", "service_area": "county:06001"}
    assert "becomes-secret" in {each.code for each in warnings(secret, door)}
    assert not {each.code for each in warnings(secret, BASE)} & {"becomes-secret"}, "nothing of it was ever there"
    assert not {each.code for each in warnings(secret, secret)}


def test_a_number_of_another_organization_is_marked_and_one_of_the_same_is_not() -> None:
    def known(**other: str) -> Known:
        return Known(others=lambda _: [{**BASE, **other}])

    assert not warnings(BASE, None, known(organization="Sister Clinic")), "one number for all doors of a state"
    found = warnings(BASE, None, known(organization="Somebody Quite Different", state="NY"))
    assert [(each.code, each.data["other"]) for each in found] == [("phone-of-another", "Somebody Quite Different")]


def test_every_warning_has_words_and_every_word_a_warning() -> None:
    text = (source.PACKAGE / "curation/review/warnings.py").read_text(encoding="utf-8")
    assert set(re.findall(r'"([a-z]+-[a-z-]+|moved|renamed|notario|authority|formula|markup|closes)"', text)) \
        >= set(show.WARNINGS)
    assert set(re.findall(r'_warn\("([a-z-]+)"', text)) <= set(show.WARNINGS)


@pytest.mark.parametrize("text, easy", [
    ("We help you with food. Come on Monday. Bring a bag with you.", True), ("Short.", True),
    ("Comprehensive multidisciplinary representation is administered by accredited practitioners.", False)])
def test_how_easy_a_text_is(text: str, easy: bool) -> None:
    found = readability.of(text)
    assert (found is None or found.is_easy) == easy
