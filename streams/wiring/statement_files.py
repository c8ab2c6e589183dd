"""
SQL stands in files beside the modules that use it: one file a topic, a statement a `-- name:` line.

aiosql reads such files too, but means to run them as well, with parameters of its own spelling;
here the driver runs them, also as a COPY, in binary form and by a cursor of the server.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

_NAME: Final = re.compile(rb"(?m)^-- name: (\w+)\n")


@cache
def statements_in(folder: Path) -> Mapping[str, bytes]:
    """
    The statements of a folder by their names, each with its comments; read once.

    What stands above the first name of a file is about its topic. Raises ValueError for a name
    that the folder has twice.
    """
    found: dict[str, bytes] = {}
    for file in sorted(folder.glob("*.sql")):
        _, *parts = _NAME.split(file.read_bytes())
        for name, text in zip(parts[::2], parts[1::2], strict=True):
            if name.decode() in found:
                raise ValueError(f"{file}: there is a statement {name.decode()} already")
            found[name.decode()] = text.rstrip() + b"\n"
    return found


def statements_of(folder: Path) -> Callable[[str], bytes]:
    """What gives a statement of a folder by its name."""
    return lambda name: statements_in(folder)[name]
