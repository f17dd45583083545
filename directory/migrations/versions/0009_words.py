"""Translations of listings, links for organizations, feeds."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        'translation_fits',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('listing_id', sa.String(length=24), nullable=False),
        sa.Column('language', sa.String(length=12), nullable=False),
        sa.Column('text', sa.String(length=32), nullable=False),
        sa.Column('english', sa.String(length=32), nullable=False),
        sa.Column('at', moment, nullable=False),
        sa.Column('by', sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_translation_fits')),
        sa.UniqueConstraint('listing_id', 'language', 'text', 'english', name=op.f('uq_translation_fits_listing_id')),
    )
    op.create_index(op.f('ix_translation_fits_listing_id'), 'translation_fits', ['listing_id'])
    op.create_table(
        'confirm_link',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('listing_id', sa.String(length=24), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('made_at', moment, nullable=False),
        sa.Column('made_by', sa.String(length=40), nullable=False),
        sa.Column('expires_at', moment, nullable=False),
        sa.Column('tries', sa.Integer(), nullable=False),
        sa.Column('outcome', sa.String(length=12), nullable=False),
        sa.Column('closed_at', moment, nullable=True),
        sa.Column('batch_id', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_confirm_link_batch_id_batch')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_confirm_link')),
        sa.UniqueConstraint('digest', name=op.f('uq_confirm_link_digest')),
    )
    op.create_index(op.f('ix_confirm_link_listing_id'), 'confirm_link', ['listing_id'])
    op.create_table(
        'feed_link',
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('made_at', moment, nullable=False),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_feed_link_account_id_account')),
        sa.PrimaryKeyConstraint('account_id', name=op.f('pk_feed_link')),
        sa.UniqueConstraint('digest', name=op.f('uq_feed_link_digest')),
    )


def downgrade() -> None:
    """Go one step back."""
    for name in ('feed_link', 'confirm_link', 'translation_fits'):
        op.drop_table(name)
