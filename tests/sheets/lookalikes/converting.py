"""The look-alikes of publishers' files, small and invented, and their conversion."""

from pathlib import Path

from directory.sheets import presets
from directory.sheets.presets.preset import Facts

LOOKALIKES = Path(__file__).parent
FILES = {
    "eoir": "eoir.csv",
    "doj-roster": "doj_roster.csv",
    "hrsa-official": "hrsa_official.csv",
    "western-massachusetts": "western_massachusetts.csv",
    "silicon-valley": "silicon_valley.csv",
    "sf-marin": "sf_marin.csv",
    "hrsa-2020": "hrsa_2020.csv",
    "freshtrak": "freshtrak.csv",
    "capital-region": "capital_region.csv",
}


def converted(code: str, **options: object) -> presets.Converted:
    """Convert a look-alike; the options are those of `presets.convert`."""
    return presets.convert(code, LOOKALIKES / FILES[code], **options)  # type: ignore[arg-type]


def by_name(code: str, **options: object) -> dict[str, Facts]:
    """Return the listings by organization and name."""
    rows = converted(code, **options).rows
    return {" / ".join(filter(None, (row["organization"], row.get("name")))): row for row in rows}
