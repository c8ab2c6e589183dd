"""`hub catalogue new`: a city's own catalogue, to begin with."""

import shutil
from pathlib import Path
from typing import Annotated, Final

import typer

from schemas.catalogue.load import SAMPLE
from schemas.catalogue.parse import ALL_FILES
from streams.operate.cli.context import Json
from streams.operate.cli.printing import print_json, print_lines
from streams.wiring.failures import CannotRun

#: What nobody can load as it is: the sample's city is invented.
_FIRST: Final = (
    "departments.toml: your bodies, with the codes of those who decide (the sample's are 9999xx).",
    "partners.toml: who is told, by which channel, and who is asked for at counters.",
    "measures.toml: switch off what your lawyers have not read (enabled = false, why).",
    "items.toml: what your counters check.",
    "codes.toml: who may order each clause (ordered_by), by your departments' ids.",
)


def command(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.", metavar="DIR")],
    json: Json = False,
) -> None:
    """
    Begin a catalogue of your own: a copy of the sample city's, with its comments.

    A folder with anything in it is left as it is. What to change first is told, and stands with
    more on the page docs/catalogue.md.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CannotRun(
                f"{folder} has something in it: nothing was written. Name a new folder."
            )
        for name in ALL_FILES:
            shutil.copyfile(SAMPLE / name, folder / name)
    except OSError as error:
        raise CannotRun(f"{folder} cannot be written: {error.strerror}.") from error
    if json:
        print_json({"folder": str(folder), "files": ALL_FILES, "first": _FIRST})
        return
    print_lines(
        (
            f"{len(ALL_FILES)} files of the sample city are in {folder}. Change first:",
            *(f"  {line}" for line in _FIRST),
            f"Then: hub catalogue check {folder}",
        )
    )
