"""`hub restore`: a backup brought back into an empty place."""

from pathlib import Path
from typing import Annotated

import typer

from streams.operate.cli import progress
from streams.operate.cli.context import Data, Json, settings_of
from streams.wiring.failures import INTERRUPTED, CannotRun


class BrokenOff(CannotRun):
    """Ctrl-C ended a restore."""

    exit_code = INTERRUPTED


def command(
    context: typer.Context,
    source: Annotated[
        Path | None, typer.Argument(help="The folder that hub backup wrote.", show_default=False)
    ] = None,
    keys: Annotated[
        Path | None, typer.Option(help="The file that hub backup --keys wrote.")
    ] = None,
    brought_back: Annotated[
        bool,
        typer.Option(
            "--brought-back",
            help="The database was brought back to an earlier time by PostgreSQL's own means.",
        ),
    ] = False,
    data: Data = None,
    json: Json = False,
) -> None:
    """
    Bring a backup back into an empty database, while no hub runs on the data folder.

    Nothing that is there is overwritten. The hub then decides again what came after the backup;
    partners are told nothing until `hub retell`. The broker's data must be there by itself.

    \b
    hub restore /backup/2026-07-14 --data new-data --keys /safe/hub.keys < passphrase
    HUB_DATABASE_URL=postgresql://… hub restore /backup/2026-07-14
    HUB_DATABASE_URL=postgresql://… hub restore --brought-back
    """
    from streams.operate.backup import key_archive
    from streams.operate.backup.begin import begin_generation
    from streams.operate.backup.bring_back import restore
    from streams.operate.cli.passphrase import passphrase
    from streams.operate.cli.printing import print_json

    settings = settings_of(context, data)
    if (source is None) is not brought_back or (brought_back and keys is not None):
        raise CannotRun("Name the folder of a backup, or --brought-back alone.")
    files = None
    if keys is not None:
        sealed = _sealed(keys)
        files = key_archive.unseal(sealed, passphrase("Passphrase of the keys"))
    try:
        if source is None:
            restored = begin_generation(settings)
        else:
            restored = restore(settings, source, files, _checked, _brought)
    except KeyboardInterrupt:
        raise BrokenOff(
            "Broken off. Do it again before hub up, which would begin a new hub on a database that "
            "is still empty."
        ) from None
    progress.clear()
    if json:
        print_json(restored)
        return
    typer.echo(f"Brought back: entry {restored.entry}, {restored.day}, of {restored.taken_at}.")
    if restored.keys_written:
        typer.echo(f"Keys: {len(restored.keys_written)} files written.")
    if restored.keys_missing:
        typer.echo(
            f"Not there: {', '.join(restored.keys_missing)}. Nothing stored needs them; partners "
            "that know only a newer public key refuse what the hub signs until they have the one "
            "in use (docs/keys.md)."
        )
    typer.echo(
        "Next: hub up. When it has decided what came since, and what was commanded since is done "
        "once more: hub retell --by … --because …"
    )


def _sealed(keys: Path) -> bytes:
    try:
        return keys.read_bytes()
    except FileNotFoundError:
        raise CannotRun(
            f"There is no file {keys}. Name the one that hub backup --keys wrote.", "S1004"
        ) from None
    except OSError as closed:
        raise CannotRun(
            f"{keys} cannot be read ({closed.strerror}). Name the file that hub backup --keys "
            "wrote.",
            "S1005",
        ) from closed


def _checked(done: int, total: int) -> None:
    progress.show(f"checking: {done / 1e6:,.1f} of {total / 1e6:,.1f} MB")


def _brought(done: int) -> None:
    progress.show(f"restoring: {done / 1e6:,.1f} MB of SQL")
