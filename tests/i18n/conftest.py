"""Folders of catalogs that a test writes itself."""

from collections.abc import Callable
from pathlib import Path

import pytest

from directory.i18n.catalogs import PLURAL_FORMS

WritePo = Callable[[str, str], Path]


@pytest.fixture
def write_po(tmp_path: Path) -> WritePo:
    """Write a catalog with the right header for a language code, and return its path."""

    def write(code: str, body: str) -> Path:
        path = tmp_path / code.replace("-", "_") / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        header = f'"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {PLURAL_FORMS[code]}\\n"\n'
        path.write_text(f'msgid ""\nmsgstr ""\n{header}\n{body}', encoding="utf-8")
        return path

    return write
