"""`hub keys`: which keys there are, and a new version of one."""

import typer

from streams.wiring.cli.context import Data, settings_of
from streams.wiring.keys import LOSS, load_keys, rotate

app = typer.Typer(help="The hub's secret keys; none is ever shown.", no_args_is_help=True)


@app.command("list")
def list_keys(context: typer.Context, data: Data = None) -> None:
    """Names and versions of the keys."""
    keys = load_keys(settings_of(context, data).keys_folder)
    for name in LOSS:
        versions = getattr(keys, name.replace("-", "_")).versions
        typer.echo(f"{name:20} version {', '.join(map(str, sorted(versions)))}")


@app.command("rotate")
def rotate_key(context: typer.Context, name: str, data: Data = None) -> None:
    """Add a version to a key; the old ones stay. It counts from the next start."""
    version = rotate(settings_of(context, data).keys_folder, name)
    typer.echo(f"{name} has a version {version}. It is used from the next start of the hub.")
