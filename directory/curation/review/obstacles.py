"""What a proposal still lacks before anybody may approve it. Pure."""

from collections.abc import Collection, Mapping

Facts = Mapping[str, str]
PHONES = ("phone", "phone_2", "text_phone", "whatsapp")


def numbers_to_call(before: Facts | None, after: Facts | None, current: Facts | None) -> list[str]:
    """Return the numbers that a change would replace or take away: each must be called first, to ask about it.

    `current` is the listing as it is now; a place that closes or goes away keeps its number.
    """
    if before is None or after is None:
        return []
    now = current if current is not None else before
    return list(dict.fromkeys(now[name] for name in PHONES if before.get(name) != after.get(name) and name in now
                              and now[name] not in {after.get(each) for each in PHONES}))


def obstacle(before: Facts | None, after: Facts | None, current: Facts | None, *,
             called: Collection[str]) -> tuple[str, dict[str, object]] | None:
    """Return (code, data) of what a change lacks, or None. `called` are numbers that were called about it."""
    if left := [number for number in numbers_to_call(before, after, current) if number not in called]:
        return "callback-needed", {"number": left[0]}
    if after is not None and after.get("category") == "legal" and not (
            "legal_credential" in after and ("source" in after or "credential_checked" in after)):
        return "credential-needed", {}
    return None
