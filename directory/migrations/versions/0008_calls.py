"""Calls, facts that were asked, and decisions on places that look the same."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    _calls(sa.DateTime(timezone=True))
    _pairs(sa.DateTime(timezone=True))


def _calls(moment: sa.DateTime) -> None:
    op.create_table(
        'call',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('listing_id', sa.String(length=24), nullable=False),
        sa.Column('reason', sa.String(length=12), nullable=False),
        sa.Column('claimed_by', sa.String(length=40), nullable=False),
        sa.Column('claim_until', moment, nullable=True),
        sa.Column('skipped_at', moment, nullable=True),
        sa.Column('outcome', sa.String(length=12), nullable=False),
        sa.Column('done_at', moment, nullable=True),
        sa.Column('by', sa.String(length=40), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('not_before', moment, nullable=True),
        sa.Column('batch_id', sa.Integer(), nullable=True),
        sa.Column('state', sa.String(length=2), nullable=False),
        sa.Column('category', sa.String(length=12), nullable=False),
        sa.CheckConstraint("(outcome = '') = (done_at IS NULL)", name=op.f('ck_call_done')),
        sa.CheckConstraint("(claimed_by = '') = (claim_until IS NULL)", name=op.f('ck_call_claimed')),
        sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_call_batch_id_batch')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_call')),
    )
    for name in ('listing_id', 'done_at', 'not_before'):
        op.create_index(op.f(f'ix_call_{name}'), 'call', [name])
    op.create_index('uq_call_open', 'call', ['listing_id'], unique=True, sqlite_where=sa.text("outcome = ''"),
                    postgresql_where=sa.text("outcome = ''"))
    op.create_table(
        'field_check',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('call_id', sa.Integer(), nullable=False),
        sa.Column('listing_id', sa.String(length=24), nullable=False),
        sa.Column('column', sa.String(length=40), nullable=False),
        sa.Column('at', moment, nullable=False),
        sa.Column('by', sa.String(length=40), nullable=False),
        sa.Column('method', sa.String(length=12), nullable=False),
        sa.Column('what', sa.String(length=12), nullable=False),
        sa.CheckConstraint("what IN ('confirmed', 'corrected')", name=op.f('ck_field_check_what')),
        sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_field_check_call_id_call')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_field_check')),
    )
    for name in ('call_id', 'listing_id'):
        op.create_index(op.f(f'ix_field_check_{name}'), 'field_check', [name])


def _pairs(moment: sa.DateTime) -> None:
    op.create_table(
        'merged',
        sa.Column('batch_id', sa.Integer(), nullable=False),
        sa.Column('old_id', sa.String(length=24), nullable=False),
        sa.Column('new_id', sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_merged_batch_id_batch')),
        sa.PrimaryKeyConstraint('batch_id', name=op.f('pk_merged')),
    )
    op.create_index(op.f('ix_merged_old_id'), 'merged', ['old_id'])
    op.create_table(
        'not_same',
        sa.Column('first', sa.String(length=24), nullable=False),
        sa.Column('second', sa.String(length=24), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('by', sa.String(length=40), nullable=False),
        sa.Column('at', moment, nullable=False),
        sa.PrimaryKeyConstraint('first', 'second', name=op.f('pk_not_same')),
    )


def downgrade() -> None:
    """Go one step back."""
    for name in ('not_same', 'merged', 'field_check', 'call'):
        op.drop_table(name)
