"""Triggers on `batch` and `change`: what the register itself refuses, whoever asks and however.

A CHECK sees one row; these see what the row was, and other rows. They hold: a proposal begins as one and keeps its
author; nothing comes into it that its author did not write; what is decided stays, but may lose facts (an erasure); a
rule approves small facts only; the first import is the first.

SQLite drops the triggers of a table that a migration rebuilds. Such a migration calls `drop` first and `create` last.
"""

from collections.abc import Iterator, Sequence

from alembic import op

BATCH_FIXED = ("id", "kind", "sheet", "author", "undo_of", "created_at")
BATCH_DECIDED = ("state", "mass", "approver", "second_approver", "decided_at")
CHANGE_FIXED = ("id", "batch_id", "listing_id", "sheet", "author")
CHANGE_DECIDED = ("kind", "conflict", "state", "applied_at", "approver", "second_approver", "decided_by", "sequence",
                  "digest")
FACTS = ("before", "after", "sheet_before", "sheet_after")
OTHERS = "EXISTS (SELECT 1 FROM batch WHERE author <> 'bootstrap')"

Rule = tuple[str, str, str, str]


def _differs(names: Sequence[str], *, postgresql: bool) -> str:
    """Return SQL that says whether any of these columns changes."""
    other = "IS DISTINCT FROM" if postgresql else "IS NOT"
    return "(" + " OR ".join(f"NEW.{name} {other} OLD.{name}" for name in names) + ")"


def _pairs(facts: str, *, postgresql: bool) -> str:
    return f"SELECT key, value FROM {'jsonb_each' if postgresql else 'json_each'}({_json(facts, postgresql)})"


def _keys(facts: str, *, postgresql: bool) -> str:
    return _pairs(facts, postgresql=postgresql).replace("key, value", "key")


def _json(facts: str, postgresql: bool) -> str:
    return f"{facts}::jsonb" if postgresql else facts


def _gains(side: str, *, postgresql: bool) -> str:
    """Return SQL that says whether a side of a change holds anything that it did not hold."""
    return (f"((NEW.{side} IS NULL) <> (OLD.{side} IS NULL) OR EXISTS ({_pairs(f'NEW.{side}', postgresql=postgresql)} "
            f"EXCEPT {_pairs(f'OLD.{side}', postgresql=postgresql)}))")


def _foreign(before: str, after: str, *, postgresql: bool) -> str:
    """Return SQL that says whether `after` holds, or lacks, what neither stands before it nor was proposed."""
    pairs = [_pairs(name, postgresql=postgresql) for name in (f"NEW.{after}", f"OLD.{after}", f"NEW.{before}")]
    keys = [_keys(name, postgresql=postgresql) for name in (f"OLD.{after}", f"NEW.{before}", f"NEW.{after}")]
    moves = f"NEW.{after}::text IS DISTINCT FROM OLD.{after}::text" if postgresql else f"NEW.{after} IS NOT OLD.{after}"
    return (f"({moves} AND ((NEW.{after} IS NULL) <> (OLD.{after} IS NULL) OR EXISTS ({' EXCEPT '.join(pairs)}) "
            f"OR EXISTS ({keys[0]} INTERSECT {keys[1]} EXCEPT {keys[2]})))")


def _beyond(small: Sequence[str], *, postgresql: bool) -> str:
    """Return SQL that says whether a change moves more than small facts."""
    codes = ", ".join(f"'{name}'" for name in small)
    if postgresql:
        return f"NEW.before::jsonb - ARRAY[{codes}] IS DISTINCT FROM NEW.after::jsonb - ARRAY[{codes}]"
    sides = [f"SELECT key, value FROM json_each(NEW.{side}) WHERE key NOT IN ({codes})" for side in ("before", "after")]
    return f"EXISTS ({sides[0]} EXCEPT {sides[1]}) OR EXISTS ({sides[1]} EXCEPT {sides[0]})"


def _rules(small: Sequence[str], *, postgresql: bool) -> Iterator[Rule]:
    """Return (name, event, table, what is refused)."""
    pg = {"postgresql": postgresql}
    yield ("batch_begins", "INSERT", "batch",
           f"NEW.state <> 'proposed' OR NEW.approver IS NOT NULL OR (NEW.author = 'bootstrap' AND {OTHERS})")
    yield ("batch_keeps", "UPDATE", "batch",
           f"{_differs(BATCH_FIXED, **pg)} OR NEW.reason NOT IN (OLD.reason, '(erased)') "
           f"OR (OLD.mass AND NOT NEW.mass) OR (OLD.state <> 'proposed' AND {_differs(BATCH_DECIDED, **pg)})")
    yield ("batch_stays", "DELETE", "batch",
           "OLD.state <> 'proposed' OR EXISTS (SELECT 1 FROM change WHERE batch_id = OLD.id AND state <> 'proposed')")
    yield ("change_begins", "INSERT", "change",
           "NEW.state <> 'proposed' OR NEW.approver IS NOT NULL "
           "OR NOT EXISTS (SELECT 1 FROM batch WHERE id = NEW.batch_id AND author = NEW.author)")
    yield "change_keeps", "UPDATE", "change", _differs(CHANGE_FIXED, **pg)
    yield ("change_is_its_authors", "UPDATE", "change",
           f"OLD.state = 'proposed' AND (NEW.kind NOT IN (OLD.kind, 'agree') OR {_foreign('before', 'after', **pg)} "
           f"OR {_foreign('sheet_before', 'sheet_after', **pg)})")
    gains = " OR ".join(_gains(side, **pg) for side in FACTS)
    yield ("change_stays", "UPDATE", "change",
           f"OLD.state <> 'proposed' AND ({_differs(CHANGE_DECIDED, **pg)} OR NEW.salt NOT IN (OLD.salt, '') "
           f"OR NEW.decision_note NOT IN (OLD.decision_note, '(erased)') OR {gains})")
    yield ("change_has_its_approvers", "UPDATE", "change",
           f"NEW.state = 'applied' AND OLD.state = 'proposed' AND ((NEW.approver = 'bootstrap' AND ({OTHERS} OR "
           "(SELECT kind FROM batch WHERE id = NEW.batch_id) <> 'import')) OR (NEW.second_approver IS NULL AND "
           "NEW.author <> 'bootstrap' AND (SELECT mass FROM batch WHERE id = NEW.batch_id)))")
    yield ("change_by_rule", "UPDATE", "change",
           "NEW.state = 'applied' AND OLD.state = 'proposed' AND lower(trim(NEW.approver)) = 'sampling' "
           f"AND (NEW.kind <> 'change' OR NEW.before IS NULL OR NEW.after IS NULL OR {_beyond(small, **pg)})")
    yield "change_remains", "DELETE", "change", "OLD.state <> 'proposed'"


def create(small: Sequence[str]) -> None:
    """Make the triggers; `small` are the columns that a rule may approve."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for name, event, table, refused in _rules(small, postgresql=postgresql):
        if postgresql:
            op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {refused} THEN "
                       f"RAISE EXCEPTION 'refused: {name}' USING ERRCODE = 'check_violation'; END IF; "
                       f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$")
            op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
        else:
            op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN {refused} "
                       f"BEGIN SELECT RAISE(ABORT, 'refused: {name}'); END")


def drop() -> None:
    """Take the triggers away."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for name, _, table, _ in _rules((), postgresql=False):
        op.execute(f"DROP TRIGGER {name} ON {table}" if postgresql else f"DROP TRIGGER {name}")
        if postgresql:
            op.execute(f"DROP FUNCTION {name}()")
