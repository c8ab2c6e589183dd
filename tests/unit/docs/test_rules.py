"""The rules that the code cites stand in the book."""

import re

from support.doc_places import DOCUMENTS, places
from support.imports import ROOT

BOOK = ROOT / "docs" / "rules.md"
CITED = re.compile(r"(?<![\w-])R([1-9][0-9]?)(?![\w-])")
LATER = re.compile(r"^R(\d+)(?: to R(\d+))? comes? later\.$", re.MULTILINE)
HEADING = re.compile(r"^### R(\d+) ", re.MULTILINE)


def _cited() -> dict[str, set[int]]:
    """The rules that each file of the project cites, but for the book."""
    folders = ("streams", "schemas", "connectors", "monitoring", "deploy", "tests")
    files = [
        f for folder in folders for end in ("py", "sql") for f in (ROOT / folder).rglob(f"*.{end}")
    ]
    return {
        str(file.relative_to(ROOT)): {
            int(number) for number in CITED.findall(file.read_text("utf-8"))
        }
        for file in (*files, *DOCUMENTS)
        if file not in (BOOK, ROOT / "tests" / "unit" / "docs" / "test_rules.py")
    }


def _in_the_book() -> list[int]:
    return [int(number) for number in HEADING.findall(BOOK.read_text("utf-8"))]


def _span(first: str, last: str) -> range:
    return range(int(first), int(last or first) + 1)


def test_every_rule_that_is_cited_is_in_the_book() -> None:
    """No file cites a rule that cannot be read."""
    known = set(_in_the_book())
    assert {file: sorted(rules - known) for file, rules in _cited().items() if rules - known} == {}


def test_every_rule_of_the_book_is_cited() -> None:
    """The code names each rule where it keeps it; the book has each once, in order, and names in
    one line the numbers that come later."""
    book = _in_the_book()
    lines = LATER.findall(BOOK.read_text("utf-8"))
    later = {number for first, last in lines for number in _span(first, last)}
    assert book == sorted({*range(1, max(book) + 1)} - later)
    of_code = [r for f, r in _cited().items() if f.startswith(("streams/", "connectors/"))]
    assert set(book) - set().union(*of_code) == set()


def test_every_rule_says_where_it_lives() -> None:
    """Under each rule at least one place in the code is named."""
    _, *rules = re.split(r"(?m)^### ", BOOK.read_text("utf-8"))
    assert [rule.split()[0] for rule in rules if "Where: `" not in rule] == []
    assert any(name for _, name in places(BOOK))
