"""One table has every code's words; the pages under docs/errors/ are made from it."""

import re
import runpy
from pathlib import Path

import pytest

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


def test_every_code_used_here_is_in_the_table() -> None:
    """No module of the stage makes a code the table does not have."""
    used = {
        code
        for path in (ROOT / "streams" / "accept").rglob("*.py")
        for code in re.findall(r"\"([EDR]\d{4})\"", path.read_text(encoding="utf-8"))
    }
    assert used
    assert used <= CODES.keys()
