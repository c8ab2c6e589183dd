"""Every command that changes something, or shows bytes that may name somebody, asks who and why."""

from collections.abc import Iterator

import pytest
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from streams.operate.cli.main import app

#: Start and stop of processes: the hub's logs tell of them, nothing is changed by them.
RUNNING = {"up", "down"}
#: Fills an empty place, where there is nothing to change yet; who and why come with `hub retell`.
BEFORE = {"restore"}
#: A department's own way in: what it sends has a source, a number and a receipt.
PUBLISHING = {"import", "load"}
LOOKING = {
    "acts", "backup", "catalogue check", "catalogue codes", "catalogue departments",
    "catalogue diff", "catalogue domains", "catalogue items", "catalogue lists",
    "catalogue measures", "catalogue new", "catalogue partners", "catalogue working-days",
    "digest", "doctor", "explain", "holds",
    "keys list", "partner ping", "quarantine list", "replay", "status", "tasks list", "verify",
}  # fmt: skip
#: Who and what for, since somebody is asked about.
ASKING = {"subject"}


def _commands(group: TyperGroup, name: str = "") -> Iterator[tuple[str, TyperCommand]]:
    for word, inner in group.commands.items():
        if isinstance(inner, TyperGroup):
            yield from _commands(inner, f"{name} {word}".strip())
        elif isinstance(inner, TyperCommand):
            yield f"{name} {word}".strip(), inner


WHOLE = get_command(app)
assert isinstance(WHOLE, TyperGroup)
COMMANDS = dict(_commands(WHOLE))
CHANGING = sorted(COMMANDS.keys() - RUNNING - BEFORE - PUBLISHING - LOOKING - ASKING)


def test_what_changes_nothing_is_named() -> None:
    """The lists name commands that there are: every other one counts as changing something."""
    assert COMMANDS.keys() >= RUNNING | BEFORE | PUBLISHING | LOOKING | ASKING
    asked = {"hold", "keys rotate", "partner connect", "directive resend", "tick"}
    assert asked | {"quarantine show"} <= set(CHANGING)


@pytest.mark.parametrize("name", CHANGING)
def test_a_command_that_changes_something_demands_who_and_why(name: str) -> None:
    """`--by` and `--because` are required, and neither may be blank."""
    given = {option: p for p in COMMANDS[name].params for option in p.opts}
    for option in ("--by", "--because"):
        assert given[option].required
        assert given[option].callback is not None
