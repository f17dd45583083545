"""The tables of an edition: laid out for reading, written once, never changed."""

from hashlib import sha256

from sqlalchemy import REAL, BigInteger, Column, Index, Integer, MetaData, SmallInteger, Table, Text

metadata = MetaData()

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

#: One row a listing: just what a search compares, laid out cell by cell so that neighbours lie together.
#: `cell` is -1 where there is no point. Bits are named in `bit`; `hours` points into `hours` (0 = unknown). `behind`
#: and `hidden` are the first days (as ordinals) on which its facts are too old, see listings/freshness.py.
row = Table(
    "row", metadata,
    Column("cell", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("category", SmallInteger, nullable=False),
    Column("state", SmallInteger, nullable=False),
    Column("services", BigInteger, nullable=False),
    Column("languages", BigInteger, nullable=False),
    Column("asked", SmallInteger, nullable=False),
    Column("not_asked", SmallInteger, nullable=False),
    Column("cost", SmallInteger, nullable=False),
    Column("flags", SmallInteger, nullable=False),
    Column("serves", Integer, nullable=False),
    Column("hours", Integer, nullable=False),
    Column("behind", Integer, nullable=False),
    Column("hidden", Integer, nullable=False),
    Column("x", REAL, nullable=False),
    Column("y", REAL, nullable=False),
    Column("z", REAL, nullable=False),
    sqlite_with_rowid=False,
)
Index("row_state", row.c.state)

#: Listings that serve an area: one row an area key ('county:06001') and listing.
area = Table(
    "area", metadata,
    Column("area", Text, primary_key=True),
    Column("cell", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

#: The listing itself, ready to render. `number` is the small integer the search works with.
listing = Table(
    "listing", metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("record", Text, nullable=False),
)

#: Every different (hours, time zone) once, and the half hours in which it could be open: a JSON list of seven masks,
#: Monday first, so that a search reads the hours themselves only where they matter.
hours = Table(
    "hours", metadata,
    Column("number", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("masks", Text, nullable=False),
)

#: Which bit of a mask stands for which code.
bit = Table(
    "bit", metadata,
    Column("facet", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("bit", Integer, nullable=False),
)

#: Which listings work at which immigration court, by the name their list gives it.
court = Table(
    "court", metadata,
    Column("court", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

#: What people type for a category or service: the folded words, and its code.
meaning = Table(
    "meaning", metadata,
    Column("words", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    sqlite_with_rowid=False,
)

source = Table(
    "source", metadata,
    Column("code", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("licence", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("covers", Text, nullable=False),
    Column("complete", Text, nullable=False),
    Column("note", Text, nullable=False),
)

#: How far each ZIP code of the gazetteer is from the nearest help of each kind, in miles along the ground; null where
#: there is none at all. What counts as help is said in queries.py.
nearest = Table(
    "nearest", metadata,
    Column("zip", Text, primary_key=True),
    Column("legal", REAL),
    Column("medical", REAL),
    Column("food", REAL),
    sqlite_with_rowid=False,
)

#: How many listings of a category have a point in a county, city or state ('city:oakland-ca'), or serve exactly it.
inside = Table(
    "inside", metadata,
    Column("area", Text, primary_key=True),
    Column("category", Text, primary_key=True),
    Column("listings", Integer, nullable=False),
    sqlite_with_rowid=False,
)

#: What the states themselves offer: a row of programs.csv as JSON.
program = Table(
    "program", metadata,
    Column("state", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("record", Text, nullable=False),
    sqlite_with_rowid=False,
)

#: Notices of the operator (see listings/notices.py), all that were approved and not over when the edition was built.
notice = Table(
    "notice", metadata,
    Column("number", Integer, primary_key=True),
    Column("record", Text, nullable=False),
)

#: Where the page of a listing leads that was merged into another one.
moved = Table(
    "moved", metadata,
    Column("id", Text, primary_key=True),
    Column("to", Text, nullable=False),
    sqlite_with_rowid=False,
)

#: Free text: `words` in our own folding, `place` in tokens for 1 degree squares, states and areas.
TEXT_DDL = "CREATE VIRTUAL TABLE text USING fts5(words, place, content='', detail='column', tokenize=\"ascii\")"

#: row.flags
FLAG_REMOTE = 1  # can be reached without going there: phone, text, e-mail or web site
FLAG_DOOR = 2  # has a door to go to
FLAG_PAUSED = 4
FLAG_INTERPRETERS = 8

#: Names the layout: an edition laid out otherwise (made by another version of the code) is never served.
FORMAT = sha256(" ".join(map(str, [*(column for table in metadata.sorted_tables for column in table.c), TEXT_DDL]))
                .encode()).hexdigest()[:8]
