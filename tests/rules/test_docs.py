"""What the documents say is so: commands, options, targets, links, settings."""

import ast
import dataclasses
import importlib.util
import re
import shlex
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType

import click
import pytest
from babel.messages.pofile import read_po

from directory import __version__
from directory.cli import main
from directory.config import Settings
from directory.db import Base
from tests.rules import source

_AWAY = {".venv", "instance", "node_modules", ".git", "build", ".pytest_cache", ".hypothesis", ".ruff_cache"}
DOCUMENTS = sorted(path for path in source.ROOT.rglob("*.md")
                   if not _AWAY & set(path.relative_to(source.ROOT).parts) and ".egg-info" not in str(path))
EACH = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(source.ROOT).as_posix())


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _code(text: str) -> list[str]:
    """Return what a document shows as code: between backticks, in fences, and indented lines."""
    fenced = re.findall(r"^```[^\n]*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    rest = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    indented = re.findall(r"^    (\S.*)$", rest, re.MULTILINE)
    return [line for block in (*fenced, *re.findall(r"`([^`\n]+)`", rest), *indented) for line in block.splitlines()]


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", _read(source.ROOT / "Makefile"), re.MULTILINE))


def test_the_documents_that_people_look_for_are_there() -> None:
    names = {path.relative_to(source.ROOT).as_posix() for path in DOCUMENTS}
    assert {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LEGAL-DEMANDS.md", "data/README.md",
            "data/places/README.md", "docs/operators.md", "docs/curators.md", "docs/curators.es.md", "docs/privacy.md",
            "docs/columns.md", "docs/commands.md", "docs/developers.md", "translations/README.md"} <= names
    assert (source.ROOT / "LICENSE").is_file()


@EACH
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", _read(path)):
        if not re.match(r"[a-z]+:", target):
            assert (path.parent / target).exists(), target


#: Table of the register -> words of docs/privacy.md that tell of it.
TOLD = {
    "account": "accounts of volunteers", "approval": "approvals and lots of a review", "attempt": "attempts to sign in",
    "batch": "listings, proposals, history", "call": "calls to places", "callback": "calls to a place's old number",
    "change": "listings, proposals, history", "column_map": "what the columns of a sheet mean",
    "confirm_link": "of the link, a digest", "draw": "approvals and lots of a review", "edit_draft": "drafts of edits",
    "feed_link": "the secret address of a feed", "field_check": "which facts were asked", "invitation": "invitations",
    "listing": "listings, proposals, history", "merged": "listings, proposals, history",
    "not_same": "that two listings are not the same place", "notice": "notices and sources",
    "pair_count": "listings, proposals, history", "recovery_code": "recovery codes", "report": "what a visitor writes",
    "security_event": "what happened to accounts", "sheet_row": "listings, proposals, history",
    "source": "notices and sources", "team_session": "who is signed in", "translation_fits": "that it fits the English",
    "upload": "sheets that somebody works on",
}


def test_whoever_asks_what_exists_hears_of_every_table() -> None:
    """docs/privacy.md is the whole answer: a new table needs a line there, and words of it here."""
    assert TOLD.keys() == Base.metadata.tables.keys()
    told, _, _ = _read(source.ROOT / "docs" / "privacy.md").partition("| promise on the privacy page")
    assert [words for words in TOLD.values() if words not in told] == []


@EACH
def test_every_make_target_exists(path: Path) -> None:
    said = {name for line in _code(_read(path)) for name in re.findall(r"^make ([a-z-]+)", line)}
    assert said <= _targets()


@EACH
def test_every_command_and_option_exists(path: Path) -> None:
    """`amparo import data --dry-run`: the command is there, and so is the option."""
    for line in _code(_read(path)):
        for said in re.findall(r"(?:^|[\s;&$])(?:amparo|python -m directory) ([a-z][^;&|#]*)", f" {line}"):
            try:
                words = shlex.split(said.replace("[OPTIONS]", "").replace("COMMAND [ARGS]", "").replace("...", ""))
            except ValueError:
                words = said.split()
            command = main.commands.get(words[0].strip(",.:"))
            assert command is not None, line
            if isinstance(command, click.Group) and len(words) > 1 and words[1][0].isalpha():
                command = command.commands.get(words[1].strip(",.:"))
                assert command is not None, line
            options = {name for each in command.params for name in each.opts} | {"--help", "-h"}
            used = {word.partition("=")[0] for word in words[1:] if word.startswith("--")}
            assert used <= options, line


@EACH
def test_every_file_of_ours_that_is_named_exists(path: Path) -> None:
    for said in re.findall(r"`((?:directory|tests|docs|data|translations|benchmarks)/[\w./-]+\w)`", _read(path)):
        assert (source.ROOT / said).exists() or list(source.ROOT.glob(said)), said


def test_the_readme_begins_with_two_commands_that_work() -> None:
    commands = re.findall(r"^    (make \S+)", _read(source.ROOT / "README.md"), re.MULTILINE)
    assert commands[:2] == ["make serve", "make test"]


def test_the_makefile_explains_every_target() -> None:
    silent = {"help"} - _targets()
    text = _read(source.ROOT / "Makefile")
    phony = set(re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)[0].split())
    assert not silent and phony == _targets()
    assert not [name for name in phony if not re.search(rf"^{name}:.*## \w", text, re.MULTILINE)]


