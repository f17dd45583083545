"""What the pages of calls say, in the reader's language; what one says on the phone in English and Spanish."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from directory.curation import sentences
from directory.curation.boxes import Box
from directory.curation.calls import script
from directory.curation.calls.forms import CallForm, kind
from directory.curation.calls.queue import REASONS
from directory.curation.calls.script import Heard, Question
from directory.curation.facts import in_words, label, options
from directory.i18n.catalogs import catalog
from directory.i18n.marks import N_
from directory.listings import columns, freshness, validators, vocabulary
from directory.listings.columns import Invalid
from directory.places.finder import area_keys
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
    "not-kept": N_("Something is marked or changed in the questions above, and this choice would lose it. Choose “I "
                   "reached them and asked”. Or write it into the note, and put the questions back as they were."),
    "nothing": N_("You reached them, but no question is marked as asked. Mark what you asked."),
    "not-marked": N_("Something was changed here. Mark that it is different, or put back what stood there."),
    "not-changed": N_("This is marked as different, but nothing was changed. Write what is right."),
    "services": N_("Mark at least one thing that they do."),
}


class Asked(NamedTuple):
    """A question as the page shows it: the words in English and Spanish, what we know, and what is right."""

    question: Question
    title: str
    english: str
    spanish: str
    known: list[tuple[str, str]]
    is_unknown: bool
    boxes: list[Box]


def in_both(message: str) -> tuple[str, str]:
    """Return what to say on the phone, in English and in Spanish; the Spanish is '' where we have none."""
    english, spanish = catalog("en").gettext(message), catalog("es").gettext(message)
    return english, spanish if spanish != english else ""


def questions(facts: Mapping[str, str], form: CallForm, wrong: Mapping[str, str]) -> list[Asked]:
    """Return what to ask a place, in order, with what was typed and what is wrong with it."""
    words = catalog(language().code)
    return [Asked(question, words.gettext(question.title), *in_both(question.say),
                  [(label(name), in_words(name, facts.get(name, ""))) for name in question.columns],
                  not any(facts.get(name) for name in question.columns),
                  [_box(name, facts.get("category", ""), form, wrong) for name in question.columns])
            for question in script.asked(facts)]


def _box(column: str, category: str, form: CallForm, wrong: Mapping[str, str]) -> Box:
    name, how, text = f"to-{column}", kind(column), form.cell(column)
    offered = options(column, category)
    if how == "one":
        offered = {"": catalog(language().code).gettext(N_("We do not know")), **offered}
    return Box(name, label(column), how, text, options=offered, chosen=tuple(text.split("; ")),
               wrong=wrong.get(name, ""))


def read(form: CallForm, facts: Mapping[str, str], *, today: date) -> tuple[Heard, dict[str, str]]:
    """Return what was heard, and what is wrong with the form by field; the former counts only without the latter."""
    wrong: dict[str, str] = {}
    words = sentences.terms(_MISTAKES)
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
    for question in script.asked(facts) if outcome in script.OUTCOMES else ():
        same, moved, code = _answer(form, question, facts)
        if outcome != "reached":
            if same or moved or code:
                wrong["outcome"] = words["not-kept"]
            continue
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
    typed = area_keys(typed) if column == "service_area" else typed
    try:
        return columns.read(column, typed), ""
    except Invalid as error:
        return "", sentences.mistake(problems.from_cell(error, 0, column, typed))


def _rules(facts: Mapping[str, str], heard: Heard, today: date) -> dict[str, str]:
    """Return the rules that a listing would break after this call and does not break now, by field."""
    after = script.after(facts, heard, today) or {}
    return {f"to-{each.column}": sentences.mistake(problems.from_finding(each, 0))
            for each in validators.broken(facts, after)}


def refused(error: Refused) -> str:
    """Return why nothing was written."""
    return sentences.refused(_REFUSED, error)


def reason(code: str) -> str:
    """Return why it is a listing's turn."""
    return catalog(language().code).gettext(REASONS[code])


def methods() -> dict[str, str]:
    """Return the ways to ask, in words."""
    return sentences.terms({code: vocabulary.METHODS[code].name for code in freshness.ASKED})


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
