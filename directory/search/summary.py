"""What an answer says in whole sentences: where we looked, how far, what we found and what we do not have."""

import math
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from directory.i18n.marks import N_
from directory.places import states
from directory.places.gazetteer import Found
from directory.places.place import Place
from directory.search.coverage import Coverage
from directory.search.engine import Answer
from directory.search.mapping import Mapped
from directory.search.query import Query
from directory.web.templating import Formats

#: kind of help -> (heading with a place, heading without one)
_HEADINGS = {
    "legal": (N_("Legal help near %(place)s"), N_("Legal help")),
    "medical": (N_("Medical care near %(place)s"), N_("Medical care")),
    "food": (N_("Food near %(place)s"), N_("Food")),
    "": (N_("Help near %(place)s"), N_("Help")),
}
_IN_PLACE = {
    "legal": N_("Legal help in %(place)s"), "medical": N_("Medical care in %(place)s"),
    "food": N_("Food in %(place)s"), "": N_("Help in %(place)s"),
}
_NONE_IN_STATE = {
    "legal": N_("We list no legal help in %(state)s."), "medical": N_("We list no medical care in %(state)s."),
    "food": N_("We list no food places in %(state)s."), "": N_("We list no places in %(state)s."),
}
_NONE_NEAR = {
    "legal": N_("We know of no legal help within %(distance)s."),
    "medical": N_("We know of no medical care within %(distance)s."),
    "food": N_("We know of no food places within %(distance)s."),
    "": N_("We know of no places within %(distance)s."),
}
#: as places.map names directions
_DIRECTIONS = {
    "north": N_("to the north"), "northeast": N_("to the northeast"), "east": N_("to the east"),
    "southeast": N_("to the southeast"), "south": N_("to the south"), "southwest": N_("to the southwest"),
    "west": N_("to the west"), "northwest": N_("to the northwest"),
}


