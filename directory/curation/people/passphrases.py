"""Passphrases that people can write down: names of towns, from our own gazetteer."""

from functools import cache

from directory.curation.people.secrets import make_passphrase
from directory.places.finder import city_names


def suggest() -> str:
    """Return a passphrase that nobody can guess: five names of towns."""
    return make_passphrase(_words())


@cache
def _words() -> tuple[str, ...]:
    """Return some 10,000 short names of towns, each one word of plain letters."""
    names = {name.lower() for name in city_names()}
    return tuple(sorted(name for name in names if 4 <= len(name) <= 9 and name.isascii() and name.isalpha()))
