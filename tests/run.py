"""Runs all tests of `make test`: installs what is missing, then the quick part, then browser and PostgreSQL.

Prints how many tests of each kind ran. Nothing is skipped silently: what cannot be installed stops the run with one
line that says what to install.
"""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from machine import chromium, postgres_programs

#: The tests a developer runs all day: `make quick`.
QUICK = "not system and not pages and not browser and not postgresql and not slow"
KINDS = {"rules": "rules", "every_page": "every page", "journeys": "journeys", "browser": "browser"}


def install(what: str, found: object, packages: str) -> None:
    """Install packages with apt when root, or stop and say what to install."""
    if found:
        return
    apt = Path("/usr/bin/apt-get")
    if os.geteuid() != 0 or not apt.exists():
        sys.exit(f"The tests need {what}. Install it first, for example: sudo apt-get install {packages}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"installing {what} ...", flush=True)
    subprocess.run([apt, "update", "-qq"], check=True, env=environment, stdout=subprocess.DEVNULL)
    subprocess.run([apt, "install", "-y", "-qq", "--no-install-recommends", *packages.split()], check=True,
                   env=environment, stdout=subprocess.DEVNULL)


def run(marks: str, *more: str, share: str = "loadfile") -> tuple[int, Counter[str], float]:
    """Run the tests with these marks; return the exit code, the tests passed by kind, and the seconds.

    `share` is how two workers part the work: by file, or whoever is done takes from the other.
    """
    start = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-m", marks, "-n", "2", "--dist", share, "-v", "--color=no",
               *more]
    kinds: Counter[str] = Counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.search(r"\bPASSED\s+(?:\[[ \d%]+\]\s+)?tests/([a-z_0-9]+)[/.].*?(\[postgresql)?", line):
                kinds["PostgreSQL" if "[postgresql" in line else KINDS.get(found[1], "unit")] += 1
            elif not re.match(r"(\[gw\d\]|tests/|created: |\d+ workers|scheduling|$)", line):
                print(line, end="", flush=True)
    return process.returncode, kinds, time.monotonic() - start


def main() -> None:
    """Run the tests; `--slow` runs the long proofs instead."""
    install("Chromium", chromium(), "chromium")
    install("PostgreSQL (the server)", postgres_programs(), "postgresql")
    if "--slow" in sys.argv:
        sys.exit(run("slow", "-s")[0])
    print("the quick part:", flush=True)
    quick, kinds, seconds = run(QUICK)
    print(f"the quick part took {seconds:.0f} s\n\nlong proofs, servers, kills, every page, browser and PostgreSQL:",
          flush=True)
    rest, more, longer = run("(system or pages or browser or postgresql) and not slow", share="worksteal")
    kinds += more
    for kind in ("unit", "rules", "every page", "journeys", "browser", "PostgreSQL"):
        print(f"{kinds[kind]:6} {kind}")
    print(f"{seconds + longer:.0f} s in all")
    missing = [kind for kind in KINDS.values() if not kinds[kind]]
    if missing:
        print(f"no test ran of: {', '.join(missing)}")
    sys.exit(quick or rest or bool(missing))


if __name__ == "__main__":
    main()
