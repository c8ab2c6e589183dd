"""What the line does by the nature of a kind it says for every nature."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from support.imports import Module, modules

from streams.kinds import table
from streams.kinds.kind import HANDLED, Deed, Kind, Nature
from streams.kinds.table import KINDS


def _of_the_line() -> list[Module]:
    """The recount has natures of its own."""
    return [
        module
        for module in modules().values()
        if module.name.startswith("streams")
        and not module.name.startswith("monitoring.verify")
        and any("Nature" in ast.dump(node) for node in module.tree.body)
    ]


def _natures(node: ast.AST) -> set[str]:
    """The natures that are read off `Nature` in a piece of code."""
    return {
        each.attr
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute)
        and isinstance(each.value, ast.Name)
        and each.value.id == "Nature"
    }


def _matches(module: Module) -> Iterator[ast.Match]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Match) and any(_natures(case.pattern) for case in node.cases):
            yield node


def test_every_match_by_nature_is_exhaustive() -> None:
    """Its last case is `assert_never`: the type checker names it to whoever adds a nature."""
    found = [(module, match) for module in _of_the_line() for match in _matches(module)]
    assert found
    wrong = [
        f"{module.place}:{match.lineno}"
        for module, match in found
        if ast.unparse(match.cases[-1]) != "case never:\n    assert_never(never)"
    ]
    assert wrong == []


def test_nothing_asks_for_one_nature_alone() -> None:
    """No comparison with a nature: whatever is not that one would be taken for the rest."""
    wrong = [
        f"{module.place}:{node.lineno} {ast.unparse(node)}"
        for module in _of_the_line()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Compare) and _natures(node)
    ]
    assert wrong == []


@pytest.mark.parametrize("nature", sorted(set(Nature) - HANDLED))
def test_what_the_line_does_not_handle_cannot_be_gathered(nature: Nature) -> None:
    """A kind of such a nature is refused when the table is made, before any message is read."""
    strange = replace(KINDS["ListEntry"], nature=nature)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=f"ListEntry: nothing in the line handles .* {nature}"):
        table.gathered([strange])


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        (KINDS["ListEntry"], {"deed": Deed.MARK}),
        (KINDS["ListEntry"], {"order": KINDS["EnforcementOrder"].order}),
        (KINDS["ListEntry"], {"nature": Nature.ORDER}),
        (KINDS["ObjectionMark"], {"deed": None}),
        (KINDS["EnforcementOrder"], {"nature": Nature.FACT}),
    ],
)
def test_a_kind_says_what_its_nature_needs(kind: Kind, changed: dict[str, Any]) -> None:
    """An ORDER says its order, an ATTACHMENT its deed, and no other nature does."""
    with pytest.raises(ValueError, match="`order` and `deed` are not as"):
        table.gathered([replace(kind, **changed)])


def test_two_kinds_of_one_name_are_refused() -> None:
    """Or the one would read what was sent for the other."""
    with pytest.raises(ValueError, match="two kinds of this name"):
        table.gathered([*KINDS.values(), KINDS["ListEntry"]])
