"""What a kind is called where people read."""

from typing import Final

import pytest
from support.imports import ROOT

from streams.kinds.kind import Kind
from streams.kinds.table import KINDS

GLOSSARY: Final = (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_the_glossary_calls_a_kind_by_its_labels(kind: Kind) -> None:
    """Its row has the words of the kind's own module in both languages, and names the module."""
    place = f"`{kind.body.__module__.replace('.', '/')}.py:{kind.name}`"
    (row,) = [line for line in GLOSSARY if place in line]
    chinese, english, _where = (cell.strip() for cell in row.strip("|").split("|"))
    assert kind.labels.chinese in chinese
    assert english.partition(";")[0] == kind.labels.english
