"""Wherever the plan is cited, the clause is one that it has."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.catalogue.plan import is_clause

ROOT = Path(__file__).parents[3]
FOLDERS = ("connectors", "deploy", "docs", "monitoring", "schemas", "streams")
TEXTS = {".avsc", ".json", ".md", ".py", ".sql", ".toml"}
CITED = re.compile(r"\b[Pp]lan,? (?:part )?([一二三四][^\s,;.)\"'`]*(?: \d+)?(?:, \d+)*)")


def cited() -> Iterator[tuple[str, str]]:
    """Each place that cites the plan, and what it cites."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in TEXTS and "build" not in path.parts:
                for clause in CITED.findall(path.read_text(encoding="utf-8")):
                    yield str(path.relative_to(ROOT)), clause


def test_every_cited_clause_is_one_of_the_plan() -> None:
    """In rows, docstrings, migrations and pages; most stand in the catalogue."""
    found = list(cited())
    assert len(found) > 40
    assert [place for place in found if not is_clause(place[1])] == []


@pytest.mark.parametrize("cited", ["三（一）19", "三（一）8, 14", "三（二）", "四 4", "三（三）5"])
def test_a_clause_that_is(cited: str) -> None:
    """A part alone, or with its numbers."""
    assert is_clause(cited)


@pytest.mark.parametrize("cited", ["三（一）20", "三（四）1", "三(三)", "四 5", "一 1", "五", ""])
def test_a_clause_that_is_none(cited: str) -> None:
    """No such part, no such number, or other brackets than the plan's."""
    assert not is_clause(cited)
