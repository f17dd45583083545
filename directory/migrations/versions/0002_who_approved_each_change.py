"""Who approved each change: a batch may be decided on in parts."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.add_column('change', sa.Column('approved_by', sa.Text(), nullable=True))
    op.execute("UPDATE change SET approved_by = (SELECT approver FROM batch WHERE batch.id = change.batch_id) "
               "WHERE state = 'applied'")
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.create_check_constraint(batch_op.f('ck_change_approved'),
                                         "state <> 'applied' OR approved_by IS NOT NULL")


def downgrade() -> None:
    """Go one step back."""
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_change_approved'), type_='check')
        batch_op.drop_column('approved_by')
