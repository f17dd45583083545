"""Marks for text that is translated later. Knows nothing of languages."""


def N_(message: str) -> str:
    """Mark a message for the catalogs and return it unchanged."""
    return message
