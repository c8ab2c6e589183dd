"""The rules that the code cites stand in the book."""

import re

from support.doc_places import DOCUMENTS, places
from support.imports import ROOT

BOOK = ROOT / "docs" / "rules.md"
CITED = re.compile(r"(?<![\w-])R([1-9][0-9]?)(?![\w-])")
HEADING = re.compile(r"^### R(\d+) ", re.MULTILINE)
#: The one line that names the numbers which no rule has.
NOT_THERE = re.compile(r"^Not in the book: (.+)\.$", re.MULTILINE)


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


def test_every_rule_that_is_cited_is_in_the_book() -> None:
    """No file cites a rule that cannot be read."""
    known = set(_in_the_book())
    assert {file: sorted(rules - known) for file, rules in _cited().items() if rules - known} == {}


def test_every_rule_of_the_book_is_cited() -> None:
    """The code names each rule where it keeps it, and the book has each once; the numbers rise, and
    one line names those that no rule has."""
    book = _in_the_book()
    (named,) = NOT_THERE.findall(BOOK.read_text("utf-8"))
    free = [int(number) for number in CITED.findall(named)]
    assert book == sorted(set(book))
    assert free == [number for number in range(1, book[-1]) if number not in book]
    of_code = [r for f, r in _cited().items() if f.startswith(("streams/", "connectors/"))]
    assert set(book) - set().union(*of_code) == set()


def test_every_rule_says_where_it_lives() -> None:
    """Under each rule a place in the code is named, and a file of cases that cites the rule."""
    _, *rules = re.split(r"(?m)^### ", BOOK.read_text("utf-8"))
    assert [rule.split()[0] for rule in rules if "Where: `" not in rule] == []
    cited = _cited()
    without = []
    for rule in rules:
        number, (_, _, cases) = int(rule.split()[0][1:]), rule.partition("Cases:")
        if not any(number in cited.get(file, ()) for file in re.findall(r"`([^`]+\.py)`", cases)):
            without.append(number)
    assert without == []
    assert any(name for _, name in places(BOOK))
