"""An erasure leaves no word, in any writing, and no digest of it in any table of the team."""

import hashlib
import json

import pytest
import sqlalchemy as sa
from flask import Flask

from directory import clock, curation
from directory.curation.calls.models import Call
from directory.curation.duplicates import changes as duplicates
from directory.curation.duplicates import queries as pairs
from directory.curation.editing.models import EditDraft
from directory.curation.review import changes as deciding
from directory.curation.review.models import Approval, Callback
from directory.curation.translations import state
from directory.curation.translations.models import TranslationFits
from directory.curation.upload import drafts
from directory.curation.upload.models import ColumnMap, Upload
from directory.db import Base, db
from directory.register import changes, queries
from directory.register.changes import Draft
from directory.register.erase import erase
from directory.sheets.tables import Table

SAME = "Venga al 4711 de Sauce Callado"
STREET, TEXT = '4711 "Quiet" Willow Lane', "Ring twice.\nThen wait at the blue door."
PANTRY, OTHER = "pantry0020", "pantry0021"


@pytest.fixture
def everywhere(team: Flask) -> Flask:
    """A register in which every table of the team knows a street and a text of a listing."""
    with team.app_context():
        session, now = db.session(), clock.now()
        before = queries.every_fact(session, PANTRY)
        told = {**before, "address_1": STREET, "description": TEXT, "hours_note": f"Come to {STREET}",
                "hours_note_es": SAME}
        known = changes.propose(session, [Draft(PANTRY, "change", dict(before), told)], kind="edit", author="ana",
                                reason="moved")
        changes.apply(session, known.id, approvers=["ben"])
        batch = changes.propose(session, [Draft(PANTRY, "change", told, {**told, "cost": "free"})], kind="edit",
                                author="ana", reason="mass", mass=True)
        session.commit()
        deciding.approve(session, batch.id, by="ben")
        one, other = (pairs.side(session, each) for each in (PANTRY, OTHER))
        assert one and other
        duplicates.tell_apart(session, one, other, by="ana")
        packed = drafts.pack([Table(("address_1", "description", "hours_note_es"), ((STREET, TEXT, SAME),), (2,))])
        session.add_all([
            TranslationFits(listing_id=PANTRY, language="es", text=state.mark("Toque"), english=state.mark(TEXT),
                            at=now, by="ana"),
            EditDraft(author="ana", listing_id="", version=0, typed={"documents": f"Go to {STREET.upper()}"},
                      saved_at=now),
            Callback(batch_id=batch.id, listing_id=PANTRY, number="(510) 555-0120", outcome="reached",
                     note=f"They sit at {STREET}", by="ben", at=now),
            Call(listing_id=PANTRY, reason="spare", note=f"{TEXT} {STREET}"),
            ColumnMap(sheet="food", title=STREET.lower(), column=""),
            Upload(owner="ana", sheet="food", file_name=f"{STREET}.csv", made_at=now, moved_at=now, total=1,
                   mapping={"a": STREET}, cells=packed, findings=packed, rows=packed,
                   corrections=drafts.dump_corrections({(2, "description"): TEXT, (2, "address_1"): STREET}))])
        session.commit()
    return team


def _all_that_is_kept(app: Flask) -> str:
    with app.app_context():
        rows = {table.name: [dict(row) for row in db.session.execute(sa.select(table)).mappings()]
                for table in Base.metadata.sorted_tables}
        return json.dumps(rows, default=str, ensure_ascii=False).replace("\\", "").casefold()


def _told(app: Flask) -> list[str]:
    """Return what is still there: words, and digests of them alone and together with all else that is known."""
    kept = _all_that_is_kept(app)
    with app.app_context():
        digests = [state.mark(TEXT), *db.session.scalars(sa.select(Approval.digest))]
    words = ["quiet", "willow", "ring twice", "blue door", "sauce"]
    return [each for each in [*words, *digests, hashlib.sha256(STREET.encode()).hexdigest()] if each in kept]


def test_no_word_and_no_digest_is_left(everywhere: Flask) -> None:
    assert len(_told(everywhere)) >= 6, "else the test proves nothing"
    with everywhere.app_context():
        erase(db.session(), PANTRY, ["address_1", "description"], by="dora", approver="emil", reason="a safe house",
              given={"address_confidential": "yes", "service_area": "county:06085"})
        curation.forget(db.session(), PANTRY)
        db.session.commit()
    assert _told(everywhere) == []
    with everywhere.app_context():
        assert not pairs.not_same(db.session()), "its digest was of the address"
        kept = db.session.query(Upload).one()
        assert drafts.unpack(kept.cells) and drafts.load_corrections(kept.corrections), "they can still be read"
