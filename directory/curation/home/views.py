"""The first page of the team, and the feed of what it says."""

from datetime import datetime

from flask import Response, abort, url_for

from directory.curation.home import changes, queries, show
from directory.curation.people import secrets
from directory.curation.permissions import ANYONE
from directory.curation.site import blueprint, edition, go, may, me, page, settings, store
from directory.edition import publish
from directory.register import changes as register
from directory.web.templating import language


@blueprint.get("/")
@may("look")
def home() -> str:
    """Show what there is to do, and what families see."""
    counts = queries.counts(store(), me().name)
    lines = [(each.sentence, url_for(each.endpoint)) for each in show.lines(counts, language().code, me().roles)]
    due = counts.standing.due if me().may("call") else {}
    return page("team/home/home.html", lines=lines, due=due, standing=counts.standing, published=_published(),
                has_feed=queries.has_feed(store(), me().id))


def _published() -> dict[str, object]:
    """Return when the edition that families see was built, whether the listings moved since, and why it is frozen."""
    about = seen.about if (seen := edition()) else {}
    return {"built": datetime.fromisoformat(about["built"]) if about else None,
            "moved": about.get("register") != register.version(store()),
            "frozen": publish.frozen(settings().editions)}


@blueprint.post("/feed")
@may("look")
def new_feed() -> str:
    """Make the address of one's own feed, and show it once."""
    token = changes.new_feed(store(), me().id)
    store().commit()
    return page("team/home/feed.html", way=url_for("team.feed", token=token, _external=True))


@blueprint.post("/feed/end")
@may("look")
def end_feed() -> Response:
    """End the address of one's own feed."""
    changes.end_feed(store(), me().id)
    store().commit()
    return go("home")


@blueprint.get("/feed/<token>")
@may(ANYONE)
def feed(token: str) -> Response:
    """Send what there is to do, as numbers, to whoever has the address."""
    owner = queries.feed(store(), secrets.digest(token))
    if owner is None:
        abort(404)
    made = show.feed(queries.counts(store(), owner.name), language().code, owner.role_set)
    return Response(made, content_type="application/atom+xml; charset=utf-8")
