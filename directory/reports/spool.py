"""The box into which the public site drops messages, and from which the curators' side takes them out.

A message is one file. Who drops one needs only to write and enter the folder (as its group, mode 1730), and so can
never look at what lies there: not at the names, which nobody can guess, and so not at the messages. To know when the
box is full without looking into it, a tally beside the messages grows by one byte for each; its size is the count.
Whoever drops or takes out holds the tally's lock, so the count is true after every taking out, and nobody takes out
half a message.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from directory.reports import message as messages
from directory.reports.message import Message

#: Messages that wait at most, so that a flood fills neither the disk nor a curator's day.
MOST = 200
#: No sound message is larger: 2,000 characters, each at most four bytes or an escape of six.
LARGEST = 16_000

_TALLY = "tally"
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{24}\.json")
_ASIDE = ".part"


class Full(Exception):
    """Too many messages wait already."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was in the box: messages by the name of their file, and how many files held none."""

    messages: dict[str, Message]
    spoilt: int


class Spool:
    """The box in `folder`, which is made when the first message comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def is_full(self) -> bool:
        """Say whether no more messages are taken."""
        try:
            return (self._folder / _TALLY).stat().st_size >= MOST
        except OSError:  # no message has come yet; what else is wrong will be said when one does
            return False

    def put(self, message: Message, *, once: str) -> None:
        """Drop a message in, whole or not at all. The same message with the same `once` lies there only once.

        Raises Full, and OSError when it cannot be written.
        """
        content = json.dumps(messages.dump(message), ensure_ascii=False).encode()
        # `once` is long and secret, so the name is as good as a random one; and whoever presses twice sends once.
        name = f"{message.day}-{hashlib.sha256(once.encode() + content).hexdigest()[:24]}.json"
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._locked(os.O_CREAT) as tally:
            count = os.fstat(tally).st_size
            if count >= MOST:
                raise Full
            # First the tally: killed in between, it counts one too many, which the next taking out puts right.
            os.write(tally, b".")
            try:
                self._write(name, content, day=message.day)
            except OSError:
                os.ftruncate(tally, count)
                raise

    def _write(self, name: str, content: bytes, *, day: str) -> None:
        aside = self._folder / (name + _ASIDE)
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                midnight = datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()
                os.utime(file.fileno(), (midnight, midnight))
                os.fsync(file.fileno())
                aside.rename(self._folder / name)
                # The folder itself cannot be synced by who may not read it; this carries the new name along.
                os.fsync(file.fileno())
        except OSError:
            aside.unlink(missing_ok=True)
            raise

    @contextlib.contextmanager
    def taken(self) -> Iterator[Taken]:
        """Take all messages out. They are deleted when the `with` block ends well: store them in it for good.

        Needs the right to read the folder. Files that hold no message are deleted too. Nobody can drop a message in
        meanwhile, so be quick.
        """
        if not (self._folder / _TALLY).exists():  # nothing was ever dropped in
            yield Taken({}, 0)
            return
        with self._locked(0) as tally:
            # Who holds the lock sees no message being written: what lies aside was left by a process that died.
            names = sorted(path.name for path in self._folder.iterdir()
                           if _NAME.fullmatch(path.name.removesuffix(_ASIDE)))
            found = {name: _read(self._folder / name) for name in names if not name.endswith(_ASIDE)}
            kept = {name: message for name, message in found.items() if message}
            yield Taken(kept, len(found) - len(kept))
            for name in names:
                (self._folder / name).unlink(missing_ok=True)
            os.ftruncate(tally, 0)

    @contextlib.contextmanager
    def _locked(self, create: int) -> Iterator[int]:
        flags = os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC | create
        descriptor = os.open(self._folder / _TALLY, flags, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield descriptor
        finally:
            os.close(descriptor)


def _read(path: Path) -> Message | None:
    """Return the message of a file, or None. The folder may hold anything, if somebody broke into the public site."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        # Without NONBLOCK a pipe would hold us for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                content = file.read(LARGEST + 1)
                return messages.load(json.loads(content)) if len(content) <= LARGEST else None
    return None
