"""The two tables of the gazetteer, for SQLite and PostgreSQL alike."""

import sqlalchemy as sa

metadata = sa.MetaData()

place_table = sa.Table(
    "place",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("counties", sa.Text, nullable=False, comment="FIPS codes, main first, a space between"),
    sa.Column("latitude", sa.Float, nullable=False),
    sa.Column("longitude", sa.Float, nullable=False),
    sa.Column("timezone", sa.Text, nullable=False),
    sa.Column("population", sa.Integer, nullable=False, comment="to rank by; 0 for ZIPs and where unknown"),
    sa.Column("cell", sa.Integer, index=True, comment="the 0.1 degree cell; ZIPs only"),
    sqlite_with_rowid=False,
)

name_table = sa.Table(
    "place_name",
    metadata,
    sa.Column("folded", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("rank", sa.Integer, nullable=False, comment="naming.OWN_NAME, OTHER_NAME or SHORT_NAME"),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("initial", sa.Text, comment="first letter of an own name, to look for typing errors"),
    sa.Column("size", sa.Integer),
    sa.Index("ix_place_name_initial_size", "initial", "size"),
    sqlite_with_rowid=False,
)
