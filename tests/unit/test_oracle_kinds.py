"""A kind of event is one module of the oracle; the other modules ask the table and name none."""

import pkgutil
import re
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any

import oracle.kinds
import pytest
from oracle import Load, World, recompute
from oracle.keys import by_document
from oracle.kinds.fields import given
from oracle.kinds.kind import Kind, Nature
from oracle.kinds.table import KINDS
from scenario.as_event import as_event
from scenario.calendar import TODAY
from scenario.cast import A, catalogue, row
from scenario.message import message
from support.imports import ROOT

from schemas.catalogue.words import KINDS as NAMES

ORACLE = ROOT / "tests" / "oracle"
SHARED = {"fields", "kind", "table"}
MODULES = sorted({m.name for m in pkgutil.iter_modules(oracle.kinds.__path__)} - SHARED)


def own_words(module: str) -> set[str]:
    """What is the kind's alone: its body, and the closed words in which the body speaks."""
    return {
        name
        for name, value in vars(import_module(f"oracle.kinds.{module}")).items()
        if isinstance(value, type)
        and value.__module__.startswith("streams.")
        and (name in NAMES or issubclass(value, Enum))
    }


def test_the_table_has_every_kind_by_its_module() -> None:
    """The kinds that a department may send are those of the table, each in a module so named."""
    assert {body.__name__ for body in KINDS} == NAMES
    assert {name.replace("_", "") for name in MODULES} == {name.lower() for name in NAMES}
    stated = [import_module(f"oracle.kinds.{name}").KIND for name in MODULES]
    assert {kind.body: kind for kind in stated} == KINDS


@pytest.mark.parametrize("module", MODULES)
def test_only_its_module_names_a_kind(module: str) -> None:
    """No other module of the oracle names a kind, nor a word of its body's own."""
    words = own_words(module)
    assert words & NAMES
    named = re.compile(rf"\b({'|'.join(sorted(words))})\b")
    naming = [str(p.relative_to(ORACLE)) for p in sorted(ORACLE.rglob("*.py")) if names(p, named)]
    assert naming == [f"kinds/{module}.py"]


def names(path: Path, word: re.Pattern[str]) -> bool:
    """The file has the word, be it in a comment."""
    return word.search(path.read_text("utf-8")) is not None


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.body.__name__)
def test_a_kind_states_what_its_nature_asks_for(kind: Kind[Any]) -> None:
    """An order says what it orders, an attachment to what it attaches, and nothing else does."""
    assert (kind.order is not None) == (kind.nature is Nature.ORDER)
    assert (kind.attachment is not None) == (kind.nature is Nature.ATTACHMENT)


@dataclass(frozen=True, slots=True)
class Warned:
    """What a kind says that the hub does not have."""

    why: str


def test_a_kind_is_added_by_one_entry_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind that stands in the table grounds measures, and no other module was told of it."""
    warning = Kind(
        body=Warned,
        read=lambda fields: Warned(**given(fields, "why")),
        nature=Nature.FACT,
        key=lambda event, _: by_document(event),
        triggers=lambda _: ["warning"],
        reason=lambda body: body.why,
    )
    monkeypatch.setitem(KINDS, Warned, warning)
    said = message("tax", "Warned", "W-1", 1, about=A, decided="06-01", why="逾期未改正")
    load = Load(day=TODAY, catalogue=catalogue([row("WRN-01", "warning", "bank")]))
    state = recompute(World(events=(as_event(said, 0, TODAY),), loads=(load,)), TODAY)
    assert [(held.measure, terms.reason) for held, terms in state.in_force.items()] == [
        ("WRN-01", "逾期未改正")
    ]
