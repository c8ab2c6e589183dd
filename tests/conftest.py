"""What every test can ask for: a broker, a database, and names of its own on both.

The servers are started once a session and only when a test asks; with `HUB_BOOTSTRAP_SERVERS` or
`HUB_DATABASE_URL` in the environment, the servers named there are used instead.
"""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.databases import create_database, drop_database, with_database
from support.scratch import servers_place
from support.suite_times import pytest_runtest_logreport, pytest_terminal_summary

from deploy.clean import outside_folders
from streams.operate.embedded.child import Child
from streams.operate.embedded.servers import embedded_broker, embedded_postgres
from streams.store.migrate import migrate
from streams.wiring.places import default_cache

__all__ = ["pytest_runtest_logreport", "pytest_terminal_summary"]


@pytest.fixture(scope="session")
def server_folder() -> Iterator[Path]:
    """A data folder that the database's own user can pass through, removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="hub-test-", dir=servers_place()))
    folder.chmod(0o711)
    yield folder
    for place in (*outside_folders(folder), folder):
        shutil.rmtree(place)


@pytest.fixture(scope="session")
def broker(request: pytest.FixtureRequest) -> Iterator[str]:
    """Bootstrap address of a Kafka broker, for example `127.0.0.1:21001`."""
    if given := os.environ.get("HUB_BOOTSTRAP_SERVERS"):
        yield given
        return
    folder: Path = request.getfixturevalue("server_folder")
    cache = Path(os.environ.get("HUB_CACHE") or default_cache())
    recipe, bootstrap_servers = embedded_broker(folder, cache, os.environ.get("HUB_MAVEN_URL"))
    child = Child(recipe)
    try:
        child.await_ready()
        yield bootstrap_servers
    finally:
        child.stop()


@pytest.fixture(scope="session")
def database_server(request: pytest.FixtureRequest) -> Iterator[str]:
    """Address of a database on which other databases may be made."""
    if given := os.environ.get("HUB_DATABASE_URL"):
        yield given
        return
    recipe, url = embedded_postgres(request.getfixturevalue("server_folder"))
    child = Child(recipe)
    try:
        child.await_ready()
        yield url
    finally:
        child.stop()


@pytest.fixture(scope="session")
def template_database(database_server: str) -> Iterator[str]:
    """Address of a database with the newest schema, to be copied and never written."""
    name = f"hub_template_{uuid.uuid4().hex[:12]}"
    create_database(database_server, name)
    url = with_database(database_server, name)
    migrate(url)
    yield url
    drop_database(database_server, name)


@pytest.fixture(scope="session")
def database_url(database_server: str, template_database: str) -> Iterator[str]:
    """Address of a database with the newest schema, shared by all tests of the session."""
    yield from _copy(database_server, template_database)


@pytest.fixture
def fresh_database(database_server: str, template_database: str) -> Iterator[str]:
    """Address of an empty database with the newest schema, for this test alone."""
    yield from _copy(database_server, template_database)


@pytest.fixture
def topic_prefix() -> str:
    """A prefix for topics and groups that no other test uses."""
    return f"t{uuid.uuid4().hex[:12]}."


def _copy(server: str, template: str) -> Iterator[str]:
    name = f"hub_{uuid.uuid4().hex[:12]}"
    create_database(server, name, template=template)
    yield with_database(server, name)
    drop_database(server, name)
