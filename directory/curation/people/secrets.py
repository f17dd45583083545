"""Passphrases, codes of authenticators, and what locks them. Pure but for chance and one key file.

Sources: OWASP Password Storage (argon2id), RFC 6238 (codes of 30 seconds), NIST SP 800-63B (length, no odd rules).
"""

import base64
import hashlib
import hmac
import os
import secrets
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SHORTEST, LONGEST = 14, 200
#: Words of a passphrase that we make: 5 of some 10,000 town names are about 66 bits.
WORDS = 5
RECOVERY_CODES = 8
#: Small letters and digits that nobody can mistake for each other.
_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_CONTEXT = b"amparo account key 1"
HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
#: Each check takes 64 MB: more than two at once could starve a small machine.
_TURNS = threading.BoundedSemaphore(2)
#: What a name that nobody has is checked against, so that it takes as long as one that somebody has.
_NOBODY: list[str] = []


def make_passphrase(words: Sequence[str]) -> str:
    """Return a passphrase of five words of a list, like "hilo fresno opelika yakima nome"."""
    return " ".join(secrets.choice(words) for _ in range(WORDS))


def lock(passphrase: str) -> str:
    """Return what is kept of a passphrase (argon2id)."""
    with _TURNS:
        return HASHER.hash(_typed(passphrase))


def opens(kept: str, passphrase: str) -> bool:
    """Say whether a passphrase is the one kept. Takes as long when nothing is kept, and is then False."""
    if not kept and not _NOBODY:
        _NOBODY.append(HASHER.hash(secrets.token_hex(16)))
    with _TURNS, suppress(Argon2Error, InvalidHashError):
        return HASHER.verify(kept or _NOBODY[0], _typed(passphrase)) and bool(kept)
    return False


def _typed(passphrase: str) -> str:
    """Return a passphrase as it counts: phones add capitals and spaces by themselves."""
    return " ".join(passphrase.casefold().split())


def length(passphrase: str) -> int:
    """Count the letters of a passphrase that count."""
    return len(_typed(passphrase))


def new_token() -> str:
    """Return 256 bits of chance, for cookies and links."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what is kept of a token: enough to know it again, not to make it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def form_token(cookie: str) -> str:
    """Return what a form must carry, so that no other site can send one in the name of this browser."""
    return hmac.digest(cookie.encode(), b"form", "sha256").hex()


def new_codes() -> list[str]:
    """Return new recovery codes, like k7m2q-9x4hd."""
    return ["-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(2))
            for _ in range(RECOVERY_CODES)]


def code_digest(account_id: int, code: str) -> str:
    """Return what is kept of a recovery code: 49 bits of chance, bound to one account."""
    letters = "".join(char for char in code.lower() if char in _ALPHABET)
    return digest(f"{account_id} {letters}")


def new_totp() -> str:
    """Return a new secret of an authenticator (base32)."""
    return pyotp.random_base32()


def totp_address(secret: str, name: str) -> str:
    """Return what the QR code for an authenticator says."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Amparo")


def totp_step(secret: str, code: str, *, now: float, after: int) -> int | None:
    """Return the time step of a code, or None if it is wrong, or not newer than step `after` (used already).

    `now` is a moment in seconds. One step before and after counts too, for clocks that are a little off.
    """
    code = "".join(char for char in code if char.isdigit())
    step = int(now) // 30
    return next((each for each in (step - 1, step, step + 1) if each > after
                 and hmac.compare_digest(pyotp.TOTP(secret).generate_otp(each), code)), None)


class Locker:
    """Locks secrets of authenticators with a key that stands in one file (mode 0600), made the first time."""

    def __init__(self, key_file: Path) -> None:
        self._file = key_file

    def lock(self, secret: str, account: int) -> str:
        """Return a secret as it may stand in the register."""
        nonce = secrets.token_bytes(12)
        sealed = AESGCM(self._key(make=True)).encrypt(nonce, secret.encode(), self._bound(account))
        return base64.b64encode(nonce + sealed).decode()

    def open(self, kept: str, account: int) -> str:
        """Return the secret, or '' when the key or the text is another one."""
        try:
            raw = base64.b64decode(kept)
            return AESGCM(self._key(make=False)).decrypt(raw[:12], raw[12:], self._bound(account)).decode()
        except (OSError, ValueError, InvalidTag):
            return ""

    @staticmethod
    def _bound(account: int) -> bytes:
        return _CONTEXT + str(account).encode()

    def _key(self, *, make: bool) -> bytes:
        if make:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with suppress(FileExistsError):
                aside = self._file.with_name(f"{self._file.name}.{secrets.token_hex(4)}")
                aside.touch(mode=0o600)
                aside.write_bytes(secrets.token_bytes(32))
                try:
                    os.link(aside, self._file)  # whole or not at all, and never over a key that is there
                finally:
                    aside.unlink()
        return self._file.read_bytes()
