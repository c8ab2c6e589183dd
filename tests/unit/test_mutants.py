"""The sown bugs fit the code as it is, so that `make mutants` still says something."""

import ast
import re
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


@each_mutant
def test_a_mutant_names_tests_that_are_there(mutant: Mutant) -> None:
    """Each is a file of tests or one test in it."""
    assert mutant.tests
    for node in mutant.tests:
        file, _, name = node.partition("::")
        tests = (ROOT / file).read_text("utf-8")
        wanted = name.partition("[")[0] or "test_"
        assert re.search(rf"^def {wanted}", tests, re.MULTILINE), node


@each_mutant
def test_a_mutant_says_what_is_wrong(mutant: Mutant) -> None:
    """In one sentence."""
    assert re.fullmatch(r"[A-Z][^.]+\.", mutant.wrong)
