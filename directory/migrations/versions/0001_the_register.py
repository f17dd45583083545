"""The register"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.create_table('batch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('sheet', sa.String(length=80), nullable=False),
    sa.Column('author', sa.String(length=80), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('mass', sa.Boolean(), nullable=False),
    sa.Column('approver', sa.String(length=80), nullable=True),
    sa.Column('second_approver', sa.String(length=80), nullable=True),
    sa.Column('undo_of', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("NOT mass OR state <> 'applied' OR second_approver IS NOT NULL OR author = 'bootstrap'", name=op.f('ck_batch_mass_needs_two')),
    sa.CheckConstraint("approver IS NULL OR approver <> author OR author = 'bootstrap'", name=op.f('ck_batch_two_people')),
    sa.CheckConstraint("state <> 'applied' OR approver IS NOT NULL", name=op.f('ck_batch_approved')),
    sa.CheckConstraint('second_approver IS NULL OR (second_approver <> author AND second_approver <> approver)', name=op.f('ck_batch_three_people')),
    sa.ForeignKeyConstraint(['undo_of'], ['batch.id'], name=op.f('fk_batch_undo_of_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_batch'))
    )
    with op.batch_alter_table('batch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_batch_state'), ['state'], unique=False)

    op.create_table('listing',
    sa.Column('id', sa.String(length=24), nullable=False),
    sa.Column('sheet', sa.String(length=80), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('gone', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_listing'))
    )
    with op.batch_alter_table('listing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_listing_sheet'), ['sheet'], unique=False)

    op.create_table('sheet_row',
    sa.Column('sheet', sa.String(length=80), nullable=False),
    sa.Column('listing_id', sa.String(length=24), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('sheet', 'listing_id', name=op.f('pk_sheet_row'))
    )
    op.create_table('change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('listing_id', sa.String(length=24), nullable=False),
    sa.Column('sheet', sa.String(length=80), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('before', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('after', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('sheet_before', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('sheet_after', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('conflict', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_change_batch_id_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_change'))
    )
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_change_batch_id'), ['batch_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_change_listing_id'), ['listing_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_change_state'), ['state'], unique=False)



def downgrade() -> None:
    """Go one step back."""
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_change_state'))
        batch_op.drop_index(batch_op.f('ix_change_listing_id'))
        batch_op.drop_index(batch_op.f('ix_change_batch_id'))

    op.drop_table('change')
    op.drop_table('sheet_row')
    with op.batch_alter_table('listing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_listing_sheet'))

    op.drop_table('listing')
    with op.batch_alter_table('batch', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_batch_state'))

    op.drop_table('batch')
