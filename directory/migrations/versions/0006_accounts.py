"""Accounts of the team."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        'account',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=40), nullable=False),
        sa.Column('roles', sa.String(length=80), nullable=False),
        sa.Column('trust', sa.Integer(), nullable=False),
        sa.Column('passphrase', sa.String(length=200), nullable=False),
        sa.Column('totp_secret', sa.Text(), nullable=False),
        sa.Column('totp_step', sa.Integer(), nullable=False),
        sa.Column('made_at', moment, nullable=False),
        sa.Column('made_by', sa.String(length=40), nullable=False),
        sa.Column('ended_at', moment, nullable=True),
        sa.CheckConstraint('name = lower(name)', name=op.f('ck_account_name')),
        sa.CheckConstraint('trust IN (1, 2, 3)', name=op.f('ck_account_trust')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
        sa.UniqueConstraint('name', name=op.f('uq_account_name')),
    )
    _table('invitation', sa.Column('digest', sa.String(length=64), nullable=False),
           sa.Column('totp_secret', sa.Text(), nullable=False),
           sa.Column('expires_at', moment, nullable=False), sa.Column('used_at', moment, nullable=True),
           sa.UniqueConstraint('digest', name=op.f('uq_invitation_digest')))
    _table('recovery_code', sa.Column('digest', sa.String(length=64), nullable=False),
           sa.Column('used_at', moment, nullable=True))
    _table('team_session', sa.Column('digest', sa.String(length=64), nullable=False),
           *(sa.Column(name, moment, nullable=False) for name in ('made_at', 'seen_at', 'proved_at')),
           sa.Column('ended_at', moment, nullable=True),
           sa.UniqueConstraint('digest', name=op.f('uq_team_session_digest')))
    _table('security_event', sa.Column('at', moment, nullable=False),
           sa.Column('what', sa.String(length=24), nullable=False),
           sa.Column('by', sa.String(length=40), nullable=False), nobody=True)
    op.create_index(op.f('ix_security_event_at'), 'security_event', ['at'])
    op.create_table(
        'attempt',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('at', moment, nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt')),
    )
    op.create_index(op.f('ix_attempt_at'), 'attempt', ['at'])
    op.create_index(op.f('ix_attempt_digest'), 'attempt', ['digest'])


def _table(name: str, *more: sa.schema.SchemaItem, nobody: bool = False) -> None:
    """Make a table whose rows belong to an account."""
    op.create_table(
        name,
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=nobody),
        *more,
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f(f'fk_{name}_account_id_account')),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{name}')),
    )
    op.create_index(op.f(f'ix_{name}_account_id'), name, ['account_id'])


def downgrade() -> None:
    """Go one step back."""
    for name in ('attempt', 'security_event', 'team_session', 'recovery_code', 'invitation', 'account'):
        op.drop_table(name)
