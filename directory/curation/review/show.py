"""What the pages of review say, in the reader's language."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from directory.curation import sentences
from directory.curation.review.changes import Decided
from directory.i18n.catalogs import catalog
from directory.i18n.marks import N_
from directory.listings.validators import Finding
from directory.register.changes import Refused
from directory.register.models import BOOTSTRAP, SAMPLING, Batch, Change
from directory.web.templating import Formats, language

#: Code of a warning -> what to look at.
WARNINGS = {
    "no-phone": N_("There is no phone number. Most families call first."),
    "far-from-zip": N_("The point on the map is %(miles)s miles from the ZIP code %(zip)s. Is one of them wrong?"),
    "phone-costs": N_("Calls to %(value)s cost extra money. We list no such numbers."),
    "phone-abroad": N_("%(value)s is a number in another country. A call may cost a lot."),
    "phone-far": N_("The area code of %(value)s belongs to %(states)s. Is the number right?"),
    "phone-of-another": N_("%(value)s is also the number of “%(other)s”. Whose is it?"),
    "website-odd": N_("This web address hides where it leads: %(value)s"),
    "website-short": N_("This short link hides where it leads: %(value)s"),
    "website-letters": N_("This web address has letters that can look like others: %(value)s"),
    "website-lookalike": N_("The new web address %(value)s looks much like the old one, %(old)s. Is it a trap?"),
    "unseen-letters": N_("The text has characters that nobody can see. Type it again by hand."),
    "mixed-letters": N_("Letters of other alphabets stand among ours and look the same. Type it again by hand."),
    "markup": N_("The text has code in it, as for a web page. Families would see the code."),
    "formula": N_("The text begins like a formula of a spreadsheet."),
    "text-phone": N_("The text has a phone number that is not the listing's: %(value)s"),
    "text-link": N_("The text leads to another web site or address: %(value)s"),
    "asks-money": N_("The text speaks of payments as frauds do: “%(value)s”."),
    "notario": N_("“%(value)s”: we list no notarios, no consultants and nobody who promises results."),
    "asks-papers": N_("The text asks people for papers or numbers that can harm them: “%(value)s”."),
    "authority": N_("“%(value)s”: this may be a government office. Families must not be led to it unknowing."),
    "secret-hint": N_("The address is secret, and “%(value)s” may tell where it is."),
    "survivors-open": N_("“%(word)s”: this may be a place for survivors, and its address is public. "
                        "Is that really right?"),
    "no-longer-secret": N_("The address was secret and no longer would be. Ask the place itself."),
    "becomes-secret": N_("The address becomes secret, but it still stands in the history and in older editions. "
                         "As soon as this is approved, ask whoever runs the site to erase it."),
    "credential-unsourced": N_("Nothing says where the credential for legal help was looked up."),
    "becomes-legal": N_("This becomes a place for legal help. Look its credential up yourself."),
    "other-credential": N_("The credential for legal help changes. Look it up yourself."),
    "renamed": N_("The name changes."), "other-category": N_("The kind of help changes."),
    "moved": N_("Families would be led to another address."),
    "other-website": N_("Families would be led to another web site: %(value)s"),
    "other-email": N_("Families would write to another address: %(value)s"),
    "phone-changed": N_("Families would call another number. Call the old one first: %(value)s"),
    "phone-gone": N_("A phone number goes away. Call it first: %(value)s"),
    "closes": N_("Families would no longer find it."), "opens-again": N_("Families would find it again."),
    "goes-away": N_("The listing would go away. Families would no longer find it."),
}
REFUSED = {
    "no-batch": N_("This proposal is not there any more."),
    "no-change": N_("This change was decided already, or is not there any more."),
    "own-approval": N_("Nobody decides on their own change. Another person must look."),
    "tied": N_("%(author)s invited you, or you invited %(author)s, or there is one between you. Another reviewer must "
               "look."),
    "whole": N_("Two listings become one: that is one decision. Choose all of it."),
    "whole-moved": N_("One of the two listings changed meanwhile, and putting them together is one decision. Turn it "
                      "down; then somebody can look at both again."),
    "nothing-waits": N_("Nothing of it waits any more: somebody decided already."),
    "callback-needed": N_("Call the old number first, %(number)s, and write down what you heard."),
    "credential-needed": N_("Legal help needs a credential and where it was looked up. Send it back."),
    "callback-incomplete": N_("Choose what you heard, and write a few words about it."),
    "reason-needed": N_("Write a reason, so that the author knows what to do."),
    "not-divided": N_("Choose some of the fields, not none and not all."),
    "not-yours": N_("Only its author can take a proposal back."),
    "choose-some": N_("Choose at least one change first."),
}
OUTCOMES = {
    "reached": N_("I reached them, and they say that the number changes"),
    "dead": N_("The old number is dead, or belongs to somebody else"),
    "no-answer": N_("Nobody answered"),
    "denied": N_("They say that the old number is right"),
}
KINDS = {"new": N_("New listing"), "change": N_("Change"), "gone": N_("Goes away"), "back": N_("Comes back")}
STATES = {"proposed": N_("Waits"), "applied": N_("Approved"), "rejected": N_("Turned down"),
          "returned": N_("Sent back"), "superseded": N_("A newer sheet took its place")}


def warning(found: Finding) -> str:
    """Return what to look at, in words."""
    formats = Formats(language().code)
    data = {name: formats.number(value) if isinstance(value, int) else value for name, value in found.data.items()}
    return catalog(language().code).gettext(WARNINGS[found.code]) % {"value": found.value, **data}


def refused(error: Refused) -> str:
    """Return why a decision was not carried out, and what to do."""
    return sentences.refused(REFUSED, error)


def why(code: str, data: Mapping[str, object]) -> str:
    """Return what a proposal lacks, in words."""
    return refused(Refused(code, **data))


def who(name: str) -> str:
    """Return a name as people read it: some stand for no person."""
    gettext = catalog(language().code).gettext
    ours = {BOOTSTRAP: gettext(N_("The first import")), SAMPLING: gettext(N_("the rule for small facts"))}
    return ours.get(name, name)


def approved(decided: Change | Batch) -> str:
    """Return who let a change or a batch through, as one list; '' while nobody has."""
    return Formats(language().code).list_and(who(name) for name in (decided.approver, decided.second_approver) if name)


def host(address: str) -> str:
    """Return the host of a web address, to be seen before anybody opens it."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def all_warnings(found: Iterable[Finding]) -> list[str]:
    """Return what to look at, each sentence once."""
    return list(dict.fromkeys(map(warning, found)))


def decided(done: Decided) -> tuple[str, ...]:
    """Return what an approval did and what still waits, a sentence each."""
    words, formats = catalog(language().code), Formats(language().code)
    said = []
    if done.applied:
        said.append(words.ngettext("%(num)s change is approved. Families see it from the next edition on.",
                                   "%(num)s changes are approved. Families see them from the next edition on.",
                                   done.applied) % {"num": formats.number(done.applied)})
    if done.first:
        said.append(words.ngettext("%(num)s change has your approval. A second reviewer comes next.",
                                   "%(num)s changes have your approval. A second reviewer comes next.",
                                   done.first) % {"num": formats.number(done.first)})
    if done.conflicts:
        said.append(words.ngettext("%(num)s change still waits: the listing changed meanwhile.",
                                   "%(num)s changes still wait: the listings changed meanwhile.",
                                   len(done.conflicts)) % {"num": formats.number(len(done.conflicts))})
    return (*said, *dict.fromkeys(why(code, data) for code, data in done.held))
