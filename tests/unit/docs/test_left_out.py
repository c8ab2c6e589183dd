"""What of the plan is left out: the kind, trigger, measure, list or field for it is refused."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from support.catalogues import PENALTY_BAN, editions, sample, with_department, with_editions

from schemas.catalogue.check import holes
from schemas.catalogue.plan import is_clause
from streams.kinds.table import KINDS

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "left-out.md").read_text(encoding="utf-8")
LINE = re.compile(r"^\| (三（.）\d+|四 \d+) \| (.+?) \| (.+?) \| (\w+) `(\S+)` \|$", re.MULTILINE)
LINES = LINE.findall(PAGE)
CONTRACTS = [path.read_text(encoding="utf-8") for path in (ROOT / "schemas").rglob("*.avsc")]


def no_kind(name: str) -> bool:
    """No department may be given it, and the line knows no such event."""
    tax = sample().departments["tax"]
    found = holes(with_department(sample(), replace(tax, kinds=tax.kinds | {name})))
    return name not in KINDS and any(f"unknown kind {name}" in hole.reason for hole in found)


def no_trigger(name: str) -> bool:
    """No row may have it."""
    row = replace(editions(sample(), PENALTY_BAN)[0], trigger=name)
    return any(hole.reason.startswith("trigger: ") for hole in holes(with_editions(sample(), row)))


def no_measure(code: str) -> bool:
    """No row of it is in force."""
    return all(row.measure != code for row in sample().measures)


def no_list(code: str) -> bool:
    """No department may put anybody on it, and no row may follow from it."""
    return code not in sample().lists and no_trigger(f"list/{code}")


def no_ground(trigger: str) -> bool:
    """It may be told, and no row in force follows from it."""
    return all(row.trigger != trigger for row in sample().measures)


def no_field(name: str) -> bool:
    """No contract has a field of that name."""
    return not any(f'"{name}"' in contract for contract in CONTRACTS)


REFUSED: Final[dict[str, Callable[[str], bool]]] = {
    "kind": no_kind,
    "trigger": no_trigger,
    "measure": no_measure,
    "list": no_list,
    "ground": no_ground,
    "field": no_field,
}


@pytest.mark.parametrize(("clause", "what", "why", "sort", "name"), LINES)
def test_what_would_do_it_is_refused(
    clause: str, what: str, why: str, sort: str, name: str
) -> None:
    """Each line names a clause of the plan, a reason, and something that the hub refuses."""
    assert is_clause(clause)
    assert what
    assert len(why) > 10
    assert REFUSED[sort](name)


def test_every_line_of_the_page_is_asked() -> None:
    """A line of another form would be asked of nobody."""
    told = [
        line for line in PAGE.splitlines() if line.startswith("| ") and "| Left out |" not in line
    ]
    assert len(told) == len(LINES) > 20


@pytest.mark.parametrize(
    ("sort", "name"),
    [
        ("kind", "ListEntry"),
        ("trigger", "judgment-default"),
        ("measure", "PRC-01"),
        ("list", "WAGE_ARREARS"),
        ("ground", "list/WAGE_ARREARS"),
        ("field", "fine_fen"),
    ],
)
def test_what_the_hub_does_is_not_refused(sort: str, name: str) -> None:
    """The question can be answered with no."""
    assert not REFUSED[sort](name)
