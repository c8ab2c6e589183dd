"""Recipes of the embedded servers in one data folder."""

from pathlib import Path

from streams.operate.embedded import jars
from streams.operate.embedded.broker import broker_recipe
from streams.operate.embedded.child import Recipe
from streams.operate.embedded.ports import chosen_ports, require_free
from streams.operate.embedded.postgres import database_url, postgres_recipe
from streams.wiring.endpoints import LOOPBACK


def embedded_broker(
    data: Path, cache: Path, maven_url: str | None = None, progress: jars.Progress | None = None
) -> tuple[Recipe, str]:
    """The broker of the data folder `data`, and its bootstrap address.

    The archives are in `cache` after the call. Raises `ServerUnavailable` or `PortTaken`.
    """
    ports = chosen_ports(data, ("broker", "broker controller"))
    for name, port in ports.items():
        require_free(port, name, data)
    archives = jars.ensure_jars(
        cache / "jars",
        jars.read_lock(jars.LOCK.read_text("utf-8")),
        maven_url or _central(),
        progress,
    )
    recipe = broker_recipe(
        folder=data / "broker",
        jars=archives,
        port=ports["broker"],
        controller_port=ports["broker controller"],
        log=data / "logs" / "broker.log",
    )
    return recipe, f"{LOOPBACK}:{ports['broker']}"


def _central() -> str:
    from jgo.maven import MavenContext

    return MavenContext().remote_repos["central"]


def embedded_postgres(data: Path) -> tuple[Recipe, str]:
    """The database server of the data folder `data`, and the address of the hub's database.

    Raises `ServerUnavailable` or `PortTaken`.
    """
    port = chosen_ports(data, ("database",))["database"]
    require_free(port, "database", data)
    folder = data / "postgres"
    recipe = postgres_recipe(folder=folder, port=port, log=data / "logs" / "database.log")
    return recipe, database_url(folder, port)
