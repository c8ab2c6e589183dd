"""An officer's act that the line takes as an entry: asked for, awaited, told (R17)."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import typer

from streams.line.command import Doing
from streams.operate.cli.printing import print_done
from streams.operate.cli.session import HubSession, session


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who asks for an act, why, how long they wait for it, and how they are told."""

    by: str
    because: str
    wait_s: float
    json: bool


def have_taken(
    context: typer.Context,
    data: Path | None,
    doing: Doing,
    asking: Asking,
    look_first: Callable[[HubSession], None] = lambda _: None,
) -> None:
    """
    Have the hub on a data folder take an act, and print what came of it; exit code 1 if not that.

    `look_first` raises `CannotRun` for what nobody need ask for.
    """
    with session(context, data) as hub:
        look_first(hub)
        done = hub.ask(doing, asking.by, asking.because, asking.wait_s)
    print_done(done, json=asking.json)
