"""Catalogs that a test writes itself."""

from collections.abc import Callable
from pathlib import Path

from directory.i18n.catalogs import PLURAL_FORMS

WritePo = Callable[[str, str], Path]


def write_po_in(folder: Path, code: str, body: str) -> Path:
    """Write a catalog with the right header for a language code, and return its path."""
    path = folder / code.replace("-", "_") / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    header = f'"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {PLURAL_FORMS[code]}\\n"\n'
    path.write_text(f'msgid ""\nmsgstr ""\n{header}\n{body}', encoding="utf-8")
    return path
