"""What a notice may say: plain words, sourced, short-lived, the same numbers in each language, and never a sighting."""

from datetime import UTC, date, datetime

import pytest

from directory.listings import notices
from directory.listings.cells import Invalid
from tests.listings.notices_made_up import ENGLISH, GIVEN, SPANISH, notice


def refused(texts: dict[str, str] | None = None, **given: str) -> tuple[str, str]:
    """Return why a notice is refused, and the field."""
    with pytest.raises(Invalid) as caught:
        notice(texts, **given)
    assert "value" in caught.value.data
    return caught.value.code, str(caught.value.data["field"])


def test_a_notice_lasts_three_days_unless_it_says_otherwise() -> None:
    made = notice()
    assert (made.starts, made.expires) == (date(2026, 9, 16), date(2026, 9, 18))
    later = notice(starts="2026-09-20")
    assert (later.starts, later.expires) == (date(2026, 9, 20), date(2026, 9, 22))
    assert notice(expires="2026-10-16").expires == date(2026, 10, 16)


def test_a_day_is_a_day_of_the_area() -> None:
    """17:00 UTC on September 16 is the 17th in Guam; the country's day ends in American Samoa."""
    assert notice(area="state:GU").starts == date(2026, 9, 17)
    made = notice()
    assert made.stands(datetime(2026, 9, 19, 6, 59, tzinfo=UTC))
    assert not made.stands(datetime(2026, 9, 19, 7, 0, tzinfo=UTC)), "midnight in California"
    assert notice(area="country:US").stands(datetime(2026, 9, 19, 10, 59, tzinfo=UTC))
    assert not notice(area="country:US").stands(datetime(2026, 9, 19, 11, 0, tzinfo=UTC))
    assert not notice(starts="2026-09-17").stands(datetime(2026, 9, 17, 6, 59, tzinfo=UTC))


@pytest.mark.parametrize(("given", "code"), [
    ({"expires": "2026-09-15"}, "notice-over"), ({"expires": "2026-10-17"}, "notice-too-far"),
    ({"starts": "2026-09-20", "expires": "2026-09-19"}, "notice-ends-first"), ({"expires": "2026-10"}, "notice-day"),
    ({"expires": "soon"}, "date"), ({"source": ""}, "needed"), ({"source_url": " "}, "needed"),
    ({"source_url": "http://court.example.org"}, "notice-https"), ({"source_url": "https://bit.ly/x"}, "url-short"),
    ({"source_url": "https://a@court.example.org"}, "url-unsafe"), ({"more_url": "javascript:alert(1)"}, "url"),
    ({"source_date": ""}, "needed"), ({"source_date": "2026-09-17"}, "notice-source-later"),
    ({"source": "<b>Court</b>"}, "notice-markup"), ({"purpose": ""}, "needed"), ({"purpose": "sighting"}, "choice"),
    ({"area": "zip:94601"}, "area"), ({"area": "state:CA; state:NV"}, "area"), ({"area": "California"}, "area"),
    ({"area": "county:99999"}, "area-unknown")])
def test_a_notice_without_day_source_purpose_or_area_is_refused(given: dict[str, str], code: str) -> None:
    expected = next(name for name in ("expires", *given) if name in given)
    assert refused(None, **given) == (code, expected)


@pytest.mark.parametrize(("text", "code"), [
    ("x" * 301, "too-long"), ("Closed <b>today</b>", "notice-markup"), ("Closed &lt;today&gt;", "notice-markup"),
    ("See [this](page)", "notice-markup"), ("Closed \u202etoday", "notice-unseen"), ("Clo\u200bsed", "notice-unseen"),
    ("Clo\u00adsed", "notice-unseen"), ("Closed \U000e0041today", "notice-unseen"), ("Lo\ufffdt", "lost-letter"),
    ("Write to ana@example.org", "notice-e-mail"), ("Write to ana＠example", "notice-e-mail"),
    ("See https://example.org", "notice-web"), ("See example.org/days", "notice-web"), ("On www.here", "notice-web"),
    ("See court.рф", "notice-web"), ("See court。com", "notice-web"), ("See ｃｏｕｒｔ．ｃｏｍ", "notice-web")])