def _settings() -> set[str]:
    """Return every environment variable that config or the server reads."""
    names = {field.name.upper() for field in dataclasses.fields(Settings)}
    for file in ("config.py", "web/server.py"):
        for call, called in source.calls(source.PACKAGE / file):
            if called in ("environment.get", "os.environ.get", "number") and call.args \
                    and isinstance(call.args[0], ast.Constant):
                names.add(str(call.args[0].value))
    return names - {"name"}


def test_every_setting_is_explained_to_operators() -> None:
    said = _read(source.ROOT / "README.md") + _read(source.ROOT / "docs" / "operators.md")
    assert not {name for name in _settings() - {"FLASK_DEBUG"} if not re.search(rf"\b{name}\b", said)}


def test_no_setting_is_explained_that_does_not_exist() -> None:
    said = set(re.findall(r"^\| `([A-Z][A-Z_]+)`", _read(source.ROOT / "docs" / "operators.md"), re.MULTILINE))
    assert said and said <= _settings()


def test_every_field_of_the_settings_is_its_variable_in_capitals() -> None:
    text = _read(source.PACKAGE / "config.py")
    assert not [field.name for field in dataclasses.fields(Settings) if f'"{field.name.upper()}"' not in text]


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """docs/generate.py, which writes the generated pages."""
    spec = importlib.util.spec_from_file_location("generate_docs", source.ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["columns", "commands"])
def test_a_generated_page_is_what_the_code_says(generate: ModuleType, page: str) -> None:
    assert _read(source.ROOT / "docs" / f"{page}.md") == getattr(generate, page)(), "run: make docs"


def test_what_our_scripts_and_tests_need_is_named_in_a_requirements_file() -> None:
    pinned = {re.sub(r"[-_.]+", "-", name).lower() for file in ("requirements.txt", "requirements-dev.txt")
              for name in re.findall(r"^([\w.-]+)==", _read(source.ROOT / file), re.MULTILINE)}
    of = packages_distributions()
    paths = [path for folder in ("docs", "tests", "benchmarks") for path in (source.ROOT / folder).rglob("*.py")]
    ours = {"directory", "tests", "docs", "benchmarks", *(path.stem for path in paths)}
    needed = {name.partition(".")[0] for path in paths for node in ast.walk(ast.parse(_read(path)))
              for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import)
                           else [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else [])}
    foreign = needed - ours - sys.stdlib_module_names
    assert "PIL" in foreign and "playwright" in foreign
    assert not {name for name in foreign if not {re.sub(r"[-_.]+", "-", each).lower() for each in of.get(name, [])}
                & pinned}


def test_the_changelog_speaks_to_its_readers_and_knows_this_version() -> None:
    text = _read(source.ROOT / "CHANGELOG.md")
    assert __version__ in text or "Unreleased" in text
    assert "people looking for help" in text.lower()
    assert "curators" in text.lower() and "operators" in text.lower()


def _words_of_the_team(*, translated: bool) -> list[re.Pattern[str]]:
    """Return each message of the team's pages, English or Spanish, as a pattern: what is filled in may be anything."""
    with (source.ROOT / "translations" / "es" / "LC_MESSAGES" / "team.po").open("rb") as file:
        said = [each.string if translated else each.id for each in read_po(file) if each.id]
    forms = [form for each in said for form in ([each] if isinstance(each, str) else each)]
    return [re.compile(re.sub(r"%\\\(\w+\\\)s", ".+", re.escape(form))) for form in forms]


@pytest.mark.parametrize("name", ["curators.md", "curators.es.md"])
def test_what_the_guide_says_in_bold_stands_so_on_the_pages(name: str) -> None:
    words = _words_of_the_team(translated=".es." in name)
    bold = re.findall(r"\*\*(.+?)\*\*", _read(source.ROOT / "docs" / name))
    assert len(bold) > 50
    assert not [each for each in bold if not any(pattern.fullmatch(each) for pattern in words)]


@pytest.mark.parametrize("name", ["curators.md", "curators.es.md"])
def test_the_guide_shows_the_pages_in_its_own_language(name: str) -> None:
    shown = re.findall(r"\((screenshots/team/\S+)\)", _read(source.ROOT / "docs" / name))
    assert shown and not [each for each in shown if (".es." in name) != ("-es-" in each)]


def test_no_document_names_a_machine_of_ours() -> None:
    assert not [path for path in DOCUMENTS if re.search(r"/root/|/home/\w", _read(path))]
