"""Invented messages of visitors, and any text at all."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from directory.reports.message import HELP, WRONG, Message
from tests.rules.nasty import NASTY

REPORT = Message("report", "2026-09-16", "es", "oakland001", "phone", text="Contesta otra gente.\nEs 555-0123.",
                 contact="ana@example.org")
SUGGESTION = Message("suggestion", "2026-09-16", "en", choice="legal food", name="Example Kitchen", place="Oakland, CA",
                     reach="(510) 555-0123", text="My sister works there.")

#: What a browser can send: any text, also what no keyboard has.
ANY_TEXT = st.text(max_size=1200) | st.sampled_from(NASTY) | st.text(alphabet="\r\n\t \x00\u202e\u2066ab", max_size=60)
_FIELDS = ("name", "place", "reach", "text", "contact", "other")
TYPED = st.fixed_dictionaries({"choice": st.sampled_from([*WRONG, *HELP, "legal food"]) | ANY_TEXT},
                              optional=dict.fromkeys(_FIELDS, ANY_TEXT))


def report(**changes: Any) -> Message:
    """Return a report with something else in it."""
    return replace(REPORT, **changes)
