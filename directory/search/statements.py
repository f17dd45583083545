"""The statements of a search, each built once. Knows the tables of an edition; decides nothing."""

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    text,
    true,
    union_all,
)

from directory.edition.queries import has
from directory.edition.tables import FLAG_INTERPRETERS, FLAG_PAUSED, FLAG_REMOTE, area, listing, row

#: Of the country, a whole state or all that bears a name, at most so many rows are read, those that say no to no
#: filter first, and of these the fresh ones.
MANY = 2000
#: What the last column says of a row from beyond; '' for a place near, the key of the area for a service by area.
FAR = "far"

_FACTS = (row.c.number, row.c.category, row.c.services, row.c.languages, row.c.asked, row.c.not_asked,
          row.c.cost, row.c.serves, row.c.flags, row.c.hours, row.c.behind, row.c.hidden)
_CHORD: ColumnElement[float] = sum(((axis - bindparam(axis.name)) * (axis - bindparam(axis.name))
                                    for axis in (row.c.x, row.c.y, row.c.z)), start=literal(0.0))


@lru_cache
def search(scope: str, *, with_category: bool, with_words: bool) -> CompoundSelect[Any]:
    """Return a statement: places by `scope`, and services by area. Built once per shape.

    `scope`: near (within a chord), beyond (the nearest, however far, without services by area), 'near and beyond',
    state, everywhere (by words alone), areas (none but the services by area).
    """
    def arm(chord: ColumnElement[Any], label: ColumnElement[str], match: str = "match") -> Select[Any]:
        chosen = select(*_FACTS, chord.label("chord"), label.label("area"))
        if with_category:
            chosen = chosen.where(row.c.category.in_([bindparam("category"), bindparam("any")]))
        if with_words:
            numbers = text(f"SELECT rowid FROM text WHERE text MATCH :{match}").columns(listing.c.number)
            chosen = chosen.where(row.c.number.in_(numbers.scalar_subquery()))
        return chosen

    arms: list[Select[Any]] = []
    if scope.startswith("near"):
        arms.append(arm(_CHORD, literal("")).where(row.c.cell.in_(_values("cells")), bindparam("chord") >= _CHORD))
    if scope.endswith("beyond"):
        far = arm(_CHORD, literal(FAR), "match_anywhere").where(
            row.c.cell >= 0, not_(_says_no()),
            or_(_helps_from_afar(named=with_words), bindparam("chord_100") >= _CHORD))
        arms.append(select(far.order_by(text("chord"), row.c.number).limit(MANY).subquery()))
    if scope in ("state", "everywhere"):
        some = arm(null(), literal("")).where(row.c.state == bindparam("state") if scope == "state" else true())
        old = (each <= bindparam("today") for each in (row.c.hidden, row.c.behind))
        arms.append(select(some.order_by(_says_no(), *old, row.c.number).limit(MANY).subquery()))
    if scope != "beyond":
        join = (row.c.cell == area.c.cell) & (row.c.number == area.c.number)
        arms.append(arm(null(), area.c.area).join_from(area, row, join).where(area.c.area.in_(_values("areas"))))
    return union_all(*arms)


def _helps_from_afar(*, named: bool) -> ColumnElement[bool]:
    """Return what is of use over 100 miles away: what can be called, and food only where it was asked for by name."""
    return and_(has(FLAG_REMOTE), true() if named else row.c.category != bindparam("food"))


def _says_no() -> ColumnElement[bool]:
    """Return what `ranking.verdict` says, as far as the database knows: not whether a place is open at this hour."""
    services, languages, papers, costs, kinds, special, serves, others = (
        bindparam(name, type_=BigInteger)
        for name in ("services", "languages", "papers", "costs", "kinds", "special", "serves", "others"))
    maybe = and_(kinds.op(">>")(row.c.category).op("&")(1) == 1, row.c.services.op("&")(special) == 0)
    return or_(
        and_(services != 0, row.c.services.op("&")(services) == 0, not_(maybe)),
        and_(serves != 0, row.c.serves.op("&")(serves) == 0, row.c.serves.op("&")(others) != 0),
        and_(languages != 0, row.c.languages != 0, row.c.languages.op("&")(languages) == 0,
             not_(has(FLAG_INTERPRETERS))),
        row.c.asked.op("&")(papers) != 0,
        and_(costs != 0, row.c.cost != 0, costs.op(">>")(row.c.cost).op("&")(1) == 0),
        and_(bindparam("open_now") != 0, has(FLAG_PAUSED)))


def _values(name: str) -> Select[Any]:
    """Return the values of a JSON list given as one parameter: one SQL text for any number of them."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)


RECORDS = select(listing.c.number, listing.c.record).where(listing.c.number.in_(_values("numbers")))
RECORD = select(listing.c.record).where(listing.c.id == bindparam("id"))
