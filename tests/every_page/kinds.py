"""Every kind of page that a family can come to, each as a function that asks for it in one language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from directory import clock
from directory.reports import stamps
from directory.reports.spool import MOST
from tests.reader import Page, Reader

Ask = Callable[[Reader, str], Page]


@dataclass(frozen=True)
class Kind:
    """One kind of page: how to come to it, the status it answers with, and a word that proves it is the one."""

    ask: Ask
    status: int = 200
    shows: str = ""


def address(path: str) -> Ask:
    """Return how to ask for a page by its address below the language."""
    return lambda reader, language: reader.get(f"/{language}/{path}")


def searched(**form: object) -> Ask:
    """Return how to ask for the answer to a search."""
    return lambda reader, language: reader.search(language, **form)


def on_map(**form: object) -> Ask:
    """Return how to ask for the map of the answer to a search."""
    return lambda reader, language: reader.get(f"{reader.search(language, **form).location}/map")


def second_page(reader: Reader, language: str) -> Page:
    """Go to the second page of the food places of San Jose, by its link."""
    first = reader.search(language, place="95112", category="food", radius="100")
    [link] = [each for each in first.all("a") if each.get("rel") == "next"]
    return reader.get(link.get("href") or "")


def printed(path: str = "print", **form: object) -> Ask:
    """Return how to ask for the answer to a search as a list made for paper."""
    return lambda reader, language: reader.get(f"{reader.search(language, **form).location}/{path}")


def by_other_method(reader: Reader, language: str) -> Page:
    """Send a form where none is taken."""
    return reader.post(f"/{language}/about")


def too_large(reader: Reader, language: str) -> Page:
    """Send a form that nobody types."""
    return reader.post(f"/{language}/search", {"words": "x" * 70_000})


def sent_form(path: str, *, after: float = 60, **form: object) -> Ask:
    """Return how to fill in a form by which somebody writes to us, and send it so many seconds after it was opened."""
    def ask(reader: Reader, language: str) -> Page:
        stamp = stamps.make(reader.app.extensions["amparo_links"])
        clock.fix(clock.now() + timedelta(seconds=after))
        return reader.post(f"/{language}/{path}", {"stamp": stamp, **form})
    return ask


def when_full(ask: Ask) -> Ask:
    """Return how to ask for a page while the box for messages is full."""
    def asked(reader: Reader, language: str) -> Page:
        box = reader.app.extensions["amparo_spool"]._folder
        box.mkdir(exist_ok=True)
        (box / "tally").write_bytes(b"." * MOST)
        try:
            return ask(reader, language)
        finally:
            (box / "tally").unlink()
    return asked


#: Look-alike listings that differ in what their page says: all facts, a translated text, a whole state, e-mail only,
#: a secret place, old facts, closed for now, every way to call, no way to call, hardly any facts.
LISTINGS = ("oakland001", "oakland002", "statewide1", "sanjose001", "secret0001", "clinic0001", "clinic0003",
            "nat0000002", "overnight1", "berkeley01")

KINDS: dict[str, Kind] = {
    "home": Kind(address(""), shows="All Example Offices are closed on September 18."),
    "two notices": Kind(searched(place="94601", cost=["free"]), shows="All Example Offices are closed"),
    "about": Kind(address("about"), shows="Example Operator"),
    "privacy": Kind(address("privacy")),
    "patterns": Kind(address("patterns"), shows="Example Legal Center"),
    "leaving no traces": Kind(address("privacy/phone")),
    "a family member detained": Kind(address("first-steps"), shows="Example National Immigration Line"),
    "where help is missing": Kind(address("gaps"), shows="California"),
    "where help is missing in a state": Kind(address("gaps/ca"), shows="Alameda County"),
    "where we have no list": Kind(address("gaps/mt"), shows="Yellowstone County"),
    "where a state has few counties": Kind(address("gaps/as"), shows="Eastern District"),
    "no such state": Kind(address("gaps/zz"), 404),
    "many results": Kind(searched(place="95112", category="food"), shows="Example Pantry 20"),
    "second page of results": Kind(second_page, shows="Example Pantry 4"),
    "few results": Kind(searched(place="94601", category="legal"), shows="Example Legal Center"),
    "every category": Kind(searched(place="94601"), shows="Fruitvale Clinic"),
    "nothing near, the nearest beyond": Kind(searched(place="59601", category="legal"), shows="Beehive Example"),
    "a territory": Kind(searched(place="00901", category="legal"), shows="Example National Immigration Line"),
    "a state": Kind(searched(place="California", category="legal"), shows="California Example Hotline"),
    "a state with nothing": Kind(searched(place="Montana", category="food"), shows="Montana"),
    "a county": Kind(searched(place="Alameda County, CA", category="medical"), shows="Example Care Line"),
    "a city": Kind(searched(place="Oakland, CA"), shows="Oakland, CA"),
    "words only": Kind(searched(words="st. john's"), shows="St. John's Rights Office"),
    "words found nowhere": Kind(searched(words="zzzzqqqq"), shows="zzzzqqqq"),
    "words near a place": Kind(searched(place="94601", words="mam"), shows="mam"),
    "place unknown": Kind(searched(place="00000", category="legal"), shows="00000"),
    "place unknown, with words": Kind(searched(place="00000", words="asylum"), shows="00000"),
    "place misspelt": Kind(searched(place="Oaklnd, CA"), shows="Oakland, CA"),
    "several places of one name": Kind(searched(place="Springfield", category="food"), shows="Springfield, "),
    "nothing typed": Kind(searched()),
    "filter: services": Kind(searched(place="94601", services=["asylum"]), shows="Example Legal Center"),
    "filter: languages": Kind(searched(place="94601", languages=["mam", "es"]), shows="Example Legal Center"),
    "filter: papers": Kind(searched(place="95112", papers=["asks_photo_id", "asks_ssn"]), shows="Example Pantry 21"),
    "filter: cost": Kind(searched(place="94601", cost=["free"]), shows="Example Legal Center"),
    "filter: open now": Kind(searched(place="94601", open_now="yes"), shows="Example Legal Center"),
    "filter: distance": Kind(searched(place="94601", category="medical", radius="5"), shows="Fruitvale Clinic"),
    "filters that fit nothing": Kind(searched(place="94601", category="medical", cost=["low"], radius="5")),
    "filters of which we know nothing": Kind(searched(place="98101", category="legal", papers=["asks_ssn"])),
    "filter: who can go": Kind(searched(place="95112", serves=["seniors"]), shows="Example Pantry 21"),
    "filter: a day": Kind(searched(place="94601", day="2"), shows="Example Legal Center"),
    "filter: a court, anywhere": Kind(searched(category="legal", court="San Francisco"), shows="Example Legal Center"),
    "all filters at once": Kind(searched(place="94601", category="legal", services=["asylum"], languages=["es"],
                                         papers=["asks_ssn"], cost=["free"], open_now="yes", radius="25")),
    "a list to print": Kind(printed(place="95112", category="food"), shows="Example Pantry 20"),
    "a list in large print": Kind(printed("print/large", place="94601"), shows="Fruitvale Clinic"),
    "a list to print, nearest beyond": Kind(printed(place="59601", category="legal"), shows="Beehive Example"),
    "a list to print, secret place": Kind(printed(place="Alameda County, CA"), shows="Example Care Line"),
    "a list to print, nothing found": Kind(printed(words="zzzzqqqq"), shows="zzzzqqqq"),
    "a list to print, half unknown": Kind(printed(place="94601", languages=["mam"]), shows="Example Legal Center"),
    "a map with streets": Kind(on_map(place="95112", category="food"), shows="OpenStreetMap contributors"),
    "a map where some are no pins": Kind(on_map(place="94601"), shows="St. John's Rights Office"),
    "a map of a state": Kind(on_map(place="California", category="food"), shows="Example Pantry 20"),
    "a map for words": Kind(on_map(words="clinic"), shows="Paused Example Clinic"),
    "a map without pins": Kind(on_map(place="59601", category="legal"), shows="Beehive Example"),
    "a map of nothing": Kind(on_map(words="zzzzqqqq"), shows="zzzzqqqq"),
    "a map that has ended": Kind(address("r/AAAA/map"), 410),
    "all states": Kind(address("places"), shows="Puerto Rico"),
    "the page of a state": Kind(address("ca"), shows="Example Care"),
    "the page of a state: legal help": Kind(address("ca/legal"), shows="California Example Hotline"),
    "the page of a state: food": Kind(address("ca/food"), shows="Example Groceries"),
    "the page of a state without programs": Kind(address("mt"), shows="Montana"),
    "the page of a territory, medical care": Kind(address("pr/medical"), shows="Puerto Rico"),
    "the page of a county": Kind(address("ca/alameda-county"), shows="Berkeley"),
    "the page of a county: medical care": Kind(address("ca/alameda-county/medical"), shows="Fruitvale Clinic"),
    "the page of a city": Kind(address("ca/oakland"), shows="Example Legal Center"),
    "the page of a city: legal help": Kind(address("ca/oakland/legal"), shows="Example Legal Center"),
    "the page of a city: food": Kind(address("ca/san-jose/food"), shows="Example Pantry 20"),
    "the page of a city, second page": Kind(address("ca/san-jose/food/2"), shows="Example Pantry"),
    "the map of a city": Kind(address("ca/oakland/map"), shows="Example Legal Center"),
    "the map of a city: food, with streets": Kind(address("ca/san-jose/food/map"), shows="OpenStreetMap contributors"),
    "the map of a city, second page": Kind(address("ca/san-jose/food/map/2"), shows="Example Pantry"),
    "the map of a county": Kind(address("ca/alameda-county/medical/map"), shows="Fruitvale Clinic"),
    "the map of a city without pins": Kind(address("mt/helena/legal/map"), shows="Beehive Example"),
    "the map of no city": Kind(address("ca/oaklnd/map"), 404, "Oakland, CA"),
    "the page of a city with nothing near": Kind(address("mt/helena/legal"), shows="Beehive Example"),
    "a misspelt city in an address": Kind(address("ca/oaklnd"), 404, "Oakland, CA"),
    "no such state in an address": Kind(address("zz"), 404),
    "a link that has ended": Kind(address("r/AAAA"), 410),
    "a list to print that has ended": Kind(address("r/AAAA/print"), 410),
    "a closed listing": Kind(address("listing/closed0001"), 410, "Closed Example Office"),
    "a closed listing to print": Kind(address("listing/closed0001/print"), 410, "Closed Example Office"),
    "a closed listing's contact": Kind(address("listing/closed0001.vcf"), 410, "Closed Example Office"),
    "no such listing": Kind(address("listing/nothing001"), 404),
    "no such listing to print": Kind(address("listing/nothing001/print/large"), 404),
    "no such contact": Kind(address("listing/nothing001.vcf"), 404),
    "no such page": Kind(address("nothing"), 404),
    "a method that is not taken": Kind(by_other_method, 405),
    "a form that is too large": Kind(too_large, 413),
    "report": Kind(address("listing/oakland001/report"), shows="Example Legal Center"),
    "report of a secret place": Kind(address("listing/secret0001/report"), shows="Example Care Line"),
    "report of a closed place": Kind(address("listing/closed0001/report"), shows="Closed Example Office"),
    "report of no listing": Kind(address("listing/nothing001/report"), 404),
    "report with mistakes": Kind(sent_form("listing/oakland001/report", text="5" * 1001, contact="5" * 201), 422, "5"),
    "report sent too fast": Kind(sent_form("listing/oakland001/report", after=1, choice="phone", text="555"), 422),
    "report when the box is full": Kind(when_full(address("listing/oakland001/report")), 503, "hello@example.org"),
    "report sent when the box is full": Kind(
        when_full(sent_form("suggest", choice="food", name="555", reach="555")), 503, "hello@example.org"),
    "report sent": Kind(address("listing/oakland001/report/sent")),
    "suggest": Kind(address("suggest")),
    "suggest with mistakes": Kind(sent_form("suggest", name="5" * 201, text="555"), 422),
    "suggest sent": Kind(address("suggest/sent")),
    **{f"listing {each}": Kind(address(f"listing/{each}")) for each in LISTINGS},
    **{f"listing {each} to print": Kind(address(f"listing/{each}/print")) for each in LISTINGS},
    "a listing in large print": Kind(address("listing/oakland001/print/large"), shows="Example Legal Center"),
}
