"""A publisher's next edition: what the import would propose is what changed, and nothing else."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from directory.sheets import presets
from directory.sheets.plan import Plan, plan
from directory.sheets.reader import Row
from tests.sheets.lookalikes.converting import FILES, LOOKALIKES, converted

Rows = list[dict[str, str]]
#: The columns of name and telephone, and rows (by name) to change; `adds` fills the key of a row that is new.
LISTS = {
    "hrsa-2020": ("name", "phone", ["Example Health Van Nuys", "Camp Verde Health", "Example Far Clinic"]),
    "freshtrak": ("name", "phone", ["Example Weekly", "Example Gap", "Example Words"]),
    "capital-region": ("Organization", "Phone", ["Example Weekly", "Example Bare", "Example Tail"]),
    "hrsa-official": ("Site Name", "Site Telephone #", []),
}


def next_edition(code: str, folder: Path, change: Callable[[Rows], Rows]) -> list[Plan]:
    """Convert a changed copy of a look-alike; return what each sheet would change."""
    with (LOOKALIKES / FILES[code]).open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    copy = folder / "next.csv"
    with copy.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(change(rows))
    before, after = converted(code).sheets(), presets.convert(code, copy).sheets()
    plans = []
    for name in sorted(before.keys() | after.keys()):
        last = {facts["id"]: facts for facts in before.get(name, ())}
        rows_now = [Row(line, facts) for line, facts in enumerate(after.get(name, ()), start=2)]
        plans.append(plan(name, rows_now, last=last, register=last))
    return plans


def drafts(plans: list[Plan]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the kind of every draft, and the columns that change."""
    found = []
    for each in plans:
        for draft in each.drafts:
            before, after = draft.before or {}, draft.after or {}
            changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
            found.append((draft.kind, tuple(sorted(changed)) if draft.kind == "change" else ()))
    return sorted(found)


@pytest.mark.parametrize("code", LISTS)
def test_the_same_edition_again_proposes_nothing(code: str, tmp_path: Path) -> None:
    assert drafts(next_edition(code, tmp_path, lambda rows: rows)) == []


@pytest.mark.parametrize("code", ["hrsa-2020", "freshtrak", "capital-region"])
def test_only_what_changed_is_proposed(code: str, tmp_path: Path) -> None:
    name, phone, (called, gone, renamed) = LISTS[code]

    def change(rows: Rows) -> Rows:
        kept = [row for row in rows if row[name] != gone]
        for row in kept:
            if row[name] == called:
                row[phone] = "202-456-1414"
            if row[name] == renamed:
                new_name = f"{renamed} East"
                row |= {name: new_name} | ({"Name": new_name} if "Name" in row else {})
        # A new row has a number, a street and a point of its own.
        added = kept[0] | {
            name: "Example Added Clinic Pantry",
            "id": "999",
            "Entity_Id": "999",
            "lat": "32.9",
        }
        added |= (
            {"address": "99 Added St"} if code == "hrsa-2020" else {"Name": "Example Added Clinic Pantry"}
        )
        return [*kept, {column: text for column, text in added.items() if column in rows[0]}]

    moved = [("gone", ()), ("new", ())] if code == "hrsa-2020" else [("change", ("organization",))]
    assert drafts(next_edition(code, tmp_path, change)) == sorted(
        [("change", ("phone",)), ("gone", ()), ("new", ()), *moved]
    )


def test_a_list_without_numbers_tells_a_renamed_site_as_gone_and_new(tmp_path: Path) -> None:
    def change(rows: Rows) -> Rows:
        return [row | {"name": row["name"].replace("Camp Verde", "Fort Verde")} for row in rows]

    assert drafts(next_edition("hrsa-2020", tmp_path, change)) == [("gone", ()), ("new", ())]
