"""Words of public lists, put right without changing what they say: SHOUTED names, streets, sentences.

Pure. Knows no publisher and no column.
"""

import re

#: Written in capitals for a reason.
_ACRONYMS = frozenset(
    (
        "AIDS",
        "BJHCHS",
        "CSC",
        "DDS",
        "ER",
        "FQHC",
        "HCPSC",
        "HIV",
        "HQ",
        "II",
        "III",
        "IV",
        "JCC",
        "LCHCS",
        "LLC",
        "LRMC",
        "MD",
        "NC",
        "NCFMC",
        "NE",
        "NW",
        "PC",
        "SC",
        "SE",
        "SW",
        "TB",
        "UCLA",
        "US",
        "USA",
        "VA",
        "VI",
        "WIC",
        "YMCA",
        "YWCA",
    )
)
_SMALL = frozenset(
    (
        "a",
        "an",
        "and",
        "at",
        "by",
        "dba",
        "de",
        "del",
        "for",
        "from",
        "in",
        "la",
        "las",
        "los",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "y",
    )
)
_WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’]*|\d+(?:ST|ND|RD|TH)\b")


def calm(text: str, also: frozenset[str] = frozenset()) -> str:
    """Return a name written all in capitals in title case; any other name unchanged.

    `also` are a publisher's own words that are written in capitals for a reason.
    """
    if not any(letter.isalpha() for letter in text) or any(letter.islower() for letter in text):
        return text
    capitals = _ACRONYMS | also
    return _WORD.sub(
        lambda found: _calm_word(found.group(), capitals=capitals, first=found.start() == 0), text
    )


def _calm_word(word: str, *, capitals: frozenset[str], first: bool) -> str:
    if word in capitals or len(word) == 1:
        return word
    if not first and word.lower() in _SMALL:
        return word.lower()
    # str.title would write Women'S: only the letter after a short first part is large (O'Brien, D'Angelo).
    head, mark, tail = word.replace("’", "'").partition("'")
    if mark and len(head) == 1:
        return f"{head}'{tail.capitalize()}"
    return word.capitalize()


_SUITE = re.compile(
    r"^(?P<street>[^,]*\d[^,]*), (?P<suite>(?:suite|unit|ste|room|floor|building|bldg|pmb|apt|box|rm)\b.*"
    r"|#.*|[a-z0-9]+ floor)$",
    re.IGNORECASE,
)


def split_suite(street: str) -> tuple[str, str]:
    """Part `100 Main St, Suite 2` into street and suite; leave anything less clear as it is."""
    found = _SUITE.match(street)
    return (found["street"], found["suite"]) if found else (street, "")


_PO_BOX = re.compile(r"^p\.?\s*o\.?\s*box\b", re.IGNORECASE)


def is_post_box(street: str) -> bool:
    """Say whether an address is only a post office box."""
    return bool(_PO_BOX.match(street.strip()))


_CLOCK = re.compile(r"\b([ap])\.\s?m\b\.?")
_CLOCK_AT_END = re.compile(r"\b([ap])\.\s?m\.(?=$|\s+(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z])")
_ENDS = re.compile(r"(?<=[.!?>])\s+(?=[A-Z0-9(])")
# A stop after these does not end a sentence.
_SHORT = re.compile(r"\b(St|Ave|Rd|Blvd|Dr|Mt|No|Sept|Oct|Nov|Dec|Aug|Jan|Feb|U\.S|S\.M\.A\.R\.T)\.$")


def sentences(text: str) -> list[str]:
    """Part text into sentences, `p.m.` written pm. Link texts that end in > are passed over."""
    text = _CLOCK.sub(r"\1m", _CLOCK_AT_END.sub(r"\1m\\", text)).replace("m\\", "m.")
    text = re.sub(r"\s+", " ", text.replace(" ,", ",")).strip()
    found: list[str] = []
    for part in _ENDS.split(text):
        if found and _SHORT.search(found[-1]):
            found[-1] += f" {part}"
        elif part:
            found.append(part)
    return [part for part in found if not part.endswith(">")]


_PERSON = re.compile(
    r"@|\be-?mail(?:ing)?\b|\b(?:call|calling|contact|ask for|see)\s+(?:Mr\.|Ms\.|Mrs\.|Fr\.|Sr\.)?\s*"
    r"[A-Z][a-z]+ [A-Z][a-z]+ at\b"
)


def names_a_person(sentence: str) -> bool:
    """Say whether a sentence gives an e-mail address or a person to ask for: such a one is not passed on."""
    return bool(_PERSON.search(sentence))


_OFFICE = re.compile(
    r"info|office|legal|law|immigra|intake|help|contact|admin|service|clinic|bono|front|recep|general|team|food|"
    r"pantry|program|asylum|hola|ils|web|support|inquir|imm",
    re.IGNORECASE,
)


def is_personal(email: str) -> bool:
    """Say whether an address looks like that of one person: two names with a stop or underscore between."""
    local = email.partition("@")[0]
    return bool(re.fullmatch(r"[A-Za-z]+[._][A-Za-z]+\d*", local)) and not _OFFICE.search(local)


def joined(*parts: str, by: str = " ") -> str:
    """Join the parts that are not empty, each once."""
    return by.join(dict.fromkeys(part.strip() for part in parts if part and part.strip()))
