"""Pages from templates: one Jinja environment a language, so that a translation is a plain dict look-up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import CodeType
from typing import Any

from flask import Flask, current_app, g, request, url_for
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from directory import clock
from directory.config import Settings
from directory.i18n import formats
from directory.i18n.catalogs import catalog
from directory.i18n.languages import Language
from directory.web import qr
from directory.web.static import asset


class _Compiled(BytecodeCache):
    """What Jinja made of each template, for the environments of all languages: compiled once a process."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was made of this template as it stands now."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was made."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class Pages:
    """Renders templates in every offered language."""

    def __init__(self, app: Flask, settings: Settings, languages: tuple[Language, ...]) -> None:
        self.languages = languages
        self.settings = settings
        self._folder = f"{app.root_path}/templates"
        self.environment = cache(self._environment)
        app.extensions["amparo_pages"] = self

    def _environment(self, language: Language) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(self._folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True, extensions=["jinja2.ext.i18n"], auto_reload=not self.settings.in_production,
            bytecode_cache=_COMPILED)
        environment.policies["ext.i18n.trimmed"] = True
        words = catalog(language.code)
        environment.install_gettext_callables(  # type: ignore[attr-defined]
            words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext)
        environment.globals.update(
            lang=language, languages=self.languages, asset=asset, url_for=url_for, page_in=page_in,
            addresses=addresses, exit_url=self.settings.exit_url, operator=self.settings, fmt=Formats(language.code),
            qr_code=qr.code)
        return environment


@dataclass(frozen=True, slots=True)
class Formats:
    """The formatters of one language, to be called without naming it. See i18n.formats."""

    code: str

    def miles(self, value: float) -> str:
        """Say a distance."""
        return formats.miles(self.code, value)

    def number(self, value: float) -> str:
        """Write a number."""
        return formats.number(self.code, value)

    def percent(self, value: int) -> str:
        """Write a share of a hundred."""
        return formats.percent(self.code, value)

    def today(self) -> str:
        """Say what day it is."""
        return formats.day(self.code, clock.today())

    def partial_date(self, text: str) -> str:
        """Say a day, a month or a year."""
        return formats.partial_date(self.code, text)

    def moment(self, value: datetime) -> str:
        """Say a day and a time, by UTC."""
        return formats.moment(self.code, value)

    def weekday(self, index: int) -> str:
        """Name a weekday, 0 for Monday, as a label."""
        return formats.sentence_start(formats.weekday(self.code, index))

    def list_and(self, items: Iterable[str]) -> str:
        """Join items with "and"."""
        return formats.list_and(self.code, tuple(items))

    def list_or(self, items: Iterable[str]) -> str:
        """Join items with "or"."""
        return formats.list_or(self.code, tuple(items))


def render(template: str, **context: Any) -> str:
    """Return a page in the language of the request."""
    pages: Pages = current_app.extensions["amparo_pages"]
    return pages.environment(language()).get_template(template).render(**context)


def language() -> Language:
    """Return the language of the request: the one in its URL, else English."""
    pages: Pages = current_app.extensions["amparo_pages"]
    return g.get("language") or pages.languages[0]


def page_in(other: Language, *, whole: bool = False) -> str:
    """Return the URL of this page in another language, `whole` with our host; its home where none can be opened."""
    rule = request.url_rule
    if rule is not None and "GET" in (rule.methods or ()) and request.endpoint and g.get("language"):
        return url_for(request.endpoint, **{**(request.view_args or {}), "lang": other.code}, _external=whole)
    return url_for("finding.home", lang=other.code, _external=whole)


def addresses() -> dict[str, str]:
    """Return the whole URL of this page by language tag, for search engines; empty where they may not list it."""
    pages: Pages = current_app.extensions["amparo_pages"]
    return {each.tag: page_in(each, whole=True) for each in pages.languages} if g.get("indexable", False) else {}
