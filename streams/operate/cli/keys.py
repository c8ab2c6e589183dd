"""`hub keys`: which keys there are, and a new version of one."""

from contextlib import AbstractContextManager

import typer

from streams.operate.cli.context import Data, Json, settings_of
from streams.operate.cli.options import Because, By
from streams.wiring.failures import CannotRun
from streams.wiring.keys import LOSS, load_keys, next_version, rotate

app = typer.Typer(help="The hub's secret keys; none is ever shown.", no_args_is_help=True)


@app.command("list")
def list_keys(context: typer.Context, data: Data = None, json: Json = False) -> None:
    """Names and versions of the keys. Who made a later version: hub acts --about NAME."""
    from streams.operate.cli.printing import print_json

    folder = settings_of(context, data).keys_folder
    if not folder.exists():
        raise CannotRun(f"There are no keys in {folder} yet: they are made at the first start.")
    keys = load_keys(folder)
    versions = {name: sorted(getattr(keys, name.replace("-", "_")).versions) for name in LOSS}
    if json:
        print_json(versions)
        return
    for name, numbers in versions.items():
        typer.echo(f"{name:20} version {', '.join(map(str, numbers))}")


@app.command("rotate")
def rotate_key(
    context: typer.Context, name: str, by: By, because: Because, data: Data = None
) -> None:
    """Add a version to a key; the old ones stay. It counts from the next start."""
    from streams.operate.cli.session import session
    from streams.store.acts import ActName, OperatorAct, act_on_files

    keys_folder = settings_of(context, data).keys_folder
    next_version(keys_folder, name)

    def kept(version: int) -> AbstractContextManager[None]:
        act = OperatorAct(
            name=ActName.ROTATE,
            about=name,
            detail=f"version {version}",
            by=by,
            because=because,
        )
        return act_on_files(hub.connection, act)

    with session(context, data) as hub:
        version = rotate(keys_folder, name, kept)
    typer.echo(
        f"{name} has a version {version}. It is used from the next start of the hub: back the keys "
        "up before, with hub backup --keys."
    )
