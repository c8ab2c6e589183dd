"""What commands share: the settings they run with, and options of the same meaning."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from streams.operate.supervise.instance import running_pid
from streams.wiring.endpoints import read_endpoints
from streams.wiring.failures import CannotRun
from streams.wiring.settings import Settings, read_settings

Data = Annotated[
    Path | None,
    typer.Option("--data", help="Data folder of the hub; HUB_DATA, else build/data."),
]
Json = Annotated[bool, typer.Option("--json", help="One line of JSON instead of text.")]


def settings_of(
    context: typer.Context, data: Path | None = None, workers: int | None = None
) -> Settings:
    """The settings of the environment, with options of the command line before them."""
    environment: dict[str, str] = context.obj
    given = {"HUB_DATA": data, "HUB_WORKERS": workers}
    options = {key: str(value) for key, value in given.items() if value is not None}
    return read_settings({**environment, **options})


def require_running(settings: Settings) -> int:
    """Process id of the hub on the data folder. Raises `CannotRun` when none runs."""
    pid = running_pid(settings.data)
    if pid is None:
        raise CannotRun(f"No hub runs on {settings.data}. {_start(settings)}", "S2003")
    return pid


def database_of(settings: Settings) -> str:
    """The database's address. Raises `CannotRun` where neither settings nor a hub name one."""
    endpoints = read_endpoints(settings.data)
    if address := settings.database_url or (endpoints and endpoints.database):
        return address
    raise no_hub(settings)


def broker_of(settings: Settings) -> str:
    """The broker's address. Raises as `database_of`."""
    endpoints = read_endpoints(settings.data)
    if address := settings.bootstrap_servers or (endpoints and endpoints.bootstrap):
        return address
    raise no_hub(settings)


def no_hub(settings: Settings) -> CannotRun:
    """What is raised where no hub has left its addresses on the data folder."""
    return CannotRun(f"No hub has run on {settings.data} yet. {_start(settings)}", "S2003")


def _start(settings: Settings) -> str:
    # With the folder: `hub up` alone may mean another, and would make a new hub there.
    return f"Start one with: hub up --data {shlex.quote(str(settings.data))}"
