"""What visitors told us and nobody has answered: call, edit, make a listing of it, close it."""

from flask.typing import ResponseReturnValue

from directory.curation.messages import show
from directory.curation.site import blueprint, go, may, me, page, said, settings, store
from directory.register import queries
from directory.register import reports as kept
from directory.register.changes import Refused
from directory.reports.collect import collect


@blueprint.get("/reports")
@may("reports")
def reports() -> str:
    """Collect what lies in the box, and show what is open, the newest first."""
    shut = False
    try:
        collect(store(), settings().spool)
    except OSError:  # the box belongs to the public site: what came before can still be read
        store().rollback()
        shut = True
    waiting = queries.open_reports(store())
    titles = queries.titles(store(), {each.listing_id for each in waiting})
    return page("team/messages/reports.html", shut=shut,
                messages=[show.message(each, titles.get(each.listing_id, "")) for each in waiting])


@blueprint.post("/reports/<int:report_id>/close")
@may("reports")
def close_report(report_id: int) -> ResponseReturnValue:
    """Close a message: all that the visitor wrote is deleted."""
    try:
        kept.close(store(), report_id, by=me().name, note=said("note"))
        store().commit()
    except Refused:  # somebody else closed it a moment ago, or it was 30 days old
        store().rollback()
    return go("reports")
