"""The command, run in children of one warm process, so that each can be killed a moment after it began.

Run as a program it is that warm process: it reads one JSON request a line, forks, and answers with the child's
number and then with how the child ended.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code (negative: the signal that killed it) and what it said."""

    code: int
    said: str


class Forks:
    """A warm process that runs commands."""

    def __init__(self, process: "subprocess.Popen[str]", output: Path) -> None:
        self._process = process
        self._output = output

    def run(self, home: Path, *arguments: str | Path, kill_after: float | None = None, largest_file: int = 0,
            environment: dict[str, str] | None = None) -> Ended:
        """Run `python -m directory ARGUMENTS` at this home; kill -9 it after so many seconds."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = {"arguments": [str(each) for each in arguments], "output": str(self._output),
                   "largest_file": largest_file, "environment": {"AMPARO_HOME": str(home)} | (environment or {})}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        child = int(self._process.stdout.readline())
        if kill_after is not None:
            # The number stays the child's until the warm process has answered, so nobody else can be hit.
            threading.Event().wait(kill_after)
            os.kill(child, signal.SIGKILL)
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return Ended(int(self._process.stdout.readline()), self._output.read_text(encoding="utf-8", errors="replace"))


@contextmanager
def forks(places: Path, output: Path) -> Iterator[Forks]:
    """Start the warm process; `places` is a folder of few places."""
    with subprocess.Popen([sys.executable, "-m", "tests.edition.forks", str(places)], cwd=ROOT, text=True,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield Forks(process, output)
        assert process.stdin is not None
        process.stdin.close()


def _child(request: dict[str, object], main: object) -> None:
    os.environ |= request["environment"]  # type: ignore[operator]
    with Path(str(request["output"])).open("wb", buffering=0) as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    if limit := int(str(request["largest_file"])):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    code = 1
    try:
        main(request["arguments"], prog_name="amparo")  # type: ignore[operator]
        code = 0
    except SystemExit as ended:
        code = int(ended.code or 0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _serve(requests: IO[str], arguments: Sequence[str]) -> None:
    from directory.cli import main
    from directory.places.finder import zip_finder
    from directory.sheets import importer
    from tests.edition import small_places

    small_places.use(Path(arguments[0]))
    importer.read(ROOT / "tests" / "lookalikes" / "data", find_zip=zip_finder())  # loads what loads late
    for line in requests:
        child = os.fork()
        if child == 0:
            _child(json.loads(line), main)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        requests.readline()
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve(sys.stdin, sys.argv[1:])
