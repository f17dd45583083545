"""A publisher's raw file through a preset: the part that all presets share.

Nothing is guessed here: a cell that cannot be read is left blank and reported, a row that must not be shown
is left out and reported.
"""

import html
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from directory.listings import columns, validators
from directory.listings.cells import Invalid
from directory.places import distance
from directory.places.place import Place
from directory.sheets import tables
from directory.sheets.presets.preset import Converted, Facts, LeftOut, Note, Preset, Raw, Waits, stable_id
from directory.sheets.presets.wording import calm, is_personal, joined

FindZip = Callable[[str], Place | None]
FindCity = Callable[[str, str, float, float], Place | None]


def convert(
    preset: Preset,
    path: Path,
    *,
    listed: Iterable[validators.Facts] = (),
    find_zip: FindZip | None = None,
    find_city: FindCity | None = None,
) -> Converted:
    """Convert a raw list. Raises tables.Unreadable and OSError, KeyError for a file of another shape.

    `listed` are the listings that other sheets have; `find_zip` lets ZIP codes be compared with states, and
    `find_city` (city, state, latitude, longitude) points without a ZIP code with cities.
    """
    table = tables.read(path)
    others = tuple(listed)
    header = [preset.headers.get(name, name) for name in table.header]
    rows: list[Raw] = []
    for cells in table.rows:
        known = {name: _undo(cell) for name, cell in zip(header, cells, strict=False)}
        rows.append(known | dict.fromkeys(header[len(cells) :], ""))
    work = _Work(preset, find_zip, find_city)
    for line, raw, found in zip(table.lines, rows, preset.prepare(rows), strict=True):
        work.take(line, raw, found, others)
    return Converted(
        preset.sheet,
        tuple(work.rows),
        tuple(work.waiting),
        tuple(work.left_out),
        tuple(work.blanked),
        tuple(work.odd),
        preset.split_by,
    )


def _undo(cell: str) -> str:
    return html.unescape(html.unescape(cell)).replace("\xa0", " ").strip()


#: The columns that publishers keep a row's name in, for reports only.
_NAMES = ("name", "Name", "Site Name", "organization_name")


