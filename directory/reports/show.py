"""What the pages of both forms say, as sentences in the reader's language."""

from directory.i18n.catalogs import catalog
from directory.i18n.marks import N_
from directory.reports.message import Problem
from directory.web.templating import Formats, language

#: Code of a problem -> what to do about it.
_PROBLEMS = {
    "wrong": N_("Choose what is wrong."),
    "what": N_("Write what is wrong, in a few words."),
    "help": N_("Choose what kind of help they give."),
    "name": N_("Write the name of the place."),
    "reach": N_("Write a phone number or a web site, or the city, so that we can find them."),
    "too-long": N_("This has %(length)s characters. Please make it shorter: at most %(limit)s."),
}


def mistakes(problems: tuple[Problem, ...]) -> dict[str, str]:
    """Return what to mend, by field, in the order of the form."""
    code = language().code
    words, formats = catalog(code), Formats(code)
    return {each.field: words.gettext(_PROBLEMS[each.code])
            % {name: formats.number(value) for name, value in each.data.items()} for each in problems}


def options(choices: dict[str, str]) -> dict[str, str]:
    """Return the codes of a closed list and their names."""
    words = catalog(language().code)
    return {code: words.gettext(name) for code, name in choices.items()}
