"""`hub status`: whether all is well; its exit code says the same."""

from typing import TYPE_CHECKING

import typer

from streams.operate.cli.context import Data, Json, require_running, settings_of
from streams.wiring.endpoints import Endpoints, read_endpoints
from streams.wiring.failures import CannotRun

if TYPE_CHECKING:
    from streams.operate.cli.status_text import Server


def command(context: typer.Context, data: Data = None, json: Json = False) -> None:
    """Tell how the running hub is and what to do next; exit code 0 when all is well, 1 when not."""
    from streams.operate.cli.printing import print_json, print_lines
    from streams.operate.cli.session import session
    from streams.operate.cli.status_text import status_lines
    from streams.reading.catching_up import observe

    settings = settings_of(context, data)
    pid = require_running(settings)
    endpoints = read_endpoints(settings.data)
    if endpoints is None:
        raise CannotRun(f"The hub (process {pid}) is still starting. Try again in a moment.")
    servers = _servers(endpoints)
    answers = {server.name: server.answers for server in servers}
    found = None
    if answers["database"]:
        with session(context, data) as hub:
            found = observe(hub.connection, hub.endpoints.bootstrap, hub.clock)
    if json:
        codes = [server.code for server in servers if not server.answers]
        print_json({"process": pid, **answers, "codes": codes, "condition": found})
    else:
        print_lines(status_lines(pid, servers, found))
    if not all(answers.values()) or found is None or not found.well:
        raise typer.Exit(1)


def _servers(endpoints: Endpoints) -> "tuple[Server, ...]":
    from streams.operate.cli.status_text import Server
    from streams.operate.embedded.probes import broker_answers, database_answers
    from streams.store.away import place_of

    return (
        Server(
            name="broker",
            place=endpoints.bootstrap,
            code="S2001",
            answers=broker_answers(endpoints.bootstrap),
        ),
        Server(
            name="database",
            place=place_of(endpoints.database),
            code="S2002",
            answers=database_answers(endpoints.database),
        ),
    )
