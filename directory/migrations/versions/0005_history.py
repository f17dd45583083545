"""History that cannot lie: two people in the database itself, what is decided stays, and a chain of digests."""

import json

import sqlalchemy as sa
from alembic import op

from directory.migrations import guards
from directory.register import chain

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

SMALL = ("phone_languages", "languages", "interpretation", "hours", "appointment", "capacity", "asks_photo_id",
         "asks_ssn", "asks_immigration_status", "asks_proof_of_address", "asks_proof_of_income", "eligibility", "cost",
         "accessibility", "assured_date", "assured_method")
AUTHOR, APPROVER, SECOND = (f"lower(trim({name}))" for name in ("author", "approver", "second_approver"))
#: What holds of both tables.
PEOPLE = {
    "approved": "state <> 'applied' OR approver IS NOT NULL",
    "two_people": f"approver IS NULL OR {APPROVER} <> {AUTHOR} OR author = 'bootstrap'",
    "three_people": f"second_approver IS NULL OR (approver IS NOT NULL AND {SECOND} <> {AUTHOR} AND {SECOND} <> {APPROVER})",
    "reserved_names": f"{AUTHOR} <> 'sampling' AND ({APPROVER} <> 'bootstrap' OR author = 'bootstrap') "
                      f"AND {SECOND} NOT IN ('bootstrap', 'sampling')",
}
CHANGE = {
    "decided": "decided_by IS NULL OR state IN ('rejected', 'returned')",
    "returned_by_another": "state <> 'returned' OR (decided_by IS NOT NULL AND decision_note <> '' "
                           "AND lower(trim(decided_by)) <> lower(trim(author)))",
    "in_the_chain": "(state = 'applied') = (sequence IS NOT NULL) AND (sequence IS NULL) = (digest IS NULL)",
}
#: What held before.
BATCH_WAS = {
    "two_people": "approver IS NULL OR approver <> author OR author = 'bootstrap'",
    "three_people": "second_approver IS NULL OR (second_approver <> author AND second_approver <> approver)",
}


def upgrade() -> None:
    """Go one step forward."""
    with op.batch_alter_table('batch', schema=None) as batch_op:
        for name in BATCH_WAS:
            batch_op.drop_constraint(op.f(f'ck_batch_{name}'), type_='check')
        for name, rule in PEOPLE.items():
            if name != "approved":
                batch_op.create_check_constraint(op.f(f'ck_batch_{name}'), rule)
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.add_column(sa.Column('author', sa.String(length=80), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('approver', sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column('second_approver', sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column('decided_by', sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column('decision_note', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('sequence', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('digest', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('salt', sa.String(length=64), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('opened', sa.JSON(none_as_null=True), nullable=True))
    connection = op.get_bind()
    _name_people(connection)
    _chain(connection)
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_change_approved'), type_='check')
        batch_op.drop_column('approved_by')
        batch_op.create_unique_constraint(op.f('uq_change_sequence'), ['sequence'])
        for column in ('author', 'decision_note', 'salt'):
            batch_op.alter_column(column, server_default=None)
        for name, rule in (PEOPLE | CHANGE).items():
            batch_op.create_check_constraint(op.f(f'ck_change_{name}'), rule)
    guards.create(SMALL)


def _name_people(connection: sa.Connection) -> None:
    """Copy the author of the batch, and part the text of approvers: those of the batch where they are the same."""
    connection.exec_driver_sql("UPDATE change SET author = (SELECT author FROM batch WHERE batch.id = change.batch_id)")
    rows = connection.exec_driver_sql(
        "SELECT change.id, approved_by, batch.approver, batch.second_approver FROM change JOIN batch "
        "ON batch.id = batch_id WHERE change.state = 'applied'").all()
    named = []
    for number, text, first, second in rows:
        if text == first:
            names = (first, None)
        elif text == f"{first}, {second}":
            names = (first, second)
        else:
            one, _, other = text.partition(", ")
            names = (one[:80], other[:80] or None)
        named.append({"number": number, "first": names[0], "second": names[1]})
    if named:
        connection.execute(sa.text("UPDATE change SET approver = :first, second_approver = :second WHERE id = :number"),
                           named)


def _chain(connection: sa.Connection) -> None:
    """Chain what was applied, in the order in which that was done."""
    batches = {row["id"]: row for row in connection.exec_driver_sql("SELECT * FROM batch").mappings()}
    rows = connection.exec_driver_sql("SELECT * FROM change WHERE state = 'applied' ORDER BY applied_at, id").mappings()
    links = []
    digest = chain.START
    for sequence, row in enumerate(rows.all(), start=1):
        change = {**row, "sequence": sequence}
        batch = batches[row["batch_id"]]
        salt = chain.new_salt()
        said = chain.sides({side: _facts(row[side]) for side in chain.SIDES}, batch["reason"])
        digest = chain.digest(digest, change, chain.batch_digest(batch), chain.commitments(said, salt=salt, opened=None))
        links.append({"number": row["id"], "sequence": sequence, "digest": digest, "salt": salt})
    if links:
        connection.execute(sa.text("UPDATE change SET sequence = :sequence, digest = :digest, salt = :salt "
                                   "WHERE id = :number"), links)


def _facts(value: object) -> dict[str, str] | None:
    return json.loads(value) if isinstance(value, str) else value


def downgrade() -> None:
    """Go one step back."""
    guards.drop()
    connection = op.get_bind()
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.add_column(sa.Column('approved_by', sa.Text(), nullable=True))
    connection.exec_driver_sql("UPDATE change SET approved_by = approver || coalesce(', ' || second_approver, '')")
    for table in ("change", "batch"):
        connection.exec_driver_sql(f"UPDATE {table} SET state = 'rejected' WHERE state = 'returned'")
    with op.batch_alter_table('change', schema=None) as batch_op:
        for name in PEOPLE | CHANGE:
            batch_op.drop_constraint(op.f(f'ck_change_{name}'), type_='check')
        batch_op.drop_constraint(op.f('uq_change_sequence'), type_='unique')
        for column in ('author', 'approver', 'second_approver', 'decided_by', 'decision_note', 'sequence', 'digest',
                       'salt', 'opened'):
            batch_op.drop_column(column)
        batch_op.create_check_constraint(op.f('ck_change_approved'), "state <> 'applied' OR approved_by IS NOT NULL")
    with op.batch_alter_table('batch', schema=None) as batch_op:
        for name in PEOPLE:
            if name != "approved":
                batch_op.drop_constraint(op.f(f'ck_batch_{name}'), type_='check')
        for name, rule in BATCH_WAS.items():
            batch_op.create_check_constraint(op.f(f'ck_batch_{name}'), rule)
