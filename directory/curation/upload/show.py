"""What the pages of sheets say: problems row by row and together, what a plan would do, and what was refused."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from directory.curation import sentences
from directory.curation.facts import Shown, differences
from directory.curation.upload import mending
from directory.i18n.catalogs import Catalog, catalog
from directory.i18n.marks import N_
from directory.listings import columns
from directory.listings.cells import means_unknown
from directory.register.changes import Draft, Refused
from directory.reports.message import showable
from directory.sheets import reader
from directory.sheets.plan import Plan
from directory.sheets.problems import Group, Problem, sentence
from directory.sheets.reader import Sheet
from directory.sheets.tables import Unreadable
from directory.web.templating import Formats, language

#: Longer cells get a box of several lines.
_LINE = 60
#: So many unknown sources of one sheet are offered to be added.
_NAMED = 20

_REFUSED = {
    "sheet-name": N_("Choose the sheet that this file belongs to, or give a new sheet a name: small letters, digits "
                     "and hyphens, like food-ohio."),
    "sheet-exists": N_("There is a sheet of this name already. Choose it in the list, or take another name."),
    "no-file": N_("No file was chosen. Choose one and send it again."),
    "no-draft": N_("This draft is not yours, or is gone: drafts are kept for 7 days."),
    "proposed-already": N_("This sheet was proposed already. Nothing was sent twice."),
    "too-many-corrections": N_("So many cells cannot be mended here. Mend them in the file and send it in again."),
    "not-checked": N_("The sheet is being checked. Wait until it is done."),
    "problems-left": N_("Some rows still have problems. Mend them, or leave these rows out."),
    "plan-moved": N_("The listings were changed in the meantime, so this is a new plan. Look at it once more, then "
                     "propose it."),
    "nothing-new": N_("The sheet says what the listings say already. There is nothing to propose."),
    "id-elsewhere": N_("Listings of this sheet belong to another sheet by now. Have it checked again."),
    "author-and-reason": N_("Say in a few words why: the person who looks at it reads this."),
    "nothing-to-undo": N_("Nothing of this can be undone: it changed nothing, or was undone already."),
    "undo-waits": N_("Somebody proposed to take this back already. It waits for another person."),
    "no-column": N_("There is no column of this name. Choose one from the list."),
}
#: States of changes -> how many listings of a batch are in it.
_STATES = {
    "proposed": N_("Waiting: %(count)s"), "applied": N_("Done: %(count)s"), "rejected": N_("Turned down: %(count)s"),
    "superseded": N_("Replaced by a newer sheet: %(count)s"),
}
#: Problems that are mended in another cell than the one they are found in.
_MENDED_IN = {"survivors": "address_confidential"}


class Mark(NamedTuple):
    """One cell to mend: what stands in it, what is said about it, and what one click would write."""

    column: str
    text: str
    said: tuple[tuple[str, str], ...]
    offered: str
    choices: tuple[str, ...]
    is_long: bool
    is_blank: bool
    is_error: bool


class BadRow(NamedTuple):
    """A row with problems, by its number in the file, and whose listing it is."""

    line: int
    title: str
    marks: tuple[Mark, ...]


class Kind(NamedTuple):
    """Problems with one cause: the sentence, the key that shows only them, and what can be done for all at once."""

    sentence: str
    key: str
    is_error: bool
    rows: int
    offers: int
    column: str
    choices: tuple[str, ...]
    fills: bool


class Entry(NamedTuple):
    """One listing of a plan: what happens to it (new, change, gone, back, conflict), and its columns."""

    kind: str
    listing_id: str
    title: str
    fields: list[Shown]


def _words() -> Catalog:
    return catalog(language().code)


def refused(error: Refused) -> str:
    """Return what went wrong and what to do."""
    return sentences.refused(_REFUSED, error)


def went_wrong(error: Refused | Unreadable) -> str:
    """Return why a file was not taken in, and what to do."""
    if isinstance(error, Refused):
        return refused(error)
    return " ".join(sentence(Problem(error.code, data=error.data), _words().gettext))


def kinds(sheet: Sheet, sources: Collection[str]) -> list[Kind]:
    """Return what is wrong with the file or in several rows, together; what is wrong in one row is said there."""
    found = []
    for key, group in mending.groups(sheet, _words()).items():
        rows = len(set(group.lines) & sheet.typed.keys())
        if rows == 1:
            continue
        offers = sum(1 for each in group.problems if mending.offer(sheet, each))
        found.append(Kind(showable(group.sentence), key, group.level == "error", rows, offers, group.column,
                          _choices(group.problems[0], sources), mending.can_fill(group.problems)))
    return found


def _choices(problem: Problem, sources: Collection[str]) -> tuple[str, ...]:
    """Return what may stand in the cell of a problem, where that is one of a list."""
    column = columns.BY_NAME.get(problem.column)
    if problem.column == "source":
        return tuple(sorted(sources))
    if problem.code == "choice":
        return tuple(str(problem.data["choices"]).removesuffix(" ...").split(", "))
    return column.choices if column and not column.many else ()


class Unsourced(NamedTuple):
    """What a sheet's column `source` says that is no source yet: `asked` can be added, `waits` waits for a person.

    `counts` was approved since the sheet was checked. `bare`: some rows name none.
    """

    asked: tuple[str, ...]
    waits: tuple[str, ...]
    counts: tuple[str, ...]
    bare: bool


def unsourced(sheet: Sheet, known: Collection[str], waiting: Collection[str]) -> Unsourced | None:
    """Return what a sheet lacks of sources; None where it lacks nothing."""
    values = dict.fromkeys(showable(each.value) for each in sheet.problems if each.code == "source-unknown")
    bare = any(each.code == "source-missing" for each in sheet.problems)
    if not values and not bare:
        return None
    return Unsourced(tuple(each for each in values if each not in known and each not in waiting)[:_NAMED],
                     tuple(each for each in values if each in waiting and each not in known),
                     tuple(each for each in values if each in known), bare)


def by_row(sheet: Sheet, only: str = "") -> dict[int, list[Problem]]:
    """Return the problems of each row, those that must be mended first; `only` is the key of one kind.

    What one button mends in every row is said once, above the rows.
    """
    groups = mending.groups(sheet)
    wanted = [groups[only].problems] if only in groups else [_apart(sheet, group) for group in groups.values()]
    rows: dict[int, list[Problem]] = {}
    for each in (problem for problems in wanted for problem in problems if problem.line in sheet.typed):
        rows.setdefault(each.line, []).append(each)
    return dict(sorted(rows.items(), key=lambda row: (all(each.level != "error" for each in row[1]), row[0])))


def _apart(sheet: Sheet, group: Group) -> Sequence[Problem]:
    """Return the problems of one cause that must be mended row by row: all, unless every row of the sheet has it."""
    if not 1 < len(group.lines) == sheet.total:
        return group.problems
    left = [each for each in group.problems if not mending.offer(sheet, each)]
    offers = len(group.problems) - len(left)
    return [] if mending.can_fill(group.problems) else left if offers > 1 else group.problems


def bad_row(sheet: Sheet, line: int, problems: Sequence[Problem], sources: Collection[str]) -> BadRow:
    """Return a row with what is wrong in it, cell by cell."""
    cells: dict[str, list[Problem]] = {}
    for each in problems:
        cells.setdefault(_MENDED_IN.get(each.code, each.column), []).append(each)
    marks = tuple(_mark(sheet, name, found, sources) for name, found in cells.items())
    return BadRow(line, title(sheet.typed[line]), marks)


def _mark(sheet: Sheet, name: str, problems: Sequence[Problem], sources: Collection[str]) -> Mark:
    first = replace(problems[0], column=name)
    text = showable(sheet.typed[first.line].get(name, ""))
    said = tuple(dict.fromkeys(tuple(map(showable, sentence(each, _words().gettext))) for each in problems))
    offer = next(filter(None, (mending.offer(sheet, each) for each in problems)), {})
    # Several codes in one cell are typed.
    choices = () if ";" in text or "," in text else _choices(first, sources)
    return Mark(name, text, said, _offered(name, offer), choices,  # type: ignore[arg-type]
                len(text) > _LINE or "\n" in text, means_unknown(text or "?"),
                any(each.level == "error" for each in problems))


def _offered(column: str, offer: Mapping[str, str]) -> str:
    """Return what a button says that writes an offer into a row."""
    words = _words()
    if not offer:
        return ""
    if list(offer) == [column]:
        text = showable(offer[column])
        return words.gettext(N_("Use “%(text)s”")) % {"text": text} if text else words.gettext(N_("Empty this cell"))
    if list(offer) == ["hours", "hours_note"] and not offer["hours"]:
        return words.gettext(N_("Move the words to hours_note"))
    cells = Formats(words.code).list_and(
        words.gettext(N_("%(column)s: “%(text)s”") if text else N_("%(column)s: blank"))
        % {"column": name, "text": showable(text)} for name, text in offer.items())
    return words.gettext(N_("Write %(cells)s")) % {"cells": cells}


def title(row: Mapping[str, str]) -> str:
    """Return how a person finds a listing: who it is, and where."""
    return showable(", ".join(row[name] for name in ("organization", "name", "city", "state") if row.get(name)))


def entries(plan: Plan) -> list[Draft]:
    """Return what a plan would do and somebody must look at, the weightiest first."""
    order = {"conflict": 0, "gone": 1, "change": 2, "back": 3, "new": 4}
    seen = [draft for draft in plan.drafts if draft.kind != "agree"]
    return sorted(seen, key=lambda draft: order["conflict" if draft.conflict else draft.kind])


def entry(draft: Draft) -> Entry:
    """Return one listing of a plan, old and new side by side."""
    before, after = draft.before or {}, draft.after or {}
    fields = [] if draft.kind == "gone" else differences(before, after, draft.conflict)
    return Entry("conflict" if draft.conflict else draft.kind, draft.listing_id, title(after or before), fields)


def counts(states: Mapping[str, int]) -> str:
    """Return what became of the changes of a batch."""
    words, formats = _words(), Formats(language().code)
    return formats.list_and(words.gettext(said) % {"count": formats.number(states[state])}
                            for state, said in _STATES.items() if states.get(state))


class Cell(NamedTuple):
    """A cell of a whole row: its column, what that means, what stands in it."""

    column: str
    meaning: str
    text: str
    is_long: bool


def whole_row(sheet: Sheet, line: int) -> list[Cell]:
    """Return every cell of a row with problems, those of columns that the sheet does not have last."""
    row = sheet.typed[line]
    names = [*sheet.columns, *(name for name in columns.BY_NAME if name not in sheet.columns)]
    texts = {name: showable(row.get(name, "")) for name in names}
    return [Cell(name, columns.get(name).meaning, text, len(text) > _LINE or "\n" in text)
            for name, text in texts.items()]


class Title(NamedTuple):
    """A title of a sheet: the column it is read as, '-' for none by choice, '' for none yet; what it may mean.

    `samples` are first cells below a title that is not known.
    """

    title: str
    samples: tuple[str, ...]
    likely: tuple[str, ...]
    chosen: str


def titles(sheet: Sheet, mapping: Mapping[str, str]) -> list[Title]:
    """Return the titles of a sheet, those first that nobody knows."""
    found = {}
    for title, name in sheet.header:
        samples = sheet.strange.get(title, ())
        chosen = name or ("-" if mapping.get(reader.key(title)) == "" else "")
        if chosen or title in sheet.strange:
            found[title] = Title(showable(title), tuple(map(showable, samples)),
                                 tuple(reader.suggest(title, samples)) if title in sheet.strange else (), chosen)
    return sorted(found.values(), key=lambda each: bool(each.chosen))


def meant(titles: Sequence[Title], form: Mapping[str, str]) -> dict[str, str]:
    """Return what a form says anew about titles: key of a title -> a column of ours, or '' to leave it out."""
    chosen = {each: form.get(f"title.{at}", "") for at, each in enumerate(titles)}
    return {reader.key(each.title): "" if column == "-" else column for each, column in chosen.items()
            if column not in ("", each.chosen)}
