"""Our closed lists: the codes that a sheet may hold and the English words a family reads for them.

Pure data. The words are message ids: every catalog translates them.
"""

from dataclasses import dataclass

from directory.i18n.marks import N_


@dataclass(frozen=True, slots=True)
class Term:
    """One code of a closed list, its name, and one plain line that explains it."""

    code: str
    name: str
    explanation: str = ""
    category: str = ""


def _table(*terms: Term) -> dict[str, Term]:
    return {term.code: term for term in terms}


CATEGORIES = _table(
    Term("legal", N_("Legal help"), N_("Lawyers and trained helpers for immigration papers and court.")),
    Term("medical", N_("Medical care"), N_("Doctors, dentists and clinics.")),
    Term("food", N_("Food"), N_("Free groceries and meals.")),
    Term("any", N_("Any kind of help"), N_("Phone lines that help with many needs.")),
)

SERVICES = _table(
    Term("immigration-legal-help", N_("Immigration legal help"),
         N_("Help with immigration papers and questions."), "legal"),
    Term("deportation-defense", N_("Deportation defense"),
         N_("A lawyer or representative for a case in immigration court."), "legal"),
    Term("bond", N_("Bond hearings"), N_("Help to ask a judge to let a person out of detention."), "legal"),
    Term("detained-help", N_("Help for people in detention"),
         N_("Legal help for a person held by immigration."), "legal"),
    Term("asylum", N_("Asylum"), N_("Help to ask for protection in the United States."), "legal"),
    Term("appeals", N_("Appeals"), N_("Help to ask a higher court to change a decision."), "legal"),
    Term("children-cases", N_("Cases of children"),
         N_("Legal help for children and teenagers, also those who came alone."), "legal"),
    Term("crime-survivor-visas", N_("U visa, T visa, VAWA"),
         N_("Papers for people hurt by a crime, by trafficking or by a family member."), "legal"),
    Term("family-petition", N_("Family petitions"), N_("Papers to bring or keep family together."), "legal"),
    Term("green-card", N_("Green card"), N_("Help with papers to stay for good."), "legal"),
    Term("citizenship", N_("Citizenship"), N_("Help to become a citizen."), "legal"),
    Term("daca", N_("DACA"), N_("Help with DACA papers."), "legal"),
    Term("tps", N_("TPS"), N_("Help with Temporary Protected Status."), "legal"),
    Term("work-permit", N_("Work permit"), N_("Help with the paper that lets you work."), "legal"),
    Term("know-your-rights", N_("Know your rights"),
         N_("Teaches what you may say and do when officers come."), "legal"),
    Term("family-plan", N_("Family plan"), N_("Papers that say who cares for your children if you cannot."), "legal"),
    Term("worker-rights", N_("Rights at work"), N_("Help with unpaid wages or bad treatment at work."), "legal"),
    Term("benefits-rights", N_("Rights to benefits"),
         N_("Legal help when food or health benefits are refused."), "legal"),
    Term("self-help", N_("Help to do it yourself"),
         N_("Teaches you to fill in your own forms or speak for yourself in court."), "legal"),
    Term("legal-orientation", N_("Legal orientation"),
         N_("Explains your rights and how immigration court works."), "legal"),
    Term("legal-referral", N_("Finds you a lawyer"), N_("Sends you to a lawyer who may take your case."), "legal"),
    Term("court-information", N_("Immigration court information"),
         N_("Tells the date and place of a hearing."), "legal"),
    Term("health-center", N_("Community health center"),
         N_("A clinic for everyone, with or without insurance."), "medical"),
    Term("primary-care", N_("Doctor visits"), N_("Check-ups and care when you are sick."), "medical"),
    Term("urgent-care", N_("Urgent care"),
         N_("Care today for what cannot wait, when life is not in danger."), "medical"),
    Term("dental", N_("Dentist"), N_("Care for teeth."), "medical"),
    Term("eye-care", N_("Eye care"), N_("Eye tests and glasses."), "medical"),
    Term("mental-health", N_("Mental health"), N_("Someone to talk to, counseling, treatment."), "medical"),
    Term("substance-use", N_("Help with alcohol or drugs"), N_("Treatment and support to stop."), "medical"),
    Term("prenatal", N_("Pregnancy care"), N_("Care before and after a baby is born."), "medical"),
    Term("womens-health", N_("Women's health"), N_("Check-ups and care for women."), "medical"),
    Term("family-planning", N_("Family planning"), N_("Help to choose when to have children."), "medical"),
    Term("children-health", N_("Children's doctor"), N_("Care for babies, children and teenagers."), "medical"),
    Term("vaccines", N_("Vaccines"), N_("Shots for children and adults."), "medical"),
    Term("hiv-care", N_("HIV tests and care"), N_("Tests, medicine and support."), "medical"),
    Term("pharmacy", N_("Pharmacy"), N_("Medicine."), "medical"),
    Term("telehealth", N_("Doctor by phone or video"), N_("Care without leaving home."), "medical"),
    Term("insurance-help", N_("Help to get health insurance"),
         N_("Help with the forms for Medicaid and other insurance."), "medical"),
    Term("crisis-line", N_("Crisis line"), N_("Talk to someone now, day or night."), "medical"),
    Term("poison-help", N_("Poison help line"),
         N_("What to do when someone swallowed, breathed or touched something poisonous."), "medical"),
    Term("food-pantry", N_("Food pantry"), N_("Free groceries to take home."), "food"),
    Term("hot-meals", N_("Ready meals"), N_("A meal to eat there or take away."), "food"),
    Term("mobile-pantry", N_("Mobile pantry"), N_("A truck that brings free groceries on certain days."), "food"),
    Term("home-delivery", N_("Food brought home"), N_("Groceries or meals brought to your door."), "food"),
    Term("senior-groceries", N_("Groceries for older people"),
         N_("A bag of food for people of a certain age."), "food"),
    Term("children-meals", N_("Meals for children"),
         N_("Free meals for children and teenagers, at school or in summer."), "food"),
    Term("baby-supplies", N_("Baby formula and diapers"), N_("Food and diapers for babies."), "food"),
    Term("community-fridge", N_("Community fridge"), N_("Take what you need, at any time."), "food"),
    Term("snap-help", N_("Help to apply for SNAP"),
         N_("Help with the form for food benefits (SNAP, food stamps)."), "food"),
    Term("wic", N_("WIC"), N_("Food for pregnant women, babies and small children."), "food"),
    Term("food-information", N_("Food information line"), N_("Tells you where food is near you."), "food"),
    Term("information-line", N_("Information line"), N_("Tells you who can help near you."), "any"),
    Term("safety-line", N_("Safety line"), N_("For people who are hurt, threatened or forced."), "any"),
    Term("family-search", N_("Finding a family member"),
         N_("Help to find a person who was taken into detention."), "any"),
)

