"""`hub catalogue`: whether a catalogue's folder may be loaded, and what stands in it."""

import json as json_format
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from schemas.catalogue.check import warnings
from schemas.catalogue.hole import Hole
from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue
from streams.accept.dates import SHANGHAI
from streams.operate.cli import catalogue_diff, catalogue_new
from streams.operate.cli.catalogue_rows import Folder, add_to, folder_of, whole
from streams.operate.cli.context import Data, Json, settings_of
from streams.operate.cli.options import PATIENCE_S, Because, By, Wait
from streams.wiring.failures import CannotRun

if TYPE_CHECKING:
    from streams.operate.cli.session import HubSession

app = typer.Typer(
    help="What the city's law says to the hub: whether it may be loaded, and what stands in it.",
    no_args_is_help=True,
)
app.command("diff")(catalogue_diff.command)
app.command("new")(catalogue_new.command)
add_to(app)

ToLoad = Annotated[Path | None, typer.Argument(help="Folder of the files; else HUB_CATALOGUE.")]


@app.command("check")
def check(
    context: typer.Context,
    folder: Folder = None,
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day the warnings are about; today without it."),
    ] = None,
    loaded: Annotated[
        bool,
        typer.Option(
            "--loaded",
            help="Also what it would make stricter of the catalogue that the hub has loaded.",
        ),
    ] = False,
    data: Data = None,
    json: Json = False,
) -> None:
    """
    Name file, row and reason of every hole, then the folder; exit code 1 on a hole.

    Warnings pass.
    """
    asked = folder_of(context, folder)
    read = read_catalogue(asked)
    found = warnings(read, _day(on)) if isinstance(read, Catalogue) else read
    if loaded and isinstance(read, Catalogue):
        found = (*_of_the_load(context, data, read, _day(on)), *found)
    bad = sum(not hole.warning for hole in found)
    version = read.version if isinstance(read, Catalogue) and not bad else None
    if json:
        told = {"folder": str(asked), "version": version}
        typer.echo(_one_line({**told, "holes": [asdict(hole) for hole in found]}))
    else:
        _tell(found)
        typer.echo(
            f"version {version}: may be loaded"
            if version
            else f"{bad} hole{'s' * (bad != 1)}: may not be loaded"
        )
        typer.echo(f"folder: {asked}{' (the invented sample city)' if asked == SAMPLE else ''}")
    if version is None:
        raise typer.Exit(1)


@app.command("load")
def load(
    context: typer.Context,
    by: By,
    because: Because,
    folder: ToLoad = None,
    wait: Wait = PATIENCE_S,
    data: Data = None,
    json: Json = False,
) -> None:
    """Let a catalogue take effect; every subject is judged again. Exit code 1 if it may not."""
    from streams.line.command import LoadCatalogue
    from streams.operate.cli.act_of_the_line import Asking, have_taken
    from streams.reading.used_up import require_names_free

    named = folder or settings_of(context).catalogue
    if named is None:
        raise CannotRun(
            "Name the folder of your city's catalogue, or set HUB_CATALOGUE. The sample city is "
            f"invented, and its rows would take the place of the law in force; its folder: {SAMPLE}"
        )
    read = whole(named, json=json)
    asking = Asking(by=by, because=because, wait_s=wait, json=json)

    def look_first(hub: "HubSession") -> None:
        require_names_free(hub.connection, hub.endpoints.bootstrap, read)

    have_taken(context, data, LoadCatalogue(catalogue=read), asking, look_first)


def _of_the_load(
    context: typer.Context, data: Path | None, read: Catalogue, day: date
) -> tuple[Hole, ...]:
    from streams.operate.cli.session import session
    from streams.reading.loadable import holes_of_the_load

    with session(context, data) as hub:
        return holes_of_the_load(hub.connection, read, day)


def _day(given: datetime | None) -> date:
    return (given or datetime.now(SHANGHAI)).date()


def _tell(holes: Iterable[Hole]) -> None:
    for hole in holes:
        typer.echo(str(hole), err=True)


def _one_line(value: object) -> str:
    return json_format.dumps(value, ensure_ascii=False)