def test_a_text_is_plain_words(text: str, code: str) -> None:
    assert refused({"en": text}) == (code, "text")
    assert notice({"en": "x" * 300}).texts["en"]


@pytest.mark.parametrize("text", [
    "ICE is at the market.", "I.C.E. IS AT the market", "Ice was seen here", "ICE agents spotted downtown",
    "Unmarked vans are parked there", "Border Patrol is now on Main Street", "Agents near the school",
    "Checkpoint on Highway 5", "Raid at a factory", "Raids reported", "A sighting today", "Sweeps in Example City",
    "La migra está en el mercado", "Agentes de inmigración fueron vistos", "Redada en el centro", "Hay un retén",
    "La patrulla fronteriza anda cerca; agentes en la calle", "Punto de control en la calle",
    "市场有检查站", "여기 검문소",
    "مداهمة في السوق", "Облава на рынке", "Blitz no centro", "Rafle au marché", "Lapolis imigrasyon la"])
def test_a_sighting_is_never_a_notice(text: str) -> None:
    assert refused({"en": text}) == ("notice-sighting", "text")
    code = "es"
    assert refused({"en": "Closed.", code: text}) == ("notice-sighting", "text")


@pytest.mark.parametrize("text", [
    "The ICE office in Example City is closed on December 3.", "Your check-in with ICE on December 3 moves to May 4.",
    "USCIS offices are closed on December 3.", "Free class: what to do in a raid.", "Beware of agents who want money.",
    "La oficina de ICE cierra el 3 de diciembre.", "Se acaba el plazo de retención.", "Evite a los falsos agentes.",
    "Storm: call 211.", "Ice and snow: the food bank is closed."])
def test_what_offices_announce_is_no_sighting(text: str) -> None:
    assert notice({"en": text}).texts["en"] == text


def test_a_translation_has_the_numbers_of_the_english() -> None:
    assert list(notice({"es": SPANISH, "en": ENGLISH}).texts) == ["en", "es"]
    for other in (SPANISH.replace("18", "19"), SPANISH.replace("0101", "0102"), SPANISH.replace(" 9 AM", "l día"),
                  SPANISH + " 7"):
        assert refused({"en": ENGLISH, "es": other}) == ("notice-numbers", "text")
    arabic = "المحكمة مغلقة يوم ١٨ سبتمبر. اتصل على 0101-555 (510) بعد الساعة 9 صباحا."
    assert notice({"en": ENGLISH, "ar": arabic}).texts["ar"] == arabic


def test_a_month_may_be_a_number() -> None:
    closed = {"en": "Example Court is closed on December 3."}
    assert notice(closed | {"zh-Hans": "示例法院12月3日关闭。"}).texts["zh-Hans"]
    assert notice(closed | {"VI": "Tòa án ví dụ đóng cửa ngày 3 tháng 12."}).texts["vi"]
    assert refused(closed | {"zh-Hans": "示例法院11月3日关闭。"}) == ("notice-numbers", "text")


def test_languages_are_ours_and_english_is_one_of_them() -> None:
    assert refused({"es": SPANISH}) == ("notice-english", "text")
    assert refused({"en": ENGLISH, "xx": SPANISH}) == ("notice-language", "text")
    assert refused({"en": ENGLISH, "es": ENGLISH.lower()}) == ("notice-same", "text")
    assert refused({"en": " "}) == ("needed", "text")


def test_a_reader_gets_the_own_language_else_english() -> None:
    made = notice({"en": ENGLISH, "es": SPANISH})
    assert [(made.told(code)[0].code, made.told(code)[1]) for code in ("es", "ar", "en-XA")] == [
        ("es", SPANISH), ("en", ENGLISH), ("en", ENGLISH)]


def test_a_notice_comes_back_from_the_edition_as_it_was() -> None:
    made = notice({"en": ENGLISH, "es": SPANISH}, more_url="https://example.org/more")
    assert notices.load(made.dump()) == made
    assert set(GIVEN) <= set(notices.Notice.__dataclass_fields__)
