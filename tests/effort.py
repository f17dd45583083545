"""How many examples a rule is tried on."""

from typing import Any

from hypothesis import settings


def effort(*, max_examples: int, **more: Any) -> settings:
    """Try so many examples in `make test`; in `make quick` no more than of any other rule."""
    quick = settings.get_current_profile_name() == "quick"
    return settings(max_examples=min(max_examples, settings().max_examples) if quick else max_examples, **more)
