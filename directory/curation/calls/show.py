"""What the pages of calls say, in the reader's language; what one says on the phone in English and Spanish."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from directory.curation.calls import script
from directory.curation.calls.forms import CallForm, kind
from directory.curation.calls.queue import REASONS
from directory.curation.calls.script import Heard, Question
from directory.curation.review.show import label
from directory.curation.review.show import read as in_words
from directory.i18n.catalogs import catalog
from directory.i18n.marks import N_
from directory.listings import columns, freshness, validators, vocabulary
from directory.listings.columns import Invalid
from directory.register.changes import Refused
from directory.reports.message import WRONG, showable, tidy
from directory.sheets import problems
from directory.web.templating import language

#: Letters of a note.
LONGEST_NOTE = 1000
_REFUSED = {
    "claimed": N_("Somebody else has this place now, or you gave it back. Nothing was kept."),
    "call-over": N_("This call is over already. Nothing was kept twice."),
    "moved": N_("Somebody changed this listing while you were on the phone. What you typed is still here. Look at what "
                "stands there now, then send it again."),
    "gone": N_("This listing was taken out while you were on the phone."),
}
_MISTAKES = {
    "outcome": N_("Choose what came of the call."),
    "method": N_("Choose how you asked."),
    "again": N_("Write the day after which we can call again, from tomorrow on."),
    "note": N_("The note is too long. Please make it shorter: at most 1,000 letters."),
    "nothing": N_("You reached them, but no question is marked as asked. Mark what you asked."),
    "not-marked": N_("Something was changed here. Mark that it is different, or put back what stood there."),
    "not-changed": N_("This is marked as different, but nothing was changed. Write what is right."),
    "services": N_("Mark at least one thing that they do."),
}


class Asked(NamedTuple):
    """A question as the page shows it: the words in English and Spanish, what we know, and how it is typed."""

    question: Question
    title: str
    english: str
    spanish: str
    known: list[tuple[str, str, str]]
    is_unknown: bool
    fields: list[tuple[str, str, str, dict[str, str]]]


def in_both(message: str) -> tuple[str, str]:
    """Return what to say on the phone, in English and in Spanish; the Spanish is '' where we have none."""
    english, spanish = catalog("en").gettext(message), catalog("es").gettext(message)
    return english, spanish if spanish != english else ""


def questions(facts: Mapping[str, str]) -> list[Asked]:
    """Return what to ask a place, in order."""
    words = catalog(language().code)
    return [Asked(question, words.gettext(question.title), *in_both(question.say),
                  [(name, label(name), value(name, facts.get(name, ""))) for name in question.columns],
                  not any(facts.get(name) for name in question.columns),
                  [(name, kind(name), label(name), options(name, facts.get("category", "")))
                   for name in question.columns])
            for question in script.asked(facts)]


def value(column: str, text: str) -> str:
    """Return what a cell says; '' when we do not know."""
    return in_words(column, text) or text


def options(column: str, category: str = "") -> dict[str, str]:
    """Return the codes that a column may hold and their words; of services only those of a category, if it is named."""
    words = catalog(language().code)
    found = columns.get(column)
    if not found.terms:
        return {code: in_words(column, code) for code in found.choices}
    return {code: words.gettext(term.name) for code, term in found.terms.items()
            if not category or term.category in ("", "any", category)}


def read(form: CallForm, facts: Mapping[str, str], *, today: date) -> tuple[Heard, dict[str, str]]:
    """Return what was heard, and what is wrong with the form by field; the former counts only without the latter."""
    wrong: dict[str, str] = {}
    words = {code: catalog(language().code).gettext(sentence) for code, sentence in _MISTAKES.items()}
    outcome, note = form.outcome.data or "", tidy(form.note.data or "")
    again = _day(form.again.data or "")
    confirmed: list[str] = []
    corrected: dict[str, str] = {}
    if outcome not in script.OUTCOMES:
        wrong["outcome"] = words["outcome"]
    if form.method.data not in freshness.ASKED:
        wrong["method"] = words["method"]
    if outcome == "later" and (again is None or not today < again <= today.replace(year=today.year + 1, day=1)):
        wrong["again"] = words["again"]
    if len(note) > LONGEST_NOTE:
        wrong["note"] = words["note"]
    for question in script.asked(facts) if outcome == "reached" else ():
        same, moved, code = _answer(form, question, facts)
        confirmed += same
        corrected |= {name: text for name, (text, _) in moved.items()}
        wrong |= {f"to-{name}": sentence for name, (_, sentence) in moved.items() if sentence}
        if code:
            wrong[f"said-{question.code}"] = words[code]
    heard = Heard(outcome, form.method.data or "", tuple(confirmed), corrected, note,
                  again if outcome == "later" else None, tuple(form.answered.data or ()))
    if outcome == "reached" and not wrong:
        if not confirmed and not corrected:
            wrong["outcome"] = words["nothing"]
        wrong |= _rules(facts, heard, today)
    return heard, wrong


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _answer(form: CallForm, question: Question,
            facts: Mapping[str, str]) -> tuple[list[str], dict[str, tuple[str, str]], str]:
    """Return the columns that are right, those that are different (text, what is wrong with it), and a mistake."""
    moved: dict[str, tuple[str, str]] = {}
    for name in question.columns:
        typed = showable(form.cell(name)).strip()
        if typed != facts.get(name, ""):
            text, sentence = _read(name, typed)
            if sentence or text != facts.get(name, ""):
                moved[name] = text, sentence
    answer = form.said(question.code)
    if answer == "changed":
        same = [name for name in question.columns if name not in moved]
        return same, moved, "" if moved else "not-changed"
    if moved:
        return [], moved, "not-marked"
    return list(question.columns) if answer == "same" else [], {}, ""


def _read(column: str, typed: str) -> tuple[str, str]:
    try:
        return columns.read(column, typed), ""
    except Invalid as error:
        return "", " ".join(problems.sentence(problems.from_cell(error, 0, column, typed),
                                              catalog(language().code).gettext))


def _rules(facts: Mapping[str, str], heard: Heard, today: date) -> dict[str, str]:
    """Return the rules that a listing would break after this call and does not break now, by field."""
    after = script.after(facts, heard, today) or {}
    old = {(each.code, each.column) for each in validators.check(facts)}
    found = {}
    for each in validators.check(after):
        if each.level == "error" and (each.code, each.column) not in old:
            sentence = problems.sentence(problems.from_finding(each, 0), catalog(language().code).gettext)
            found[f"to-{each.column}"] = " ".join(sentence)
    return found


def refused(error: Refused) -> str:
    """Return why nothing was written."""
    return catalog(language().code).gettext(_REFUSED[error.code])


def reason(code: str) -> str:
    """Return why it is a listing's turn."""
    return catalog(language().code).gettext(REASONS[code])


def outcomes() -> dict[str, str]:
    """Return what may come of a call, in words."""
    words = catalog(language().code)
    return {code: words.gettext(text) for code, text in script.OUTCOMES.items()}


def methods() -> dict[str, str]:
    """Return the ways to ask, in words."""
    words = catalog(language().code)
    return {code: words.gettext(vocabulary.METHODS[code].name) for code in freshness.ASKED}


def wrong(choice: str) -> str:
    """Return what a visitor says is wrong."""
    return catalog(language().code).gettext(WRONG[choice])


class Progress(NamedTuple):
    """How far the team is, with nobody's name: what it counts (a category or state), to check, checked this week."""

    code: str
    left: int
    checked: int


def progress(due: Sequence[tuple[str, str]], reached: Counter[tuple[str, str]], place: int) -> list[Progress]:
    """Count by state (place 0) or category (place 1) what is due and what was reached this week."""
    left = Counter(each[place] for each in due)
    done: Counter[str] = Counter()
    for key, count in reached.items():
        done[key[place]] += count
    return [Progress(code, left[code], done[code]) for code in sorted({*left, *done}) if code]
