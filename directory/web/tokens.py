"""Search links: what a person searched for, sealed so that only our own processes can read it, for 12 hours.

The search form is a POST that answers with `/es/r/<token>`. The token stands in the address bar, the history
and the logs of hosts that we do not run, so nothing can be read from it: no ZIP code, no need, no time. The
keys live in one small file that all worker processes share; they change every day (UTC) and are destroyed
after two, so that a link found later in somebody's history opens nothing. Knows nothing of Flask, nor of what
a search is.
"""

import base64
import contextlib
import fcntl
import json
import os
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from directory import clock

LIFE = timedelta(hours=12)
#: Longest token made or read, in characters. The server's limit for a request line is 4,094.
LONGEST = 3000

_CONTEXT = b"amparo search link 1"
_ID_BYTES, _NONCE_BYTES, _TAG_BYTES, _BLOCK = 4, 12, 16, 64


class BadLink(Exception):
    """A search link that cannot be opened. The page offers the search form instead."""


class Expired(BadLink):
    """The link is too old, or its key has been destroyed."""


class Broken(BadLink):
    """The text was never a link of ours, or it has been changed."""


@dataclass(frozen=True, repr=False)
class _Key:
    """One day's key. It has no repr, so that no traceback or log can print it."""

    id: bytes
    day: date
    secret: bytes


class Links:
    """Makes and reads search links with the keys in `key_file`.

    Any number of objects, threads, processes and nodes may share the file. It needs a file system with flock
    and atomic rename, best one in memory (tmpfs), outside every backup; its folder must exist.
    """

    def __init__(self, key_file: Path) -> None:
        self._file = key_file
        self._lock = threading.Lock()
        self._keys: tuple[_Key, ...] = ()
        self._seen: tuple[int, int, int] | None = None

    def make(self, data: dict[str, Any]) -> str:
        """Return a token that carries `data` (anything JSON can hold) for 12 hours.

        Raises ValueError when the token would be longer than LONGEST, and OSError when a new day's key cannot
        be stored.
        """
        key = self.rotate()
        expires = int(clock.now().timestamp() + LIFE.total_seconds())
        # JSON allows spaces after the value, so they serve as padding: the length tells very little.
        text = json.dumps({"e": expires, "d": data}, ensure_ascii=False, separators=(",", ":"))
        plain = text.encode("utf-8", "surrogatepass")
        plain += b" " * (-len(plain) % _BLOCK)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = ChaCha20Poly1305(key.secret).encrypt(nonce, plain, _CONTEXT)
        token = _to_text(key.id + nonce + sealed)
        if len(token) > LONGEST:
            raise ValueError("too much data for a link")
        return token

    def read(self, token: str) -> dict[str, Any]:
        """Return the data that `make` put in. Raises Expired or Broken; nothing else, whatever the text."""
        raw = _from_text(token)
        key = self._find(raw[:_ID_BYTES])
        if key is None:
            # An honest link whose key is gone can only be an old one.
            raise Expired
        nonce, sealed = raw[_ID_BYTES:_ID_BYTES + _NONCE_BYTES], raw[_ID_BYTES + _NONCE_BYTES:]
        try:
            plain = ChaCha20Poly1305(key.secret).decrypt(nonce, sealed, _CONTEXT)
        except InvalidTag:
            raise Broken from None
        content = json.loads(plain.decode("utf-8", "surrogatepass"))
        if int(clock.now().timestamp()) > content["e"]:
            raise Expired
        data: dict[str, Any] = content["d"]
        return data

    def rotate(self) -> _Key:
        """Return today's key; if it is not there yet, make it and destroy the keys older than yesterday's."""
        with self._lock:
            self._load_if_changed()
            if not _is_in_order(self._keys):
                self._renew()
            return max(self._keys, key=lambda key: key.day)

    def forget(self) -> None:
        """Destroy the keys that are too old, if there are any: also where nobody has searched since."""
        with contextlib.suppress(OSError):
            if self._file.exists():
                self.rotate()

    def _find(self, key_id: bytes) -> _Key | None:
        # When the disk is full or read-only, links made earlier still open.
        with contextlib.suppress(OSError):
            self.rotate()
        with self._lock:
            key = _pick(self._keys, key_id)
            if key is None:
                self._seen = None
                self._load_if_changed()
                key = _pick(self._keys, key_id)
            return key

    def _load_if_changed(self) -> None:
        try:
            status = self._file.stat()
            seen = (status.st_ino, status.st_mtime_ns, status.st_size)
            if seen != self._seen:
                self._keys, self._seen = _parse(self._file.read_bytes()), seen
        except OSError:
            self._keys, self._seen = (), None

    def _renew(self) -> None:
        with _locked(self._file) as descriptor:
            kept = tuple(key for key in _parse(_read_all(descriptor)) if key.day >= _oldest_kept())
            if not any(key.day >= clock.today() for key in kept):
                kept += (_new_key(taken={key.id for key in kept}),)
            _replace(self._file, _format(kept))
            # The old file has no name any more, but its blocks would keep the old keys: best effort, as file
            # systems and drives may hold copies. Hence tmpfs.
            _overwrite(descriptor)
            self._keys, self._seen = kept, None


