"""Health center sites of 2020-21, all states: an extract of HRSA's facts: name, address, telephone, point.

It has no ZIP code, no web site, no hours, and no column that says what a site is: that must come from its
name. South Carolina is left out, because the list of 2021 in HRSA's own columns (`hrsa_official`) says more.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from directory.places import states
from directory.sheets.presets import clinic_names, hidden
from directory.sheets.presets.hrsa_official import services
from directory.sheets.presets.preset import Facts, LeftOut, Preset, Raw
from directory.sheets.presets.wording import calm, is_post_box, joined

#: Short for a health center's own name, or a plain abbreviation: found in capitals in calm names too.
_SHORT = """
    AACI ACHP ACRS AHC AHS BH BHA BMRHC BMS CBHC CCFHC CES CHC CHCL CHCR CHCS CHD CHP CHPY CIS COSSMA CS
    CSI CSVS CVC DFD DSS ESP FCCH FHC FHHC FHS FMC GLFHC GMC GVHC GYN HC HCC HCHN HMS HOAP HS HSHC ICHS
    JWCH KBBH KIPP KOD KPHC LCC LCDN LMC MAT MCMC MHHCC MSFHS MSR MVCHS NAP NARA NEMS NM OB OBGYN OHI
    OSHC PCC PHSC PMS PO PS PSJA PSS RR SANOS SBFHC SBH SBHC SBHCC SCH SCHC SEIA SF SFAF SHC SJWCFC SLO
    SMHC STRHS TC TCA TFHC TLC TRHS TX UC UNHS VCC VSHSI WYA YVFWC
"""
_CAPITALS = frozenset(_SHORT.split())

#: What parts an organization from its site: "Org - Site", "Org--Site", "Org: Site", "Org, Inc.-Site".
_PARTS = re.compile(r"\s*(?:--|–|—)[\s-]*|\s+-[\s-]*|-\s+|:\s+|(?<=\bInc\.)-|(?<=\bInc)-")
_HEALTH = re.compile(
    r"\b(?:health|healthcare|medical|clinics?|clinica|care|centers?|services|network|wellness)\b|health\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"\b(?:community|family|primary|health|healthcare|medical|care|clinics?|centers?|services?|the|of|for|and"
    r"|inc|sbhc|dental|school|based|mobile|van|unit|site|temporary|access)\b|[^a-z ]",
    re.IGNORECASE,
)
_INC = re.compile(r",? inc\.?,?$", re.IGNORECASE)
#: What stands behind a hyphen and is no site: "Watsonville Health Center - Building D".
_NO_SITE = re.compile(
    r"^(?:building|bldg|suite|ste|floor|specialty|annex|unit|room|site)\b|\bbuilding$|^[\W\d]*$",
    re.IGNORECASE,
)
#: So many sites of a state that begin with the same words make these words an organization.
_SURE = 3


def prepare(rows: Sequence[Raw]) -> Sequence[Raw | LeftOut]:
    """Add what only the whole list says: the organization of a name, and whether a point is one row's own."""
    sites: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    streets: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if parts := _parts(row["name"]):
            sites[row["st_abbr"], parts[0].casefold()].add(parts[1].casefold())
            spelled[parts[0].casefold()][parts[0]] += 1
        streets[row["lat"], row["lon"]].add(_street(row["address"]))
    found: list[Raw | LeftOut] = []
    for row in rows:
        parts = _parts(row["name"])
        organization = site = ""
        if parts and _is_sure(parts[0], parts[1], len(sites[row["st_abbr"], parts[0].casefold()])):
            ways = spelled[parts[0].casefold()]
            organization = max(ways, key=lambda name: (not _shouts(name), ways[name], name))
            site = parts[1]
        number = len(streets[row["lat"], row["lon"]])
        found.append({**row, "organization": organization, "site": site, "streets": str(number)})
    return found


def _parts(name: str) -> tuple[str, str] | None:
    """Part a name at its first mark. "Inc" and "Inc." are one."""
    before, mark, after = (
        (name[: found.start()], found.group(), name[found.end() :])
        if (found := _PARTS.search(name))
        else (name, "", "")
    )
    before = before.strip(" ,")
    before = _INC.sub(", INC." if _shouts(before) else ", Inc.", before)
    return (before, after.strip(" -")) if mark and before and after.strip(" -") else None


def _shouts(name: str) -> bool:
    return not any(letter.islower() for letter in name)


def _is_sure(organization: str, site: str, number: int) -> bool:
    """Say whether the words before the mark name an organization, and those behind it one of its sites."""
    if _NO_SITE.search(site) or re.search(r"\bd\.?/?b\.?/?a\b|\(|@", organization, re.IGNORECASE):
        return False
    if _INC.search(organization):
        return True
    own = _GENERIC.sub(" ", organization).split()
    return (
        number >= _SURE
        and len(organization.split()) > 1
        and bool(_HEALTH.search(organization))
        and any(not _shouts(word) or _shouts(organization) for word in own)
        and not re.search(r"\b(?:sbhc|school|mobile|van|site|temporary)\b", organization, re.IGNORECASE)
    )


def _street(address: str) -> str:
    """Return the street of an address without numbers, suites and directions."""
    street = re.sub(
        r"#.*|\b(?:ste|suite|fl|floor|unit|bldg|building|rm|apt|bsmt)\b.*|^\d+[a-z]?\b",
        "",
        address.casefold(),
    )
    return re.sub(r"\b(?:[nsew]|[ns][ew])\b|[\W\d_]+", "", street)


def convert_row(raw: Raw) -> Facts | LeftOut:
    """Convert one site."""
    state = raw["st_abbr"].upper()
    if state == "SC":
        return LeftOut("South Carolina: listed from the list of 2021")
    if state not in states.CODES or not raw["city"]:
        return LeftOut("no state that is known, or no city", state)
    if why := clinic_names.no_clinic(raw["name"], raw["city"]):
        return why
    if re.search(r"\b(?:multiple|various)\b", raw["address"], re.IGNORECASE):
        return LeftOut("many places, by its address")
    name = calm(raw["name"], _CAPITALS)
    box = is_post_box(raw["address"]) or raw["address"].casefold() == "general delivery"
    facts = {
        "organization": calm(raw["organization"], _CAPITALS) or name,
        "name": calm(raw["site"], _CAPITALS) if raw["organization"] else "",
        "services": services(raw["name"]),
        "address_1": calm(raw["address"], _CAPITALS),
        "location_type": "postal" if box else "",
        "city": calm(raw["city"]),
        "state": state,
        "phone": raw["phone"],
    }
    return facts | _point(raw, box=box)


def _point(raw: Raw, *, box: bool) -> Facts:
    """Return the point, unless the list gives it to many streets; of two streets one may be near it only."""
    streets = int(raw["streets"])
    if streets > 2:
        return {"internal_note": f"The list gives the same point to {streets} streets: left out."}
    point = {"latitude": raw["lat"], "longitude": raw["lon"]}
    if streets == 2 or box:
        why = "The list gives the same point to another street too." if streets == 2 else ""
        return point | {"approximate": "yes", "internal_note": joined(why)}
    return point


PRESET = Preset(
    code="hrsa-2020",
    source="hrsa-2020-21",
    source_date="2021",
    sheet="medical",
    category="medical",
    key=("name", "st_abbr", "city", "address"),
    convert_row=convert_row,
    prepare=prepare,
    doubt=hidden.survivors_or_residence,
    split_by="state",
)
