"""Our own source, parsed once: what the rules look at."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "directory"


@cache
def files() -> tuple[Path, ...]:
    """Return every Python file of the package."""
    return tuple(sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts))


@cache
def tree(path: Path) -> ast.Module:
    """Return a file, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name(path: Path) -> str:
    """Return a file as a person names it: search/views.py."""
    return path.relative_to(PACKAGE).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Return every module that a file imports, relative ones and those inside functions too.

    `from directory import clock` is read as directory.clock.
    """
    inside = ["directory", *path.relative_to(PACKAGE).parts[:-1]]
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join([*inside[: len(inside) - node.level + 1], *([base] if base else [])])
            if base == "directory":
                yield from (f"directory.{alias.name}" for alias in node.names)
            else:
                yield base


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return every node of a file."""
    return tuple(ast.walk(tree(path)))


def _named(node: ast.expr) -> str:
    """Return an expression as text. A name with dots, as nearly all are, is put together here: that is much faster."""
    parts: list[str] = []
    rest = node
    while isinstance(rest, ast.Attribute):
        parts.append(rest.attr)
        rest = rest.value
    return ".".join([rest.id, *reversed(parts)]) if isinstance(rest, ast.Name) else ast.unparse(node)


@cache
def calls(path: Path) -> tuple[tuple[ast.Call, str], ...]:
    """Return every call of a file, and what is called as text: `session.add`."""
    return tuple((node, _named(node.func)) for node in nodes(path) if isinstance(node, ast.Call))


@cache
def attributes(path: Path) -> tuple[tuple[ast.Attribute, str], ...]:
    """Return every attribute a file names, and it as text: `os.environ`."""
    return tuple((node, _named(node)) for node in nodes(path) if isinstance(node, ast.Attribute))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Return every function of a file and how many lines it has, its docstring not counted."""
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            start = node.body[1].lineno if ast.get_docstring(node) and len(node.body) > 1 else node.lineno
            yield node.name, (node.end_lineno or node.lineno) - start + 1


def lines_of_code(path: Path) -> int:
    """Count the lines that are neither blank nor comment nor docstring."""
    text = path.read_text(encoding="utf-8").splitlines()
    quiet = set()
    for node in nodes(path):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) \
                and ast.get_docstring(node):
            quiet |= set(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return sum(1 for number, line in enumerate(text, 1)
               if number not in quiet and line.strip() and not line.strip().startswith("#"))
