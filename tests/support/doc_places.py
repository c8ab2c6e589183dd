"""What the documents name, and whether it is there: places in the code, commands, links."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from support.imports import ROOT

#: The documents a reader meets; pages of codes are written from the code itself.
DOCUMENTS = (
    *sorted(ROOT.glob("*.md")),
    *sorted(path for path in (ROOT / "docs").rglob("*.md") if path.parent.name != "errors"),
)
TOP = "streams|schemas|connectors|monitoring|deploy|tests|docs|.ci".replace(".", r"\.")
PLACE = re.compile(rf"`((?:{TOP})/[\w./-]*)(?::([A-Za-z_][\w.]*))?`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCE = re.compile(r"```[a-z]*\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`(hub(?: [^`]+)?)`")


def places(document: Path) -> Iterator[tuple[str, str]]:
    """Every `path` and `path:name` between backticks; the name is "" where none is given."""
    for path, name in PLACE.findall(document.read_text("utf-8")):
        if "NNNN" not in path:
            yield path, name


def is_there(path: str, name: str) -> bool:
    """Whether the path exists and, where a name is given, defines it."""
    place = ROOT / path
    return place.exists() and (not name or name in defined(place))


@cache
def defined(path: Path) -> frozenset[str]:
    """Functions, classes, their members (`Class.member`) and constants of a module."""
    return frozenset(_names(ast.parse(path.read_text("utf-8")).body, ""))


def _names(body: list[ast.stmt], prefix: str) -> Iterator[str]:
    for node in body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield prefix + name
            case ast.ClassDef(name=name):
                yield prefix + name
                yield from _names(node.body, f"{prefix}{name}.")
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield prefix + name
            case ast.Assign(targets=targets):
                yield from (prefix + t.id for t in _flat(targets) if isinstance(t, ast.Name))


def _flat(targets: list[ast.expr]) -> Iterator[ast.expr]:
    for target in targets:
        yield from target.elts if isinstance(target, ast.Tuple) else (target,)


def leads_somewhere(document: Path, target: str) -> bool:
    """Whether the target of a link is there: its file or folder, and the heading it names."""
    path, _, heading = target.partition("#")
    place = document.parent / path if path else document
    return place.exists() and (not heading or heading in headings(place))


@cache
def headings(page: Path) -> frozenset[str]:
    """The headings of a page as links name them: lower case, no marks, hyphens for spaces."""
    found = HEADING.findall(FENCE.sub("", page.read_text("utf-8")))
    return frozenset(re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in found)


def links(document: Path) -> Iterator[str]:
    """Targets of links within the checkout, with the heading where they name one."""
    for target in LINK.findall(document.read_text("utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            yield target


def commands(document: Path) -> Iterator[str]:
    """Every line of a code block that begins with `hub`, and every `hub …` between backticks."""
    text = document.read_text("utf-8")
    for block in FENCE.findall(text):
        for line in block.splitlines():
            command = line.strip().removeprefix("$ ").removeprefix(".venv/bin/")
            if command == "hub" or command.startswith("hub "):
                yield command
    yield from INLINE.findall(FENCE.sub("", text))
