"""How the pages of the team say codes: what was refused, what to mend, and closed lists, in the reader's language."""

from collections.abc import Mapping

from directory.i18n.catalogs import catalog
from directory.i18n.marks import N_
from directory.register.changes import Refused
from directory.sheets.problems import Problem, message, sentence
from directory.web.templating import Formats, language


def refused(sentences: Mapping[str, str], error: Refused) -> str:
    """Return why something was not done, and what to do; the data of the error fills the sentence of its code."""
    code = language().code
    data = {name: Formats(code).number(value) if isinstance(value, int) else value
            for name, value in error.data.items()}
    return catalog(code).gettext(sentences[error.code]) % data


#: How to fix what is wrong in a form, where MESSAGES speak of the rows and columns of a sheet.
_IN_FORM = {
    "needed": N_("Write it here."),
    "needed-category": N_("Choose it here."),
    "hours": N_("Write days and times like: Mon-Fri 9am-5pm; 1st Sat 10am-1pm. Put words into the next box."),
    "phone": N_("Write it like (510) 555-0123 or (510) 555-0123 ext. 12, without words."),
    "phone-two": N_("Keep the first, and write the other as the second phone."),
    "language-far": N_("Write its name in English, like Spanish."),
    "zip-zero-lost": N_("Did you mean %(near)s? Write all 5 digits."),
    "source-missing": N_("Choose the source, or say on which day and how somebody asked the place."),
    "credential-missing": N_("Say why we list them for legal help."),
    "method-missing": N_("Choose it here."),
    "confidential-place": N_("Delete it. Say in which county the people live whom they serve."),
    "survivors": N_("If it is, say that the address must stay secret, and delete street, city, ZIP code and point. "
                    "If a person made sure that the address is public, answer No."),
    "confidential-no-area": N_("Say whom they serve, like Lucas County, OH, or state:OH."),
    "area": N_("Write the county and its state, like Lucas County, OH, or state:OH, or country:US. Put a semicolon "
               "between several."),
}


def mistake(problem: Problem) -> str:
    """Return what is wrong with a fact in a form, and how to fix it there."""
    words = catalog(language().code)
    why, fix = sentence(problem, words.gettext)
    in_form = _IN_FORM.get(message(problem))
    return f"{why} {words.gettext(in_form) % problem.data if in_form else fix}"


def terms(table: Mapping[str, str]) -> dict[str, str]:
    """Return a closed list of ours in the reader's language."""
    words = catalog(language().code)
    return {code: words.gettext(name) for code, name in table.items()}
