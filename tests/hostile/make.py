"""
`python -m hostile.make` (in `tests/`): the files as they are to be, from the modules of `making/`.

A file's verdict is no business of the maker's: it stands in `verdicts/<door>.toml`, written by a
person. What is larger than `LARGEST_KEPT_BYTES` is made anew by each test instead of being kept,
and so is what is compressed, since every zlib compresses in its own way.
"""

import shutil
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from hostile.making import (
    answers,
    avro_bytes,
    avro_values,
    csv_files,
    http_events,
    http_fields,
    http_json,
    http_lines,
    http_registry,
    json_lines,
)

HERE = Path(__file__).resolve().parent
FILES = HERE / "files"
LARGEST_KEPT_BYTES = 16 * 1024

#: The modules that make a door's files, and how the files' names end.
DOORS = {
    "events": ((avro_bytes, avro_values), "avro"),
    "answers": ((answers,), "avro"),
    "cf": ((csv_files,), "csv"),
    "court-list": ((json_lines,), "jsonl"),
    "http": ((http_json, http_fields, http_events, http_lines, http_registry), "http"),
}


@cache
def made(door: str) -> Mapping[str, bytes]:
    """File name → bytes of a door's files, the large ones too."""
    makers, ending = DOORS[door]
    return {
        f"{name}.{ending}": content for maker in makers for name, content in maker.files().items()
    }


def kept(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Those of a door's files that are kept in the tree."""
    return {
        name: file
        for name, file in files.items()
        if len(file) <= LARGEST_KEPT_BYTES and not name.startswith("gzip")
    }


def main() -> int:
    """Write every file that is kept, and nothing else."""
    shutil.rmtree(FILES, ignore_errors=True)
    for door in DOORS:
        folder = FILES / door
        folder.mkdir(parents=True)
        for name, content in kept(made(door)).items():
            (folder / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
