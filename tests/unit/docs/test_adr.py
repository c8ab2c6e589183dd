"""Decisions are recorded one by one, and the index knows them all."""

import importlib.util
import re
from types import ModuleType

import pytest
from support.doc_places import DOCUMENTS
from support.imports import ROOT

FOLDER = ROOT / "docs" / "adr"
RECORDS = sorted(path.name for path in FOLDER.glob("[0-9]*.md"))
#: What each record says, under any of these words, as a heading or at the head of a paragraph.
PARTS = {
    "Context": ("Context", "Why"),
    "Decision": ("Decision", "Decided"),
}
HEADINGS = ("Status", "Context", "Decision", "Consequences")
#: Number of each record that is gone, and where what it said stands now.
GONE = re.findall(
    r"^\| (\d{4}) \| .+ \| (.+) \|$", (FOLDER / "gone.md").read_text("utf-8"), re.MULTILINE
)
#: A record is cited as "ADR 0001" or by a link to its page, and among the records by its number.
CITED = re.compile(r"(?:\bADRs? \[?|\badr/)(\d{4}\b(?:, \d{4}\b)*)")
#: No mode of a file, as 0600.
AMONG_RECORDS = re.compile(r"(?<![\w:-])0[0-5]\d\d(?![\w:-])")
#: Some records are one page of paragraphs, each with its word in bold; all others have headings.
IN_PARAGRAPHS = [n for n in RECORDS if "\n## " not in (FOLDER / n).read_text("utf-8")]
IN_FULL = [name for name in RECORDS if name not in IN_PARAGRAPHS]


def test_the_index_and_the_folder_agree() -> None:
    """Every record stands in the index once, in order, and nothing else does."""
    index = (FOLDER / "README.md").read_text("utf-8")
    assert re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", index) == RECORDS, "run: python docs/adr/make.py"


def test_what_the_hub_is_built_on_is_told_in_full() -> None:
    """The records of the design and of the line have the headings."""
    assert [name for name in IN_PARAGRAPHS if name < "0100"] == []


def test_numbers_are_given_once() -> None:
    """No two records share a number, and no new one has that of one that is gone."""
    numbers = [*(name[:4] for name in RECORDS), *(number for number, _ in GONE)]
    assert len(set(numbers)) == len(numbers)


def test_what_is_gone_is_said_elsewhere() -> None:
    """Each record that is gone names rules of the book, or a record that is there."""
    rules = re.findall(r"(?m)^### (R\d+) ", (ROOT / "docs" / "rules.md").read_text("utf-8"))
    known = {*rules, *(name[:4] for name in RECORDS)}
    assert GONE
    assert [f"{number}: {said}" for number, said in GONE if set(said.split(", ")) - known] == []


def test_every_record_that_is_cited_is_there() -> None:
    """No file cites a record that cannot be read."""
    known = {name[:4] for name in RECORDS}
    assert {file: sorted(cited - known) for file, cited in _cited().items() if cited - known} == {}


def _cited() -> dict[str, set[str]]:
    """The records that each file of the project cites, and each record."""
    folders = ("streams", "schemas", "connectors", "monitoring", "deploy", "tests")
    files = [
        file
        for folder in folders
        for end in ("py", "sql", "toml")
        for file in (ROOT / folder).rglob(f"*.{end}")
    ]
    found = {
        str(file.relative_to(ROOT)): set(
            ", ".join(CITED.findall(file.read_text("utf-8"))).split(", ")
        )
        - {""}
        for file in (*files, *DOCUMENTS)
        if file.parent != FOLDER
    }
    texts = {name: (FOLDER / name).read_text("utf-8") for name in RECORDS}
    return found | {name: set(AMONG_RECORDS.findall(text)) for name, text in texts.items()}


def _make() -> ModuleType:
    """The program that writes the index, which is no package."""
    spec = importlib.util.spec_from_file_location("make", FOLDER / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE = _make()
STATUS: dict[str, str] = {name[:4]: MAKE.status(FOLDER / name) for name in RECORDS}


def test_the_index_is_as_it_is_made() -> None:
    """Titles and what is superseded stand in it as the records say."""
    assert (FOLDER / "README.md").read_text("utf-8") == MAKE.index(), "python docs/adr/make.py"


@pytest.mark.parametrize(
    ("said", "answer"), [("Supersedes", "superseded by"), ("superseded by", "supersedes")]
)
def test_what_is_superseded_says_by_what(said: str, answer: str) -> None:
    """A record that supersedes another, whole or in part, stands in that one's status, and back."""
    pairs = [
        (number, other)
        for number, status in STATUS.items()
        for sentence in re.findall(rf"{said} ([^.]*)", status, re.IGNORECASE)
        for other in re.findall(r"\b\d{4}\b", sentence)
    ]
    assert len(pairs) > 5
    unanswered = [
        f"{number} {said} {other}"
        for number, other in pairs
        if not re.search(rf"{answer} [^.]*{number}", STATUS[other], re.IGNORECASE)
    ]
    assert unanswered == []


@pytest.mark.parametrize("name", IN_FULL)
def test_a_record_has_the_four_headings(name: str) -> None:
    """Status, Context, Decision, Consequences, in this order, each with something under it."""
    text = (FOLDER / name).read_text("utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == list(HEADINGS)
    assert all(part.strip() for part in re.split(r"^## .+$", text, flags=re.MULTILINE)[1:])


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_says_what_was_decided_and_why(name: str) -> None:
    """Each record has a decision and what called for it."""
    text = (FOLDER / name).read_text("utf-8")
    for words in PARTS.values():
        heads = "|".join(words)
        assert re.search(rf"^(?:## (?:{heads})$|\*\*(?:{heads})\.\*\*)", text, re.MULTILINE)
