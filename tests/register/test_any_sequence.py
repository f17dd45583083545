"""Any sequence of imports, edits, approvals and undos against a model small enough to be seen to be right."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy.orm import Session

from directory.db import Base, set_up_sqlite
from directory.register import changes, queries
from directory.register.changes import Draft
from directory.sheets import exporter, importer, reader
from directory.sheets.plan import Plan, plan
from directory.sheets.reader import Row, Sheet
from tests.effort import effort
from tests.register.made_up import listing

Cells = dict[str, str]
Rows = dict[str, Cells]
COLUMNS = ("cost", "name", "phone")
VALUES = {"cost": ["", "free", "low"], "name": ["", "One", "Two"],
          "phone": ["(510) 555-0101", "(510) 555-0102", "(510) 555-0103"]}
NUMBERS = range(1, 5)
EDIT = st.tuples(st.sampled_from(NUMBERS), st.sampled_from(COLUMNS), st.integers(0, 2))


def key(number: int) -> str:
    """Return an invented id."""
    return f"invented{number:04}"


class Imports(RuleBasedStateMachine):
    """One sheet and its register; `last`, `now` and `sheet` are what the model believes."""

    def __init__(self) -> None:
        super().__init__()
        engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
        set_up_sqlite(engine)
        Base.metadata.create_all(engine)
        self.session = Session(engine)
        self.sheet: Rows = {}
        self.last: Rows = {}
        self.now: Rows = {}
        self.undoable: dict[int, tuple[Rows, Rows, Rows, Rows]] = {}

    @initialize(numbers=st.sets(st.sampled_from(NUMBERS), min_size=1))
    def fill(self, numbers: set[int]) -> None:
        """The first import."""
        self.sheet = {key(number): listing(number) for number in numbers}
        made = self._plan()
        changes.bootstrap(self.session, {"food": made.drafts}, waiting={}, reason="first")
        self.session.commit()
        self.last, self.now = dict(self.sheet), dict(self.sheet)

    def _plan(self) -> Plan:
        rows = tuple(Row(line, facts) for line, facts in enumerate(self.sheet.values(), start=2))
        plans, problems = importer.decide(self.session, [Sheet("food", (), rows, (), len(rows))])
        assert problems == []
        return plans[0]

    @rule(edits=st.lists(EDIT, min_size=1, max_size=4))
    def edit_sheet(self, edits: list[tuple[int, str, int]]) -> None:
        """Somebody edits the sheet."""
        for number, name, value in edits:
            if key(number) in self.sheet:
                row = self.sheet[key(number)] | {name: VALUES[name][value]}
                self.sheet[key(number)] = {column: text for column, text in row.items() if text}

    @rule(number=st.sampled_from(NUMBERS))
    def add_or_remove_row(self, number: int) -> None:
        """Somebody adds a row, or takes one out."""
        if key(number) in self.sheet:
            del self.sheet[key(number)]
        else:
            self.sheet[key(number)] = self.now.get(key(number), listing(number))

    @rule()
    def take_a_fresh_export(self) -> None:
        """Somebody begins again from the export."""
        self.sheet = dict(self.now)

    @rule(edit=EDIT)
    def edit_register(self, edit: tuple[int, str, int]) -> None:
        """Somebody changes a listing in the register."""
        number, name, value = edit
        before = self.now.get(key(number))
        if before is None:
            return
        after = {column: text for column, text in (before | {name: VALUES[name][value]}).items() if text}
        batch = changes.propose(self.session, [Draft(key(number), "change", before, after)], kind="edit",
                                author="ana", reason="call")
        old = dict(self.now)
        changes.apply(self.session, batch.id, approvers=["ben"])
        self.now = self.now | {key(number): after}
        self.undoable = {batch.id: (old, dict(self.last), dict(self.now), dict(self.last))}
        self.session.commit()

    @rule()
    def import_sheet(self) -> None:
        """The sheet comes in and is approved: the model compares cell by cell."""
        made = self._plan()
        drafts = made.drafts
        old, memory = dict(self.now), dict(self.last)
        conflicts = set()
        for listing_id in {*self.last, *self.sheet}:
            last, new, now = (rows.get(listing_id) for rows in (self.last, self.sheet, self.now))
            if new == last:
                continue
            merged = self._merge(last, new, now)
            if merged == "conflict":
                conflicts.add(listing_id)
                continue
            for rows, facts in ((self.now, merged), (self.last, new)):
                rows.pop(listing_id, None)
                if facts is not None:
                    rows[listing_id] = facts  # type: ignore[assignment]
        assert {draft.listing_id for draft in drafts if draft.conflict} == conflicts
        if not drafts:
            return
        batch = importer.propose(self.session, made, author="ana", reason="newer")
        outcome = changes.apply(self.session, batch.id, approvers=["ben", "cleo"])
        self.session.commit()
        assert set(outcome.conflicts) == conflicts
        self.undoable = {} if len(conflicts) == len(drafts) else {
            batch.id: (old, memory, dict(self.now), dict(self.last))}

    @staticmethod
    def _merge(last: Cells | None, new: Cells | None, now: Cells | None) -> Cells | str | None:
        if new is None:  # the row left the sheet
            return None if now is None or now == last else "conflict"
        if now is None:  # the listing left the register
            return "conflict" if last is not None else new
        merged = dict(now)
        for column in {*(last or {}), *new}:
            before, after, stands = (last or {}).get(column, ""), new.get(column, ""), now.get(column, "")
            if before == after:
                continue
            if stands not in (before, after):
                return "conflict"
            merged[column] = after
        return {column: text for column, text in merged.items() if text}

    @rule()
    def undo_the_last(self) -> None:
        """The last batch is taken back: register and memory are as before; the undo can be undone."""
        for batch, (old, memory, newer, newer_memory) in list(self.undoable.items()):
            back = changes.undo(self.session, batch, author="fay", reason="mistake")
            assert changes.apply(self.session, back.id, approvers=["gus", "ida"]).conflicts == ()
            self.session.commit()
            self.now, self.last = dict(old), dict(memory)
            self.undoable = {back.id: (newer, newer_memory, old, memory)}

    @invariant()
    def the_register_is_the_model(self) -> None:
        """Nothing was lost, nothing overwritten."""
        assert queries.listings(self.session) == self.now
        assert queries.last_import(self.session, "food") == self.last

    def teardown(self) -> None:
        """Let go of the database."""
        self.session.close()
        self.session.get_bind().dispose()  # type: ignore[union-attr]


TestAnySequence = pytest.mark.system(Imports.TestCase)
TestAnySequence.settings = settings(max_examples=10, stateful_step_count=12, deadline=None,
                                    suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.slow
def test_long_sequences() -> None:
    run_state_machine_as_test(Imports, settings=settings(max_examples=200, stateful_step_count=30, deadline=None))


CELLS = st.fixed_dictionaries({}, optional={
    "description": st.text(st.characters(codec="utf-8"), max_size=30), "description_es": st.text(max_size=10),
    "hours": st.sampled_from(["Mon-Fri 9am-5pm", "24/7", "1st Sat 10am-1pm"]), "name": st.text(max_size=20),
    "phone": st.sampled_from(["211", "(510) 555-0101 ext. 3", "+52 55 5123 4567"]),
    "cost": st.sampled_from(["free", "low", "?"]), "asks_ssn": st.sampled_from(["yes", "no", "unknown"]),
    "postal_code": st.sampled_from(["94601", "02139-1234"]), "city": st.sampled_from(["Oakland", "=Oakland", "'@x"])})


@effort(max_examples=40)
@given(rows=st.lists(CELLS, max_size=6), ids=st.booleans())
def test_an_export_of_an_import_is_the_import(tmp_path_factory: pytest.TempPathFactory, rows: list[Cells],
                                              *, ids: bool) -> None:
    folder: Path = tmp_path_factory.getbasetemp()
    typed = [(listing(number) if ids else {k: v for k, v in listing(number).items() if k != "id"}) | row
             for number, row in enumerate(rows, start=1)]
    first, second, third = folder / "first.csv", folder / "second.csv", folder / "third.csv"
    exporter.write(first, typed)
    register: Rows = {}
    read = reader.read(first)
    for draft in plan("food", read.rows, last={}, register={}).drafts:
        register[draft.listing_id] = dict(draft.after or {})
    exporter.write(second, register.values())
    again = reader.read(second)
    assert again.problems == ()
    assert plan("food", again.rows, last=register, register=register).is_empty
    exporter.write(third, [row.facts for row in again.rows])
    assert third.read_bytes() == second.read_bytes()
