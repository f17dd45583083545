"""Templates: every word through the catalogs, no code inside, links made from routes."""

import ast
import re

import pytest
from flask import Flask
from jinja2 import Environment, nodes

from tests.rules import source

FOLDER = source.PACKAGE / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
#: Names that are the same in every language, and text that stands in several languages at once.
SAME_EVERYWHERE = ("Amparo", "English", "Language / Idioma / اللغة / 语言")
_SPOKEN = ("aria-label", "alt", "title", "placeholder", "summary", "label")


def _text(path: source.Path) -> str:
    return path.read_text(encoding="utf-8")


def _bare(text: str) -> str:
    """Return a template without comments and Jinja."""
    return re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)


def _name(path: source.Path) -> str:
    return path.relative_to(FOLDER).as_posix()


EACH = pytest.mark.parametrize("path", TEMPLATES, ids=_name)


@EACH
def test_no_template_switches_escaping_off(path: source.Path) -> None:
    text = _text(path)
    assert not re.search(r"\|\s*(safe|tojson|forceescape|urlize|xmlattr)\b|autoescape|Markup", text)


@EACH
def test_no_template_holds_style_or_script(path: source.Path) -> None:
    bare = _bare(_text(path))
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<script(?![^>]*\ssrc=)", bare, re.IGNORECASE)


def test_the_page_of_patterns_shows_every_component() -> None:
    """Paper has pages of its own to be looked at; what `base.html` holds is on every page."""
    shown = _text(FOLDER / "pages/patterns.html") + _text(FOLDER / "base.html")
    names = {path.name for path in (FOLDER / "components").iterdir()} - {"paper.html"}
    assert [name for name in sorted(names) if f"components/{name}" not in shown] == []


@EACH
def test_links_are_made_from_routes(path: source.Path) -> None:
    """A path written out would lose the language and break unseen. Other sites have https:, parts of a page #."""
    for target in re.findall(r'\s(?:href|src|action)="([^"{]*)', _text(path)):
        assert not target or target.startswith(("#", "https://", "data:,")), target


@EACH
def test_every_word_goes_through_the_catalogs(path: source.Path) -> None:
    """What is left without Jinja, tags and parts marked as English is signs only."""
    bare = _bare(_text(path))
    for same in SAME_EVERYWHERE:
        bare = bare.replace(same, "")
    for name in _SPOKEN:
        assert not re.search(rf'\s{name}="[^"]*[A-Za-z]', bare), name
    bare = re.sub(r"<bdi lang=\"en\".*?</bdi>|<!DOCTYPE html>", "", bare, flags=re.DOTALL)
    assert not re.findall(r"[A-Za-z]+", re.sub(r"<[^>]*>", " ", bare))


@EACH
def test_a_sentence_is_a_whole_literal(path: source.Path) -> None:
    """`_(name)` or `_("a" ~ b)` could never be collected for translators."""
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    for call in environment.parse(_text(path)).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext", "ngettext", "pgettext"):
            count = {"ngettext": 2, "pgettext": 2}.get(call.node.name, 1)
            for argument in call.args[:count]:
                assert isinstance(argument, nodes.Const), f"line {call.lineno}"


@EACH
def test_logic_is_if_for_and_set_only(path: source.Path) -> None:
    allowed = {"if", "elif", "else", "endif", "for", "endfor", "set", "endset", "block", "endblock", "extends", "from",
               "macro", "endmacro"}
    assert set(re.findall(r"\{%[-+]?\s*(\w+)", _text(path))) <= allowed


def test_every_template_is_used() -> None:
    python = "\n".join(path.read_text(encoding="utf-8") for path in source.files())
    everything = python + "\n".join(map(_text, TEMPLATES))
    assert not [_name(path) for path in TEMPLATES if f'"{_name(path)}"' not in everything]


@pytest.mark.pages
def test_every_template_compiles_in_every_language(app: Flask) -> None:
    pages = app.extensions["amparo_pages"]
    for language in pages.languages:
        for path in TEMPLATES:
            pages.environment(language).get_template(_name(path))


def test_markup_is_made_only_from_our_own_words() -> None:
    """`Markup(x)` trusts x, so x is a literal or a message of ours; values come in by format or %, which escape."""
    trusted = {"self.words.gettext(message)", "self.words.ngettext(one, many, number)", "copied"}
    for path in source.files():
        for call, called in source.calls(path):
            if called.split(".")[-1] == "Markup" and call.args:
                known = isinstance(call.args[0], ast.Constant) or ast.unparse(call.args[0]) in trusted
                assert known, f"{source.name(path)}:{call.lineno}"


def test_the_style_sheets_are_logical_and_load_nothing() -> None:
    """Left and right change sides in Arabic; start and end do not. Fonts and pictures would be requests."""
    sheets = sorted((source.PACKAGE / "static").glob("*.css"))
    assert len(sheets) == 3
    style = re.sub(r"/\*.*?\*/", "", "".join(map(_text, sheets)), flags=re.DOTALL)
    side = r"(?:^|[;{\s])((?:margin|padding|border|inset)?-?(?:left|right|top|bottom)[a-z-]*)\s*:"
    assert not re.findall(side, style)
    assert not re.search(r"text-align:\s*(left|right)|float:\s*(left|right)", style)
    assert not re.search(r"url\(|@import|@font-face|https?:", style)
