"""What each fact is called on the pages of the team, in the order in which a caller would ask. Pure data."""

from directory.i18n.marks import N_

#: Heading -> its columns, in the order of a call. Every column but `id` is in one of them.
GROUPS: dict[str, tuple[str, ...]] = {
    N_("The name, and what they do"): ("organization", "name", "status", "category", "services", "description"),
    N_("How to reach them"): ("phone", "phone_note", "phone_languages", "phone_2", "phone_2_note", "text_phone",
                              "whatsapp", "email", "website"),
    N_("When they are open"): ("hours", "hours_note", "appointment", "capacity"),
    N_("Papers"): ("asks_photo_id", "asks_ssn", "asks_immigration_status", "asks_proof_of_address",
                   "asks_proof_of_income", "documents"),
    N_("Who can go, and what it costs"): ("eligibility", "eligibility_note", "cost", "cost_note"),
    N_("Languages"): ("languages", "languages_note", "interpretation"),
    N_("The place"): ("address_confidential", "address_1", "address_2", "city", "state", "postal_code", "latitude",
                      "longitude", "approximate", "location_type", "service_area", "accessibility", "transit_note",
                      "courts", "detention"),
    N_("How we know it"): ("source", "source_url", "source_date", "assured_date", "assured_method", "legal_credential",
                           "credential_checked", "credential_expires", "internal_note"),
}

LABELS: dict[str, str] = {
    "id": N_("Number of the listing"), "status": N_("Is it working?"), "organization": N_("Organization"),
    "name": N_("Name of this office or service"), "category": N_("Kind of help"),
    "services": N_("What exactly they do"),
    "description": N_("Description in plain English"), "address_1": N_("Street and number"),
    "address_2": N_("Suite, floor, building"), "city": N_("City"), "state": N_("State, two letters"),
    "postal_code": N_("ZIP code"), "latitude": N_("Latitude"), "longitude": N_("Longitude"),
    "location_type": N_("Can people go there?"), "approximate": N_("Is the point only near the place?"),
    "address_confidential": N_("Must the address stay secret?"), "service_area": N_("Area they serve"),
    "courts": N_("Immigration courts"), "detention": N_("Detention centers"), "phone": N_("Phone"),
    "phone_note": N_("About the phone"), "phone_languages": N_("Languages on the phone"), "phone_2": N_("Second phone"),
    "phone_2_note": N_("About the second phone"), "text_phone": N_("Number for text messages"),
    "whatsapp": N_("WhatsApp"), "email": N_("E-mail of the office"), "website": N_("Web site"),
    "languages": N_("Languages spoken there"), "languages_note": N_("More about languages"),
    "interpretation": N_("Interpreters"), "hours": N_("Opening hours"), "hours_note": N_("More about the hours"),
    "appointment": N_("Must people make an appointment?"), "capacity": N_("Do they take new people?"),
    "asks_photo_id": N_("Do they ask to see a photo ID?"), "asks_ssn": N_("Do they ask for a Social Security number?"),
    "asks_immigration_status": N_("Do they ask about immigration status?"),
    "asks_proof_of_address": N_("Do they ask for a proof of address?"),
    "asks_proof_of_income": N_("Do they ask for a proof of income?"), "documents": N_("What to bring"),
    "eligibility": N_("Who may come"), "eligibility_note": N_("Limits, in plain words"), "cost": N_("What it costs"),
    "cost_note": N_("More about the cost"), "accessibility": N_("For people with a disability"),
    "transit_note": N_("Bus, train, parking"), "legal_credential": N_("Why we list them for legal help"),
    "credential_checked": N_("Day the credential was looked up"),
    "credential_expires": N_("Day it must be looked up again"), "source": N_("Source, its code"),
    "source_url": N_("Page of the source about this place"), "source_date": N_("Date of the source"),
    "assured_date": N_("Day the facts were last checked"), "assured_method": N_("How they were checked"),
    "internal_note": N_("Note for the team, never published"),
}
#: What helps to fill it in, where the label does not say it all.
HINTS: dict[str, str] = {
    "name": N_("Only if it has a name of its own."),
    "description": N_("Two or three short sentences, in our own words. No phone number and no address."),
    "phone": N_("The number that a family should call first, like (510) 555-0123 ext. 12."),
    "phone_note": N_("Who answers, which key to press."), "phone_2_note": N_("When to use it."),
    "phone_languages": N_("English names or codes, with semicolons between: English; Spanish."),
    "languages": N_("English names or codes, with semicolons between: English; Spanish; Mam."),
    "email": N_("Of the office, never of one person."), "website": N_("Their own page, like https://example.org/."),
    "hours": N_("Days and times only, like Mon-Fri 9am-5pm; 1st Sat 10am-1pm. Words go into the next box."),
    "documents": N_("Like: a letter from the court."), "state": N_("Like CA."),
    "eligibility_note": N_("Like: people of Alameda County."), "cost_note": N_("Like: the first visit is free."),
    "address_confidential": N_("If yes, write no street, no city, no ZIP code and no point. Say the area they serve by "
                               "county. Write no only when a person made sure that the address is public."),
    "latitude": N_("Degrees north, like 37.7765. Leave both blank if you do not know."),
    "longitude": N_("Degrees east, negative in the USA, like -122.2187."),
    "service_area": N_("Like Lucas County, OH; state:MI; country:US."),
    "source": N_("The list or page it comes from. If it is not here, add it first."),
    "source_date": N_("A day, a month or a year, like 2026-07."), "assured_date": N_("Like 2026-09-19."),
    "credential_checked": N_("Like 2026-09-19."), "credential_expires": N_("Like 2027-09-19."),
    "internal_note": N_("Nothing about visitors or one person."),
}
#: Columns that hold more than a line.
LONG = ("description", "hours_note", "documents", "eligibility_note", "transit_note", "courts", "detention",
        "internal_note")
