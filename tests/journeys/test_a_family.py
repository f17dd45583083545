"""What a family does, from the first page to the place that helps, and back: each step as the pages lead it."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest

from directory import clock
from directory.listings.listing import Listing
from tests.conftest import MOMENT
from tests.reader import Page, Reader, check_headers


def _link(page: Page, *, text: str = "", href: str = "", rel: str = "", hreflang: str = "") -> str:
    """Return where the first link goes that has this text, address part, rel or language."""
    for link in page.all("a"):
        shown = " ".join("".join(link.itertext()).split())
        if text in shown and href in link.get("href", "") and rel in link.get("rel", "") \
                and hreflang in link.get("hreflang", ""):
            return link.get("href", "")
    raise AssertionError(f"no link {text or href or rel or hreflang!r} on {page.location}")


def _form(page: Page, number: int = 0) -> dict[str, list[str]]:
    """Return what a form of the page would send as it stands, untouched."""
    form = page.all("form")[number]
    sent: dict[str, list[str]] = {}
    for field in form.iter("input"):
        if field.get("type") not in ("radio", "checkbox") or field.get("checked") is not None:
            sent.setdefault(field.get("name", ""), []).append(field.get("value", ""))
    return sent


def _send(reader: Reader, page: Page, number: int = 0, **changed: object) -> Page:
    """Change some fields of a form of the page, send it as a browser would, and return the page it leads to."""
    form = page.all("form")[number]
    assert form.get("method") == "post"
    answer = reader.client.post(form.get("action"), data={**_form(page, number), **changed})
    assert answer.status_code == 303
    return reader.get(answer.location)


def test_a_mother_finds_a_lawyer_in_spanish_and_comes_back(reader: Reader) -> None:
    home = reader.get("/en/")
    results = _send(reader, home, place="94601", category="legal")
    assert "Legal help near 94601, Oakland, CA" in results.text
    assert results.titles[0] == "Example Legal Center", "nearest first"
    assert "94601" not in results.location and "legal" not in results.location

    spanish = reader.get(_link(results, hreflang="es"))
    assert spanish.titles == results.titles, "the language switch keeps the search"
    assert 'lang="es"' in spanish.html

    listing = reader.get(_link(spanish, text="Example Legal Center"))
    assert listing.location == "/es/listing/oakland001"
    assert _link(listing, href="tel:+1-510-555-0101", text="(510) 555-0101")
    assert "Example Legal Center" in listing.text and "1 Example Street" in listing.text

    back = reader.get(spanish.location)
    assert back.titles == spanish.titles, "Back and Reload work"
    home_again = reader.get(_link(back, href="/es/", text="Amparo"))
    assert home_again.status == 200
    assert _form(home_again)["place"] == [""], "the next person who holds the phone sees an empty form"


def test_somebody_looks_for_a_name_without_saying_where(reader: Reader) -> None:
    found = _send(reader, reader.get("/es/"), words="catholic lake merritt")
    assert found.status == 200
    found = _send(reader, reader.get("/es/"), words="lake merritt")
    assert found.titles == ["Lake Merritt Immigration Project"]
    found = _send(reader, reader.get("/en/"), words="st johns")
    assert found.titles == ["St. John's Rights Office"], "without the dot and the apostrophe"
    found = _send(reader, reader.get("/en/"), words="ejemplo de ayuda PENA")
    assert found.titles == ["Ejemplo de Ayuda Legal «Peña»"], "accents and case do not matter"


def test_a_slip_of_the_finger_is_forgiven(reader: Reader) -> None:
    page = _send(reader, reader.get("/en/"), place="Oaklnd, CA", category="legal")
    assert "Oaklnd, CA" in page.text
    results = reader.get(_link(page, text="Oakland, CA"))
    assert "Example Legal Center" in results.titles
    assert _form(results)["category"] == ["legal"], "what she asked for is kept"


@pytest.mark.parametrize("typed", ["94601", " 94601 ", "ZIP 94601", "94601-1234", "946011234", "٩٤٦٠١", "９４６０１",
                                   "94601."])
def test_a_zip_code_is_understood_however_it_is_typed(reader: Reader, typed: str) -> None:
    assert "94601, Oakland, CA" in _send(reader, reader.get("/ar/"), place=typed, category="legal").text


def test_an_unknown_zip_code_comes_with_its_neighbours(reader: Reader) -> None:
    page = _send(reader, reader.get("/en/"), place="94600", category="food")
    assert page.status == 200
    assert "We don't know the ZIP code 94600. Type 5 digits, like 90012." in page.text
    assert "Example Information Line" in page.titles, "nobody is left with nothing"
    results = reader.get(_link(page, text="94601, Oakland, CA"))
    assert "Food near 94601, Oakland, CA" in results.text


def test_an_unknown_place_is_said_even_when_a_word_was_typed(reader: Reader) -> None:
    """Else the answer would be places anywhere in the country, as if they were near."""
    page = _send(reader, reader.get("/en/"), place="94600", words="pantry", category="food")
    assert "We don't know the ZIP code 94600" in page.text
    results = reader.get(_link(page, text="94601, Oakland, CA"))
    assert "You searched for “pantry”" in results.text
    assert results.titles[0].startswith("Example Pantry")


def test_where_nothing_is_near_the_nearest_beyond_and_the_national_lines_are_shown(reader: Reader) -> None:
    page = _send(reader, reader.get("/en/"), place="59601", category="legal")
    assert "We know of no legal help within 100 mi" in page.text
    assert "We list no legal help in Montana." in page.text
    assert page.titles[:3] == ["Beehive Example Advocates", "Sound Example Defense", "Mile High Example Law"]
    assert "Example National Immigration Line" in page.titles
    [miles] = re.findall(r"(\d+)\s+mi(?:les)? away", page.text)[:1]
    assert 350 < int(miles) < 420, "Helena to Salt Lake City is about 400 miles"


def test_where_no_place_is_found_who_can_be_called_stands_before_what_is_missing(reader: Reader) -> None:
    page = _send(reader, reader.get("/en/"), place="59601", category="food").text
    assert page.index("These can help by phone or online:") < page.index("Help by phone, or for your whole area") < \
        page.index("Example Information Line") < page.index("Help that we did not find near this place")


def test_a_list_says_nearest_first_only_where_it_is(reader: Reader) -> None:
    mixed, legal = (_send(reader, reader.get("/en/"), place="94601", category=kind) for kind in ("", "legal"))
    assert "Near places with newer facts come first." in mixed.text and "nearest first" not in mixed.text
    assert ", nearest first." in legal.text


def test_in_puerto_rico_the_page_says_that_we_list_no_office(reader: Reader) -> None:
    page = _send(reader, reader.get("/es/"), place="00901", category="legal")
    assert "Puerto Rico" in page.text
    assert "Example National Immigration Line" in page.titles


def test_nothing_typed_asks_where_and_keeps_the_need(reader: Reader) -> None:
    page = _send(reader, reader.get("/en/"), category="medical")
    assert "Where are you? Type your ZIP code, or your city and state." in page.text
    assert _form(page)["category"] == ["medical"]
    assert "Example Crisis Line" in page.titles


def test_a_helper_narrows_the_answer_and_widens_it_again(reader: Reader) -> None:
    results = _send(reader, reader.get("/en/"), place="95112", category="food")
    everything = results.titles
    filters = 1
    no_id = _send(reader, results, filters, papers=["asks_photo_id"])
    assert "1 filter is on" in no_id.text
    assert no_id.titles and no_id.titles != everything
    assert all("Does not ask for: photo ID" in card for card in _cards(no_id) if "We don't know everything" not in card)
    also_hot = _send(reader, no_id, filters, services=["hot-meals"])
    assert "2 filters are on" in also_hot.text
    assert _form(also_hot, filters)["papers"] == ["asks_photo_id"], "the first filter stays"
    again = reader.get(_link(also_hot, text="Show all places again"))
    assert again.titles == everything


def test_a_filter_works_in_a_place_that_shares_its_name(reader: Reader) -> None:
    """There are two Brentwoods in California: whoever chose one is not asked again at every filter."""
    asked = _send(reader, reader.get("/en/"), place="Brentwood, CA")
    assert "There is more than one place called Brentwood, CA." in asked.text
    results = reader.get(_link(asked, text="Brentwood, CA (Contra Costa County)"))
    assert "Help near Brentwood, CA" in results.text
    free = _send(reader, results, 1, cost=["free"])
    assert "Help near Brentwood, CA" in free.text
    assert "1 filter is on" in free.text


def test_a_filter_works_in_a_whole_state(reader: Reader) -> None:
    """A state has a name of two letters that may be a city too (LA): the filter sends back what was found."""
    results = _send(reader, reader.get("/en/"), place="California", category="food")
    hot = _send(reader, results, 1, services=["hot-meals"])
    assert "Food in California" in hot.text
    assert "1 filter is on" in hot.text


def test_page_after_page_every_place_comes_once(reader: Reader) -> None:
    page = _send(reader, reader.get("/es/"), place="95112", category="food", radius="100")
    seen = list(page.titles)
    local = [title for title in seen if title.startswith(("Example Pantry", "Night"))]
    while any(link.get("rel") == "next" for link in page.all("a")):
        page = reader.get(_link(page, rel="next"))
        local += [title for title in page.titles if title.startswith(("Example Pantry", "Night"))]
    assert len(local) == len(set(local)) == 46


def test_a_closed_office_says_so_and_offers_the_search(reader: Reader) -> None:
    page = reader.get("/en/listing/closed0001")
    assert page.status == 410
    assert "Please do not go there." in page.text
    assert _send(reader, page, place="94601", category="legal").titles[0] == "Example Legal Center"


def test_a_link_from_yesterday_offers_the_search_again(reader: Reader) -> None:
    results = _send(reader, reader.get("/en/"), place="94601", category="legal")
    clock.fix(MOMENT + timedelta(hours=12, seconds=1))
    page = reader.get(results.location)
    assert page.status == 410
    assert _form(page)["place"] == [""] and "94601" not in page.html
    assert _send(reader, page, place="94601").titles


def test_a_secret_place_gives_its_phone_and_no_way_to_find_it(reader: Reader) -> None:
    results = _send(reader, reader.get("/en/"), place="Alameda County, CA", category="medical")
    [card] = [card for card in _cards(results) if "Example Care Line" in card]
    assert "mi away" not in card and "By phone or online" in card
    listing = reader.get(_link(results, text="Example Care Line"))
    assert "The address is kept secret" in listing.text
    assert "(510) 555-0114" in listing.text


def _cards(page: Page) -> list[str]:
    return [" ".join("".join(card.itertext()).split()) for card in page.all("article") if card.get("class") == "card"]


def test_words_of_the_street_find_what_our_own_names_do_not(reader: Reader) -> None:
    assert "Night Kitchen Example" in reader.search("en", place="95112", words="Antojitos").titles
    assert "Legal" in reader.search("es", place="94601", words="이민변호사").titles[0]


def test_nothing_near_is_told_apart_from_no_list_there(reader: Reader) -> None:
    """There is; none on a list that is complete, or is not; and no list yet: different answers, never silence."""
    missing = "Help that we did not find near this place"
    assert missing not in reader.search("en", place="94601", category="legal").text
    whole = reader.search("en", place="96101", category="legal").text
    assert "The list “Invented list of legal offices” of July 2026 shows no help near this place, and that" in whole
    assert "call 211" in whole
    part = reader.search("en", place="95020", category="food", radius="5").text
    assert "The list “Invented list of pantries” of August 2025 shows no help near this place, but that list" in part
    every = reader.search("en", place="59601")
    assert "We have no list for this area yet. Call 211" in every.text
    kinds = [each.text for each in every.all("section[@class='missing']//dt")]
    assert kinds == ["Legal help", "Medical care", "Food"]


def _on_paper(page: Page) -> list[str]:
    return ["".join(card.find(".//bdi").itertext()) for card in page.all("article")]  # type: ignore[union-attr]


def test_a_helper_prints_the_whole_list_large_and_goes_back(reader: Reader) -> None:
    results = _send(reader, reader.get("/en/"), place="95112", category="food", radius="100")
    second = reader.get(_link(results, rel="next"))
    paper = reader.get(_link(second, text="Print this list"))
    assert "Food near 95112, San Jose, CA" in paper.text, "the paper says what list it is"
    assert paper.headers["Cache-Control"] == "no-store" and paper.headers["X-Robots-Tag"] == "noindex"
    local = [title for title in _on_paper(paper) if title.startswith(("Example Pantry", "Night"))]
    assert len(local) == len(set(local)) == 46, "every place, from the first"
    assert "(408) 555-0121" in paper.text and "21 Sample Street, San Jose, CA 95112" in paper.text
    assert "Does not ask for: photo ID" in paper.text
    assert "Facts from July 2026. Call first." in paper.text
    large = reader.get(_link(paper, text="Large print"))
    assert _on_paper(large) == _on_paper(paper) and 'class="paper large"' in large.html
    assert reader.get(_link(large, text="Back to the page")).titles == second.titles
    assert _link(large, text="Normal print") == paper.location


def test_a_paper_too_short_for_all_says_so(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("directory.search.query.ON_PAPER", 25)
    results = reader.search("en", place="95112", category="food", radius="100")
    assert "This paper shows the first 25 of 46 places." in reader.get(f"{results.location}/print").text


def test_a_list_to_print_ends_with_its_search_and_asks_where_when_nobody_said(reader: Reader) -> None:
    results = _send(reader, reader.get("/en/"), place="94601", category="legal")
    unknown = _send(reader, reader.get("/en/"), place="94600")
    answer = reader.client.get(f"{unknown.location}/print")
    assert (answer.status_code, answer.location) == (303, unknown.location)
    clock.fix(MOMENT + timedelta(hours=12, seconds=1))
    for size in ("print", "print/large"):
        page = reader.get(f"{results.location}/{size}")
        assert page.status == 410 and "94601" not in page.html


def test_a_mother_takes_a_place_along(reader: Reader) -> None:
    listing = reader.get("/en/listing/oakland001")
    text = "Example Legal Center\nCall (510) 555-0101\nGo there: 1 Example Street, Oakland, CA 94601"
    [shown] = [each for each in listing.all("bdi") if each.get("class") == "shared"]
    assert "".join(shown.itertext()).startswith(text)
    assert unquote(_link(listing, href="sms:")).startswith(f"sms:?&body={text}")
    whatsapp = unquote(_link(listing, href="whatsapp://send?text=", text="Open WhatsApp"))
    assert whatsapp == f"whatsapp://send?text={''.join(shown.itertext())}"
    assert "Nothing is sent until you press Send in your own app." in listing.text
    card = reader.client.get(_link(listing, text="Save the phone number"))
    check_headers(card)
    assert card.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert card.headers["Content-Disposition"] == "attachment; filename=contact.vcf", "a name that says nothing"
    assert "TEL;TYPE=WORK,VOICE:+1-510-555-0101\r\n" in card.text
    assert "NOTE:Facts from July 2026. Call first.\r\n" in card.text
    paper = reader.get(_link(listing, text="Large print"))
    assert "1 Example Street" in paper.text and "http://localhost/en/listing/oakland001" in paper.text


def test_on_paper_it_is_never_now(reader: Reader) -> None:
    assert "Open now" in reader.get("/en/listing/oakland001").text
    assert "Open now" not in reader.get("/en/listing/oakland001/print").text
    assert "Closed for now. Call before you go." in reader.get("/en/listing/clinic0003/print").text
    assert "Closed for now. Call before you go." in reader.get(
        f"{reader.search('en', place='94601', category='medical').location}/print").text


def test_a_code_to_scan_is_on_the_paper_of_a_place_and_never_on_that_of_a_search(reader: Reader) -> None:
    results = reader.search("en", place="94601", category="legal")
    assert not reader.get(f"{results.location}/print").all("figure")
    [figure] = reader.get("/es/listing/oakland001/print").all("figure")
    assert figure.find(".//*[@role='img']") is not None
    assert "".join(figure.find(".//bdi").itertext()) == "http://localhost/es/listing/oakland001"  # type: ignore[union-attr]


def test_a_secret_place_is_taken_along_without_its_address(reader: Reader) -> None:
    for path in ("/en/listing/secret0001", "/en/listing/secret0001/print"):
        assert "The address is kept secret" in reader.get(path).text
    card = reader.client.get("/en/listing/secret0001.vcf").text
    assert "(510) 555-0114".replace(") ", "-").replace("(", "+1-") in card and "ADR" not in card


def test_a_family_looks_at_the_map_and_goes_back_to_the_list(reader: Reader) -> None:
    results = reader.search("en", place="95112", category="food")
    shown = reader.get(_link(results, text="See these places on a map"))
    numbered = {int(item.get("value") or 0): "".join(item.find("div/a").itertext())  # type: ignore[union-attr]
                for item in shown.all("ol[@class='lines numbered']/li")}
    assert [numbered[number] for number in range(1, 21)] == results.titles[:20], "the same numbers as in the list"
    pins = [text.text for text in shown.all("{*}text") if text.get("class") == "pin"]
    assert pins[:2] == ["2", "3"], "of the first place we know only the area"
    assert "Map of 19 places within" in shown.text and "of 95112, San Jose, CA." in shown.text
    assert shown.headers["Cache-Control"] == "no-store" and shown.headers["X-Robots-Tag"] == "noindex"
    second = reader.get(_link(shown, rel="next"))
    assert [item.get("value") for item in second.all("ol[@class='lines numbered']/li")][0] == "21"
    back = reader.get(_link(shown, text="See the list"))
    assert back.titles == results.titles


def test_what_is_not_on_the_map_is_said_to_be_missing(reader: Reader) -> None:
    results = reader.search("en", place="94601")
    shown = reader.get(f"{results.location}/map")
    assert "Not on the map We know only the area of these places" in shown.text
    listed = [link.get("href") for link in shown.all("ol[@class='lines numbered']//div/a")]
    assert len(listed) == len(set(listed)) >= 5


def test_a_map_of_a_place_we_do_not_know_leads_to_the_question_where(reader: Reader) -> None:
    asked = reader.search("en", place="94600", category="food")
    answer = reader.client.get(f"{asked.location}/map")
    assert (answer.status_code, answer.location) == (303, asked.location)


def test_the_link_of_a_map_ends_with_the_search(reader: Reader) -> None:
    results = reader.search("en", place="94601")
    clock.fix(MOMENT + timedelta(hours=12, seconds=1))
    page = reader.get(f"{results.location}/map")
    assert page.status == 410 and "94601" not in page.html


@pytest.mark.parametrize("language", ["en", *(pytest.param(code, marks=pytest.mark.pages) for code in ("ko", "ar"))])
@pytest.mark.parametrize(("typed", "category"), [
    *((word, "food") for word in ("comida", "manje", "食品", "thức ăn", "طعام", "еда", "음식", "pagkain", "alimentos")),
    *((word, "legal") for word in ("phap ly", "INMIGRACION", "法律", "이민"))])
def test_a_word_for_a_kind_of_help_is_that_kind_in_any_language(reader: Reader, language: str, typed: str,
                                                                 category: str) -> None:
    found = reader.search(language, place="95112", words=typed)
    asked = reader.search(language, place="95112", category=category)
    assert found.titles == asked.titles != []


@pytest.mark.parametrize("typed", ["antojitos 95112", "95112 antojitos", "comida cerca de 95112", "食物 95112",
                                   "necesito comida 95112", "comida en San Jose, CA", "San Jose, CA: food"])
def test_a_need_typed_beside_the_place_is_understood(reader: Reader, typed: str) -> None:
    """Many people type all they want into the one field that they see."""
    page = reader.search("es", place=typed)
    assert "Comida cerca de" in page.text and "San Jose, CA" in page.text
    assert page.titles == reader.search("es", place="95112" if "95112" in typed else "San Jose, CA",
                                        category="food").titles


@pytest.mark.parametrize(("typed", "said"), [
    ("12 Food Street, San Jose, CA 95112", "Help near 95112, San Jose, CA"),
    ("Doctor Phillips, FL", "Help near Doctor Phillips, FL"), ("food xyzzyq", "We don't know the place food xyzzyq.")])
def test_a_word_of_an_address_is_no_need(reader: Reader, typed: str, said: str) -> None:
    assert said in reader.search("en", place=typed).text


@pytest.mark.parametrize("typed", ["necesito comida", "I need food", "ayuda con comida"])
def test_a_need_is_understood_as_people_say_it(reader: Reader, typed: str) -> None:
    assert "Food near 95112" in reader.search("en", place="95112", words=typed).text


def test_what_people_fear_leads_to_those_who_defend(reader: Reader) -> None:
    page = reader.search("es", place="94601", words="la migra")
    assert page.titles[0] == "Example Legal Center", "it does deportation defense"
    assert "St. John's Rights Office" in page.titles, "and of others we do not know: they stay"
    assert "filtro" in page.text


def test_a_family_member_was_detained(reader: Reader) -> None:
    start = reader.get(_link(reader.get("/en/"), text="A family member was detained"))
    assert _link(start, text="(800) 555-0198"), "a line to call now"
    page = _send(reader, start, place="94601")
    assert "Legal help near 94601, Oakland, CA" in page.text
    assert page.titles[0] == "Example Legal Center" and "Here we don't know. Call and ask." in page.text
    court = _send(reader, start, court="San Francisco")
    assert "Example Legal Center" in court.titles, "without a place, by the court alone"


def test_the_history_of_the_browser_does_not_tell_what_somebody_was_afraid_of(reader: Reader) -> None:
    home = reader.get("/en/")
    for words in ("A family member was detained", "Leave no traces on this phone"):
        page = reader.get(_link(home, text=words))
        assert page.text.startswith(words), "it is that page"
        [title] = ["".join(each.itertext()) for each in page.all("title")]
        assert not [told for told in ("detain", "trace", "legal", "deport") if told in (page.location + title).lower()]


def test_to_change_one_thing_keeps_the_filters(reader: Reader) -> None:
    page = reader.search("en", place="94601", category="legal", languages=["es"], papers=["asks_ssn"])
    sent = _form(page)
    assert sent["languages"] == ["es"] and sent["papers"] == ["asks_ssn"]
    changed = _send(reader, page, place="95112")
    assert "2 filters are on" in changed.text and "95112" in changed.text


def test_a_wrong_place_keeps_the_filters(reader: Reader) -> None:
    start = reader.get(_link(reader.get("/en/"), text="A family member was detained"))
    wrong = _send(reader, start, place="94600")
    assert "We don't know the ZIP code 94600" in wrong.text
    assert _send(reader, wrong, place="94601").titles == _send(reader, start, place="94601").titles


def test_a_city_with_an_immigration_court_leads_to_those_who_help_there(reader: Reader) -> None:
    page = reader.search("en", place="94102", category="legal")
    there = reader.get(_link(page, text="Do you or your family have a case in the immigration court “San Francisco”?"))
    assert there.titles[0] == "Example Legal Center" and "1 filter is on" in there.text
    for other in ({"place": "94102", "category": "food"}, {"place": "94601", "category": "legal"},
                  {"place": "San Francisco, TX", "category": "legal"}):
        assert "have a case in" not in reader.search("en", **other).text


def test_nobody_is_told_to_call_a_place_whose_number_we_do_not_have(reader: Reader) -> None:
    whom = "We do not have their phone number. Call 211 before you go."
    page = reader.get("/en/listing/overnight1")
    assert whom in page.text and "when you call" not in page.text
    assert whom in reader.get("/en/listing/overnight1/print").text
    found = reader.search("en", place="95112", words="Night Kitchen Example")
    assert whom in found.text
    paper = reader.get(f"{found.location}/print").text
    assert whom in paper and paper.count(", San Jose, CA 95112") == 1, "its address stands there once"
    assert whom not in reader.get("/en/listing/oakland001").text


def test_where_we_have_no_list_the_first_lines_say_so(reader: Reader) -> None:
    page = reader.search("en", place="59601", category="legal")
    [said] = [each for each in page.all("p") if each.get("class") == "said"]
    assert "There may be help nearer to you that is not on our lists. Call 211 and ask." in "".join(said.itertext())
    every = reader.search("en", place="96101")
    assert _link(every, text="Help that we did not find near this place") == "#missing"


def test_sentences_stand_apart_as_the_language_does_it(reader: Reader) -> None:
    for language, between in (("en", ". "), ("zh-Hans", "。")):
        [said] = [each for each in reader.search(language, place="59601", category="legal").all("p")
                  if each.get("class") == "said"]
        text = "".join(said.itertext())
        assert between in text and "。 " not in text and text == text.strip()


def test_nobody_is_sent_to_another_state_for_food(reader: Reader) -> None:
    page = reader.search("en", place="59601", category="food")
    assert "We list no food places in Montana." in page.text and "miles away" not in page.text
    assert "Call 211: they know who helps near you." in page.text and "Example Information Line" in page.titles
    named = reader.search("en", place="59601", words="Example Pantry 20")
    assert "Example Pantry 20" in named.titles, "but who names a place finds it wherever it is"


def test_the_lines_to_call_now_say_which_key_to_press_and_who_answers_now(reader: Reader) -> None:
    home = reader.get("/en/")
    [lines] = [each for each in home.all("ul") if each.get("class") == "lines"]
    assert "Open now" in "".join(lines.itertext())
    assert [Listing("x", facts).has_people for facts in (
        {"services": "court-information"}, {"services": "legal-referral", "eligibility": "detained"},
        {"services": "legal-orientation; court-information"}, {"services": "crisis-line"},
        {"services": "detained-help", "eligibility": "detained; families"})] == [False, False, True, True, True]


def test_a_link_that_names_a_state_is_one_sentence(reader: Reader) -> None:
    """Words and a name side by side in a row of boxes lost the spaces between them."""
    for page in (reader.search("en", place="94601", category="legal"), reader.get("/en/listing/oakland001")):
        for link in page.all("p[@class='jump']/a"):
            bare = [link.text, *(each.tail for each in link)]
            assert not len(link) or not any(text and text.strip() for text in bare), "".join(link.itertext())


def test_a_reader_of_another_language_sees_what_to_say(reader: Reader) -> None:
    page = reader.get("/es/listing/oakland001")
    said = [("".join(english.itertext()), "".join(own.itertext())) for english, own in
            zip(page.all("section[@class='phrases']//dt"), page.all("section[@class='phrases']//dd"), strict=True)]
    assert said[0][0] == "I need an interpreter, please. I speak Spanish." and "español" in said[0][1]
    chinese = reader.get("/zh-Hans/listing/oakland001").html
    assert "I speak Mandarin." in chinese and "I speak Cantonese." in chinese
    assert not reader.get("/en/listing/oakland001").all("section[@class='phrases']")
