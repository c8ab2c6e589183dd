"""The how-to for departments says what the code does."""

import ast
import re
from inspect import signature
from pathlib import Path

import pytest

from connectors.departments import client, receipts
from connectors.departments.layouts import cf_columns, court_words
from connectors.departments.receipt import Outcome
from streams.accept.codes import codes

TEXT = (Path(__file__).parents[3] / "docs" / "howto" / "department.md").read_text("utf-8")


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.UNKNOWN])
def test_every_outcome_is_explained(outcome: Outcome) -> None:
    """A clerk finds each outcome, its Chinese term, and what it asks."""
    assert re.search(rf"^\| {outcome.value} \| [^|]+ \| [^|]+ \|$", TEXT, re.MULTILINE)


@pytest.mark.parametrize("code", [code for code in codes() if code.startswith("F")])
def test_every_broken_file_is_explained(code: str) -> None:
    """A clerk finds each reason why nothing of a file was taken, and the page of its code."""
    assert f"| [{code}](../errors/{code}.md) |" in TEXT


@pytest.mark.parametrize("word", [word for word in court_words.DELETES if word])
def test_every_word_of_the_feed_is_named(word: str) -> None:
    """Which words of the court's feed are taken stands where it says that they are a guess."""
    _, _, behind = TEXT.partition("What `InfoActionType` says")
    assert f"`{word}`" in behind.partition("###")[0]


def test_the_required_columns_are_named() -> None:
    """The list in the text is the list in the code."""
    assert f"Required: {', '.join(cf_columns.REQUIRED)}." in TEXT


def test_the_examples_use_what_is_there() -> None:
    """Each example is Python, and calls the two classes with arguments they have."""
    arguments = {
        "DepartmentClient": signature(client.DepartmentClient).parameters,
        "ReceiptReader": signature(receipts.ReceiptReader).parameters,
    }
    blocks = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    calls = [
        node
        for block in blocks
        for node in ast.walk(ast.parse(block))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in arguments
    ]
    for call in calls:
        assert isinstance(call.func, ast.Name)
        assert {str(word.arg) for word in call.keywords} <= set(arguments[call.func.id])
    assert len(calls) == len(arguments)
