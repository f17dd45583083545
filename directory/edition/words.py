"""The words by which a family may find a listing: its own, and our names for what it does in all our languages."""

from collections.abc import Mapping
from functools import cache

from directory.i18n import folding, formats
from directory.i18n.catalogs import catalog
from directory.i18n.languages import LANGUAGES
from directory.listings import columns, vocabulary
from directory.listings.listing import Listing

#: Columns whose words find a listing, in whatever language they stand.
_OWN = ("organization", "name", "description", "city", "languages_note", "eligibility_note", "courts", "detention")


Synonyms = Mapping[str, tuple[str, ...]]


def of(listing: Listing, synonyms: Synonyms) -> list[str]:
    """Return all folded words of a listing, each once: comida, manje and طعام for every place that gives food.

    `synonyms` are the words people type for a category or service, by its code, in any language.
    """
    own = [text for name, text in listing.facts.items() if columns.original(name)[0] in _OWN]
    words = folding.index("\n".join(own))
    for term in (vocabulary.CATEGORIES[listing.text("category")],
                 *(vocabulary.SERVICES[code] for code in listing.codes("services") if code in vocabulary.SERVICES)):
        words += [*_said_anywhere(term.name), *_said_anywhere(term.explanation)]
        words += _folded(synonyms.get(term.code, ()))
    for code in listing.codes("languages"):
        words += _named_anywhere(code)
    return list(dict.fromkeys(words))


def meanings(synonyms: Synonyms) -> set[tuple[str, str]]:
    """Return (folded words, code) for all that people type or read for a category or service, in any language."""
    said: set[tuple[str, str]] = set()
    for code, term in {**vocabulary.CATEGORIES, **vocabulary.SERVICES}.items():
        names = (catalog(language.code).gettext(term.name) for language in LANGUAGES)
        said |= {(" ".join(folding.fold(phrase)), code) for phrase in (*names, *synonyms.get(code, ()))}
    return said


@cache
def _said_anywhere(message: str) -> tuple[str, ...]:
    """Return the folded words of a message in every language that has a catalog, offered or not."""
    if not message:
        return ()
    said = (catalog(language.code).gettext(message) for language in LANGUAGES)
    return tuple(folding.index("\n".join(dict.fromkeys(said))))


@cache
def _folded(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Return the folded words of phrases, each once."""
    return tuple(dict.fromkeys(folding.index("\n".join(phrases))))


@cache
def _named_anywhere(spoken: str) -> tuple[str, ...]:
    """Return the folded words by which our languages call a language."""
    english = vocabulary.SPOKEN.get(spoken, "")
    names = (formats.language_name(language.code, spoken, english) for language in LANGUAGES)
    return tuple(folding.index("\n".join(dict.fromkeys([english, *names]))))
