"""One table has every code's words; the pages under docs/errors/ are made from it."""

import ast
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from imports import Module, modules

from streams.accept.codes import CODES

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "docs" / "errors"


@pytest.mark.parametrize("code", CODES)
def test_a_page_per_code(code: str) -> None:
    """The page of a code says what the table says; `python docs/errors/make.py` writes them."""
    page = runpy.run_path(str(PAGES / "make.py"))["page"]
    assert (PAGES / f"{code}.md").read_text(encoding="utf-8") == page(CODES[code])


def test_no_page_without_a_code() -> None:
    """A code that is taken out of the table takes its page along."""
    assert {path.stem for path in PAGES.glob("*.md")} - {"README"} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_advice_is_one_sentence(code: str) -> None:
    """The advice is a sentence: it begins with a capital, ends with a full stop, fits a line."""
    words = CODES[code].advice
    assert re.fullmatch(r"[A-Z][^.]*(?:\.\w[^.]*)*\.", words)
    assert len(words) <= 200


def test_every_code_is_given_somewhere_and_every_given_one_has_its_page() -> None:
    """The table has the codes that hub, SDKs and sample systems answer with, and no others."""
    given = {code for module in modules().values() for code in _codes(module)}
    assert {"E1204", "D2006", "R3002", "H4003"} <= given
    assert given == CODES.keys()


def _codes(module: Module) -> Iterator[str]:
    """Texts of a module that are a code; the table itself is one long text."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from re.findall(r"\A[EDRH]\d{4}\Z", node.value)
