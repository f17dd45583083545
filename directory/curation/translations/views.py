"""The pages of translators: what is missing or out of date, one text, and whole sheets."""

from functools import cache

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from directory.config import own_folder
from directory.curation.site import blueprint, file, go, may, me, page, part, store
from directory.curation.translations import changes, check, queries, sheet, show, state
from directory.curation.translations.changes import Written
from directory.curation.translations.forms import TranslationForm
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


@blueprint.get("/translations")
@may("translate")
def translations() -> str:
    """Show how much is translated into each language."""
    texts = queries.texts(store())
    counts = {each.code: {code: sum(1 for text in texts if text.states[each.code] == code) for code in state.STATES}
              for each in state.TONGUES}
    return page("team/translations/languages.html", languages=state.TONGUES, counts=counts, texts=len(texts))


@blueprint.get("/translations/<code>")
@may("translate")
def translations_into(code: str) -> str:
    """Show the texts of one language: outdated ones first, then missing ones."""
    into = _language(code)
    texts = sorted(queries.texts(store()), key=lambda each: state.STATES.index(each.states[code]))
    shown = part(_PAGE, len(texts))
    return page("team/translations/texts.html", into=into, texts=texts[shown.start:shown.end], part=shown,
                most=sheet.MOST, waiting=queries.waiting(store()), say=show.state)


@blueprint.route("/translations/<code>/text/<listing_id>", methods=["GET", "POST"])
@may("translate")
def translation(code: str, listing_id: str) -> ResponseReturnValue:
    """Show one text beside its English, and take a translation in as a proposal."""
    into, form = _language(code), TranslationForm(request.form)
    found = queries.text(store(), listing_id)
    if found is None or not found.facts.get("description"):
        abort(404)
    odd, wrong = [], ""
    if request.method == "POST":
        form.text.data = check.canonical(form.text.data, into)
        odd = check.check(found.facts, form.text.data, into, _glossary())
        try:
            if not any(not each.advice for each in odd):
                _send_in(listing_id, code, form)
                store().commit()
                return go("translations_into", code=code)
        except Refused as error:
            store().rollback()
            wrong, found = show.refused(error), queries.text(store(), listing_id) or abort(404)
    english = found.facts.get("description", "")
    return page("team/translations/text.html", into=into, text=found, english=english, mark=state.mark(english),
                form=form, old=found.facts.get(state.column(code), ""), say=show.state(found.states[code]), wrong=wrong,
                odd=[(each.advice, show.found(each)) for each in odd],
                words=check.words_for(english, into, _glossary())), 422 if odd or wrong else 200


def _send_in(listing_id: str, code: str, form: TranslationForm) -> None:
    """Propose the text; where it is the one that stands there already, note that it fits the new English too."""
    found = queries.text(store(), listing_id)
    if found and found.facts.get(state.column(code)) == form.text.data:
        changes.still_right(store(), listing_id, code, form.english.data, by=me().name)
    else:
        changes.propose(store(), [Written(listing_id, code, form.text.data, form.english.data)], author=me().name,
                        reason=f"translation into {code}")


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
    return page("team/translations/plan.html", into=into, plan=plan, wrong=wrong, sheet=plan.again,
                problems=[(line, show.found(each)) for line, each in plan.problems])
