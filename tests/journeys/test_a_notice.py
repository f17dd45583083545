"""A notice stands where it is for, in the reader's language, and goes by itself everywhere it stood."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from directory import clock
from directory.cli import main
from directory.i18n.catalogs import catalog
from directory.search.show import View
from tests.conftest import DATA, MOMENT
from tests.public_site import public_site
from tests.reader import Page, Reader

NATION = "All Example Offices are closed on September 18."
ALAMEDA = "Example Court is closed on September 17."


def told(page: Page) -> list[str]:
    """Return the notices of a page, those folded away too, in order."""
    return [" ".join("".join(each.itertext()).split()) for each in page.all("div[@class='notice']")]


def test_results_show_the_notices_of_their_place_the_narrow_before_the_wide(reader: Reader) -> None:
    for place in ("94601", "Oakland, CA", "Alameda County, CA"):
        county, nation = told(reader.search("en", place=place))
        assert county.startswith(ALAMEDA) and nation.startswith(NATION)
    for page in (reader.search("en", place="95112"), reader.search("en", place="California"),
                 reader.search("en", place="59601"), reader.search("en", words="mam"), reader.get("/en/"),
                 reader.get("/en/ca"), reader.get("/en/mt/helena/legal")):
        [nation] = told(page)
        assert nation.startswith(NATION)
    assert not told(reader.get("/en/about"))


def test_a_notice_says_until_when_who_said_so_and_where_to_read_more(reader: Reader) -> None:
    page = reader.search("en", place="94601")
    assert told(page)[0] == (f"{ALAMEDA} New dates come by mail. Until September 18, 2026. "
                             "Source: Example court, opening days, September 15, 2026. Read more about this")
    links = [each.get("href") for each in page.all("div[@class='notice']//a")]
    assert links == ["https://court.example.org/days", "https://example.org/more", "https://court.example.org/days"]


def test_a_notice_is_in_the_language_of_the_reader_or_says_that_it_is_not(reader: Reader) -> None:
    spanish = reader.search("es", place="94601")
    county, nation = told(spanish)
    assert county.startswith("El tribunal de ejemplo cierra el 17 de septiembre.") and nation.startswith(NATION)
    only_english = "We do not have this notice in your language."
    said = catalog("es").gettext(only_english)
    assert (said in county, said in nation) == (False, True)
    marked = [(each.get("lang"), each.get("dir")) for each in spanish.all("div[@class='notice']/div/p[@lang]")]
    assert marked == [("es", "ltr"), ("en", "ltr")]
    assert only_english not in reader.search("en", place="94601").text


def test_a_telephone_number_is_not_turned_round_in_arabic(reader: Reader) -> None:
    with reader.app.test_request_context("/ar/"):
        said = View(reader.app.extensions["amparo_store"].edition()).phones_apart("اتصل (510) 555-0101 <b> 9")
    assert said == 'اتصل <bdi dir="ltr">(510) 555-0101</bdi> &lt;b&gt; 9'


def test_it_goes_by_itself_from_every_page_of_the_same_edition(reader: Reader) -> None:
    """Nobody publishes: the clock moves, and that is all. The 18th ends in California at 07:00 UTC."""
    pages: list[Callable[[], Page]] = [lambda: reader.search("en", place="94601"), lambda: reader.get("/en/"),
                                         lambda: reader.get("/en/ca/oakland/food")]
    clock.fix(datetime(2026, 9, 19, 6, 59, tzinfo=UTC))
    assert [len(told(page())) for page in pages] == [2, 1, 2]
    clock.fix(datetime(2026, 9, 19, 7, 0, tzinfo=UTC))
    assert [len(told(page())) for page in pages] == [1, 1, 1], "the country's day is over later"
    clock.fix(datetime(2026, 9, 19, 11, 0, tzinfo=UTC))
    assert [len(told(page())) for page in pages] == [0, 0, 0]
    assert "notice" not in pages[0]().html


@pytest.fixture
def office(home: Path, tmp_path: Path) -> Iterator[tuple[Callable[..., str], Flask]]:
    """The operator's command, and the site that shows what it publishes."""
    folder = Path(shutil.copytree(home, tmp_path / "home", symlinks=True))

    def run(*words: str) -> str:
        result = CliRunner().invoke(main, words, env={"AMPARO_HOME": str(folder), "AMPARO_DATA": str(DATA)})
        assert result.exit_code == 0, result.output
        return result.output

    with public_site(folder, tmp_path) as app:
        yield run, app


@pytest.mark.system
def test_what_the_operator_says_is_there_and_what_is_taken_back_is_gone(
    office: tuple[Callable[..., str], Flask],
) -> None:
    run, app = office
    tomorrow = (MOMENT + timedelta(days=1)).date().isoformat()
    for number in range(3, 6):
        run("notice", "propose", "--purpose", "help", "--area", "county:06001",
            "--text", f"en=Clinic {number} is free.", "--source", "Example", "--source-url", "https://example.org/",
            "--source-date", "2026-09-16", "--author", "ana", *(["--starts", tomorrow] if number == 5 else []))
        run("notice", "approve", str(number), "--approver", "ben")
    run("publish", "--if-needed")
    reader = Reader(app)
    page = reader.search("en", place="94601")
    assert [each.split(".")[0] for each in told(page)][1:3] == ["Clinic 3 is free", "Clinic 4 is free"]
    assert [each.text for each in page.all("section[@class='notices']/details/summary")] == ["1 more notice"]
    assert len(told(page)) == 4, "the one of tomorrow is not told yet"
    assert len(told(reader.search("en", place="Nevada"))) == 1
    clock.fix(MOMENT + timedelta(days=1))
    assert len(told(reader.search("en", place="94601"))) == 5, "it begins by itself"
    run("notice", "withdraw", "4", "--author", "cleo")
    run("publish")
    assert "Clinic 4" not in reader.search("en", place="94601").html
