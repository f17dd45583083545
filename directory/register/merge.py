"""What a change moves, told apart from what it found: so it can be carried out on a listing that moved meanwhile.

Pure: facts in, facts out.
"""

from collections.abc import Collection, Mapping

from directory.register.models import Change

Facts = Mapping[str, str]


def moved(before: Facts, after: Facts) -> list[str]:
    """Return the columns that differ, sorted."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def move(onto: Facts, before: Facts, after: Facts, names: Collection[str] | None = None) -> dict[str, str]:
    """Return `onto` with all that moved between before and after, or only the columns named."""
    result = dict(onto)
    for name in moved(before, after):
        if names is not None and name not in names:
            continue
        if name in after:
            result[name] = after[name]
        else:
            result.pop(name, None)
    return result


def divide(before: Facts, after: Facts, names: Collection[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return two facts that follow `before`: with only the columns named moved, and with only the others moved."""
    others = set(moved(before, after)) - set(names)
    return move(before, before, after, names), move(before, before, after, others)


def bring_up(change: Change, current: Facts | None, *, force: bool) -> list[str]:
    """Bring a change up to the listing as it is now (None when it is gone); return the columns in which both moved.

    Sets change.before and change.after to what really stands before and after. With `force` the change wins.
    """
    if change.conflict and not force:
        return change.conflict.split()
    if current == change.before or change.kind == "agree":
        return []
    if current is None and change.after is None:  # somebody took it out already: nothing is left to do
        change.kind = "agree"
        return []
    if current is None or change.before is None or change.after is None:
        if not force:
            return ["gone"] if current is None else ["id"] if change.before is None else moved(change.before, current)
        change.before = dict(current) if current is not None else None
        return []
    clash = [name for name in moved(change.before, change.after)
             if current.get(name) not in (change.before.get(name), change.after.get(name))]
    if clash and not force:
        return clash
    change.before, change.after = dict(current), move(current, change.before, change.after)
    return []
