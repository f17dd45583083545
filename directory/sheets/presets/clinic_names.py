"""What a site of a health center is, as far as its name alone says: a clinic, a school's room, a van ...

Pure. For lists whose columns do not say it.
"""

import re

from directory.sheets.presets.preset import LeftOut

_SCHOOL = (
    r"\b(?:schools?|shool|(?<!^)sch|schl|elem|elementary|sbhcc?|sbh|sbwc|sbc|school.?based)\b|\bhead ?start\b"
    r"|\bpreschool\b|\bearly (?:learning|childhood|stimulation|college)\b|\bchild ?care\b"
    r"|\bnursery school\b|\bkindergarten\b|(?<!at )\bacademy\b(?! (?:suite|health center))|\bK-?(?:8|12)\b"
    r"|\b(?:PS|P\. ?S\.?|IS|I\. ?S\.?|MS|M\. ?S\.?|JHS|PS/[IM]S|MS/PS) ?#?\d|\bKIPP\b|\byes prep\b"
    r"|^X-?\d|\bHS$|\bmagnets?\b|\bempowerment zone\b|\bcharter$|\bisd\b"
    r"|\bschool district\b|\bR-[IVX]+\b|\blearning (?:center|village)\b"
    r"|(?<!& )(?<!and )\beducation(?:al)? (?:center|campus|complex)\b|\bstudents?\b"
    r"|\bfreshman\b|\bhealthy kids clinic\b"
    r"|\bcollege\b(?! (?:station|park|ave|avenue|st|street|hill|place|point|drive|way))"
    r"|\b(?:junior|senior|jr\.?|sr\.?|jr\.?/s[ri]r?\.?) high\b"
    r"|\b(?:high|middle|intermediate)(?:\s*$"
    r"|\s+(?:healthy|wellness|empowerment|clinic|health center|health ctr"
    r"|neighborhood|school|sch|base)\b|/)"
)
_KINDS = (
    (
        "temporary or seasonal",
        r"\btemp[aor]*r[ay]*ry\b|\btempoary\b|\btemp (?:site|clinic)\b|\bcovid"
        r"|\btest(?:ing)? (?:site|location|unit)\b"
        r"|\bdrive.?(?:thru|through|up|in) |\bisolation\b|\bpop.?up\b|\btent\b|\bseasonal\b|\boverflow\b"
        r"|\bparking lot\b",
    ),
    (
        "camp",
        r"\bcamps?\b(?! creek)|\bmigrant (?:voucher|outreach|farm clinic)|\blabor (?:camp|housing|program)\b"
        r"|\brace ?track\b",
    ),
    (
        "mobile",
        r"\bmobil[e]?\b|\bmoblle\b|mobilemed"
        r"|\bvans?\b(?! (?:nuys|buren|horn|wert|pelt|ness|dyke|etten|e\b|winkle))"
        r"|\bbus\b|\bon wheels\b|\bWOW\b|\bvehicle\b|\bstreet (?:medicine|outreach)\b|\boutreach team\b"
        r"|\bmolar express\b|\bvoucher\b|\b(?:care|med)van\b",
    ),
    ("school", _SCHOOL),
    ("prison", r"\bjails?\b|\bprison\b|\bcorrection(?:al|s)?\b|\bdetention\b|\bjuvenile\b|\breentry\b"),
    (
        "nursing home",
        r"\bnursing (?:home|facility)\b|\bassisted living\b|\belder ?care\b|\bhospice\b|\bsoldiers? home\b",
    ),
    (
        "WIC office",
        r"^(?!.*(?:clinic|medical|dental|pediatric|optom|health c)).*\bwic\b"
        r"|\bwic (?:office|warehouse|program)\b",
    ),
)
_ADMIN = re.compile(
    r"\badmin\w*|\bcorporate (?:office|hq)|\bheadquarters?\b|\bbilling\b|\bcall center\b|\bwarehouse\b"
    r"|\bexecutive\b|\benrollment\b|\bhuman resources\b|\bIT support\b",
    re.IGNORECASE,
)
#: "Dental Center and Administration", "NHC Administration and Pharmacy": patients are seen there too.
_ADMIN_TOO = re.compile(
    r"(?:\band|&|/|,|or|\+)\s*(?:\w+ )?(?:admin|corporate)|admin\w*\s*(?:\w+ )?(?:&|\band\b|/)", re.IGNORECASE
)
_PATTERNS = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _KINDS)


def no_clinic(name: str, city: str = "") -> LeftOut | None:
    """Say why a site is no clinic for everyone. The city's own name does not count (Camp Verde)."""
    if city:
        name = re.sub(rf"\b{re.escape(city)}\b", "", name, flags=re.IGNORECASE)
    for kind, words in _PATTERNS:
        if found := words.search(name):
            return LeftOut(f"{kind}, by its name", found.group().strip().lower())
    if (found := _ADMIN.search(name)) and not _ADMIN_TOO.search(name):
        return LeftOut("administrative, by its name", found.group().lower())
    return None
