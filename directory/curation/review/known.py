"""What an edit is compared with: the places of the map, the published sources, and who has a telephone number."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from directory.curation.review import queries
from directory.curation.review.obstacles import PHONES
from directory.curation.review.warnings import Known
from directory.edition.store import Edition
from directory.listings.listing import Listing, build
from directory.listings.validators import FindPlace
from directory.places import gazetteer
from directory.places.place import Place

Facts = Mapping[str, str]


def finder(edition: Edition | None) -> FindPlace | None:
    """Return the function that looks up a ZIP code or an area; None while nothing was ever published."""
    if edition is None:
        return None

    def find(key: str) -> Place | None:
        with edition.connect() as connection:
            return gazetteer.get(connection, key if ":" in key else f"zip:{key}")
    return find


def known(session: Session, edition: Edition | None, listings: Iterable[Facts]) -> dict[str, Known]:
    """Return by id what each of these listings is compared with. They must have an id; a new one is ''."""
    listings = list(listings)
    having = queries.having(session, (facts[name] for facts in listings for name in PHONES if name in facts))
    find_zip = finder(edition)

    def of(own: str) -> Known:
        return Known(find_zip, lambda number: [facts for listing_id, facts in having.get(number[:14], ())
                                               if listing_id != own])
    return {own: of(own) for own in {facts.get("id", "") for facts in listings}}


def preview(edition: Edition, listing_id: str, facts: Facts) -> Listing:
    """Return a listing as families would see it."""
    by_zip = by_city = None
    if facts.get("address_confidential") != "yes":
        find = finder(edition)
        by_zip = find(facts["postal_code"][:5]) if find and "postal_code" in facts else None
        if by_zip is None and "city" in facts and "state" in facts:
            with edition.connect() as connection:
                by_city = gazetteer.find(connection, f"{facts['city']}, {facts['state']}").place
    return build({**facts, "id": listing_id}, by_zip=by_zip, by_city=by_city, near=None)
