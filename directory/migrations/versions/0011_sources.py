"""Sources that the team proposes, and how many pairs of listings look like one place."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        'source',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('code', sa.String(length=60), nullable=False),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('publisher', sa.Text(), nullable=False),
        sa.Column('edition', sa.String(length=10), nullable=False),
        sa.Column('url', sa.Text(), nullable=False),
        sa.Column('licence', sa.Text(), nullable=False),
        sa.Column('category', sa.String(length=12), nullable=False),
        sa.Column('covers', sa.Text(), nullable=False),
        sa.Column('complete', sa.String(length=3), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('author', sa.String(length=80), nullable=False),
        sa.Column('proposed_at', moment, nullable=False),
        sa.Column('state', sa.String(length=12), nullable=False),
        sa.Column('decided_by', sa.String(length=80), nullable=True),
        sa.Column('decided_at', moment, nullable=True),
        sa.Column('decision_note', sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('proposed', 'approved', 'returned', 'withdrawn')", name=op.f('ck_source_state')),
        sa.CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", name=op.f('ck_source_decided')),
        sa.CheckConstraint('(decided_by IS NULL) = (decided_at IS NULL)', name=op.f('ck_source_dated')),
        sa.CheckConstraint("state NOT IN ('approved', 'returned') OR lower(trim(decided_by)) <> lower(trim(author))",
                           name=op.f('ck_source_two_people')),
        sa.CheckConstraint("state <> 'withdrawn' OR lower(trim(decided_by)) = lower(trim(author))",
                           name=op.f('ck_source_withdrawn')),
        sa.CheckConstraint("state <> 'returned' OR decision_note <> ''", name=op.f('ck_source_returned')),
        sa.CheckConstraint("code <> '' AND title <> '' AND publisher <> '' AND edition <> '' AND licence <> '' "
                           "AND trim(author) <> ''", name=op.f('ck_source_whole')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_source')),
    )
    op.create_index(op.f('ix_source_code'), 'source', ['code'])
    waits = sa.text("state = 'proposed'")
    op.create_index('ix_source_waits', 'source', ['code'], unique=True, sqlite_where=waits, postgresql_where=waits)
    op.create_table(
        'pair_count',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('pairs', sa.Integer(), nullable=False),
        sa.Column('at', moment, nullable=False),
        sa.CheckConstraint('id = 1', name=op.f('ck_pair_count_one')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_pair_count')),
    )


def downgrade() -> None:
    """Go one step back."""
    op.drop_table('pair_count')
    op.drop_table('source')
