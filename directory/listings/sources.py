"""A source: the list or page that facts come from, and what it promises of an area. Pure."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from, which area the list covers, whether it is complete for it (yes, no, ''), and of what."""

    code: str
    title: str
    publisher: str
    edition: str
    url: str
    licence: str
    category: str
    covers: tuple[str, ...]
    complete: str
    note: str

    @property
    def cells(self) -> dict[str, str]:
        """Return it as a row of sources.csv: column -> text, in the order of the columns."""
        return {**asdict(self), "covers": "; ".join(self.covers)}
