"""All checks of the project in one go, with the time of each: static ones first, then the tests.

With names of test folders as arguments (`unit`, `spec`) only those are run.
"""

import subprocess
import sys
import time
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

#: `bench` is no suite: a speed is measured, never asserted.
SUITES = ("unit", "spec", "property", "hostile", "contract", "integration", "acceptance")


def static_check(name: str, command: list[str]) -> bool:
    """Run one static check and tell how it went and how long it took."""
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
    unknown = [name for name in suites if name not in SUITES]
    if unknown:
        print(f"No such suite: {', '.join(unknown)}. There are: {', '.join(SUITES)}.")
        return 2
    if not suites:
        verdicts = [static_check(name, command) for name, command in STATIC.items()]
        if not all(verdicts):
            print("The tests were not run: mend the above first. `make unit` runs them anyway.")
            return 1
    folders = [f"tests/{name}" for name in suites or SUITES if (ROOT / "tests" / name).is_dir()]
    return subprocess.run([BIN / "pytest", *folders], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
