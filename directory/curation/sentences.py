"""How the pages of the team say codes: what was refused, and closed lists, in the reader's language."""

from collections.abc import Mapping

from directory.i18n.catalogs import catalog
from directory.register.changes import Refused
from directory.web.templating import Formats, language


def refused(sentences: Mapping[str, str], error: Refused) -> str:
    """Return why something was not done, and what to do; the data of the error fills the sentence of its code."""
    code = language().code
    data = {name: Formats(code).number(value) if isinstance(value, int) else value
            for name, value in error.data.items()}
    return catalog(code).gettext(sentences[error.code]) % data


def terms(table: Mapping[str, str]) -> dict[str, str]:
    """Return a closed list of ours in the reader's language."""
    words = catalog(language().code)
    return {code: words.gettext(name) for code, name in table.items()}
