"""What the limits of an office on EOIR's list clearly say, as our codes. What is not clear gets none."""

import re

from directory.sheets.presets.preset import Facts

#: "Non-detained" is the list's most frequent limit: it must not be read as "detained".
_NOT_DETAINED = re.compile(
    r"\bnon-detained\b|\bnot (?:in )?detain(?:ed|tion)\b|\bnot in detention\b|\bno detained \w+",
    re.IGNORECASE,
)
_UNCLEAR = re.compile(
    r"\bdetention cases limited\b|^non-detained number$|\bno asylum[^;]*|\bnot asylum[^;]*", re.IGNORECASE
)
_DETAINED = re.compile(
    r"\bdetain(?:ed|ees?)\b|\bdetention\b|\b(?:ICE|immigration) custody\b|\bDilley\b|\bICE/BOP\b",
    re.IGNORECASE,
)
_DETAINED_GROUP = re.compile(
    r"^detained (?:adults|at)\b|\bfor detained people\b|; people in ICE detention\b"
    r"|^removal defense for people in immigration custody",
    re.IGNORECASE,
)

_SERVICES = (
    (r"^all (?:immigration )?(?:matters|case types)", "immigration-legal-help"),
    (r"\bremoval (?:defense|proceedings|cases)|(?:^|[,;] )removal(?=[,;]|$)", "deportation-defense"),
    (r"\bbond\b", "bond"),
    (r"\basylum\b", "asylum"),
    (r"\bchildren|\bminors\b|\bjuveniles?\b|\bUAC\b|\bSIJS?\b|\byouth\b", "children-cases"),
    (r"\bVAWA\b|\b[UT] visas?\b|\bU and T\b|\bU/T\b", "crime-survivor-visas"),
    (r"\bfamily(?:-based)?(?=[,;]|$| cases| and humanitarian services)", "family-petition"),
    (r"\bnaturalization\b", "citizenship"),
    (r"\bDACA\b", "daca"),
    (r"\bpro se\b", "self-help"),
    (r"\blegal orientation\b|\borientation materials\b", "legal-orientation"),
)


#: A referral service finds somebody else for these; the rest of the codes would promise more than it does.
_REFERRED = ("asylum", "children-cases", "self-help", "detained-help")
#: Whom an office helps, not with what: general help is added to these unless the office is only for them.
_GROUPS = {"children-cases", "detained-help"}


def services(limits: str, *, referral: bool) -> str:
    """Return the codes of the services, `immigration-legal-help` where the list names none."""
    text = _UNCLEAR.sub("", limits)
    found = [code for words, code in _SERVICES if re.search(words, text, re.IGNORECASE)]
    if _is_detained(text):
        found.append("detained-help")
    if referral or text.startswith("Referrals only"):
        return "; ".join(["legal-referral", *(code for code in found if code in _REFERRED)])
    only = {"children", "unaccompanied-children", "detained"} & set(eligibility(limits).split("; "))
    if set(found) <= _GROUPS and not (found and only):
        found.insert(0, "immigration-legal-help")
    return "; ".join(found)


def _is_detained(text: str) -> bool:
    return bool(_DETAINED.search(_NOT_DETAINED.sub("", text)))


_CHILDREN_ALONE = re.compile(
    r"^unaccompanied (?:children|minors)|^young people who entered as unaccompanied minors", re.IGNORECASE
)
_CHILDREN = re.compile(
    r"^children'?s cases only|^children, juvenile|^detained and non-detained children", re.IGNORECASE
)
_POOR = re.compile(r"\blow[- ]income\b|\bindigent\b|\bincome limits\b|\bpoverty level\b", re.IGNORECASE)
_AREA = re.compile(
    r"\bresidents\b|\breside in\b|\bliving in Washington|\blive in NYC"
    r"|^(?:unaccompanied (?:children|minors) in|[A-Z][a-z]+, )"
    r"[^;]*(?:count(?:y|ies)|Westchester|New Jersey)|\bLow income in\b",
    re.IGNORECASE,
)


def eligibility(limits: str) -> str:
    """Return the codes of the people who may come; '' where the list does not say it clearly."""
    text = _UNCLEAR.sub("", limits)
    found = []
    if _CHILDREN_ALONE.search(text):
        found.append("unaccompanied-children")
    elif _CHILDREN.search(text):
        found.append("children")
    if re.search(r"seeking asylum|^non-detained asylum seekers", text, re.IGNORECASE):
        found.append("asylum-seekers")
    if re.search(r"\bunaccompanied children and crime victims\b|survivors of violence", text, re.IGNORECASE):
        found.append("crime-survivors")
    if "asylum seekers and unaccompanied children" in text:
        found.append("unaccompanied-children")
    if _is_detained(text):
        found += ["detained"] if _DETAINED_GROUP.search(text) and not _NOT_DETAINED.search(text) else []
    elif _NOT_DETAINED.search(text) and "non-detained people and women" not in text:
        found.append("not-detained")
    if _POOR.search(text):
        found.append("low-income")
    if _AREA.search(text) and not re.search(r"\bpriority to\b", text):
        found.append("area-residents")
    return "; ".join(dict.fromkeys(found))


def cost(limits: str) -> Facts:
    """Return cost facts. The whole list is of free help, but only a row that says so is called free."""
    clauses = [part.strip() for part in limits.split(";")]
    if any(re.search(r"^no cost$|, free$", clause) for clause in clauses):
        return {"cost": "free"}
    if said := [
        clause for clause in clauses if re.search(r"^free for\b|\bnominal fee\b", clause, re.IGNORECASE)
    ]:
        return {"cost_note": "; ".join(said)}
    return {}
