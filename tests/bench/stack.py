"""Servers of one's own for a measurement, and the hub's processes on them, each started by name."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue
from streams.operate.embedded.child import Child
from streams.operate.embedded.ports import chosen_ports
from streams.operate.embedded.servers import embedded_broker, embedded_postgres
from streams.operate.supervise.children import HUB_PROCESSES, hub_recipes
from streams.operate.supervise.preparation import prepare
from streams.wiring.places import default_cache
from streams.wiring.settings import Settings, read_settings
from streams.wiring.topics import make_topics, topics_of

#: Of each department's topic, where nothing else is asked for.
PARTITIONS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Settings that name the servers, and the servers' process ids by name."""

    settings: Settings
    pids: Mapping[str, int]


@contextmanager
def servers(partitions: int) -> Iterator[Settings]:
    """The same as `stack`, for who needs no more than the settings."""
    with stack(partitions) as standing:
        yield standing.settings


@contextmanager
def stack(partitions: int) -> Iterator[Stack]:
    """A broker with every topic of the sample city, and a database with the newest schema."""
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        broker, bootstrap = embedded_broker(folder, default_cache(), None)
        database, url = embedded_postgres(folder)
        children: list[Child] = []
        try:
            for recipe in (broker, database):
                children.append(Child(recipe))
                children[-1].await_ready()
                recipe.prepare()
            settings = read_settings(
                {
                    "HUB_DATA": str(folder),
                    "HUB_BOOTSTRAP_SERVERS": bootstrap,
                    "HUB_DATABASE_URL": url,
                    "HUB_API_PORT": str(chosen_ports(folder, ("api",))["api"]),
                }
            )
            prepare(settings, lambda _: None)
            catalogue = read_catalogue(SAMPLE)
            assert isinstance(catalogue, Catalogue)
            make_topics(bootstrap, topics_of(catalogue, partitions))
            pids = {child.recipe.name: child.pid for child in children}
            yield Stack(settings=settings, pids=pids)
        finally:
            for child in reversed(children):
                child.stop()


@contextmanager
def processes(settings: Settings, *roles: str) -> Iterator[dict[str, int]]:
    """The hub's processes of these roles, by name; started in turn and stopped at the end."""
    wanted = tuple(process for process in HUB_PROCESSES if process.role in roles)
    if missing := set(roles) - {process.role for process in wanted}:
        raise LookupError(f"the hub has no process {', '.join(sorted(missing))}")
    children: list[Child] = []
    try:
        for recipe in hub_recipes(settings, wanted):
            children.append(Child(recipe))
            children[-1].await_ready()
        yield {child.recipe.name: child.pid for child in children}
    finally:
        for child in reversed(children):
            child.stop()
