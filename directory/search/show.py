"""What a listing and an answer say, as sentences in the reader's language: the words behind the templates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from directory import clock
from directory.edition.store import Edition
from directory.i18n.catalogs import Catalog, catalog
from directory.i18n.formats import language_name
from directory.i18n.languages import spoken_codes
from directory.i18n.marks import N_
from directory.listings import cells, columns, freshness, hours_words, vocabulary
from directory.listings import hours as opening
from directory.listings.hours_words import Now
from directory.listings.listing import Listing
from directory.places import states
from directory.places.place import COUNTRY, Place
from directory.search.engine import Hit
from directory.search.notices import Chosen, choose
from directory.search.summary import Summary
from directory.web.templating import Formats, language

#: kind of way to reach a place -> what a family can do
_INVITATIONS = {
    "call": N_("Call %(number)s"), "text": N_("Send a text to %(number)s"), "whatsapp": N_("WhatsApp %(number)s"),
    "email": N_("Write to %(address)s"), "website": N_("Open their web site: %(site)s"),
    "go": N_("Go there: %(address)s"),
}
_NUMBER, _ADDRESS = Markup('<bdi dir="ltr">{}</bdi>'), Markup('<bdi lang="en" dir="ltr">{}</bdi>')
#: A telephone number inside a text.
_PHONE = re.compile(r"(\+?\(?\d[\d ().-]{5,}\d)")


class Way(NamedTuple):
    """One way to reach a place: kind, link, its number or address, and our words for it, in the reader's language.

    `link` is '' where there is nothing to press.
    """

    kind: str
    link: str
    text: str
    invitation: str

    @property
    def sentence(self) -> Markup:
        """Return the words as a page shows them, the number or address kept apart from them."""
        apart = _ADDRESS if self.kind == "go" else _NUMBER
        return escape(self.invitation) % _any_name(apart.format(self.text))

    def plain(self, *, mark: str = "") -> str:
        """Return the words as a text message holds them, `mark` before the number, address or whole link."""
        return self.invitation % _any_name(mark + (self.link if self.kind == "website" else self.text))


def _any_name(shown: str) -> dict[str, str]:
    """Return what an invitation names, under each name that one has for it."""
    return dict.fromkeys(("number", "address", "site"), shown)


class Said(NamedTuple):
    """A sentence about papers, and what it says: 'no' (not asked), 'yes' or 'unknown'."""

    kind: str
    sentence: str


class Written(NamedTuple):
    """Words of a listing as a page shows them, '' when there are none.

    `is_old`: they were made from another English than today's, which is `english`, '' when it is gone.
    """

    text: Markup
    is_old: bool = False
    english: str = ""


@dataclass(frozen=True)
class View:
    """Says things about listings in the language of the request."""

    edition: Edition

    @property
    def summary(self) -> Summary:
        """Return what the answer says as a whole."""
        return Summary(self.words, language().code)

    @property
    def words(self) -> Catalog:
        """Return the catalog of the request."""
        return catalog(language().code)

    def notices(self, place: Place | None = None) -> Chosen:
        """Return the notices that stand now for a place; the national ones where there is no place."""
        return choose(self.edition.notices, place.areas if place else (COUNTRY,), clock.now())

    def term(self, table: str, code: str) -> str:
        """Return the name of a code in the reader's language."""
        return self.words.gettext(getattr(vocabulary, table)[code].name)

    def terms(self, table: str, codes: tuple[str, ...]) -> str:
        """Return the names of codes, one beside the other."""
        return " · ".join(self.term(table, code) for code in codes)

    def ways(self, listing: Listing) -> list[Way]:
        """Return every way to reach a place, the best first: call, text, write, web site."""
        found = [("call", cells.dial(listing.text(name)), listing.text(name))
                 for name in ("phone", "phone_2") if listing.text(name)]
        if number := listing.text("text_phone"):
            found.append(("text", cells.dial(number).replace("tel:", "sms:"), number))
        if number := listing.text("whatsapp"):
            digits = "".join(char for char in cells.dial(number).partition(";")[0] if char.isdigit())
            found.append(("whatsapp", f"https://wa.me/{digits}", number))
        if address := listing.text("email"):
            found.append(("email", f"mailto:{address}", address))
        if site := listing.text("website"):
            found.append(("website", site, (urlsplit(site).hostname or site).removeprefix("www.")))
        if not found and listing.has_door:
            return [self.way_there(listing)]
        return [self._way(*each) for each in found]

    def nobody_to_call(self, listing: Listing) -> str:
        """Say whom to ask about a place that has a door but no number we know; '' for all others."""
        if not listing.has_door or any(listing.text(name) for name in ("phone", "text_phone", "whatsapp")):
            return ""
        return self.words.gettext("We do not have their phone number. Call 211 before you go.")

    def way_there(self, listing: Listing) -> Way:
        """Return the way to the door of a place that has one."""
        return self._way("go", "", ", ".join(listing.street))

    def _way(self, kind: str, link: str, text: str) -> Way:
        return Way(kind, link, text, self.words.gettext(_INVITATIONS[kind]))

    def distance(self, hit: Hit) -> str:
        """Say how far away a place is; '' when it has no place, or a secret one."""
        if hit.miles is None or hit.listing.point is None:
            return ""
        gettext = self.words.gettext
        if not hit.listing.point.approximate:
            return gettext("%(distance)s away") % {"distance": Formats(language().code).miles(hit.miles)}
        if hit.miles < 1:
            return gettext("in this area")
        return gettext("about %(distance)s away") % {"distance": Formats(language().code).miles(hit.miles)}

    def open_now(self, listing: Listing) -> Now:
        """Say whether a place is open now, by its own clock, or when it opens."""
        gettext = self.words.gettext
        if listing.text("status") == "paused":
            return Now("closed", gettext("Closed for now. Call before you go."))
        if not listing.text("hours") or not (listing.timezone or listing.text("hours") == "24/7"):
            return Now("unknown", gettext("We don't know when it is open. Call first."))
        local = clock.now().astimezone(ZoneInfo(listing.timezone or "UTC"))
        hours = opening.parse(listing.text("hours"))
        holidays = "open" if listing.text("hours") == "24/7" else hours.holidays
        return hours_words.now(opening.state(hours, local), local, language().code, self.words, holidays=holidays)

    def usual_hours(self, listing: Listing) -> Now:
        """Say when a place is open without looking at the clock, for pages that may be kept for a while."""
        if listing.text("status") == "paused" or not listing.text("hours"):
            return self.open_now(listing)
        return Now("usual", " · ".join(self.hours(listing)))

    def hours(self, listing: Listing) -> tuple[str, ...]:
        """Return the opening hours, a line a rule."""
        if not listing.text("hours"):
            return ()
        return hours_words.lines(opening.parse(listing.text("hours")), language().code, self.words)

    def papers(self, listing: Listing) -> list[Said]:
        """Say which papers a place asks for, which it does not, and which we do not know: kinds no, yes, unknown."""
        gettext = self.words.gettext
        formats = Formats(language().code)
        groups: dict[str, list[str]] = {"no": [], "yes": [], "unknown": []}
        for code, term in vocabulary.PAPERS.items():
            groups[listing.text(code) or "unknown"].append(gettext(term.name))
        said = []
        if groups["no"]:
            papers = formats.list_or(groups["no"])
            said.append(Said("no", gettext("Does not ask for: %(papers)s.") % {"papers": papers}))
        if groups["yes"]:
            papers = formats.list_and(groups["yes"])
            said.append(Said("yes", gettext("Asks for: %(papers)s.") % {"papers": papers}))
        if len(groups["unknown"]) == len(vocabulary.PAPERS):
            said.append(Said("unknown", gettext("We don't know which papers they ask for. Ask before you go.")))
        elif groups["unknown"]:
            said.append(Said("unknown", gettext("We don't know whether they ask for: %(papers)s.")
                            % {"papers": formats.list_or(tuple(groups["unknown"]))}))
        return said

    def papers_in_short(self, listing: Listing) -> list[Said]:
        """Say what we know of the papers; that we do not know only where we know nothing."""
        said = self.papers(listing)
        if len(said) == 1 and said[0].kind == "unknown" and not listing.has_door:
            return []  # a phone line looks at no papers
        return [each for each in said if each.kind != "unknown"] or said

    def languages(self, listing: Listing) -> str:
        """Return the languages spoken there as one list, '' when we do not know."""
        return self._spoken(listing, "languages")

    def answered_in(self, listing: Listing) -> str:
        """Return the languages in which they answer the phone, '' when we do not know."""
        return self._spoken(listing, "phone_languages")

    def _spoken(self, listing: Listing, column: str) -> str:
        names = tuple(language_name(language().code, code, vocabulary.SPOKEN.get(code, code), standalone=False)
                      for code in listing.codes(column))
        return Formats(language().code).list_and(names)

    def language_name(self, code: str) -> str:
        """Return the name of a spoken language in the reader's language, else in English."""
        return language_name(language().code, code, vocabulary.SPOKEN.get(code, code))

    def phrases(self, listing: Listing) -> list[tuple[str, str]]:
        """Return what to say on the phone, in English and in the reader's language; none to a reader of English."""
        code = language().code
        if code == "en" or not any(way.kind == "call" for way in self.ways(listing)):
            return []
        english, own = catalog("en").gettext, self.words.gettext
        wanted = {"legal": N_("I need help with immigration."), "medical": N_("I need to see a doctor."),
                  "food": N_("My family needs food.")}.get(listing.text("category"))
        said = [*([wanted] if wanted else []), N_("Which papers do I need to bring?"),
                N_("Is it free? How much does it cost?"), N_("Which day and time can I come?")]
        first = N_("I need an interpreter, please. I speak %(language)s.")
        asked = [(english(first) % {"language": language_name("en", spoken, vocabulary.SPOKEN[spoken])},
                  own(first) % {"language": language_name(code, spoken, standalone=False)})
                 for spoken in spoken_codes(code)]
        return asked + [(english(each), own(each)) for each in said]

    def directions(self, listing: Listing) -> list[tuple[str, str]]:
        """Return links that show the way to a door: (kind, link). `geo` opens the map of the phone itself."""
        if not listing.has_door:
            return []
        address = quote(", ".join(part for part in listing.street if part != listing.text("address_2")))
        point = listing.point
        where = f"{point.latitude:.5f},{point.longitude:.5f}" if point and not point.approximate else "0,0"
        return [("geo", f"geo:{where}?q={address}"),
                ("osm", f"https://www.openstreetmap.org/search?query={address}")]

    def how_we_know(self, listing: Listing) -> str:
        """Say where the facts come from and when, in one sentence."""
        gettext = self.words.gettext
        formats = Formats(language().code)
        source = self.source(listing).get("title", "")
        fresh = freshness.of(listing.facts)
        if not fresh.since or not (fresh.asked or source):
            return gettext("We do not know when this was last checked. Call first.")
        day = formats.partial_date(fresh.since)
        if not fresh.asked:
            copied = gettext("We copied this from a published list (%(source)s, %(date)s). Nobody has called yet.")
            return escape(copied) % {"source": self.foreign(source), "date": day}
        sentences = {"called": gettext("A volunteer called and asked on %(date)s."),
                     "visited": gettext("A volunteer went there on %(date)s."),
                     "website": gettext("A volunteer read their web site on %(date)s."),
                     "organization": gettext("The organization confirmed this on %(date)s.")}
        return sentences[listing.text("assured_method")] % {"date": day}

    def source(self, listing: Listing) -> Mapping[str, str]:
        """Return the published list or page that the facts come from; empty when there is none."""
        return self.edition.sources.get(listing.text("source"), {})

    def credential(self, listing: Listing) -> str:
        """Say on which official list a legal office stands and of which day, and no more than that."""
        gettext = self.words.gettext
        code, when = listing.text("legal_credential"), listing.text("credential_checked")
        if not code or not when:
            return ""
        day = Formats(language().code).partial_date(when)
        sentences = {
            "doj-recognized": gettext(
                "It was on the Department of Justice list of recognized organizations of %(date)s."),
            "eoir-list": gettext("It was on the immigration courts' list of free legal help of %(date)s. "
                                 "Being on the list is not a recommendation."),
            "government": gettext("This is a line of the government: the immigration court runs it."),
            "attorney": gettext("A volunteer checked on %(date)s that a licensed attorney works there.")}
        return sentences[code] % {"date": day}

    def stale(self, listing: Listing) -> str:
        """Return what to say of facts so old that a family should call before it goes; '' while they are fresh."""
        fresh = freshness.of(listing.facts)
        if not fresh.since or fresh.stage(clock.today()) == "fresh":
            return ""
        day = Formats(language().code).partial_date(fresh.since)
        if fresh.asked:
            return self.words.gettext("Not checked since %(date)s. Call first.") % {"date": day}
        return self.words.gettext("Old facts, from %(date)s. Call first.") % {"date": day}

    def age(self, listing: Listing) -> str:
        """Say how old the facts are, in the few words that fit a text message and a list on paper."""
        since = freshness.of(listing.facts).since
        if not since:
            return self.words.gettext("We do not know when this was last checked. Call first.")
        day = Formats(language().code).partial_date(since)
        return self.stale(listing) or self.words.gettext("Facts from %(date)s. Call first.") % {"date": day}

    def state(self, code: str) -> Markup:
        """Return the name of a state by its two letters."""
        return Markup("<bdi>{}</bdi>").format(states.state_name(code))

    def foreign(self, text: str, tag: str = "en") -> Markup:
        """Return text that is not ours, kept apart from the text around it; `tag` is its language."""
        return Markup('<bdi lang="{}" dir="auto">{}</bdi>').format(tag, text)

    def phones_apart(self, text: str) -> Markup:
        """Return our own words with each telephone number kept from being turned round in Arabic."""
        return Markup("").join(Markup('<bdi dir="ltr">{}</bdi>').format(part) if odd % 2 else part
                               for odd, part in enumerate(_PHONE.split(text)))

    def written(self, listing: Listing, column: str) -> Written:
        """Return the words of a column: those in the reader's language if there are any, else the English."""
        own = columns.in_language(column, language().code)
        if text := listing.text(own):
            return Written(self.foreign(text, language().tag), own in listing.outdated, listing.text(column))
        return Written(self.foreign(english) if (english := listing.text(column)) else Markup())
