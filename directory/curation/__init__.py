"""The people who keep the listings: accounts, review, calling queue. Only the curation role loads it."""

from flask import Flask
from sqlalchemy.orm import Session

from directory.config import Settings
from directory.curation import site
from directory.curation.calls import views as _calls  # noqa: F401  each adds its pages to the blueprint
from directory.curation.confirm import views as _confirm  # noqa: F401
from directory.curation.duplicates import changes as duplicates
from directory.curation.duplicates import views as _duplicates  # noqa: F401
from directory.curation.editing import views as _editing  # noqa: F401
from directory.curation.home import views as _home  # noqa: F401
from directory.curation.messages import views as _messages  # noqa: F401
from directory.curation.people import views as _people  # noqa: F401
from directory.curation.review import changes as review
from directory.curation.review import views as _review  # noqa: F401
from directory.curation.sources import views as _sources  # noqa: F401
from directory.curation.translations import changes as translations
from directory.curation.translations import views as _translations  # noqa: F401
from directory.curation.upload import views as _upload  # noqa: F401


def forget(session: Session, listing_id: str) -> None:
    """Drop all digests of a listing of which something was erased: guesses could be held against them.

    The erasure itself reaches every text. The caller commits.
    """
    for each in (review, duplicates, translations):
        each.forget(session, listing_id)


def register(app: Flask, settings: Settings) -> None:
    """Add the pages of the team under /<lang>/team. Refuses a page that names no permission."""
    app.register_blueprint(site.blueprint, url_prefix="/<lang>/team")
    site.register(app, settings)
