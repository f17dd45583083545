"""200 edits by somebody who wants to harm: 14 kinds, each as (kind, listing to change or '' for a new one, facts).

All names, numbers and addresses are invented. None of these texts may reach families without a second person.
"""

from collections.abc import Iterator
from typing import NamedTuple

CLINIC, OFFICE, PANTRY, SECRET = "clinic0001", "oakland001", "pantry0021", "secret0001"
_BASE = {"organization": "Example Help Center", "category": "food", "phone": "(510) 555-0177", "source": "test-list",
         "state": "CA"}


class Bad(NamedTuple):
    """One malicious edit. `listing` is '' for a new listing; a blank fact is taken away."""

    kind: str
    listing: str
    facts: dict[str, str]


def edits() -> list[Bad]:
    """Return all of them, 200 in all."""
    return [each for kind in (_phones, _sites, _links, _categories, _addresses, _secrets, _letters, _scripts, _formulas,
                              _hidden_numbers, _frauds, _closings, _traps, _small_and_more) for each in kind()]


def _phones() -> Iterator[Bad]:
    for number, listing in zip(range(150, 168), (CLINIC, OFFICE, PANTRY, "clinic0002", "pantry0020", "berkeley01") * 3,
                               strict=True):
        yield Bad("phone swap", listing, {"phone": f"(510) 555-0{number}"})


def _sites() -> Iterator[Bad]:
    for host in ("clinic.examp1e.org", "clinic-example.org", "clinic.exarnple.org", "clinic.example.co",
                 "clinlc.example.org",
                 "clinic.example.net", "www.clinic.example.com", "xn--clnic-5xa.example.org", "xn--80ak6aa92e.com",
                 "clinic.example.org.evil.example.net", "c1inic.example.org", "clinicc.example.org",
                 "clinic.exampie.org",
                 "my-clinic.example.org"):
        yield Bad("look-alike web site", CLINIC, {"website": f"https://{host}/"})


def _links() -> Iterator[Bad]:
    for address in ("https://bit.ly/abc", "http://203.0.113.9/help", "https://example.org@evil.example.net/",
                    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "http://[2001:db8::1]/",
                    "ftp://example.org/x", "https://tinyurl.com/x1", "vbscript:x", "https://t.co/x",
                    "file:///etc/passwd",
                    "http://0x7f000001/", "https://user:pass@example.org/", "https://forms.gle/abc"):
        yield Bad("address that hides where it leads", CLINIC, {"website": address})


def _categories() -> Iterator[Bad]:
    for number in range(7):
        yield Bad("becomes legal help", (CLINIC, PANTRY, "pantry0020", "clinic0002")[number % 4],
                  {"category": "legal", "services": "asylum", "legal_credential": "attorney",
                   "organization": f"Example Notario Publico {number}"})
        yield Bad("becomes legal help", "", {**_BASE, "category": "legal", "legal_credential": "eoir-list",
                                             "source": "",
                                             "assured_date": "2026-09-01", "assured_method": "website",
                                             "organization": f"Example Visa Services {number}"})


def _addresses() -> Iterator[Bad]:
    for number in range(14):
        yield Bad("leads families elsewhere", (CLINIC, OFFICE, PANTRY, "pantry0022")[number % 4],
                  {"address_1": f"{700 + number} Sample Plaza", "latitude": f"37.{80 + number}", "longitude": "-122.1"})


def _secrets() -> Iterator[Bad]:
    for text in ("Come to 12 Hidden Street.", "Calle Escondida 5", "37.8044, -122.2712", "849VCWC8+R9",
                 "https://maps.app.goo.gl/abc", "CA 94601", "corner of First and Main", "Near the old fire station",
                 "Behind the library, blue door", "Across from the park", "cerca de la iglesia", "zip code 94612"):
        yield Bad("tells a secret address", SECRET, {"description": text})
    yield Bad("tells a secret address", SECRET, {"address_confidential": "no", "address_1": "12 Hidden Street",
                                                 "city": "Oakland", "state": "CA", "postal_code": "94601"})
    yield Bad("tells a secret address", SECRET, {"address_confidential": ""})