ELIGIBILITY = _table(
    Term("everyone", N_("Everyone")),
    Term("children", N_("Children and teenagers")),
    Term("unaccompanied-children", N_("Children who came alone")),
    Term("families", N_("Families with children")),
    Term("pregnant", N_("Pregnant women")),
    Term("seniors", N_("Older people")),
    Term("students", N_("Students")),
    Term("low-income", N_("People with low income")),
    Term("area-residents", N_("People who live in the area")),
    Term("detained", N_("People in detention")),
    Term("not-detained", N_("People who are not in detention")),
    Term("asylum-seekers", N_("People who ask for asylum")),
    Term("crime-survivors", N_("People hurt by a crime")),
    Term("veterans", N_("Veterans")),
    Term("disabled", N_("People with a disability")),
    Term("members", N_("Members or clients of the place")),
)

ACCESSIBILITY = _table(
    Term("wheelchair", N_("Wheelchair access")),
    Term("elevator", N_("Elevator")),
    Term("accessible-restroom", N_("Accessible restroom")),
    Term("accessible-parking", N_("Accessible parking")),
    Term("sign-language", N_("Sign language")),
    Term("drive-through", N_("Drive-through")),
)

STATUSES = _table(
    Term("active", N_("Active")),
    Term("paused", N_("Closed for now")),
    Term("closed", N_("Closed")),
)

COSTS = _table(
    Term("free", N_("Free")),
    Term("sliding", N_("You pay by what you earn")),
    Term("low", N_("Low cost")),
    Term("insurance", N_("Takes insurance")),
)

APPOINTMENTS = _table(
    Term("walk-in", N_("No appointment needed")),
    Term("appointment", N_("By appointment only")),
    Term("both", N_("With or without an appointment")),
    Term("call-first", N_("Call first")),
)

CAPACITIES = _table(
    Term("open", N_("Takes new people")),
    Term("waitlist", N_("Has a waiting list")),
    Term("full", N_("Is full now")),
)

INTERPRETATION = _table(
    Term("yes", N_("Interpreters for other languages")),
    Term("phone", N_("Interpreters by phone")),
    Term("on-request", N_("Interpreters if you ask before")),
    Term("no", N_("No interpreters")),
)

LOCATION_TYPES = _table(
    Term("physical", N_("A place to go to")),
    Term("postal", N_("A mailing address only")),
    Term("virtual", N_("By phone or online")),
)

