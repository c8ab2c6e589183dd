"""`hub status`: whether all is well; its exit code says the same."""

import typer

from streams.wiring.cli.context import Data, Json, require_running, settings_of
from streams.wiring.endpoints import Endpoints, read_endpoints
from streams.wiring.failures import CannotRun


def command(context: typer.Context, data: Data = None, json: Json = False) -> None:
    """Tell how the running hub is and what to do next; exit code 0 when all is well, 1 when not."""
    from streams.wiring.cli.printing import print_json, print_lines
    from streams.wiring.cli.session import session
    from streams.wiring.cli.status_text import status_lines
    from streams.wiring.reading.catching_up import observe

    settings = settings_of(context, data)
    pid = require_running(settings)
    endpoints = read_endpoints(settings.data)
    if endpoints is None:
        raise CannotRun(f"The hub (process {pid}) is still starting. Try again in a moment.")
    servers = _servers(endpoints)
    found = None
    if servers["database"]:
        with session(context, data) as hub:
            found = observe(hub.connection, hub.endpoints.bootstrap, hub.clock)
    if json:
        print_json({"process": pid, **servers, "condition": found})
    else:
        print_lines(status_lines(pid, servers, found))
    if not all(servers.values()) or found is None or not found.well:
        raise typer.Exit(1)


def _servers(endpoints: Endpoints) -> dict[str, bool]:
    from streams.wiring.embedded.probes import broker_answers, database_answers

    return {
        "broker": broker_answers(endpoints.bootstrap),
        "database": database_answers(endpoints.database),
    }
