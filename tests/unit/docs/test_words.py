"""One word means one thing: the code keeps to where the glossary lets a word stand in names."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Final

import pytest
from support.imports import ROOT, Module, modules

GLOSSARY: Final = (ROOT / "docs" / "glossary.md").read_text("utf-8")
PLACE: Final = re.compile(r"`([\w/.]+)`")
NAME: Final = re.compile(r"`(\w+)`")
PART: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def _table(heading: str) -> list[list[str]]:
    """The cells of each row of the table below a heading."""
    _, _, below = GLOSSARY.partition(f"\n### {heading}\n")
    table = below.partition("\n#")[0]
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows[1:]]


WORDS: Final = [
    (forms.split(", "), PLACE.findall(where)) for forms, _, where in _table("Words in names")
]
SHARED: Final = [
    (NAME.findall(names), PLACE.findall(where)) for names, where, _ in _table("Names of two things")
]


@pytest.mark.parametrize(("forms", "places"), WORDS, ids=[forms[0] for forms, _ in WORDS])
def test_a_word_stands_where_the_glossary_says(forms: list[str], places: list[str]) -> None:
    """No other module, class, function, argument, field or variable has the word in its name."""
    found = {place for form in forms for place in _places_of_words().get(form, ())}
    assert sorted(p for p in found if not p.startswith(tuple(places))) == []
    assert [place for place in places if not any(p.startswith(place) for p in found)] == []


def test_no_two_public_classes_have_one_name_without_a_reason() -> None:
    """A class shares its name only in a folder that the glossary names for it."""
    wrong = {
        name: [p for p in places if not p.startswith(_told_to_share(name))]
        for name, places in _classes().items()
        if len(places) > 1
    }
    assert {name: places for name, places in wrong.items() if len(places) > 1} == {}


def test_the_glossary_names_no_class_that_shares_its_name_with_none() -> None:
    """What the glossary lets stand twice stands twice, and once in a folder of its row."""
    classes = _classes()
    assert [
        name
        for names, folders in SHARED
        for name in names
        if len(classes[name]) < 2 or not any(p.startswith(tuple(folders)) for p in classes[name])
    ] == []


def _told_to_share(name: str) -> tuple[str, ...]:
    return tuple(folder for names, folders in SHARED if name in names for folder in folders)


def _classes() -> dict[str, list[str]]:
    """Where each public class is defined."""
    found = defaultdict[str, list[str]](list)
    for module in modules().values():
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(module.place)
    return found


@cache
def _places_of_words() -> dict[str, set[str]]:
    """In which modules a word is part of a name that is defined there."""
    found = defaultdict[str, set[str]](set)
    for module in modules().values():
        for name in _defined(module):
            for part in PART.findall(name):
                found[part.lower()].add(module.place)
    return found


def _defined(module: Module) -> Iterator[str]:
    yield from module.name.split(".")
    for node in ast.walk(module.tree):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.AsyncFunctionDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
