"""What commands print: one line of JSON for a program, plain lines for a person."""

import json as json_format
from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer
from pydantic_core import to_jsonable_python

from streams.wiring.failures import CannotRun

if TYPE_CHECKING:  # what it comes with is heavy, and most commands do without
    from streams.store.asking import CommandDone


def print_json(value: object) -> None:
    """Print dataclasses, dates, ids and all that JSON knows as one line."""
    plain = to_jsonable_python(value)
    typer.echo(json_format.dumps(plain, ensure_ascii=False, separators=(",", ":")))


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of text."""
    for line in lines:
        typer.echo(line)


def print_failure(failure: CannotRun, *, json: bool) -> None:
    """Print why a command cannot run: for a person on standard error, for a program as JSON too."""
    typer.echo(failure, err=True)
    if json:
        print_json({"error": str(failure), "codes": failure.codes})


def print_done(done: "CommandDone", *, json: bool) -> None:
    """Print what became of a command; exit code 1 when it did not do what was asked."""
    if json:
        print_json(done)
    else:
        typer.echo(f"entry {done.entry}: {done.result}")
    if not done.well:
        raise typer.Exit(1)
