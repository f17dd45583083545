"""Sheets that somebody is working on in the browser."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        'upload',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('owner', sa.String(length=40), nullable=False),
        sa.Column('sheet', sa.String(length=80), nullable=False),
        sa.Column('file_name', sa.String(length=120), nullable=False),
        sa.Column('made_at', moment, nullable=False),
        sa.Column('state', sa.String(length=12), nullable=False),
        sa.Column('turn', sa.Integer(), nullable=False),
        sa.Column('done', sa.Integer(), nullable=False),
        sa.Column('total', sa.Integer(), nullable=False),
        sa.Column('moved_at', moment, nullable=False),
        sa.Column('left_out', sa.Boolean(), nullable=False),
        sa.Column('mapping', sa.JSON(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ('corrections', 'cells', 'findings', 'rows')),
        sa.Column('batch_id', sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('checking', 'checked', 'proposed')", name=op.f('ck_upload_state')),
        sa.CheckConstraint("(state = 'proposed') = (batch_id IS NOT NULL)", name=op.f('ck_upload_proposed')),
        sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_upload_batch_id_batch')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_upload')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_upload_owner'), 'upload', ['owner'])
    op.create_index(op.f('ix_upload_made_at'), 'upload', ['made_at'])
    op.create_table(
        'column_map',
        sa.Column('sheet', sa.String(length=80), nullable=False),
        sa.Column('title', sa.String(length=200), nullable=False),
        sa.Column('column', sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint('sheet', 'title', name=op.f('pk_column_map')),
    )


def downgrade() -> None:
    """Go one step back."""
    op.drop_table('column_map')
    op.drop_table('upload')
