"""One table has every code's words; the pages under docs/errors/ are made from it."""

import ast
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.imports import modules

from streams.accept.codes import codes

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "docs" / "errors"

#: A text that is a code, or begins with one; the table itself is one long text.
GIVEN = re.compile(r"\A([DEFHRS]\d{4})(?: .*)?\Z")
NAMED = re.compile(r"(?<![0-9A-Za-z])([DEFHRS][1-4]\d{3})(?![0-9A-Za-z])")


@pytest.mark.parametrize("code", codes())
def test_a_page_per_code(code: str) -> None:
    """The page of a code says what the table says; `python docs/errors/make.py` writes them."""
    page = runpy.run_path(str(PAGES / "make.py"))["page"]
    assert (PAGES / f"{code}.md").read_text(encoding="utf-8") == page(codes()[code])


def test_no_page_without_a_code() -> None:
    """A code that is taken out of the table takes its page along."""
    assert {path.stem for path in PAGES.glob("*.md")} - {"README"} == set(codes())


@pytest.mark.parametrize("code", codes())
def test_the_advice_is_one_sentence(code: str) -> None:
    """The advice is a sentence: it begins with a capital, ends with a full stop, fits a line."""
    words = codes()[code].advice
    assert re.fullmatch(r"[A-Z][^.]*(?:\.\w[^.]*)*\.", words)
    assert len(words) <= 200


def test_every_code_is_given_somewhere_and_every_given_one_has_its_page() -> None:
    """The table has the codes that hub, SDKs and sample systems answer with, and no others."""
    given = {code for module in modules().values() for code in _codes(module.tree, GIVEN)}
    assert {"E1204", "D2006", "R3002", "H4003", "F1010", "S1003", "S2001"} <= given
    assert given == codes().keys()


def test_every_code_is_named_by_a_test() -> None:
    """No code is given of which no test says when."""
    here = Path(__file__)
    named = {
        code
        for path in (ROOT / "tests").rglob("*.py")
        if path != here
        for code in _codes(ast.parse(path.read_text("utf-8")), NAMED)
    }
    assert codes().keys() - named == set()


def test_documents_name_codes_that_there_are() -> None:
    """A code in a document, decisions of the past apart, or in a schema is one of the table."""
    documents = (path for path in (ROOT / "docs").rglob("*.md") if path.parent.name != "adr")
    texts = [*documents, *(ROOT / "schemas").rglob("*.avsc")]
    named = {code for path in texts for code in NAMED.findall(path.read_text("utf-8"))}
    assert named - codes().keys() == set()


def _codes(tree: ast.AST, pattern: re.Pattern[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from pattern.findall(node.value)
