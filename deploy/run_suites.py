"""All checks of the project in one go, with the time of each: static ones first, then the tests.

The quick suites, which need a processor, and after them the plays of a whole hub, run beside those
that mostly wait for servers, and these in two lanes; each lane prints its own result and times.
With suites or places in them as arguments (`unit`, `integration/sending`) only those are run, one
after the other.
`quick` is what needs no server: lint, types, unit tests, the cases on the oracle and in memory.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from itertools import starmap
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

STATIC = {
    "lint": ["ruff", "check", "--quiet"],
    "format": ["ruff", "format", "--check", "--quiet"],
    "types": ["mypy"],
    "dead code": ["python", "deploy/dead_code.py"],
    "contracts": ["python", "-m", "schemas.check"],
}

#: The static checks of `quick`, and its cases: those that no server is started for.
QUICK_STATIC = ("lint", "format", "types")
IN_MEMORY = ("tests/spec", "-k", "not postgres and not broker")

#: The folders of unit tests that `quick` runs beside the others: those that start most processes,
#: about half of the time of all.
APART = ("unit/departments", "unit/operate")

#: `bench` is no suite: a speed is measured, never asserted.
QUICK = ("unit", "spec", "property", "hostile", "contract", "compiled")
WHOLE = ("acceptance",)
WAITING = ("integration",)
SUITES = (*QUICK, *WHOLE, *WAITING)

#: About half of what waits for servers; the rest of it runs beside, on servers of its own.
HALF = ("integration/sending", "integration/verify")


def static_check(name: str, command: list[str]) -> bool:
    """Run one check and tell how it went and how long it took."""
    begun = time.monotonic()
    outcome = subprocess.run(
        [BIN / command[0], *command[1:]],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    verdict = "failed" if outcome.returncode else "passed"
    print(f"{name:12} {verdict}  {time.monotonic() - begun:6.1f} s", flush=True)
    if outcome.returncode:
        print(outcome.stdout, flush=True)
    return outcome.returncode == 0


def main(suites: list[str]) -> int:
    """0 when everything holds. The tests are run only when the static checks hold."""
    if suites == ["quick"]:
        return quick()
    unknown = [name for name in suites if not is_one(name)]
    if unknown:
        print(f"No such suite: {', '.join(unknown)}. There are: {', '.join(SUITES)}.")
        return 2
    if not suites:
        verdicts = [static_check(name, command) for name, command in STATIC.items()]
        if not all(verdicts):
            print("The tests were not run: mend the above first. `make unit` runs them anyway.")
            return 1
    # The tests hear Ctrl-C as well, and end their servers before themselves: that is waited for.
    signal.signal(signal.SIGINT, lambda *_: None)
    # On servers that somebody named one suite at a time.
    named = any(os.environ.get(name) for name in ("HUB_BOOTSTRAP_SERVERS", "HUB_DATABASE_URL"))
    if suites or named:
        return subprocess.run(pytest(suites or SUITES), cwd=ROOT, check=False).returncode
    return side_by_side()


def pytest(suites: Sequence[str]) -> list[str | Path]:
    """The command that runs these suites."""
    return [BIN / "pytest", *(f"tests/{name}" for name in suites)]


def quick() -> int:
    """What needs no server: about half of the unit tests on one core, all the rest on another."""
    checks = {name: STATIC[name] for name in QUICK_STATIC}
    checks["units apart"] = ["pytest", *(f"tests/{name}" for name in APART)]
    return at_once(
        [*pytest(["unit"]), *(f"--ignore=tests/{name}" for name in APART)],
        [BIN / "pytest", *IN_MEMORY],
        meanwhile=lambda: all(tuple(starmap(static_check, checks.items()))),
    )


def side_by_side() -> int:
    """All suites, in three lanes."""
    beside = [(*QUICK, *WHOLE), HALF]
    for lane in beside:
        print(f"beside the rest of {', '.join(WAITING)}: {', '.join(lane)}", flush=True)
    rest = [*pytest(WAITING), *(f"--ignore=tests/{name}" for name in HALF)]
    return at_once(rest, *map(pytest, beside))


def at_once(
    shown: Sequence[str | Path],
    *beside: Sequence[str | Path],
    meanwhile: Callable[[], bool] = lambda: True,
) -> int:
    """Run all at once; each `beside` is told of as a whole, when it and `meanwhile` have ended."""
    running = [
        subprocess.Popen(
            [*command, "--color=no"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for command in beside
    ]
    held: list[bool] = []

    def check() -> None:
        held.append(meanwhile())

    checking = threading.Thread(target=check)
    telling = [threading.Thread(target=tell, args=(process, checking)) for process in running]
    for thread in (checking, *telling):
        thread.start()
    code = subprocess.run(shown, cwd=ROOT, check=False).returncode
    for thread in (checking, *telling):
        thread.join()
    codes = [code, *(process.returncode for process in running)]
    return int(any(codes) or not all(held))


def tell(process: subprocess.Popen[str], first: threading.Thread) -> None:
    """Print all that it said, when it and what comes first have ended."""
    said = process.communicate()[0]
    first.join()
    print(f"\n{said}", flush=True)


def is_one(name: str) -> bool:
    """Whether it is a suite, or a folder or file of one."""
    return name.partition("/")[0] in SUITES and (ROOT / "tests" / name).exists()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