@dataclass(frozen=True)
class Summary:
    """Says what a search did, in one language. `words` is its catalog, `code` its code."""

    words: Any
    code: str

    def place_name(self, place: Place, county: str = "") -> Markup:
        """Return a place as a family says it: "94601, Oakland, CA"; with its county where two have one name."""
        name = {"zip": f"{place.code}, {place.name}, {place.state}", "state": place.name,
                "county": f"{place.name}, {place.state}", "city": f"{place.name}, {place.state}"}[place.kind]
        name += f" ({county})" if county else ""
        return Markup("<bdi>{}</bdi>").format(name)

    def heading(self, answer: Answer) -> Markup:
        """Return the heading of a results page."""
        category = answer.query.category
        if answer.place is None:
            if answer.query.words:
                return self._say(N_("Search for “%(words)s”"), words=Markup("<bdi>{}</bdi>").format(answer.query.words))
            return self._say(_HEADINGS[category][1])
        if answer.place.kind == "state":
            return self.heading_in(answer.place, category)
        return self._say(_HEADINGS[category][0], place=self.place_name(answer.place))

    def heading_in(self, place: Place, category: str) -> Markup:
        """Return the heading of the page of a place: "Food in Oakland, CA"."""
        return self._say(_IN_PLACE[category], place=self.place_name(place))

    def said(self, answer: Answer) -> Markup:
        """Say what was found and how far we looked. Chinese sets no space between sentences."""
        between = Markup() if self.code.startswith("zh") else Markup(" ")
        return between.join(self._sentences(answer))

    def _sentences(self, answer: Answer) -> list[Markup]:
        """Return what was found and how far we looked, one whole sentence after the other."""
        said = []
        if answer.query.words and answer.place is not None:
            said.append(self._say(N_("You searched for “%(words)s”."),
                                  words=Markup("<bdi>{}</bdi>").format(answer.query.words)))
        none_in_state = (answer.place and not answer.state_count and not answer.query.words
                         and not answer.query.filters)
        if not none_in_state or (answer.hits and answer.rule != "state"):
            said.append(self._found(answer))
        if answer.rule == "nearest" and answer.hits:
            said.append(self._count("Here is the nearest place, farther away.",
                                    "Here are the %(num)s nearest places, farther away.", len(answer.hits)))
        if answer.unknown and answer.matches:
            said.append(self._count("There is %(num)s more place of which we don't know enough.",
                                    "There are %(num)s more places of which we don't know enough.", answer.unknown))
        if answer.place and none_in_state:
            state = Markup("<bdi>{}</bdi>").format(states.state_name(answer.place.state))
            said.append(self._say(_NONE_IN_STATE[answer.query.category], state=state))
        no_list = bool(answer.query.category) and any(each.kind == "none" for each in answer.missing)
        if answer.hits and no_list:
            said.append(self._say(N_("There may be help nearer to you that is not on our lists. Call 211 and ask.")))
        if not answer.hits and (no_list or not answer.by_area):
            said.append(self._say(N_("Call 211: they know who helps near you.")))
        if not answer.hits and answer.by_area:
            said.append(self._say(N_("These can help by phone or online:")))
        return said

    def _found(self, answer: Answer) -> Markup:
        distance = Formats(self.code).miles(answer.radius or 100)
        if answer.rule in ("state", "everywhere", "areas"):
            if not answer.matches and answer.rule != "state":
                if answer.rule == "areas":
                    return Markup("")
                return self._say(N_("We found nothing with this name or word."))
            return self._count("%(num)s place.", "%(num)s places.", answer.matches)
        if answer.rule == "nearest":
            if answer.query.filters or answer.query.words:
                return self._say(N_("Nothing within %(distance)s fits all you asked for."), distance=distance)
            return self._say(_NONE_NEAR[answer.query.category], distance=distance)
        if not answer.matches:
            return self._say(N_("We are not sure of any place within %(distance)s. Call these and ask."),
                             distance=distance)
        far = [hit.miles or 0 for hit in answer.hits if hit.match]
        if far != sorted(far):
            return self._count("%(num)s place within %(distance)s. Near places with newer facts come first.",
                               "%(num)s places within %(distance)s. Near places with newer facts come first.",
                               answer.matches, distance=distance)
        return self._count("%(num)s place within %(distance)s, nearest first.",
                           "%(num)s places within %(distance)s, nearest first.", answer.matches, distance=distance)

    def coverage(self, found: Coverage) -> Markup:
        """Say why no place of a kind is shown: our list is complete, or is not, or there is none yet."""
        if found.kind == "none":
            return self._say(N_("We have no list for this area yet. Call 211: they know who helps near you."))
        best = found.lists[0]
        values = {"list": Markup('<bdi lang="en">{}</bdi>').format(best["title"]),
                  "date": Formats(self.code).partial_date(best["edition"])}
        if found.kind == "complete":
            return self._say(N_("The list “%(list)s” of %(date)s shows no help near this place, and that list is "
                                "complete. There may be help that is not on it: call 211."), **values)
        return self._say(N_("The list “%(list)s” of %(date)s shows no help near this place, but that list is not "
                            "complete. Call 211 and ask."), **values)

    def by_area(self, answer: Answer) -> Markup:
        """Say how many services by phone or area there are besides."""
        return self._count("And %(num)s service by phone or for your whole area",
                           "And %(num)s services by phone or for your whole area", len(answer.by_area))

    def map_said(self, answer: Answer, mapped: Mapped) -> Markup:
        """Describe the map of a page of an answer in one sentence."""
        count = len(mapped.pins)
        if answer.place is None:
            return self._count("Map of %(num)s place.", "Map of %(num)s places.", count)
        place = self.place_name(answer.place)
        if answer.place.kind == "state":
            return self._count("Map of %(num)s place in %(place)s.", "Map of %(num)s places in %(place)s.", count,
                               place=place)
        farthest = math.ceil(max(hit.miles or 0 for _, hit in mapped.pins)) or 1
        return self._count("Map of %(num)s place within %(distance)s of %(place)s.",
                           "Map of %(num)s places within %(distance)s of %(place)s.", count,
                           distance=Formats(self.code).miles(farthest), place=place)

    def map_note(self, answer: Answer, mapped: Mapped) -> Markup:
        """Say how to read the map."""
        if mapped.drawing is None or not mapped.drawing.middle or answer.place is None:
            if mapped.drawing and mapped.drawing.streets.paths:
                return self._say(N_("The numbers are those of the list."))
            return self._say(N_("The numbers are those of the list. The map shows where, but no streets."))
        return self._say(N_("The numbers are those of the list. The star is the middle of %(place)s. "
                            "The rings show how far it is in a straight line. By road it is farther."),
                         place=self.place_name(answer.place))

    def direction(self, direction: str) -> Markup:
        """Say in which direction from the middle of the map a place lies."""
        return self._say(_DIRECTIONS[direction])

    def place_unknown(self, asked: Query, found: Found | None) -> Markup:
        """Say what is wrong with the place, and what to type."""
        typed = Markup("<bdi>{}</bdi>").format(asked.typed)
        if found is None or not asked.typed:
            return self._say(N_("Where are you? Type your ZIP code, or your city and state."))
        if found.reason == "unknown-zip":
            return self._say(N_("We don't know the ZIP code %(zip)s. Type 5 digits, like 90012."), zip=typed)
        if found.reason == "ambiguous":
            return self._say(N_("There is more than one place called %(place)s."), place=typed)
        return self._say(
            N_("We don't know the place %(place)s. Type a ZIP code, or a city and state like Oakland, CA."),
            place=typed)

    def _say(self, message: str, **values: object) -> Markup:
        return escape(self.words.gettext(message)) % values

    def _count(self, one: str, many: str, number: int, **values: object) -> Markup:
        text = escape(self.words.ngettext(one, many, number))
        return text % {"num": Formats(self.code).number(number), **values}

