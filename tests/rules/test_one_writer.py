"""Only register/changes.py writes listings, so that every change has an author, a reason and a way back.

register/erase.py takes facts out of them for good, and adds none: the change that says so goes through the writer.

Notices have a writer of their own, register/notices.py, and sources have register/sources.py; both know no listing.
"""

import ast
import re

from tests.rules import source

WRITER = "register/changes.py"
ERASER = "register/erase.py"
NOTICES = "register/notices.py"
SOURCES = "register/sources.py"
#: `listing` here is the edition's read-only record, written once when an edition is built.
EDITION = ("edition/build.py", "edition/tables.py")
#: A migration makes the table.
MIGRATIONS = "migrations/"
#: The read shape has the same name as the stored one; who makes it makes no row.
READ_SHAPE = "listings/listing.py"


def _others() -> list[source.Path]:
    return [path for path in source.files()
            if source.name(path) not in (WRITER, ERASER, *EDITION, READ_SHAPE)
            and not source.name(path).startswith(MIGRATIONS)]


def _stored_names(path: source.Path) -> set[str]:
    """Return the names under which a file knows the stored Listing, the model."""
    return {alias.asname or alias.name for node in source.nodes(path) if isinstance(node, ast.ImportFrom)
            and (node.module or "").endswith("listings.models") for alias in node.names}


def test_the_writer_really_writes() -> None:
    """If this fails, the tests below look for the wrong thing."""
    names = {called for _, called in source.calls(source.PACKAGE / WRITER)}
    assert {"insert_many", "update_many", "session.add"} <= names
    assert "Listing" in _stored_names(source.PACKAGE / WRITER)


def test_the_eraser_makes_no_listing_and_no_change() -> None:
    """It only sets facts to what `rid` leaves of them."""
    called = {name for _, name in source.calls(source.PACKAGE / ERASER)}
    assert not called & {"Listing", "Change", "Batch", "SheetRow", "session.add", "insert", "delete", "session.delete"}
    set_to = [ast.unparse(node.value) for node in source.nodes(source.PACKAGE / ERASER)
              if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute)
              and node.targets[0].attr == "facts"]
    assert sorted(set_to) == ["erasure.rid(memory.facts)", "erasure.rid(row.facts)"]


def test_nobody_else_makes_changes_or_deletes_a_stored_listing() -> None:
    for path in _others():
        stored = _stored_names(path)
        for call, called in source.calls(path):
            made = called in stored
            statement = called.split(".")[-1] in ("insert", "update", "delete") and any(
                isinstance(each, ast.Name) and each.id in stored for each in ast.walk(call))
            assert not made and not statement, f"{source.name(path)}:{call.lineno}"


def test_nobody_else_adds_rows_to_the_register() -> None:
    writes = ("session.add", "session.add_all", "session.delete", "session.merge", "session.bulk_save_objects",
              "session.bulk_insert_mappings", "session.bulk_update_mappings", "insert_many", "update_many")
    for path in _others():
        found = [f"{source.name(path)}:{call.lineno}" for call, called in source.calls(path)
                 if called.endswith(writes)]
        assert not found or source.name(path) in (NOTICES, SOURCES) or _is_writer_of_its_own(path)


def _is_writer_of_its_own(path: source.Path) -> bool:
    """Say whether a file writes the tables of its own package of curation: it makes no row of the register."""
    register = {"Batch", "Change", "SheetRow", "Listing"}
    made = {called for _, called in source.calls(path)}
    many = {each.id for call, called in source.calls(path) if called in ("insert_many", "update_many")
            for each in ast.walk(call) if isinstance(each, ast.Name)}
    return path.match("curation/*/changes.py") and not (made | many) & register


def test_only_the_writer_of_notices_makes_them() -> None:
    """And nobody assigns who approved one but it: an approval is another person's."""
    makers = {source.name(path) for path in source.files() for _, called in source.calls(path) if called == "NoticeRow"}
    assert makers == {NOTICES}
    assert not _stored_names(source.PACKAGE / NOTICES)
    for path in _others():
        signs = [f"{source.name(path)}:{node.lineno}" for node in source.nodes(path)
                 if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
                 and node.attr in ("approver", "approved_on", "withdrawn_by")]
        assert not signs or source.name(path) == NOTICES


def test_only_the_writer_of_sources_makes_them() -> None:
    makers = {source.name(path) for path in source.files() for _, called in source.calls(path) if called == "SourceRow"}
    assert makers == {SOURCES}
    assert not _stored_names(source.PACKAGE / SOURCES)
    for path in _others():
        signs = [f"{source.name(path)}:{node.lineno}" for node in source.nodes(path)
                 if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
                 and node.attr in ("decided_by", "decided_at")]
        assert not signs or source.name(path) == SOURCES


def test_nobody_else_assigns_to_a_stored_listing() -> None:
    """`listing.facts = ...` outside the writer would be a change without an author."""
    for path in _others():
        for node in source.nodes(path):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(
                node, ast.AugAssign | ast.AnnAssign) else []
            for target in targets:
                written = isinstance(target, ast.Attribute) and target.attr in ("facts", "gone", "version")
                assert not written or ast.unparse(target).startswith("self."), f"{source.name(path)}:{node.lineno}"


def test_no_text_of_sql_writes() -> None:
    for path in _others():
        for node in source.nodes(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not re.search(r"\b(INSERT INTO|UPDATE|DELETE FROM)\s+[\"`]?"
                                     r"(listing|change|batch|notice|source)\b", node.value, re.IGNORECASE), \
                    f"{source.name(path)}:{node.lineno}"
