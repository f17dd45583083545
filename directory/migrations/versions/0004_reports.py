"""What visitors told us."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        'report',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('file', sa.String(length=48), nullable=False),
        sa.Column('kind', sa.String(length=12), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('language', sa.String(length=12), nullable=False),
        sa.Column('listing_id', sa.String(length=24), nullable=False),
        sa.Column('choice', sa.String(length=40), nullable=False),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('place', sa.Text(), nullable=False),
        sa.Column('reach', sa.Text(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('contact', sa.Text(), nullable=False),
        sa.Column('closed_by', sa.String(length=80), nullable=True),
        sa.Column('note', sa.Text(), nullable=False),
        sa.CheckConstraint("closed_by IS NULL OR name || place || reach || text || contact = ''",
                           name=op.f('ck_report_closed_is_empty')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_report')),
        sa.UniqueConstraint('file', name=op.f('uq_report_file')),
    )
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_listing_id'), ['listing_id'], unique=False)


def downgrade() -> None:
    """Go one step back."""
    op.drop_table('report')
