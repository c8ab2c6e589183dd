"""The sown bugs fit the code as it is, so that `make mutants` still says something."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from mutants.mutant import BUGS, Mutant, read_all, sown

ROOT = Path(__file__).resolve().parents[2]
MUTANTS = read_all()

each_mutant = pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)


def test_there_are_enough() -> None:
    """At least thirty, each in a file of its own, and nothing else beside them."""
    assert len(MUTANTS) >= 30
    assert len(MUTANTS) == len(list(BUGS.iterdir()))


@each_mutant
def test_a_mutant_applies_once(mutant: Mutant) -> None:
    """Its old text stands once in its file; what comes out is something else, and Python."""
    text = (ROOT / mutant.file).read_text("utf-8")
    changed = sown(text, mutant)
    assert changed != text
    if mutant.file.endswith(".py"):
        ast.parse(changed)


def test_the_tests_that_mutants_name_are_there() -> None:
    """Each is a file of tests or one test in it, with the parameters that it has."""
    assert [mutant.name for mutant in MUTANTS if not mutant.tests] == []
    named = sorted({node for mutant in MUTANTS for node in mutant.tests})
    collected = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", *named],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in collected.stdout.splitlines() if "ERROR" in line] == []
    assert collected.returncode == 0, collected.stderr


@each_mutant
def test_a_mutant_says_what_is_wrong(mutant: Mutant) -> None:
    """In one sentence."""
    assert re.fullmatch(r"[A-Z][^.]+\.", mutant.wrong)
