"""Notices of the operator, and who stands behind each."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(length=12), nullable=False),
    sa.Column('area', sa.String(length=16), nullable=False),
    sa.Column('timezone', sa.String(length=40), nullable=False),
    sa.Column('starts', sa.Date(), nullable=False),
    sa.Column('expires', sa.Date(), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('source_url', sa.Text(), nullable=False),
    sa.Column('source_date', sa.Date(), nullable=False),
    sa.Column('more_url', sa.Text(), nullable=False),
    sa.Column('author', sa.String(length=80), nullable=False),
    sa.Column('proposed_on', sa.Date(), nullable=False),
    sa.Column('approver', sa.String(length=80), nullable=True),
    sa.Column('approved_on', sa.Date(), nullable=True),
    sa.Column('withdrawn_by', sa.String(length=80), nullable=True),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.CheckConstraint('(approver IS NULL) = (approved_on IS NULL)', name=op.f('ck_notice_approved')),
    sa.CheckConstraint('(withdrawn_by IS NULL) = (withdrawn_on IS NULL)', name=op.f('ck_notice_withdrawn')),
    sa.CheckConstraint('approved_on IS NULL OR approved_on <= expires', name=op.f('ck_notice_in_time')),
    sa.CheckConstraint('approver IS NULL OR approver <> author', name=op.f('ck_notice_two_people')),
    sa.CheckConstraint("source <> '' AND substr(source_url, 1, 8) = 'https://'", name=op.f('ck_notice_sourced')),
    sa.CheckConstraint('starts <= expires', name=op.f('ck_notice_ends')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice'))
    )


def downgrade() -> None:
    """Go one step back."""
    op.drop_table('notice')
