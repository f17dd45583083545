"""Public lists into our sheets: one small module a publisher, one function for all."""

from collections.abc import Iterable
from pathlib import Path

from directory.listings.validators import Facts
from directory.sheets.presets import (
    capital_region,
    conversion,
    doj_roster,
    eoir,
    freshtrak,
    hrsa_2020,
    hrsa_official,
    sf_marin,
    silicon_valley,
    western_massachusetts,
)
from directory.sheets.presets.conversion import FindCity, FindZip
from directory.sheets.presets.preset import Converted, Preset, report, write

PRESETS: dict[str, Preset] = {
    one.code: one
    for one in (
        eoir.PRESET,
        doj_roster.PRESET,
        hrsa_official.PRESET,
        hrsa_2020.PRESET,
        western_massachusetts.PRESET,
        silicon_valley.PRESET,
        sf_marin.PRESET,
        freshtrak.PRESET,
        capital_region.PRESET,
    )
}


def convert(
    code: str,
    path: Path,
    *,
    listed: Iterable[Facts] = (),
    find_zip: FindZip | None = None,
    find_city: FindCity | None = None,
) -> Converted:
    """Convert a publisher's raw file into listings. Raises KeyError, tables.Unreadable and OSError.

    `listed` are listings that other sheets have already (the roster is compared with those of EOIR's list);
    `find_zip` looks up 5 digits, so that ZIP codes can be compared with states; `find_city` looks up a city
    and a state, so that points can be compared with cities (`lookups.from_gazetteer` gives both).
    """
    return conversion.convert(PRESETS[code], path, listed=listed, find_zip=find_zip, find_city=find_city)


__all__ = ["PRESETS", "Converted", "Preset", "convert", "report", "write"]