def _letters() -> Iterator[Bad]:
    for name in ("Ехample Health Center", "Examplе Health Center", "Εxample Health Center",
                 "Example\u200dHealth Center",
                 "Example\u202eretneC htlaeH", "Example\u2066 Health", "Exam\u00adple Health Center",
                 "Example\u3164Health",
                 "𝐄𝐱𝐚𝐦𝐩𝐥𝐞 Health Center", "Ｅｘａｍｐｌｅ Center", "Example Hеalth Cеnter", "Example\u034fHealth",
                 "Example\u061cHealth", "Ⓔxample Health Center"):
        yield Bad("letters that deceive", CLINIC, {"organization": name})


def _scripts() -> Iterator[Bad]:
    texts = ("organization", "name", "description", "phone_note", "languages_note", "hours_note", "eligibility_note",
             "cost_note", "documents", "transit_note", "courts", "detention", "phone_2_note", "internal_note")
    for name in texts:
        yield Bad("script in a text", CLINIC, {name: '"><script>alert(1)</script><img src=x onerror=alert(2)>'})


def _formulas() -> Iterator[Bad]:
    for text in ("=HYPERLINK(\"https://evil.example.net\")", "=cmd|' /C calc'!A0", "@SUM(A1)", "+cmd|x", "-cmd(1)",
                 "=1+1",
                 "＝IMPORTXML(1)"):
        yield Bad("formula", CLINIC, {"name": text})
        yield Bad("formula", PANTRY, {"cost_note": text})


def _hidden_numbers() -> Iterator[Bad]:
    for text in ("Call 510-555-0199 instead", "New number (415) 555-0142", "Text +1 415 555 0143",
                 "WhatsApp 4155550144",
                 "Ask at 415.555.0145", "write to trap@example.net", "See www.example.net"):
        yield Bad("another number in a note", CLINIC, {"phone_note": text})
        yield Bad("another number in a note", OFFICE, {"description": f"Free lawyers. {text}."})


def _frauds() -> Iterator[Bad]:
    for text in ("Send a deposit by Zelle first", "Pay in advance with gift cards",
                 "Pago por adelantado, pregunte al notario",
                 "Bring your passport and A-number", "Send us a photo of your green card",
                 "Guaranteed visas by our notary",
                 "Western Union only", "Text your Social Security number",
                 "Bring your original documents and leave them",
                 "Our immigration consultants promise", "Ask for ICE officer desk", "Venmo us a deposit",
                 "Send your A-number by e-mail", "Garantizado: trámites en un día"):
        yield Bad("asks for money or papers", OFFICE, {"description": text})


def _closings() -> Iterator[Bad]:
    for listing in (CLINIC, OFFICE, PANTRY, "clinic0002", "pantry0020", "pantry0022", "berkeley01"):
        yield Bad("takes help away", listing, {"status": "closed"})
        yield Bad("takes help away", listing, {"phone": ""})


def _traps() -> Iterator[Bad]:
    for number in range(7):
        yield Bad("trap", "", {**_BASE, "organization": f"Example Homeland Security Help {number}", "description":
                               "Ask for the enforcement desk."})
        yield Bad("trap", "", {**_BASE, "organization": f"Example Line {number}",
                               "phone": "(900) 555-0100" if number % 2
                               else "+52 55 5123 4567", "phone_2": "(212) 555-0100"})


def _small_and_more() -> Iterator[Bad]:
    """A small fact, by which nobody is drawn, with something else under it."""
    for number in range(14):
        yield Bad("hides behind a small fact", (CLINIC, OFFICE)[number % 2],
                  {"capacity": "waitlist", **({"email": "trap@example.net"}, {"website": "https://trap.example.net/"},
                                              {"organization": "Another Example"}, {"phone": "(510) 555-0166"},
                                              {"address_1": "9 Trap Street"}, {"category": "food", "services": ""},
                                              {"description": "Call 510-555-0199"})[number % 7]})
