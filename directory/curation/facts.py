"""The facts of a listing as the team reads them: what a column is called, what a value says."""

from collections.abc import Mapping

from directory.i18n.catalogs import catalog
from directory.i18n.formats import language_name
from directory.i18n.marks import N_
from directory.listings import columns, vocabulary
from directory.web.templating import Formats, language

LABELS = {
    "status": N_("Is it working?"), "organization": N_("Organization"), "name": N_("Service or office"),
    "category": N_("Kind of help"), "services": N_("What they do"), "description": N_("Description"),
    "address_1": N_("Street and number"), "address_2": N_("Suite, floor"), "city": N_("City"), "state": N_("State"),
    "postal_code": N_("ZIP code"), "latitude": N_("Degrees north"), "longitude": N_("Degrees east"),
    "location_type": N_("Can people go there?"), "approximate": N_("Point is only near"),
    "address_confidential": N_("Address is secret"), "service_area": N_("Area they serve"),
    "courts": N_("Immigration courts"), "detention": N_("Detention centers"), "phone": N_("Phone"),
    "phone_note": N_("About the phone"), "phone_languages": N_("Languages on the phone"),
    "phone_2": N_("Second phone"), "phone_2_note": N_("About the second phone"), "text_phone": N_("Text messages"),
    "whatsapp": N_("WhatsApp"), "email": N_("E-mail"), "website": N_("Web site"), "languages": N_("Languages"),
    "languages_note": N_("About the languages"), "interpretation": N_("Interpreters"), "hours": N_("Hours"),
    "hours_note": N_("About the hours"), "appointment": N_("Appointment"), "capacity": N_("New people"),
    "asks_photo_id": N_("Asks for a photo ID"), "asks_ssn": N_("Asks for a Social Security number"),
    "asks_immigration_status": N_("Asks about immigration status"),
    "asks_proof_of_address": N_("Asks for a proof of address"),
    "asks_proof_of_income": N_("Asks for a proof of income"), "eligibility": N_("Who can come"),
    "eligibility_note": N_("Limits"), "cost": N_("Cost"), "cost_note": N_("About the cost"),
    "documents": N_("What to bring"), "accessibility": N_("Access"), "transit_note": N_("How to get there"),
    "legal_credential": N_("Credential"), "credential_checked": N_("Credential looked up"),
    "credential_expires": N_("Look credential up again"), "source": N_("Source"),
    "source_url": N_("Page of the source"), "source_date": N_("Date of the source"), "assured_date": N_("Last checked"),
    "assured_method": N_("How it was checked"), "internal_note": N_("Note for the team"),
}
_TABLES = {
    "status": vocabulary.STATUSES, "category": vocabulary.CATEGORIES, "services": vocabulary.SERVICES,
    "location_type": vocabulary.LOCATION_TYPES, "interpretation": vocabulary.INTERPRETATION,
    "appointment": vocabulary.APPOINTMENTS, "capacity": vocabulary.CAPACITIES, "eligibility": vocabulary.ELIGIBILITY,
    "cost": vocabulary.COSTS, "accessibility": vocabulary.ACCESSIBILITY, "legal_credential": vocabulary.CREDENTIALS,
    "assured_method": vocabulary.METHODS,
}
_YES_NO = {"yes": N_("yes"), "no": N_("no")}
_LANGUAGES = ("languages", "phone_languages")


def label(column: str) -> str:
    """Return what a column is called; a translated description names its language."""
    words = catalog(language().code)
    if column in LABELS:
        return words.gettext(LABELS[column])
    name = column.removeprefix("description_").replace("_", "-")
    return words.gettext(N_("Description in %(language)s")) % {"language": language_name(language().code, name, name)}


def value(column: str, text: str) -> str:
    """Return what a cell says, codes in words; '' when we do not know."""
    code = language().code
    if column in _LANGUAGES:
        names = tuple(language_name(code, each, vocabulary.SPOKEN.get(each, each)) for each in _parts(text))
        return Formats(code).list_and(names)
    known = options(column)
    return "; ".join(known.get(each, each) for each in _parts(text)) if known else text


def options(column: str, category: str = "") -> dict[str, str]:
    """Return the codes that a column may hold and their words; of services only those of a category, if it is named."""
    words = catalog(language().code)
    if columns.get(column).choices == tuple(_YES_NO):
        return {key: words.gettext(said) for key, said in _YES_NO.items()}
    table: Mapping[str, vocabulary.Term] = _TABLES.get(column, {})
    return {key: words.gettext(term.name) for key, term in table.items()
            if not category or term.category in ("", "any", category)}


def _parts(text: str) -> list[str]:
    return text.split("; ") if text else []
