"""PostgreSQL's own tools, of a version that fits the server: from the wheel, or from `PATH`."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from streams.operate.embedded.failures import ServerUnavailable
from streams.operate.embedded.postgres import programs_folder
from streams.wiring.failures import CannotRun
from streams.wiring.libpq_variables import libpq_variables

_VERSION: Final = re.compile(r"\) (\d+)")
_SHOWN: Final = 2000


class ToolFailed(CannotRun):
    """One of PostgreSQL's tools ended with an error; the text has its last words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One program and its major version."""

    program: Path
    major: int


def tool(name: str, server_major: int, at_least: int = 0) -> Tool:
    """
    The program `name` for a server: of the same version, else the oldest that is newer.

    `at_least`: what the file that is read asks for. Raises `CannotRun` where there is none.
    """
    found = [each for each in _installed(name) if each.major >= max(server_major, at_least)]
    if not found:
        have = ", ".join(str(each.major) for each in _installed(name)) or "none"
        raise CannotRun(
            f"No {name} of version {max(server_major, at_least)} or newer is here (found: {have}). "
            "Install PostgreSQL's client programs of that version and put them on PATH."
        )
    return min(found, key=lambda each: each.major)


def for_server(url: str) -> tuple[str, Mapping[str, str]]:
    """Address without the password, fit for argv, and the environment that has it."""
    given = conninfo_to_dict(url)
    password = given.pop("password", None)
    environment = {"LC_ALL": "C", "PGCONNECT_TIMEOUT": "10", "PGTZ": "UTC"}
    kept = {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}
    secret = {} if password is None else {"PGPASSWORD": str(password)}
    address = make_conninfo(**{name: str(value) for name, value in given.items()})
    return address, {**kept, **libpq_variables(os.environ), **environment, **secret}


def last_words(name: str, said: bytes) -> ToolFailed:
    """What a tool said before it ended with an error."""
    text = said.decode("utf-8", "replace").strip()
    return ToolFailed(f"{name} failed, and nothing was changed:\n{text[-_SHOWN:]}")


def _installed(name: str) -> Sequence[Tool]:
    return [Tool(program=path, major=major) for path in _places(name) if (major := _major(path))]


def _places(name: str) -> Iterable[Path]:
    with suppress(ServerUnavailable):  # without the wheel the database is somebody else's
        yield programs_folder() / name
    if found := shutil.which(name):
        yield Path(found)


def _major(program: Path) -> int:
    """The program's major version, 0 where it does not run."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    found = _VERSION.search(said.stdout)
    return int(found[1]) if found else 0
