"""`hub catalogue domains`, `departments`, `lists` …: what stands in a catalogue's files."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer

from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue
from streams.operate.cli.catalogue_text import SECTIONS, plain_rows
from streams.operate.cli.context import Json, settings_of
from streams.operate.cli.printing import print_failure, print_json, print_lines
from streams.wiring.failures import CannotRun

Folder = Annotated[
    Path | None,
    typer.Argument(help="Folder of the files; HUB_CATALOGUE, else the sample city's."),
]

#: What each command says of itself.
_HELP: Final = {
    "domains": "Show the domains of the plan: who leads, who takes part, what is reported.",
    "departments": "Show the departments: what each may send, and for whom.",
    "partners": "Show the partners: by which channel each is told.",
    "lists": "Show the named lists that an entry may put somebody on.",
    "codes": "Show the open codes that events may name.",
    "measures": "Show what follows from what, edition by edition, and what is off and why.",
    "items": "Show the counter items, and the measures that matter for each.",
    "working-days": "Show the years whose working days are known.",
}


def add_to(app: typer.Typer) -> None:
    """Give `app` a command for each section."""
    for name, says in _HELP.items():
        app.command(name, help=f"{says} Exit code 1 on a hole.")(_shown(name.replace("-", "_")))


def folder_of(context: typer.Context, given: Path | None) -> Path:
    """The folder that is meant where none may be named."""
    return given or settings_of(context).catalogue or SAMPLE


def whole(folder: Path, *, json: bool) -> Catalogue:
    """The catalogue of a folder; ends the command where it has a hole."""
    read = read_catalogue(folder)
    if isinstance(read, Catalogue):
        return read
    print_failure(CannotRun("\n".join(map(str, read))), json=json)
    raise typer.Exit(1)


def _shown(section: str) -> Callable[..., None]:
    def command(context: typer.Context, folder: Folder = None, json: Json = False) -> None:
        read = whole(folder_of(context, folder), json=json)
        if json:
            print_json(plain_rows(read, section))
        else:
            print_lines(SECTIONS[section](read))

    return command
