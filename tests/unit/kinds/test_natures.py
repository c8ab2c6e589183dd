"""What the line does by the nature of a kind it says for every nature."""

import ast
from collections.abc import Iterator

from imports import Module, modules


def _of_the_line() -> list[Module]:
    """The recount has natures of its own."""
    return [
        module
        for module in modules().values()
        if module.name.startswith("streams")
        and not module.name.startswith("streams.wiring.verify")
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
