"""`hub status`: whether all is well; its exit code says the same."""

import json as json_format

import typer

from streams.wiring.cli.context import Data, Json, require_running, settings_of
from streams.wiring.endpoints import read_endpoints
from streams.wiring.failures import CannotRun


def command(context: typer.Context, data: Data = None, json: Json = False) -> None:
    """Tell how the running hub is; exit code 0 when all is well, 1 when not."""
    from streams.wiring.embedded.probes import broker_answers, database_answers

    settings = settings_of(context, data)
    pid = require_running(settings)
    endpoints = read_endpoints(settings.data)
    if endpoints is None:
        raise CannotRun(f"The hub (process {pid}) is still starting. Try again in a moment.")
    well = {
        "broker": broker_answers(endpoints.bootstrap),
        "database": database_answers(endpoints.database),
    }
    if json:
        typer.echo(json_format.dumps({"process": pid, **well}))
    else:
        typer.echo(f"hub       process {pid}")
        for name, answers in well.items():
            typer.echo(f"{name:9} {'answers' if answers else 'does not answer'}")
    if not all(well.values()):
        raise typer.Exit(1)
