"""`hub replay`: whether the journal, decided again, comes to the same."""

import json as json_format
from typing import TYPE_CHECKING

import typer

from streams.operate.cli import progress
from streams.operate.cli.context import Data, Json, broker_of, database_of, settings_of

if TYPE_CHECKING:
    from streams.operate.replay.compare import Compared


def command(context: typer.Context, data: Data = None, json: Json = False) -> None:
    """Decide the journal again beside the hub; exit code 1 when that comes to something else."""
    from streams.operate.replay.compare import replay
    from streams.wiring.keys import load_keys

    settings = settings_of(context, data)
    database, bootstrap = database_of(settings), broker_of(settings)
    found = replay(database, bootstrap, load_keys(settings.keys_folder), _progress)
    if json:
        typer.echo(json_format.dumps(_plain(found)))
    else:
        typer.echo(_text(found))
    if not found.equal:
        raise typer.Exit(1)


def _plain(found: "Compared") -> dict[str, object]:
    return {
        "equal": found.equal,
        "entries": found.original.entry,
        "original": found.original.sha256,
        "replayed": found.replayed.sha256,
        "differing": found.differing,
        "decided_by": found.decided_by,
        "replayed_by": found.replayed_by,
    }


def _text(found: "Compared") -> str:
    lines = [f"{found.original.entry} entries decided again"]
    if found.decided_by != (found.replayed_by,):
        by = ", ".join(found.decided_by)
        lines.append(f"decided by {by}, replayed by {found.replayed_by}: other code may differ")
    lines += [f"original  {found.original.sha256}", f"replayed  {found.replayed.sha256}"]
    equal = "equal: the decisions follow from the journal"
    lines.append(equal if found.equal else f"not equal in: {', '.join(found.differing)}")
    return "\n".join(lines)


def _progress(done: int, total: int) -> None:
    progress.show(f"replaying entry {done:,} of {total:,}" if done < total else "")
