"""Two presses at the same moment, on both engines: the sheet is proposed once, and nobody sees an error."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory import clock
from directory.curation.upload import changes, checks, drafts, queries
from directory.register.changes import Refused
from directory.register.models import Batch
from directory.sheets import tables
from tests.curation.upload.made_up import good


def test_a_sheet_that_is_pressed_twice_at_once_is_proposed_once(session: Session) -> None:
    engine = session.get_bind()
    made = changes.keep(session, tables.parse(good(30)), owner="ana", sheet="food-boston", file_name="list.csv")
    session.commit()
    number = made.id
    session.rollback()
    checks.run(engine, number, frozenset({"test-list"}))  # type: ignore[arg-type]
    found = queries.upload(session, number, since=clock.now() - changes.KEPT, heavy=("findings", "rows"))
    assert found and found.state == "checked"
    seen = drafts.mark(changes.decide(session, found))
    session.rollback()

    def press(_: int) -> str:
        with Session(engine) as own:
            try:
                changes.propose(own, number, "ana", seen=seen, reason="the list of September")
                own.commit()
                return "proposed"
            except Refused as error:
                own.rollback()
                return error.code

    with ThreadPoolExecutor(4) as pool:
        said = sorted(pool.map(press, range(4)))
    assert said == ["proposed", *["proposed-already"] * 3]
    assert session.scalar(select(func.count()).select_from(Batch)) == 1
