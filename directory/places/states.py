"""The 50 states, the District of Columbia and five territories, for use without a database. Pure."""

_NAMES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts",
    "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana",
    "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
    "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma",
    "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington",
    "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming", "PR": "Puerto Rico",
    "VI": "U.S. Virgin Islands", "GU": "Guam", "AS": "American Samoa", "MP": "Northern Mariana Islands",
}  # fmt: skip

CODES: tuple[str, ...] = tuple(_NAMES)

# What people type besides the name and the code; the Spanish names that differ from the English ones.
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "AS": ("Samoa Americana",),
    "DC": ("Distrito de Columbia",),
    "HI": ("Hawái",),
    "LA": ("Luisiana",),
    "MO": ("Misuri",),
    "MP": ("CNMI", "Islas Marianas del Norte"),
    "MS": ("Misisipi",),
    "NC": ("Carolina del Norte",),
    "ND": ("Dakota del Norte",),
    "NH": ("Nuevo Hampshire",),
    "NJ": ("Nueva Jersey",),
    "NM": ("Nuevo México",),
    "NY": ("Nueva York", "New York State"),
    "PA": ("Pensilvania",),
    "SC": ("Carolina del Sur",),
    "SD": ("Dakota del Sur",),
    "TN": ("Tenesí",),
    "TX": ("Tejas",),
    "VI": ("Virgin Islands", "US Virgin Islands", "USVI", "Islas Vírgenes"),
    "WA": ("Washington State",),
    "WV": ("Virginia Occidental",),
}


def state_name(code: str) -> str:
    """Return the English name of a state by its two-letter code; KeyError if there is none."""
    return _NAMES[code]
