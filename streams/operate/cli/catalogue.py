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
from streams.operate.cli import catalogue_diff
from streams.operate.cli.catalogue_text import SECTIONS, plain_sections
from streams.operate.cli.context import Data, Json, settings_of
from streams.operate.cli.options import PATIENCE_S, Because, By, Wait
from streams.wiring.failures import CannotRun

if TYPE_CHECKING:
    from streams.operate.cli.session import HubSession

app = typer.Typer(
    help="Departments, lists, measures, partners, counter items and working days of the city.",
    no_args_is_help=True,
)
app.command("diff")(catalogue_diff.command)

Folder = Annotated[
    Path | None,
    typer.Argument(help="Folder of the files; HUB_CATALOGUE, else the sample city's."),
]
ToLoad = Annotated[Path | None, typer.Argument(help="Folder of the files; else HUB_CATALOGUE.")]
Section = Annotated[bool, typer.Option(help="This section only; more than one may be named.")]


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
    """Name file, row and reason of every hole; exit code 1 when there is one. Warnings pass."""
    read = read_catalogue(_folder(context, folder))
    found = warnings(read, _day(on)) if isinstance(read, Catalogue) else read
    if loaded and isinstance(read, Catalogue):
        found = (*_of_the_load(context, data, read, _day(on)), *found)
    bad = sum(not hole.warning for hole in found)
    version = read.version if isinstance(read, Catalogue) and not bad else None
    if json:
        typer.echo(_one_line({"version": version, "holes": [asdict(hole) for hole in found]}))
    else:
        _tell(found)
        typer.echo(
            f"version {version}: may be loaded"
            if version
            else f"{bad} hole{'s' * (bad != 1)}: may not be loaded"
        )
    if version is None:
        raise typer.Exit(1)


@app.command("list")
def show(
    context: typer.Context,
    folder: Folder = None,
    departments: Section = False,
    partners: Section = False,
    lists: Section = False,
    codes: Section = False,
    measures: Section = False,
    items: Section = False,
    working_days: Section = False,
    json: Json = False,
) -> None:
    """Show what stands in a catalogue's files, section by section; exit code 1 on a hole."""
    read = _whole(_folder(context, folder), json=json)
    asked = {
        "departments": departments,
        "partners": partners,
        "lists": lists,
        "codes": codes,
        "measures": measures,
        "items": items,
        "working_years": working_days,
    }
    names = [name for name in asked if asked[name] or not any(asked.values())]
    if json:
        typer.echo(_one_line(plain_sections(read, names)))
        return
    typer.echo(f"version {read.version}")
    for name in names:
        typer.echo(f"\n{name}")
        for line in SECTIONS[name](read):
            typer.echo(f"  {line}")


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
    read = _whole(named, json=json)
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


def _folder(context: typer.Context, given: Path | None) -> Path:
    return given or settings_of(context).catalogue or SAMPLE


def _whole(folder: Path, *, json: bool) -> Catalogue:
    from streams.operate.cli.printing import print_failure

    read = read_catalogue(folder)
    if isinstance(read, Catalogue):
        return read
    print_failure(CannotRun("\n".join(map(str, read))), json=json)
    raise typer.Exit(1)


def _day(given: datetime | None) -> date:
    return (given or datetime.now(SHANGHAI)).date()


def _tell(holes: Iterable[Hole]) -> None:
    for hole in holes:
        typer.echo(str(hole), err=True)


def _one_line(value: object) -> str:
    return json_format.dumps(value, ensure_ascii=False)
