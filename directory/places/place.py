"""What a place is: a ZIP code, a city, a county or a state. Pure; knows no database."""

from dataclasses import dataclass

from directory.places.fold import slug

COUNTRY = "country:US"
#: What stands at the end of a county's name.
COUNTY_WORDS = (
    " City and Borough", " Census Area", " County", " Parish", " Borough", " Municipality", " Municipio",
    " Island", " District", " city",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer.

    `code` is '94601', 'oakland-ca', '06001' or 'CA' by `kind`; `name` is the city for a ZIP. `counties` holds
    FIPS codes, the main one first, and is empty for a state. Latitude and longitude are degrees, the time
    zone an IANA name.
    """

    kind: str
    code: str
    name: str
    state: str
    counties: tuple[str, ...]
    latitude: float
    longitude: float
    timezone: str

    @property
    def key(self) -> str:
        """Return the key, like 'zip:94601' or 'state:CA'."""
        return f"{self.kind}:{self.code}"

    @property
    def slug(self) -> str:
        """Return the place as links name it: 'oakland', 'alameda-county' or 'ca'. No two of a state have the same.

        A county that is called like a city, as Carson City, NV, is 'carson-city-county'.
        """
        if self.kind == "city":
            return self.code.removesuffix(f"-{self.state.lower()}")
        if self.kind == "county":
            return slug(self.name if self.name.endswith(COUNTY_WORDS) else f"{self.name} County")
        return self.code.lower()

    @property
    def areas(self) -> tuple[str, ...]:
        """Return the service-area keys that cover the place, narrow to wide.

        A city is no service area itself (it has no fixed border here): it gives its counties, state and
        country.
        """
        own = (self.key,) if self.kind == "zip" else ()
        counties = tuple(f"county:{fips}" for fips in self.counties)
        return (*own, *counties, f"state:{self.state}", COUNTRY)
