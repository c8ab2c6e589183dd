"""Reading the backlog: what it does not expect ends the interface; what it does costs nothing."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from integration.api_alone.serving import NOWHERE
from kafka import KafkaConsumer, KafkaProducer
from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError
from support.hub_process import await_that

from streams.api.serve import serve
from streams.reading.backlog import BacklogReader, BrokerAway
from streams.store.connection import connect
from streams.wiring.kafka_client import connected
from streams.wiring.keys import make_missing_keys
from streams.wiring.settings import read_settings


def test_what_was_not_expected_ends_the_interface(
    tmp_path: Path, broker: str, fresh_database: str
) -> None:
    """A database without its table of positions is no server that is away: the process ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = read_settings(
        {
            "HUB_DATA": str(tmp_path),
            "HUB_BOOTSTRAP_SERVERS": broker,
            "HUB_DATABASE_URL": fresh_database,
            "HUB_API_PORT": str(port),
        }
    )
    make_missing_keys(settings.keys_folder)
    serves = threading.Event()
    with ThreadPoolExecutor(1) as beside:
        ending = beside.submit(serve, settings, serves.set)
        await_that("the interface serves", serves.is_set, 30)
        with psycopg.connect(fresh_database) as connection:
            connection.execute("DROP TABLE position")
        with pytest.raises(psycopg.errors.UndefinedTable):
            ending.result(timeout=60)


def opened() -> tuple[int, int]:
    """This process's open files and sockets, and its threads."""
    return len(list(Path("/proc/self/fd").iterdir())), threading.active_count()


def test_a_broker_that_is_away_costs_nothing(fresh_database: str) -> None:
    """
    Asked in vain, of nobody or of one that takes connections and says nothing, none is left.

    Not of both at once: kafka-python leaves a refused connection's socket to the collector.
    """
    with (
        connect(fresh_database, "test backlog") as connection,
        socket.create_server(("127.0.0.1", 0)) as deaf,
    ):
        reader = BacklogReader(f"127.0.0.1:{deaf.getsockname()[1]}")
        before = opened()
        with pytest.raises(BrokerAway):
            reader.read(connection)
        assert opened() == before
        nobody = BacklogReader(NOWHERE)
        with pytest.raises(BrokerAway):
            nobody.read(connection)
        assert opened() == before


@pytest.mark.parametrize("kind", [KafkaAdminClient, KafkaConsumer, KafkaProducer])
def test_a_client_that_finds_no_broker_leaves_nothing(kind: "type[KafkaConsumer]") -> None:
    """Neither where nobody listens nor where somebody takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        before = opened()
        for address in (NOWHERE, f"127.0.0.1:{deaf.getsockname()[1]}"):
            with pytest.raises(KafkaError):
                connected(kind, address, bootstrap_timeout_ms=300)
            assert opened() == before
