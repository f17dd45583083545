"""Invented facts for the page that shows every component once: nothing of it is in any sheet."""

from datetime import timedelta
from typing import Any

from directory import clock
from directory.i18n.languages import LANGUAGES
from directory.listings import columns
from directory.listings.listing import Listing, Point
from directory.listings.notices import Notice
from directory.listings.programs import Program
from directory.places.place import Place
from directory.search.coverage import Coverage
from directory.search.engine import Answer, Hit
from directory.search.query import Query
from directory.search.ranking import Count, Facet

_SOURCE = {"title": "Invented list", "edition": "2026-07"}
_FACTS = {"organization": "Example Legal Center", "name": "Fruitvale office", "category": "legal", "state": "CA",
          "services": "deportation-defense; asylum", "address_1": "1 Example Street", "city": "Oakland",
          "postal_code": "94601", "phone": "(510) 555-0101", "text_phone": "(510) 555-0102",
          "email": "hello@example.org", "website": "https://example.org/", "languages": "en; es; mam",
          "hours": "Mon-Fri 9am-5pm", "cost": "free",
          "asks_ssn": "no", "asks_photo_id": "no", "asks_proof_of_address": "yes", "assured_method": "called"}


def samples() -> dict[str, Any]:
    """Return what the template of the patterns shows, by name."""
    today = clock.today()
    listing = Listing("pattern001", {**_FACTS, "assured_date": today.isoformat()}, "06001", "America/Los_Angeles",
                      Point(37.77, -122.22, approximate=False))
    bags = {columns.in_language("documents", each.code): "Bring bags." for each in LANGUAGES}
    old = Listing("pattern002", {**_FACTS, "hours": "", "source_date": "2021", "assured_method": "source-list",
                                 "documents": "Bring bags and a box.", **bags}, outdated=tuple(bags))
    place = Place("city", "oakland-ca", "Oakland", "CA", ("06001",), 37.77, -122.22, "America/Los_Angeles")
    facets = (Facet("papers", (Count("asks_ssn", 12), Count("asks_photo_id", 3)), 14, 20),
              Facet("languages", (Count("es", 9), Count("mam", 1)), 11, 20),
              Facet("serves", (Count("everyone", 7), Count("seniors", 2)), 9, 20),
              Facet("cost", (Count("free", 6),), 6, 20), Facet("open_now", (Count("yes", 5),), 8, 20))
    query = Query(category="food", papers=("asks_ssn",), page=2)
    answer = Answer(query, None, "all", 100, (), 55, 0, (), facets, 0, ())
    notice = Notice("closed", "state:CA", "America/Los_Angeles", today, today + timedelta(days=3),
                    {"en": "An invented court is closed on this day."}, "Example Court", "https://example.org/", today)
    program = {"state": "CA", "kind": "health", "name": "Example Care", "who": "any-child", "source": "Invented source",
               "source_url": "https://example.org/", "expires": "2030-01-01"}
    statuses = (("in-force", today.isoformat()), ("in-force", "2024-03"), ("frozen", "2025"), ("ended", "2025-07"))
    return {"hits": (Hit(listing, 2.4, match=True), Hit(old, None, match=False)), "listing": listing, "answer": answer,
            "place": place,
            "notice": notice, "coverages": [Coverage("food", "complete", (_SOURCE,)),
                                            Coverage("food", "partial", (_SOURCE,)), Coverage("food", "none", ())],
            "programs": [Program({**program, "status": status, "as_of": as_of}) for status, as_of in statuses]}
