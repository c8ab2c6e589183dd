"""What the documents say is there, is there."""

import re
from pathlib import Path

import pytest
from support.doc_places import DOCUMENTS, commands, is_there, leads_somewhere, links, places
from support.imports import ROOT
from typer.core import TyperGroup
from typer.main import get_command

from streams.operate.cli.main import app

NAMED = [str(document.relative_to(ROOT)) for document in DOCUMENTS]
WITH_NAMES = ("docs/tour.md", "docs/glossary.md", "docs/architecture.md")


@pytest.mark.parametrize("document", NAMED)
def test_every_place_in_the_code_is_there(document: str) -> None:
    """Each `path` exists, and each `path:name` is defined in that file."""
    missing = [f"{p}:{n}" for p, n in places(ROOT / document) if not is_there(p, n)]
    assert missing == []


@pytest.mark.parametrize("document", WITH_NAMES)
def test_the_pages_that_lead_through_the_code_name_places(document: str) -> None:
    """Tour, glossary and architecture lead to functions, not only to folders."""
    assert sum(bool(name) for _, name in places(ROOT / document)) >= 10


@pytest.mark.parametrize("document", NAMED)
def test_every_link_leads_somewhere(document: str) -> None:
    """A link within the checkout leads to a file or folder, and to a heading, that exists."""
    page = ROOT / document
    assert [target for target in links(page) if not leads_somewhere(page, target)] == []


@pytest.mark.parametrize("target", ["CHANGELOG.md#no-such-heading", "#none", "docs/none.md"])
def test_a_link_that_leads_nowhere_is_found(target: str) -> None:
    """A missing file and a missing heading are both told."""
    assert not leads_somewhere(ROOT / "README.md", target)


@pytest.mark.parametrize("document", NAMED)
def test_every_command_is_one(document: str) -> None:
    """Each `hub …` names a command and options that it has."""
    wrong = [line for line in commands(ROOT / document) if not _understood(line.split()[1:])]
    assert wrong == []


def _understood(words: list[str]) -> bool:
    command = get_command(app)
    while isinstance(command, TyperGroup) and words and not words[0].startswith("-"):
        if words[0] not in command.commands:
            return False
        command, words = command.commands[words[0]], words[1:]
    options = {"--help", *(o for p in command.params for o in (*p.opts, *p.secondary_opts))}
    return all(word.partition("=")[0] in options for word in words if word.startswith("--"))


def test_every_command_is_told_of_somewhere() -> None:
    """Some page names every command there is."""
    told = {tuple(line.split()[1:3]) for name in NAMED for line in commands(ROOT / name)}
    assert [c for c in _all_commands() if not any(t[: len(c)] == c for t in told)] == []


def _all_commands() -> list[tuple[str, ...]]:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    found: list[tuple[str, ...]] = []
    for name, command in group.commands.items():
        inner = command.commands if isinstance(command, TyperGroup) else None
        found += [(name,)] if inner is None else [(name, each) for each in inner]
    return found


@pytest.mark.parametrize(
    ("document", "folder"),
    [
        ("CONTRIBUTING.md", "tests"),
        ("docs/architecture.md", "streams"),
        ("docs/architecture.md", "streams/operate"),
    ],
)
def test_every_folder_is_told_of(document: str, folder: str) -> None:
    """Who looks for the place of something finds each folder with a word on it."""
    text = (ROOT / document).read_text("utf-8")
    folders = sorted(path.parent.name for path in (ROOT / folder).glob("*/*.py"))
    assert [name for name in dict.fromkeys(folders) if f"`{folder}/{name}/`" not in text] == []


def test_every_command_of_make_is_one() -> None:
    """What the Makefile calls a command has a rule with a sentence, and nothing else has one."""
    text = (ROOT / "Makefile").read_text("utf-8")
    (named,) = re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    ruled = re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE)
    assert sorted(named.split()) == sorted(ruled)


def test_documents_have_no_other_machine_in_them() -> None:
    """No page names the folder this checkout lies in, or anybody's home."""
    places = (str(ROOT), str(Path.home()), "/home/")
    assert [
        f"{name} names {place}"
        for name in NAMED
        for place in places
        if f"{place.rstrip('/')}/" in Path(ROOT / name).read_text("utf-8")
    ] == []
