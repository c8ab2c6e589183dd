"""
Read a catalogue from a folder of TOML files.

`SAMPLE` is the sample city's; another city brings a folder of its own with the same files. What is
read is strict: an unknown key, a wrong type or a missing field is a hole, never a guess.
"""

from os.path import lexists
from pathlib import Path
from typing import Final

from schemas.catalogue.check import holes
from schemas.catalogue.hole import Hole
from schemas.catalogue.model import Catalogue
from schemas.catalogue.parse import ALL_FILES, BRAKE_FILE, FILES, parse_catalogue

#: The catalogue of the sample city.
SAMPLE: Final = Path(__file__).parent / "rows"


def read_catalogue(folder: Path) -> Catalogue | tuple[Hole, ...]:
    """
    The catalogue of `folder` with its version and without `applies_from`, or all its holes.

    Raises nothing for what stands in the files; a folder that cannot be read is a hole too.
    """
    if not folder.is_dir():
        wanted = f"is no folder; a catalogue is one with {', '.join(FILES)}"
        return (Hole(file=str(folder), row="", reason=wanted),)
    texts: dict[str, str] = {}
    missing: list[Hole] = []
    # A link that leads nowhere is there too: a brake that cannot be read is not "no brake".
    for name in ALL_FILES if lexists(folder / BRAKE_FILE) else FILES:
        try:
            texts[name] = (folder / name).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            why = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
            missing.append(Hole(file=name, row="", reason=f"cannot be read: {why}"))
    tomls = {path.name for path in folder.iterdir() if path.suffix.lower() == ".toml"}
    strangers = sorted(tomls - {*ALL_FILES})
    files = ", ".join(ALL_FILES)
    missing += (
        Hole(file=name, row="", reason=f"unknown file; the files are {files}") for name in strangers
    )
    if missing:
        return tuple(missing)
    catalogue = parse_catalogue(texts)
    if not isinstance(catalogue, Catalogue):
        return catalogue
    return holes(catalogue) or catalogue