METHODS = _table(
    Term("called", N_("by phone")),
    Term("visited", N_("by a visit")),
    Term("website", N_("from their web site")),
    Term("organization", N_("from the organization itself")),
    Term("source-list", N_("from a published list")),
)

CREDENTIALS = _table(
    Term("doj-recognized", N_("Recognized by the Department of Justice")),
    Term("eoir-list", N_("On the immigration court's list of free legal help")),
    Term("attorney", N_("Has licensed attorneys")),
    Term("government", N_("Run by the immigration court, which is part of the government")),
)

#: The papers a place may ask to see: column -> what the paper is called.
PAPERS = _table(
    Term("asks_photo_id", N_("photo ID")),
    Term("asks_ssn", N_("Social Security number")),
    Term("asks_immigration_status", N_("immigration status")),
    Term("asks_proof_of_address", N_("proof of address")),
    Term("asks_proof_of_income", N_("proof of income")),
)

#: What states offer.
PROGRAM_KINDS = _table(
    Term("food", N_("Help with food from the state")),
    Term("health", N_("Help with health care from the state")),
)

#: Who in a family with different papers can use a program.
PROGRAM_WHO = _table(
    Term("citizen-child", N_("Children who are citizens")),
    Term("any-child", N_("Children, whatever their papers")),
    Term("pregnant", N_("Pregnant women")),
    Term("lawfully-present-under-5-years", N_("People with papers for less than 5 years")),
    Term("daca", N_("People with DACA")),
    Term("tps", N_("People with TPS")),
    Term("asylum-applicant", N_("People who asked for asylum")),
    Term("crime-survivor-applicant", N_("Survivors of a crime who asked for a U or T visa")),
    Term("prucol", N_("People whom immigration knows of and lets stay (PRUCOL)")),
    Term("undocumented-adult", N_("Adults without papers")),
    Term("age-65", N_("People aged 65 or older")),
)

#: Languages spoken at a place: ISO 639 code -> English name, for those that volunteers type.
#: Locale data supplies the name in the reader's language where it has one.
SPOKEN = {
    "en": "English", "es": "Spanish", "zh": "Chinese", "cmn": "Mandarin", "yue": "Cantonese",
    "vi": "Vietnamese", "ko": "Korean", "fil": "Filipino (Tagalog)", "ar": "Arabic", "ht": "Haitian Creole",
    "pt": "Portuguese", "fr": "French", "ru": "Russian", "uk": "Ukrainian", "so": "Somali", "am": "Amharic",
    "ti": "Tigrinya", "om": "Oromo", "fa": "Persian (Farsi)", "prs": "Dari", "ps": "Pashto", "ur": "Urdu",
    "hi": "Hindi", "pa": "Punjabi", "bn": "Bengali", "gu": "Gujarati", "ta": "Tamil", "te": "Telugu",
    "ne": "Nepali", "my": "Burmese", "kar": "Karen", "km": "Khmer", "lo": "Lao", "th": "Thai", "hmn": "Hmong",
    "ja": "Japanese", "id": "Indonesian", "tl": "Tagalog", "ilo": "Ilocano", "sm": "Samoan", "to": "Tongan",
    "mh": "Marshallese", "chk": "Chuukese", "haw": "Hawaiian", "sw": "Swahili", "rw": "Kinyarwanda",
    "rn": "Kirundi", "ln": "Lingala", "wo": "Wolof", "ff": "Fulah", "yo": "Yoruba", "ig": "Igbo", "ha": "Hausa",
    "tr": "Turkish", "ku": "Kurdish", "hy": "Armenian", "ka": "Georgian", "pl": "Polish", "ro": "Romanian",
    "sq": "Albanian", "bs": "Bosnian", "sr": "Serbian", "hr": "Croatian", "cs": "Czech", "hu": "Hungarian",
    "el": "Greek", "it": "Italian", "de": "German", "yi": "Yiddish", "he": "Hebrew", "uz": "Uzbek",
    "kk": "Kazakh", "mn": "Mongolian", "quc": "K'iche'", "mam": "Mam", "kjb": "Q'anjob'al", "kek": "Q'eqchi'",
    "cak": "Kaqchikel", "ixl": "Ixil", "poh": "Poqomchi'", "chj": "Chuj", "acr": "Achi", "agu": "Awakateko",
    "jac": "Jakaltek (Popti')", "mix": "Mixtec", "trq": "Triqui", "zap": "Zapotec", "nah": "Nahuatl",
    "yua": "Yucatec Maya", "tzo": "Tzotzil", "tzh": "Tzeltal", "qu": "Quechua", "gn": "Guarani",
    "cab": "Garifuna", "kea": "Cape Verdean Creole", "ase": "American Sign Language",
}
