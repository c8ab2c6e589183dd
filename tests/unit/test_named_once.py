"""A kind and a channel are each named in one room: who uses them asks a table or a port."""

import ast
import re
from collections.abc import Iterable, Iterator

import pytest
from support.imports import Module, modules, own_imports, reached_from

from streams.kinds.table import KINDS

#: What makes events of its own accord.
NAMING_KINDS = ("streams.operate.load", "streams.operate.importing")


def test_kinds_know_the_contracts_alone() -> None:
    """What an event is knows the contracts and the catalogue, and no stage."""
    wrong = [
        f"{module.place} imports {target}"
        for module in modules().values()
        if module.name.startswith("streams.kinds")
        for target in own_imports(module)
        if not target.startswith(("schemas", "streams.kinds"))
    ]
    assert wrong == []


def test_no_kind_is_named_outside_its_module() -> None:
    """The line goes by the table and by natures: a new kind changes none of its modules."""
    rooms = {kind.body.__module__ for kind in KINDS.values()}
    assert len(rooms) == len(KINDS)
    own = ("streams.kinds.", *NAMING_KINDS)
    wrong = [
        f"{module.place} names {name}"
        for module in modules().values()
        if module.name.startswith("streams") and not module.name.startswith(own)
        for name in sorted(_named(module.tree, {*KINDS, *rooms}) | own_imports(module) & rooms)
    ]
    assert wrong == []


def _named(tree: ast.Module, names: Iterable[str]) -> set[str]:
    """Which of the names a module has: in names of its own and others', and in its texts."""
    texts = " ".join(_texts(tree))
    return {name for name in names if re.search(rf"\b{re.escape(name)}\b", texts)}


def _texts(tree: ast.Module) -> Iterator[str]:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    told = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, documented)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=word) | ast.Attribute(attr=word) | ast.arg(arg=word):
                yield word
            case ast.ClassDef(name=word) | ast.FunctionDef(name=word) | ast.alias(name=word):
                yield word
            case ast.keyword(arg=str(word)):
                yield word
            case ast.Constant(value=str(word)) if word not in told:
                yield word
            case ast.Constant(value=bytes(word)):
                yield word.decode("latin-1")


@pytest.mark.parametrize(
    "source",
    [
        'x = "ListEntry"',
        'topic = f"credit.events.ListEntry.{x}"',
        'x = b"ListEntry"',
        "def f(ListEntry): ...",
        "f(ListEntry=1)",
        "class ListEntry: ...",
        "from elsewhere import ListEntry",
        "x = y.ListEntry",
        'importlib.import_module("streams.kinds.list_entry")',
    ],
)
def test_a_name_is_found_wherever_it_stands(source: str) -> None:
    """In a text, in bytes, as an argument, a class, an import, or as the path of its module."""
    assert _named(ast.parse(source), ("ListEntry", "streams.kinds.list_entry"))


def test_channels_import_contracts_alone() -> None:
    """Who reaches partners knows the contracts, and nothing of the hub."""
    wrong = [
        f"{name} reaches {target}"
        for name in modules()
        if name.startswith("connectors.channels")
        for target in sorted(reached_from(name))
        if not target.startswith(("connectors.channels", "schemas")) and target != "connectors"
    ]
    assert wrong == []


def test_channels_are_known_by_their_port_alone() -> None:
    """Neither the hub nor `hub verify` names a channel or imports one's module: they ask."""
    named = {"TOPIC", "WEBHOOK", "FOLDER"}
    modules_of = {f"connectors.channels.{name.lower()}" for name in named}
    wrong = [
        f"{module.place}: {what}"
        for module in modules().values()
        if module.name.startswith(("streams", "monitoring"))
        for what in (*(_channels_named(module) & named), *(own_imports(module) & modules_of))
    ]
    assert wrong == []


def _channels_named(module: Module) -> set[str]:
    """What is read off `Channel`, under whatever name it is imported."""
    return {
        node.attr
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, (ast.Name, ast.Attribute))
        and ast.unparse(node.value).rpartition(".")[2] == "Channel"
    }
