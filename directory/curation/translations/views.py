"""The pages of translators: what is missing or out of date, the texts of one listing, and whole sheets."""

from collections import Counter
from functools import cache

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from directory.config import own_folder
from directory.curation.facts import label
from directory.curation.site import blueprint, file, go, may, me, page, part, store
from directory.curation.translations import changes, check, queries, sheet, show, state
from directory.curation.translations.changes import Written
from directory.curation.translations.forms import TranslationForm, Typed, typed
from directory.curation.translations.queries import Text
from directory.i18n.glossary import Term, read_glossary
from directory.i18n.languages import Language
from directory.register.changes import Refused

#: Texts on a page.
_PAGE = 50
#: Bytes of a sheet that comes back.
_LARGEST_SHEET = 450_000


@cache
def _glossary() -> tuple[Term, ...]:
    return read_glossary(own_folder("translations") / "glossary.csv")


def _language(code: str) -> Language:
    found = next((each for each in state.TONGUES if each.code == code), None)
    return found or abort(404)


def _texts() -> list[Text]:
    """Return every listing that has English words to translate."""
    return [each for each in queries.texts(store()) if state.english(each.facts)]


@blueprint.get("/translations")
@may("translate")
def translations() -> str:
    """Show how much is translated into each language."""
    texts = _texts()
    counts = {each.code: Counter(text.states[each.code] for text in texts) for each in state.TONGUES}
    return page("team/translations/languages.html", languages=state.TONGUES, counts=counts, texts=len(texts))


@blueprint.get("/translations/<code>")
@may("translate")
def translations_into(code: str) -> str:
    """Show the listings for one language: those with outdated texts first, then those with missing ones."""
    into = _language(code)
    texts = sorted(_texts(), key=lambda each: state.STATES.index(each.states[code]))
    shown = part(_PAGE, len(texts))
    return page("team/translations/texts.html", into=into, texts=texts[shown.start:shown.end], part=shown,
                most=sheet.MOST, waiting=queries.waiting(store()), say=show.state)


@blueprint.route("/translations/<code>/text/<listing_id>", methods=["GET", "POST"])
@may("translate")
def translation(code: str, listing_id: str) -> ResponseReturnValue:
    """Show the texts of a listing beside their English, and take translations in as one proposal."""
    into, form = _language(code), TranslationForm(request.form)
    found = queries.text(store(), listing_id) or abort(404)
    if request.method == "GET" and not state.english(found.facts):
        abort(404)
    sent, odd, wrong = typed(form, found.facts, code), {}, ""
    if request.method == "POST":
        odd = {each.column: check.check(found.facts, each.column, each.text, into, _glossary())
               for each in sent if each.is_sent and each.column in found.facts}
        try:
            if all(each.advice for every in odd.values() for each in every):
                _send_in(listing_id, code, sent)
                store().commit()
                return go("translations_into", code=code)
        except Refused as error:
            store().rollback()
            wrong, found = show.refused(error), queries.text(store(), listing_id) or abort(404)
    return page("team/translations/text.html", into=into, text=found, wrong=wrong, say=show.state(found.states[code]),
                boxes=show.boxes(found, sent, odd, into, _glossary())), 422 if any(odd.values()) or wrong else 200


def _send_in(listing_id: str, code: str, sent: list[Typed]) -> None:
    """Propose what is new; note which texts fit the new English too."""
    said = {each: Written(listing_id, each.column, code, each.text, each.english) for each in sent}
    news, fit = [said[each] for each in sent if each.is_new], [said[each] for each in sent if each.still_fits]
    if fit:
        changes.still_right(store(), fit, by=me().name)
    if news or not fit:
        changes.propose(store(), news, author=me().name, reason=f"translation into {code}")


@blueprint.get("/translations/<code>/sheet")
@may("translate")
def translations_sheet(code: str) -> Response:
    """Send the sheet for a translator."""
    return file(sheet.write(queries.texts(store()), _language(code)), f"translations-{code}.csv")


@blueprint.post("/translations/<code>/sheet")
@may("translate", largest=_LARGEST_SHEET)
def translations_back(code: str) -> ResponseReturnValue:
    """Show what a sheet that came back would do; with `sure`, send that in as one proposal."""
    into, sent = _language(code), request.files.get("file")
    raw = sent.read() if sent else request.form.get("sheet", "").encode("utf-8", "replace")
    plan = sheet.read(raw, queries.texts(store()), into, _glossary())
    wrong = ""
    if request.form.get("sure") and plan.written:
        try:
            changes.propose(store(), [each for each, _ in plan.written], author=me().name,
                            reason=f"sheet of translations into {code}")
            store().commit()
            return go("translations_into", code=code)
        except Refused as error:
            store().rollback()
            wrong = show.refused(error)
    return page("team/translations/plan.html", into=into, plan=plan, wrong=wrong, sheet=plan.again, label=label,
                problems=[(line, show.found(each)) for line, each in plan.problems])
