"""The named statements: each is used, each that is asked for is there, and no name stands twice."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams import statements
from streams.statements import Statements, statements_in

ROOT = Path(__file__).resolve().parents[2]
MODULES = {
    path: ast.parse(path.read_text("utf-8"))
    for package in ("streams", "monitoring")
    for path in sorted((ROOT / package).rglob("*.py"))
}


def _calls(tree: ast.AST) -> Iterator[tuple[str, list[ast.expr]]]:
    """What is called, by its last name, and what is given in order."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func).rpartition(".")[2], node.args


#: What gives the statements of each folder, by its name.
LOADERS = {name: each for name, each in vars(statements).items() if isinstance(each, Statements)}


def _asking(loader: str) -> dict[Path, set[str]]:
    """Modules that may ask for a folder's statements, each with its names for what gives them."""
    folder = LOADERS[loader].folder.parent
    found: dict[Path, set[str]] = {p: set() for p in MODULES if folder in p.parents}
    for path, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == statements.__name__:
                given = {one.asname or one.name for one in node.names if one.name == loader}
                if given:
                    found.setdefault(path, set()).update(given)
    return found


def _asked(loader: str) -> Iterator[tuple[Path, ast.expr]]:
    """Every name that is asked for, also through a function that hands it on."""
    modules = _asking(loader)
    #: Which argument of what is a statement's name; a private function is its module's alone.
    places: dict[tuple[Path | None, str], int] = {
        (path, given): 0 for path, names in modules.items() for given in names
    }
    before = 0
    while len(places) > before:
        before = len(places)
        for path in modules:
            for function in ast.walk(MODULES[path]):
                if isinstance(function, ast.FunctionDef):
                    taken = [one.arg for one in function.args.args if one.arg != "self"]
                    at = path if function.name.startswith("_") else None
                    for name in list(_names_in(function, path, places)):
                        if isinstance(name, ast.Name) and name.id in taken:
                            places[at, function.name] = taken.index(name.id)
    for path in modules:
        for name in _names_in(MODULES[path], path, places):
            yield path, name


def _names_in(
    tree: ast.AST, path: Path, places: dict[tuple[Path | None, str], int]
) -> Iterator[ast.expr]:
    """What is given as a statement's name."""
    for called, arguments in _calls(tree):
        place = places.get((path, called), places.get((None, called)))
        if place is not None and len(arguments) > place:
            yield arguments[place]


def _pattern(name: ast.expr) -> str | None:
    """What a name may be; None where it is a variable."""
    if isinstance(name, ast.JoinedStr):
        parts = (_pattern(part) or r"\w+" for part in name.values)
        return "".join(parts)
    if isinstance(name, ast.Constant) and isinstance(name.value, str):
        return re.escape(name.value)
    return None


@pytest.mark.parametrize("loader", LOADERS)
def test_every_statement_that_is_asked_for_is_there(loader: str) -> None:
    """No name is asked for that its folder does not have."""
    names = statements_in(LOADERS[loader].folder)
    asked = [(path, _pattern(name)) for path, name in _asked(loader)]
    assert len(asked) >= len(names) // 2
    wrong = [
        f"{path.relative_to(ROOT)}: {pattern}"
        for path, pattern in asked
        if pattern and not any(re.fullmatch(pattern, name) for name in names)
    ]
    assert wrong == []


@pytest.mark.parametrize("loader", LOADERS)
def test_every_statement_is_used(loader: str) -> None:
    """Each is named by a module that may ask for it."""
    patterns = {_pattern(name) or "" for _, name in _asked(loader)}
    patterns |= {
        re.escape(node.value)
        for path in _asking(loader)
        for node in ast.walk(MODULES[path])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    used = re.compile("|".join(patterns))
    assert [n for n in statements_in(LOADERS[loader].folder) if not used.fullmatch(n)] == []


@pytest.mark.parametrize("loader", LOADERS)
def test_every_statement_has_its_name(loader: str) -> None:
    """No line that means to name a statement is misspelt, and no statement stands above a name."""
    files = list(LOADERS[loader].folder.glob("*.sql"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    meant = [line for line in lines if re.match(r"\s*--\s*name\b", line)]
    assert sorted(meant) == sorted(f"-- name: {n}" for n in statements_in(LOADERS[loader].folder))
    heads = [file.read_text("utf-8").partition("-- name: ")[0] for file in files]
    assert [
        line for head in heads for line in head.splitlines() if line[:2] not in {"", "--"}
    ] == []


def test_every_folder_of_statements_is_loaded() -> None:
    """Each file with named statements lies in one of the folders."""
    named = {
        file.parent
        for package in ("streams", "monitoring")
        for file in (ROOT / package).rglob("*.sql")
        if "-- name: " in file.read_text("utf-8")
    }
    assert named == {each.folder for each in LOADERS.values()}


def test_a_statement_is_what_stands_under_its_name(tmp_path: Path) -> None:
    """With its own comments, without those of its file."""
    text = "-- A topic.\n\n-- name: one\n-- Why.\nSELECT 1\n\n-- name: two\nSELECT 2\n"
    (tmp_path / "a.sql").write_text(text)
    assert statements_in(tmp_path) == {"one": b"-- Why.\nSELECT 1\n", "two": b"SELECT 2\n"}


def test_a_name_stands_once_in_a_folder(tmp_path: Path) -> None:
    """Also in two files; nobody could tell which is meant."""
    (tmp_path / "a.sql").write_text("-- name: one\nSELECT 1\n")
    (tmp_path / "b.sql").write_text("-- name: one\nSELECT 2\n")
    with pytest.raises(ValueError, match=r"b\.sql: there is a statement one already"):
        statements_in(tmp_path)
