"""`hub import`: a department's file goes in, and every row's outcome comes out."""

from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from connectors.departments.row import BrokenFile
from streams.accept.dates import SHANGHAI
from streams.operate.cli.context import Data, Json, no_hub, settings_of
from streams.operate.cli.printing import print_failure, print_json, print_lines
from streams.wiring.endpoints import read_endpoints
from streams.wiring.failures import CannotRun

if TYPE_CHECKING:
    from connectors.departments.row import Reading
    from streams.operate.importing.apart import FileQuestion
    from streams.operate.importing.result import FileDone
    from streams.operate.importing.run import Importer

#: Hub, folder or file were not as they must be: nothing can be said of any row.
NOT_IMPORTED = 2


class ImportLayout(StrEnum):
    """Layouts that can be imported."""

    CF = "cf"  #: 行政处罚信息, CSV
    COURT_LIST = "court-list"  #: 失信被执行人, JSON lines


def command(
    context: typer.Context,
    layout: Annotated[ImportLayout, typer.Argument(help="cf (CSV) or court-list (JSON lines).")],
    file: Annotated[Path, typer.Argument(help="The file.", exists=True, dir_okay=False)],
    department: Annotated[str, typer.Option("--department", help="Whose records they are.")],
    data: Data = None,
    authority: Annotated[
        str, typer.Option(help="USCC of the court of a court list, if it decides for several.")
    ] = "",
    wait: Annotated[float, typer.Option(help="Seconds to wait for outcomes.", min=0)] = 30.0,
    json: Json = False,
    dry_run: Annotated[bool, typer.Option(help="Say what would be sent; send nothing.")] = False,
) -> None:
    """
    Publish what is new or changed in a file, and tell what became of each row.

    Exit 1 if rows came back, 2 if the file was not imported, 3 if some outcomes are pending.
    """
    from streams.operate.importing.mended import WrittenFiles
    from streams.operate.importing.returned_file import leave_returned
    from streams.operate.importing.words import lines_of, summary

    try:
        importer = _importer(context, data, department, quiet=json)
        question = _question(layout, importer, authority)
        reading, done = _imported(importer, file, question, wait, dry_run=dry_run)
    except CannotRun as reason:
        print_failure(reason, json=json)
        raise typer.Exit(NOT_IMPORTED) from None
    told = []
    try:
        # Before anything is said: who reads what is said may be gone.
        if not dry_run:
            written = WrittenFiles(memory=importer.folder / "returned")
            places = written.places(file, ".csv" if layout is ImportLayout.CF else ".jsonl")
            told = [leave_returned(places.target, file, done, reading), places.told]
            written.remember(places.target)
    finally:
        if json:
            for row in done.rows:
                print_json(asdict(row))
        else:
            print_lines((*lines_of(done), summary(done)))
    for line in filter(None, told):
        typer.echo(line, err=json)
    if done.exit_code:
        raise typer.Exit(done.exit_code)


def _importer(
    context: typer.Context, data: Path | None, department: str, *, quiet: bool
) -> "Importer":
    from streams.operate.importing.run import Importer

    settings = settings_of(context, data)
    endpoints = read_endpoints(settings.data)
    if endpoints is None:
        raise no_hub(settings)
    return Importer(
        endpoints=endpoints,
        department=department,
        folder=settings.data / "departments" / department,
        outbox_key=settings.keys_folder / "outbox",
        quiet=quiet,
    )


def _question(layout: ImportLayout, importer: "Importer", authority: str) -> "FileQuestion":
    """How the file is read. Raises `CannotRun` where the hub does not know the department."""
    from connectors.departments.failures import Busy
    from connectors.departments.layouts import cf, court_list
    from streams.operate.importing.apart import FileQuestion

    try:
        known = importer.known()
    except Busy as reason:
        raise CannotRun(reason.why, reason.code) from reason
    if known is None:
        raise CannotRun(
            f"The catalogue in force has no department {importer.department!r}. Nothing was sent. "
            "See: hub catalogue departments"
        )
    today = datetime.now(SHANGHAI).date()
    if layout is ImportLayout.CF:
        return FileQuestion(layout=cf.LAYOUT, court_uscc="", today=today)
    only = known.decides_for[0] if len(known.decides_for) == 1 else ""
    return FileQuestion(layout=court_list.LAYOUT, court_uscc=authority or only, today=today)


def _imported(
    importer: "Importer", file: Path, question: "FileQuestion", wait_s: float, *, dry_run: bool
) -> "tuple[Reading, FileDone]":
    from connectors.departments.failures import Busy, OutboxUnusable

    try:
        with importer.read(file, question) as reading:
            if isinstance(reading, BrokenFile):
                text = f"{file} cannot be imported: {reading}. Nothing of it was sent."
                raise CannotRun(text, reading.code)
            return reading, importer.run(reading, wait_s=wait_s, dry_run=dry_run)
    except (Busy, OutboxUnusable) as reason:
        raise CannotRun(reason.why, reason.code) from reason
