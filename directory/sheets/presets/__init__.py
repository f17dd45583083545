"""Public lists into our sheets: one small module a publisher, one function for all."""

from collections.abc import Iterable
from pathlib import Path

from directory.listings.validators import Facts
from directory.sheets.presets import (
    conversion,
    doj_roster,
    eoir,
    hrsa_official,
    sf_marin,
    silicon_valley,
    western_massachusetts,
)
from directory.sheets.presets.conversion import FindZip
from directory.sheets.presets.preset import Converted, Preset, report, write

PRESETS: dict[str, Preset] = {
    one.code: one
    for one in (
        eoir.PRESET,
        doj_roster.PRESET,
        hrsa_official.SOUTH_CAROLINA_2021,
        western_massachusetts.PRESET,
        silicon_valley.PRESET,
        sf_marin.PRESET,
    )
}


def convert(
    code: str, path: Path, *, listed: Iterable[Facts] = (), find_zip: FindZip | None = None
) -> Converted:
    """Convert a publisher's raw file into listings. Raises KeyError, tables.Unreadable and OSError.

    `listed` are listings that other sheets have already (the roster is compared with those of EOIR's list);
    `find_zip` looks up 5 digits, so that ZIP codes can be compared with states.
    """
    return conversion.convert(PRESETS[code], path, listed=listed, find_zip=find_zip)


__all__ = ["PRESETS", "Converted", "Preset", "convert", "report", "write"]
