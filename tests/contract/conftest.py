"""The stores of the line's state, and the registry over real HTTP on a free loopback port."""

import socket
import threading
from collections.abc import Iterator

import httpx
import pytest
import uvicorn
from contract.line_on_store import LineOnStore
from contract.outboxes import InDatabase, OutboxUnderTest
from contract.outboxes import InMemory as InMemoryOutbox
from contract.stores import InMemory, OnPostgres, StoreUnderTest
from fastapi import FastAPI
from scenario.cast import CATALOGUE
from support.catalogues import loaded

from schemas.manifest import published
from schemas.registry.router import router
from streams.store.connection import connect


@pytest.fixture(scope="session")
def registry_url() -> Iterator[str]:
    """Base address of the registry over the published manifest."""
    app = FastAPI()
    app.include_router(router(published()), prefix="/registry")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/registry"
        server.should_exit = True
        thread.join()


@pytest.fixture
def registry(registry_url: str) -> Iterator[httpx.Client]:
    """An HTTP client of the registry."""
    with httpx.Client(base_url=registry_url, timeout=10) as client:
        yield client


@pytest.fixture(params=["memory", "postgresql"])
def under_test(request: pytest.FixtureRequest) -> Iterator[StoreUnderTest]:
    """A fresh store of each sort."""
    if request.param == "memory":
        yield InMemory()
        return
    found = OnPostgres(request.getfixturevalue("fresh_database"))
    yield found
    found.connection.close()


@pytest.fixture
def line(under_test: StoreUnderTest) -> LineOnStore:
    """A line on it."""
    return LineOnStore(under_test.store, under_test.save, CATALOGUE)


@pytest.fixture(params=["memory", "postgres"])
def outbox(request: pytest.FixtureRequest) -> Iterator[OutboxUnderTest]:
    """Each outbox, empty, of a hub that goes by the sample city's catalogue."""
    if request.param == "memory":
        yield InMemoryOutbox(catalogue=loaded())
        return
    with connect(request.getfixturevalue("fresh_database"), "test outbox") as connection:
        yield InDatabase(connection=connection, catalogue=loaded())
