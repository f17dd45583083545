"""What a form that mends a sheet says: cells typed anew, offers taken, one value for many rows. Pure.

Fields are named `cell.ROW.COLUMN`, `all.KEY`; buttons are named `do`: `offer.ROW.COLUMN`, `offers.KEY`, `fill.KEY`,
and `drop.ROW` for a row that is no listing.
A KEY is `CODE.COLUMN.ROW`: it names problems with one cause by the first of them.
"""

from collections.abc import Iterable, Mapping, Sequence

from directory.curation.upload.drafts import Corrections
from directory.listings import columns
from directory.reports.message import showable
from directory.sheets.fixes import fixes
from directory.sheets.problems import Group, Problem, Words, grouped
from directory.sheets.reader import Sheet

#: Besides columns with codes: what is often the same in every row of a sheet.
_OFTEN_SAME = ("source", "source_date", "source_url", "assured_date", "state", "city")


def groups(sheet: Sheet, words: Words | None = None) -> dict[str, Group]:
    """Return the problems of a sheet together by their cause, those first that keep most rows out, by their keys."""
    found = grouped(sheet.problems, columns=sheet.columns, total=sheet.total, words=words)
    return {f"{group.code}.{group.column}.{group.lines[0]}": group for group in found}


def wanted(sheet: Sheet, form: Mapping[str, str]) -> Corrections:
    """Return what a form writes into which cells: (row number, column) -> text; row 0 is every row that is blank."""
    found = {place: text for name, typed in form.items() if (place := _place(name)) and
             (text := showable(typed).strip()) != showable(_typed(sheet, *place)).strip()}
    what, _, rest = form.get("do", "").partition(".")
    if what == "offer":
        found |= _offers(sheet, [each for each in sheet.problems if f"{each.line}.{each.column}" == rest])
    elif what == "offers":
        found |= _offers(sheet, _group(sheet, rest))
    elif what == "fill" and (text := showable(form.get(f"all.{rest}", "")).strip()):
        found |= _everywhere(_group(sheet, rest), text)
    elif what == "drop" and rest in map(str, sheet.typed):
        found[int(rest), ""] = ""
    return found


def _place(name: str) -> tuple[int, str] | None:
    what, _, rest = name.partition(".")
    line, _, column = rest.partition(".")
    if what != "cell" or not line.isascii() or not line.isdigit() or len(line) > 9 or not _is_column(column):
        return None
    return int(line), column


def _is_column(name: str) -> bool:
    try:
        return bool(columns.get(name))
    except KeyError:
        return False


def _typed(sheet: Sheet, line: int, column: str) -> str:
    return sheet.typed.get(line, {}).get(column, "")


def offer(sheet: Sheet, problem: Problem) -> dict[str, str]:
    """Return what one click may write into the row of a problem: column -> text."""
    return fixes(problem, sheet.typed[problem.line]) if problem.line in sheet.typed else {}


def _offers(sheet: Sheet, problems: Iterable[Problem]) -> Corrections:
    return {(each.line, column): text for each in problems for column, text in offer(sheet, each).items()}


def _group(sheet: Sheet, key: str) -> tuple[Problem, ...]:
    found = groups(sheet).get(key)
    return found.problems if found else ()


def can_fill(problems: Sequence[Problem]) -> bool:
    """Say whether one value may be written into all the rows of a kind of problem: a value that many rows share.

    All must hold the same now, but for sources: there whatever is not known may be replaced.
    """
    if not problems:
        return False
    first = problems[0]
    column = columns.BY_NAME.get(first.column)
    alike = len({each.value for each in problems}) == 1 or first.code == "source-unknown"
    return (alike and not first.is_of_file and column is not None
            and (first.code == "choice" or (bool(column.choices) and not column.many) or column.name in _OFTEN_SAME))


def _everywhere(problems: Sequence[Problem], text: str) -> Corrections:
    if not can_fill(problems):
        return {}
    if not problems[0].value:
        return {(0, problems[0].column): text}
    return {(each.line, each.column): text for each in problems}