class _Work:
    """The state of one conversion."""

    def __init__(self, preset: Preset, find_zip: FindZip | None, find_city: FindCity | None) -> None:
        self.preset, self.find_zip, self.find_city = preset, find_zip, find_city
        self.rows: list[Facts] = []
        self.waiting: list[Facts] = []
        self.left_out: list[Note] = []
        self.blanked: list[Note] = []
        self.odd: list[Note] = []
        self.lines: dict[object, int] = {}

    def take(self, line: int, raw: Raw, prepared: Raw | LeftOut, listed: Sequence[validators.Facts]) -> None:
        """Convert one row, as it is and as it was prepared, and put it where it belongs."""
        what = next((raw[name] for name in _NAMES if raw.get(name)), "")
        found: Facts | LeftOut | Waits = prepared if isinstance(prepared, LeftOut) else {}
        if not isinstance(prepared, LeftOut):
            found = self.preset.convert_row(prepared)
        if isinstance(found, dict) and not isinstance(prepared, LeftOut):
            what = joined(found.get("organization", ""), found.get("name", ""), by=" / ")
            facts = self._read(line, what, self._whole(prepared, found))
            found = self._doubt(line, what, facts) or self.preset.compare(facts, listed) or facts
        if isinstance(found, LeftOut):
            self.left_out.append(Note(line, what, found.why, found.detail))
        elif isinstance(found, Waits):
            self.waiting.append(
                {**found.facts, "internal_note": joined(found.why, found.facts.get("internal_note", ""))}
            )
        else:
            self.rows.append(found)

    def _whole(self, raw: Raw, found: Facts) -> Facts:
        preset = self.preset
        facts = {
            "category": preset.category,
            "source": preset.source,
            "source_date": preset.source_date,
            "assured_date": preset.source_date,
            "assured_method": "source-list",
            **found,
        }
        if preset.shouts:
            facts |= {
                name: calm(facts[name])
                for name in ("organization", "name", "address_1", "city")
                if name in facts
            }
        if facts.get("name", "").casefold() == facts.get("organization", "").casefold():
            facts.pop("name", None)
        key = " ".join(raw[name] for name in preset.key)
        if reason := preset.public_places.get(key):
            facts |= {
                "address_confidential": "no",
                "internal_note": joined(facts.get("internal_note", ""), reason),
            }
        return {"id": stable_id(preset.code, key), **facts}

    def _read(self, line: int, what: str, facts: Facts) -> Facts:
        """Read every cell as the sheet does; blank and report those that cannot be read."""
        good: Facts = {}
        for name, text in facts.items():
            try:
                value = columns.read(name, text)
            except Invalid as error:
                self.blanked.append(Note(line, what, f"{name}: {error.code}", text))
                continue
            if name == "email" and is_personal(value):
                self.blanked.append(Note(line, what, "email: of one person"))
            elif value:
                good[name] = value
        return good

    def _doubt(self, line: int, what: str, facts: Facts) -> LeftOut | None:
        """Return why a listing must not be shown, if so; write warnings into its internal note."""
        if miles := _far_from_city(facts, self.find_city):
            for name in ("latitude", "longitude", "approximate"):
                facts.pop(name, None)
            self._remark(line, what, facts, f"The source's point is {miles} miles from its city: left out.")
        if "address_confidential" not in facts and (doubt := self.preset.doubt(facts)):
            return doubt
        for finding in validators.check(facts, find_zip=self.find_zip):
            if finding.level == "error":
                return LeftOut(
                    _REASONS.get(finding.code, finding.code),
                    f"{finding.column}: {finding.data.get('word', '')}",
                )
            self._remark(line, what, facts, _warning(finding))
        if miles := _far_from_zip(facts, self.find_zip):
            self._remark(line, what, facts, f"The source's point is {miles} miles from its ZIP code.")
        mark = tuple(
            sorted((name, value) for name, value in facts.items() if name not in ("id", "internal_note"))
        )
        for twice, why in ((mark, "the same as another row"), (facts["id"], "the same key as another row")):
            if first := self.lines.get(twice):
                return LeftOut(why, f"row {first}")
            self.lines[twice] = line
        return None

    def _remark(self, line: int, what: str, facts: Facts, note: str) -> None:
        self.odd.append(Note(line, what, note))
        facts["internal_note"] = joined(facts.get("internal_note", ""), note)


_REASONS = {
    "survivors": "name like a survivors' service: a person must look",
    "point-without-street": "a point but no street: a person must look",
    "no-reach": "no phone, web site or street",
    "needed": "no name",
}


#: Apart from the largest ZIP codes of the West, a point farther away than this is a slip of the source.
_FAR_MILES = 20


_FAR_FROM_CITY_MILES = 60


def _far_from_zip(facts: Facts, find_zip: FindZip | None) -> int:
    """Return how many miles a point lies from the middle of its ZIP code, 0 when that is near or unknown."""
    place = find_zip(facts.get("postal_code", "")[:5]) if find_zip else None
    miles = _miles_from(place, facts)
    return round(miles) if miles > _FAR_MILES else 0


def _far_from_city(facts: Facts, find_city: FindCity | None) -> int:
    """Return how many miles a point without ZIP code lies from its city, 0 when that is near or unknown."""
    needed = {"city", "state", "latitude", "longitude"}
    if not find_city or "postal_code" in facts or not needed <= facts.keys():
        return 0
    point = float(facts["latitude"]), float(facts["longitude"])
    miles = _miles_from(find_city(facts["city"], facts["state"], *point), facts)
    return round(miles) if miles > _FAR_FROM_CITY_MILES else 0


def _miles_from(place: Place | None, facts: Facts) -> float:
    if not place or not {"latitude", "longitude"} <= facts.keys():
        return 0.0
    here = distance.ecef(float(facts["latitude"]), float(facts["longitude"]))
    there = distance.ecef(place.latitude, place.longitude)
    return distance.miles(distance.chord_between(here, there))


def _warning(finding: validators.Finding) -> str:
    if finding.code == "zip-state":
        data = finding.data
        there = f"{data['city']}, {data['zip_state']}"
        return f"The source's ZIP code {finding.value} is in {there}, not {data['state']}."
    if finding.code == "zip-unknown":
        return f"The source's ZIP code {finding.value} is not known."
    return f"{finding.code}: {finding.column} {finding.value}".strip()
