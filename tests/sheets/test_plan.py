"""The three-way comparison, decided purely: last import, new sheet, register."""

import itertools
from collections.abc import Mapping

import pytest

from directory.sheets.plan import Plan, new_id, plan
from directory.sheets.reader import Row
from tests.register.made_up import facts, listing, listings

Rows = Mapping[str, Mapping[str, str]]


def by_id(*rows: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return listings by id."""
    return {row["id"]: row for row in rows}


def decide(sheet: list[dict[str, str]], last: Rows, register: Rows | None = None, *, left_out: bool = False) -> Plan:
    """Plan a sheet; new ids are counted."""
    count = itertools.count(1)
    return plan("food", [Row(line, row) for line, row in enumerate(sheet, start=2)], last=last,
                register=last if register is None else register, make_id=lambda: f"fresh{next(count):05}",
                rows_left_out=left_out)


def kinds(made: Plan) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return (kind, id, conflict) of every draft."""
    return [(draft.kind, draft.listing_id, draft.conflict) for draft in made.drafts]


A = listing(1, cost="free")


@pytest.mark.parametrize(("last", "sheet", "register", "kind", "cost", "conflict"), [
    ("free", "free", "free", None, None, ()),
    ("free", "low", "free", "change", "low", ()),  # the sheet's edit is applied
    ("free", "free", "low", None, None, ()),  # the register's edit is kept
    ("free", "low", "low", "agree", "low", ()),  # both the same: agreed
    ("free", "low", "sliding", "change", "low", ("cost",)),  # both differently: a conflict
    ("free", "", "free", "change", "", ()),  # a fact taken out of the sheet
    ("free", "", "low", "change", "", ("cost",)),
    ("free", "low", "", "change", "low", ("cost",)),
    ("", "low", "", "change", "low", ()),
    ("", "low", "free", "change", "low", ("cost",)),
    ("free", "", "", "agree", "", ()),
])
def test_sheet_and_register_are_compared_fact_by_fact(last: str, sheet: str, register: str, kind: str | None,
                                                      cost: str | None, conflict: tuple[str, ...]) -> None:
    made = decide([listing(1, cost=sheet)], by_id(listing(1, cost=last)), by_id(listing(1, cost=register)))
    if kind is None:
        assert (made.drafts, made.unchanged) == ((), 1)
        return
    (draft,) = made.drafts
    assert (draft.kind, draft.conflict) == (kind, conflict)
    assert draft.after is not None
    assert draft.after.get("cost", "") == cost
    assert draft.sheet_after == listing(1, cost=sheet)


def test_edits_of_different_facts_both_stay() -> None:
    made = decide([listing(1, cost="low")], by_id(listing(1)), by_id(listing(1, website="https://example.org")))
    assert made.drafts[0].after == listing(1, cost="low", website="https://example.org")


def test_a_row_that_left_the_sheet_is_gone_unless_rows_were_left_out() -> None:
    last = by_id(*listings(3))
    assert kinds(decide(listings(2), last)) == [("gone", "invented0003", ())]
    assert kinds(decide(listings(2), last, left_out=True)) == []


def test_a_row_that_left_while_the_register_moved_is_a_conflict() -> None:
    assert kinds(decide([], by_id(A), by_id(A | {"cost": "low"}))) == [("gone", A["id"], ("cost",))]


def test_a_row_that_left_both_is_agreed() -> None:
    assert kinds(decide([], by_id(A), {})) == [("agree", A["id"], ())]


def test_a_listing_taken_out_by_hand_does_not_come_back_by_itself() -> None:
    assert kinds(decide([A], by_id(A), {})) == []
    assert kinds(decide([A | {"cost": "low"}], by_id(A), {})) == [("back", A["id"], ("gone",))]


def test_a_listing_of_the_register_that_the_sheet_never_held_stays() -> None:
    assert kinds(decide([A], by_id(A), by_id(A, listing(2)))) == []


def test_rows_without_ids_find_their_listing_by_what_they_are() -> None:
    assert kinds(decide([facts(1, cost="free"), facts(2)], by_id(A))) == [("new", "fresh00001", ())]


def test_rows_without_ids_find_a_listing_that_the_register_renamed() -> None:
    renamed = A | {"organization": "Another Name"}
    assert kinds(decide([facts(1, cost="free")], by_id(A), by_id(renamed))) == []
    made = decide([facts(1, cost="free"), facts(1, cost="free", organization="Another Name")], by_id(A), by_id(renamed))
    assert kinds(made) == [("new", "fresh00001", ())]


def test_a_copied_row_without_its_id_is_a_new_listing_and_overwrites_nothing() -> None:
    made = decide([A, facts(1, cost="low")], by_id(A))
    assert kinds(made) == [("new", "fresh00001", ())]
    made = decide([facts(1, cost="low"), A], by_id(A))
    assert kinds(made) == [("new", "fresh00001", ())]


@pytest.mark.parametrize(("gone", "mass"), [(0, False), (1, False), (2, False), (3, True)])
def test_over_a_tenth_of_the_rows_gone_needs_two_people(gone: int, *, mass: bool) -> None:
    assert decide(listings(20 - gone), by_id(*listings(20))).is_mass is mass


def test_closing_a_listing_counts_like_taking_it_out() -> None:
    closed = [row | ({"status": "closed"} if number < 3 else {}) for number, row in enumerate(listings(20))]
    assert decide(closed, by_id(*listings(20))).is_mass
    assert not decide(closed, by_id(*closed)).is_mass


@pytest.mark.parametrize(("changed", "mass"), [(0, False), (1, False), (2, True)])
def test_over_a_twentieth_of_the_contacts_changed_needs_two_people(changed: int, *, mass: bool) -> None:
    rows = [row | ({"phone": "(510) 555-0199"} if number < changed else {}) for number, row in enumerate(listings(20))]
    assert decide(rows, by_id(*listings(20))).is_mass is mass
    blanked = [{name: value for name, value in row.items() if number >= changed or name != "phone"}
               for number, row in enumerate(listings(20))]
    assert decide(blanked, by_id(*listings(20))).is_mass is mass


def test_new_contacts_take_nothing_away() -> None:
    rows = [row | {"email": "help@example.org"} for row in listings(20)]
    assert not decide(rows, by_id(*listings(20))).is_mass


def test_the_first_import_is_never_a_mass_change() -> None:
    assert not decide(listings(50), {}).is_mass


def test_ids_cannot_be_mistaken_or_guessed() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert not set("".join(ids)) & set("01ilou")
