"""Which areas the offices of EOIR's list say they serve, as area keys. A table to be read, not code.

County codes are those of the Census (FIPS). Only what the list says: "Central Texas" has no border, so it
is no area.
"""

import re

_NEW_YORK_CITY = "county:36005; county:36047; county:36061; county:36081; county:36085"

#: Words of the list that name a state or a known set of counties.
_SAID = {
    "Residents of Maine": "state:ME",
    "residents of MN, ND, SD": "state:MN; state:ND; state:SD",
    "South Dakota residents": "state:SD",
    "living in MN": "state:MN",
    "NC residents": "state:NC",
    "NJ residents": "state:NJ",
    "NJ removal cases": "state:NJ",
    "Unaccompanied children in New Jersey": "state:NJ",
    "Must reside in New Mexico": "state:NM",
    "in DC, Maryland, Virginia": "state:DC; state:MD; state:VA",
    "living in Washington, DC": "state:DC",
    "live in NYC": _NEW_YORK_CITY,
    "NYC residents": _NEW_YORK_CITY,
    "in NYC, Nassau, Suffolk, Westchester": f"{_NEW_YORK_CITY}; county:36059; county:36103; county:36119",
    "Arlington, Alexandria, Fairfax, Prince William, Loudoun": (
        "county:51013; county:51510; county:51059; county:51153; county:51107"
    ),
}

#: Counties that the list names, by state.
COUNTIES = {
    "CA": {
        "Alameda": "001",
        "Contra Costa": "013",
        "Fresno": "019",
        "Kern": "029",
        "Kings": "031",
        "Los Angeles": "037",
        "Madera": "039",
        "Marin": "041",
        "Merced": "047",
        "Orange": "059",
        "Riverside": "065",
        "San Bernardino": "071",
        "San Francisco": "075",
        "San Joaquin": "077",
        "San Mateo": "081",
        "Santa Barbara": "083",
        "Santa Clara": "085",
        "Stanislaus": "099",
        "Tulare": "107",
        "Ventura": "111",
    },
    "IL": {"Cook": "031"},
    "OH": {
        "Ashland": "005",
        "Ashtabula": "007",
        "Columbiana": "029",
        "Cuyahoga": "035",
        "Geauga": "055",
        "Lake": "085",
        "Lorain": "093",
        "Mahoning": "099",
        "Medina": "103",
        "Portage": "133",
        "Trumbull": "155",
        "Stark": "151",
        "Summit": "153",
        "Wayne": "169",
    },
    "PA": {
        "Adams": "001",
        "Berks": "011",
        "Chester": "029",
        "Cumberland": "041",
        "Dauphin": "043",
        "Franklin": "055",
        "Fulton": "057",
        "Huntingdon": "061",
        "Huntington": "061",
        "Juniata": "067",
        "Lancaster": "071",
        "Lebanon": "075",
        "Perry": "099",
        "York": "133",
    },
    "TX": {
        "Bexar": "029",
        "Caldwell": "055",
        "Comal": "091",
        "Harris": "201",
        "Hays": "209",
        "Montgomery": "339",
        "Travis": "453",
    },
    "WA": {
        "Adams": "001",
        "Asotin": "003",
        "Benton": "005",
        "Chelan": "007",
        "Columbia": "013",
        "Douglas": "017",
        "Ferry": "019",
        "Franklin": "021",
        "Garfield": "023",
        "Grant": "025",
        "Island": "029",
        "King": "033",
        "Kittitas": "037",
        "Klickitat": "039",
        "Lincoln": "043",
        "Okanogan": "047",
        "Pend Oreille": "051",
        "San Juan": "055",
        "Skagit": "057",
        "Snohomish": "061",
        "Spokane": "063",
        "Stevens": "065",
        "Walla Walla": "071",
        "Whatcom": "073",
        "Whitman": "075",
        "Yakima": "077",
    },
}
STATE_FIPS = {"CA": "06", "IL": "17", "OH": "39", "PA": "42", "TX": "48", "WA": "53"}

#: Counties are read only from a clause that says so; a priority is no border.
_COUNTY_CLAUSE = re.compile(r"\bcount(?:y|ies)\b")
_NO_BORDER = re.compile(r"\bpriority\b|\bor convictions\b")


def served(limits: str, state: str) -> str:
    """Return the areas that an office says it serves, in its words' order, or ''."""
    found = [areas for words, areas in _SAID.items() if words in limits]
    for clause in limits.split(";"):
        if _COUNTY_CLAUSE.search(clause) and not _NO_BORDER.search(clause):
            names = re.findall(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*", clause)
            table = COUNTIES.get(state, {})
            found += [f"county:{STATE_FIPS[state]}{table[name]}" for name in names if name in table]
    return "; ".join(dict.fromkeys(area for areas in found for area in areas.split("; ")))