def _oldest_kept() -> date:
    return clock.today() - timedelta(days=1)


def _is_in_order(keys: tuple[_Key, ...]) -> bool:
    """Say whether there is a key for today (or tomorrow: clocks differ) and none too old."""
    days = [key.day for key in keys]
    return bool(days) and max(days) >= clock.today() and min(days) >= _oldest_kept()


def _pick(keys: tuple[_Key, ...], key_id: bytes) -> _Key | None:
    return next((key for key in keys if key.id == key_id and key.day >= _oldest_kept()), None)


def _new_key(*, taken: set[bytes]) -> _Key:
    key_id = secrets.token_bytes(_ID_BYTES)
    while key_id in taken:
        key_id = secrets.token_bytes(_ID_BYTES)
    return _Key(key_id, clock.today(), ChaCha20Poly1305.generate_key())


def _format(keys: tuple[_Key, ...]) -> bytes:
    rows = [{"id": key.id.hex(), "day": key.day.isoformat(), "key": key.secret.hex()} for key in keys]
    return json.dumps({"keys": rows}).encode()


def _parse(content: bytes) -> tuple[_Key, ...]:
    """Return the keys in a key file; none if it is damaged: new keys cost 12 hours of links, not the site."""
    try:
        rows = json.loads(content)["keys"]
        keys = tuple(
            _Key(bytes.fromhex(row["id"]), date.fromisoformat(row["day"]), bytes.fromhex(row["key"]))
            for row in rows
        )
    except (ValueError, KeyError, TypeError):
        return ()
    return keys if all(len(key.id) == _ID_BYTES and len(key.secret) == 32 for key in keys) else ()


@contextlib.contextmanager
def _locked(file: Path) -> Iterator[int]:
    """Hold the only lock on the key file; it is created if need be. Yields its descriptor."""
    while True:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            # Whoever held the lock before us has most likely put a new file in its place.
            if _is_still(file, descriptor):
                os.fchmod(descriptor, 0o600)
                yield descriptor
                return
        finally:
            os.close(descriptor)


def _is_still(file: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(file.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _read_all(descriptor: int) -> bytes:
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)


def _replace(file: Path, content: bytes) -> None:
    """Put `content` in the file's place in one step. The caller holds the lock, so one name will do."""
    fresh = file.with_name(file.name + ".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(file)
    folder = os.open(file.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _overwrite(descriptor: int) -> None:
    os.pwrite(descriptor, bytes(os.fstat(descriptor).st_size), 0)
    os.fsync(descriptor)


def _to_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _from_text(token: str) -> bytes:
    """Return the bytes of a token. Raises Broken unless it is exactly what `_to_text` writes."""
    if len(token) > LONGEST or not token.isascii():
        raise Broken
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise Broken from None
    sealed = len(raw) - _ID_BYTES - _NONCE_BYTES - _TAG_BYTES
    # The last character has spare bits: without the second test several tokens would open as the same one.
    if sealed < _BLOCK or sealed % _BLOCK or _to_text(raw) != token:
        raise Broken
    return raw
