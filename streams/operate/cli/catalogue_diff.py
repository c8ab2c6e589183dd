"""`hub catalogue diff`: in which rows two catalogues differ, and whom a load would reach."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from schemas.catalogue.difference import How, RowDiffers, differing_rows
from schemas.catalogue.load import read_catalogue
from schemas.catalogue.model import Catalogue
from streams.operate.cli import progress
from streams.operate.cli.context import Data, Json
from streams.operate.cli.printing import print_failure, print_json, print_lines
from streams.wiring.failures import CannotRun

if TYPE_CHECKING:  # what it comes with is heavy, and most commands do without
    from streams.reading.what_if import WhatIf

#: In place of a folder: the catalogue that the hub has loaded.
LOADED: Final = "loaded"

_SIGN: Final = {How.ADDED: "+", How.REMOVED: "-", How.CHANGED: "~"}


def command(
    context: typer.Context,
    old: Annotated[
        str, typer.Argument(help="Folder of the older files, or the word: loaded", metavar="OLD")
    ],
    new: Annotated[Path, typer.Argument(help="Folder of the newer files.", metavar="NEW")],
    against_pool: Annotated[
        bool,
        typer.Option(
            "--against-pool",
            help="Judge every subject under both: whom the load would add, amend, free.",
        ),
    ] = False,
    data: Data = None,
    json: Json = False,
) -> None:
    """
    Show in which rows two catalogues differ; nothing is written.

    With --against-pool also whom loading NEW after OLD would add, amend and free, sums first;
    exit code 1 if the line would refuse the load.

    hub catalogue diff loaded my-city --against-pool
    """
    newer = _read(new, json=json)
    older = None if old == LOADED else _read(Path(old), json=json)
    if older is not None and not against_pool:
        _print(tuple(differing_rows(older, newer)), None, json=json)
        return
    from streams.operate.cli.session import session
    from streams.reading.what_if import what_if
    from streams.store.connection import ASKING, LOADING

    found: WhatIf | None = None
    with session(context, data, LOADING if against_pool else ASKING) as hub:
        opened = hub.opened()
        rows = tuple(differing_rows(older or opened.catalogue, newer))
        if against_pool:
            found = what_if(opened.store, opened.rules.book, older, newer, _progress)
    progress.clear()
    _print(rows, found, json=json)
    if found is not None and found.refused:
        raise typer.Exit(1)


def _read(folder: Path, *, json: bool) -> Catalogue:
    read = read_catalogue(folder)
    if isinstance(read, Catalogue):
        return read
    print_failure(CannotRun("\n".join(map(str, read))), json=json)
    raise typer.Exit(1)


def _progress(done: int, total: int) -> None:
    progress.show(f"{done} of {total} subjects are judged")


def _print(rows: Sequence[RowDiffers], found: "WhatIf | None", *, json: bool) -> None:
    if json:
        print_json({"rows": rows} if found is None else {"rows": rows, "pool": found})
        return
    print_lines(_row_lines(rows))
    if found is not None:
        print_lines(_pool_lines(found))


def _row_lines(rows: Sequence[RowDiffers]) -> Iterator[str]:
    if not rows:
        yield "The two catalogues have the same rows."
    for row in rows:
        yield f"{_SIGN[row.how]} {row.section}  {row.row}"
        for name, (before, after) in row.fields.items():
            yield f"    {name}: {before} → {after}"


def _pool_lines(found: "WhatIf") -> Iterator[str]:
    yield ""
    if found.refused:
        yield f"The load would be refused. {found.refused}"
        return
    yield f"{found.subjects} subjects judged as of {found.day}, {len(found.changes)} directives."
    for each in found.sums:
        yield f"  {each.effect:8} {each.count:>8}  {each.measure} at {each.partner}"
    if found.changes:
        yield ""
    for change in found.changes:
        until = f"to {change.valid_until}" if change.valid_until else "until lifted"
        why = f"  {change.reason}" if change.reason else ""
        approval = "  waits for approval" if change.held else ""
        yield (
            f"{change.effect:8} {change.measure} at {change.partner}  {change.subject}  "
            f"{change.valid_from} {until}{why}{approval}"
        )
