"""Who sends a form: a page of ours, or another site; and how often their network wrote today.

The one module that looks at a visitor's address, and only when a message is sent, never when somebody reads. The
network of the address (not the address) is locked with a random key of the day. That lock and a count stay in this
process's memory; key and counts are dropped when the day is over. Nothing of it is logged or written.
"""

import hmac
import ipaddress
import secrets
import threading
from collections import Counter
from datetime import date
from urllib.parse import urlsplit

from flask import Request

from directory import clock

#: Messages from one network in a day. Phones of one company share a network, and so do all in a church or library.
MOST_A_DAY = 10
#: Bits of an address that name its network: IPv4, IPv6.
_NETWORK = {4: 24, 6: 56}


def is_from_elsewhere(request: Request) -> bool:
    """Say whether the browser says that another site's page sent this form.

    Old browsers send no Sec-Fetch-Site, and no origin either, because our pages forbid to tell it ("null").
    """
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin", "null")
    return origin != "null" and _host(origin) != request.host


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


class Senders:
    """Counts messages by network, for a day. `proxies` is how many stand before the server."""

    def __init__(self, proxies: int) -> None:
        self._proxies = proxies
        self._lock = threading.Lock()
        self._day: date | None = None
        self._key = b""
        self._counts: Counter[bytes] = Counter()

    def wrote_too_often(self, request: Request) -> bool:
        """Say whether this network has sent all that it may today. Where the network is not known: no."""
        mark = self._mark(request)
        return mark is not None and self._counts[mark] >= MOST_A_DAY

    def count(self, request: Request) -> None:
        """Count one message that was taken in."""
        mark = self._mark(request)
        if mark is not None:
            with self._lock:
                self._counts[mark] += 1

    def forget_yesterday(self) -> None:
        """Drop the key and the counts of another day than today."""
        with self._lock:
            if self._day != clock.today():
                self._day, self._key = clock.today(), secrets.token_bytes(32)
                self._counts.clear()

    def _mark(self, request: Request) -> bytes | None:
        """Return the network of this request under today's lock; None where it is not known."""
        self.forget_yesterday()
        try:
            address = ipaddress.ip_address(self._address(request))
        except ValueError:
            return None
        address = getattr(address, "ipv4_mapped", None) or address
        # Not a visitor, but a proxy that TRUSTED_PROXIES does not know of: it would count everybody as one.
        if not address.is_global:
            return None
        network = address.packed[:_NETWORK[address.version] // 8]
        return hmac.digest(self._key, network, "sha256")

    def _address(self, request: Request) -> str:
        if not self._proxies:
            return request.remote_addr or ""
        # Each proxy writes at the end of the list who came to it; what stands before, anybody may have written.
        said = ",".join(request.headers.getlist("X-Forwarded-For")).split(",")
        return said[-self._proxies].strip() if len(said) >= self._proxies else ""
