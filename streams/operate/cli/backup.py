"""`hub backup`: the database as of one moment, while the hub works; its keys apart."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from streams.operate.cli import progress
from streams.operate.cli.context import Data, Json
from streams.wiring.failures import CannotRun


def command(
    context: typer.Context,
    dest: Annotated[Path, typer.Argument(help="A new folder for the backup.")],
    keys: Annotated[
        Path | None,
        typer.Option(
            help="Also write the keys, encrypted with a passphrase, to this file elsewhere."
        ),
    ] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """
    Back up the database of a running hub, as of one moment. Keys are not in it.

    The passphrase of --keys is asked for, or read from standard input.

    \b
    hub backup /backup/2026-07-14
    hub backup /backup/2026-07-14 --keys /safe/hub.keys < passphrase
    """
    from streams.operate.backup import key_archive
    from streams.operate.backup.key_checks import check_values_of
    from streams.operate.backup.take import take_backup
    from streams.operate.cli.passphrase import passphrase
    from streams.operate.cli.printing import print_json
    from streams.operate.cli.session import session

    with session(context, data) as hub:
        keys_folder, folder = hub.settings.keys_folder, hub.settings.data
        kept: Mapping[str, str] = {}
        if keys is not None:
            _require_apart(keys, dest)
            files = key_archive.gather(keys_folder, folder)
            kept = check_values_of(key_archive.key_files(files))
            sealed = key_archive.seal(files, passphrase("Passphrase for the keys", twice=True))
            # Before the dump, which may take an hour: a place that cannot be written ends it here.
            key_archive.write_private(keys, sealed)
        url = hub.endpoints.database
        try:
            manifest = take_backup(url, keys_folder, folder, dest, _progress)
            if keys is not None:
                _require_all(kept, manifest.keys, dest)
        except BaseException:
            if keys is not None:
                keys.unlink(missing_ok=True)
            raise
    progress.clear()
    if json:
        print_json({"folder": dest, "keys": keys, "manifest": manifest})
        return
    typer.echo(
        f"{dest}: entry {manifest.entry}, {manifest.day or 'no day yet'}, "
        f"{manifest.dump_bytes:,} bytes"
    )
    typer.echo(
        "The keys are not in it: keep them elsewhere, and back them up with --keys."
        if keys is None
        else f"{keys}: the keys, encrypted. Keep it, and the passphrase, apart from the backup."
    )


def _require_apart(keys: Path, dest: Path) -> None:
    if keys.exists():
        raise CannotRun(f"{keys} is there already. Name a new file for the keys.")
    if keys.resolve().is_relative_to(dest.resolve()):
        raise CannotRun(
            "Keys do not go beside the database: whoever has both can read every identity number. "
            "Name a file outside of the backup."
        )


def _require_all(kept: Mapping[str, str], used: Mapping[str, str], dest: Path) -> None:
    """A version made since the keys were read may be what the newest rows are encrypted with."""
    if missing := sorted(used.keys() - kept.keys()):
        raise CannotRun(
            f"{', '.join(missing)} was made while the backup was taken, so that the keys that were "
            f"written would not open all of it. {dest} is whole; take another with its keys."
        )


def _progress(done: int) -> None:
    progress.show(f"backing up: {done / 1e6:,.1f} MB")
