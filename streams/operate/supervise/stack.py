"""The whole stack: servers, preparation, the hub's processes, and the way back down."""

import sys
from collections.abc import Callable
from contextlib import suppress

from streams.operate.embedded.child import Recipe
from streams.operate.embedded.ports import chosen_ports, require_free
from streams.operate.embedded.servers import embedded_broker, embedded_postgres
from streams.operate.machine_code import choice
from streams.operate.supervise.children import hub_recipes
from streams.operate.supervise.instance import only_one
from streams.operate.supervise.named_servers import require_broker, require_database
from streams.operate.supervise.preparation import prepare
from streams.operate.supervise.stop_signals import StopSignals, stop_signals
from streams.operate.supervise.supervisor import Supervisor
from streams.wiring.endpoints import LOOPBACK, Endpoints, write_endpoints
from streams.wiring.failures import CannotRun
from streams.wiring.run_folder import Restarts, restarts_file
from streams.wiring.settings import Settings


class Interrupted(CannotRun):
    """A stop was asked for before the stack was up."""


def run_stack(
    settings: Settings, report: Callable[[str], None], announce: Callable[[Endpoints], None]
) -> None:
    """Run the hub until SIGTERM or Ctrl-C; after the call none of its processes is left.

    `announce` is called once, when everything serves. Raises `CannotRun` (and its kinds) when the
    stack cannot start or cannot go on. Data, keys and ports stay for the next run.
    """
    with stop_signals() as signals, only_one(settings.data):
        supervisor = Supervisor(signals, report, Restarts(restarts_file(settings.data)))
        try:
            with_port = _with_api_port(settings)
            complete = _start_servers(with_port, supervisor, signals, report)
            _with_api_port(settings)
            endpoints = _endpoints(complete)
            prepare(complete, report)
            write_endpoints(settings.data, endpoints)
            code = choice(settings.machine_code)
            if code.said is not None:
                report(code.said)
            supervisor.start(list(hub_recipes(complete, code=code)))
            if not signals.requested():
                announce(endpoints)
            supervisor.watch()
        except CannotRun:
            if not signals.requested():
                raise
            report("Stopped before everything was up; the next start goes on from here.")
        finally:
            supervisor.stop()


def _with_api_port(settings: Settings) -> Settings:
    """
    Settings that name the API's port. Raises `PortTaken`.

    It is asked for before servers are started, which takes long, and again once they are.
    """
    if settings.api_port is not None:
        require_free(settings.api_port, "api", "HUB_API_PORT")
        return settings
    port = chosen_ports(settings.data, ("api",))["api"]
    require_free(port, "api", settings.data)
    return settings.model_copy(update={"api_port": port})


def _start_servers(
    settings: Settings,
    supervisor: Supervisor,
    signals: StopSignals,
    report: Callable[[str], None],
) -> Settings:
    """Start the servers that the settings do not name; return settings that name them all."""
    recipes: list[Recipe] = []
    bootstrap_servers, database_url = settings.bootstrap_servers, settings.database_url

    def progress(ready: int, total: int) -> None:
        _stop_if(signals)
        if ready == 0:
            report(f"Fetching {total} Java archives of the broker (45 MB) into {settings.cache}.")
        elif ready % 10 == 0 or ready == total:
            report(f"  {ready} of {total}")

    if bootstrap_servers is None:
        recipe, bootstrap_servers = embedded_broker(
            settings.data, settings.cache, settings.maven_url, progress
        )
        recipes.append(recipe)
    else:
        require_broker(bootstrap_servers)
    _stop_if(signals)
    if database_url is None:
        recipe, database_url = embedded_postgres(settings.data)
        recipes.append(recipe)
    else:
        require_database(database_url)
    supervisor.start(recipes)
    _stop_if(signals)
    return settings.model_copy(
        update={
            "bootstrap_servers": bootstrap_servers,
            "database_url": database_url,
        }
    )


def _endpoints(settings: Settings) -> Endpoints:
    if not (settings.bootstrap_servers and settings.database_url and settings.api_port):
        raise ValueError("the settings of a running hub name its servers")
    api = f"http://{LOOPBACK}:{settings.api_port}"
    return Endpoints(
        bootstrap=settings.bootstrap_servers,
        registry=f"{api}/registry",
        database=settings.database_url,
        api=api,
    )


def _stop_if(signals: StopSignals) -> None:
    if signals.requested():
        raise Interrupted


def say(text: str) -> None:
    """
    Tell the operator, beside the output that a program reads.

    Where nobody can be told, on a full disk or a closed pipe, the hub runs on.
    """
    with suppress(OSError):
        print(text, file=sys.stderr, flush=True)  # noqa: T201
