"""Drafts of edits, and what belongs to a review."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        'edit_draft',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('author', sa.String(length=40), nullable=False),
        sa.Column('listing_id', sa.String(length=24), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('typed', sa.JSON(), nullable=False),
        sa.Column('saved_at', moment, nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_edit_draft')),
        sa.UniqueConstraint('author', 'listing_id', name='uq_edit_draft_author'),
    )
    op.create_index(op.f('ix_edit_draft_saved_at'), 'edit_draft', ['saved_at'])
    op.create_table(
        'draw',
        sa.Column('batch_id', sa.Integer(), nullable=False),
        sa.Column('share', sa.Integer(), nullable=False),
        sa.Column('drawn', sa.Boolean(), nullable=False),
        sa.CheckConstraint('share BETWEEN 0 AND 100', name=op.f('ck_draw_share')),
        sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_draw_batch_id_batch')),
        sa.PrimaryKeyConstraint('batch_id', name=op.f('pk_draw')),
    )
    op.create_table(
        'callback',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('batch_id', sa.Integer(), nullable=False),
        sa.Column('listing_id', sa.String(length=24), nullable=False),
        sa.Column('number', sa.String(length=80), nullable=False),
        sa.Column('outcome', sa.String(length=12), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('by', sa.String(length=40), nullable=False),
        sa.Column('at', moment, nullable=False),
        sa.CheckConstraint("outcome IN ('reached', 'dead', 'no-answer', 'denied')", name=op.f('ck_callback_outcome')),
        sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_callback_batch_id_batch')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_callback')),
    )
    op.create_index(op.f('ix_callback_batch_id'), 'callback', ['batch_id'])
    op.create_table(
        'approval',
        sa.Column('change_id', sa.Integer(), nullable=False),
        sa.Column('by', sa.String(length=40), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('at', moment, nullable=False),
        sa.ForeignKeyConstraint(['change_id'], ['change.id'], name=op.f('fk_approval_change_id_change')),
        sa.PrimaryKeyConstraint('change_id', 'by', name=op.f('pk_approval')),
    )


def downgrade() -> None:
    """Go one step back."""
    for name in ('approval', 'callback', 'draw', 'edit_draft'):
        op.drop_table(name)
