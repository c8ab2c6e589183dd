"""Clients of kafka-python that leave no thread or socket behind if there is no broker."""

import socket
from typing import Any, TypeVar

from kafka import KafkaConsumer, KafkaProducer
from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaConnectionError

C = TypeVar("C", KafkaAdminClient, KafkaConsumer, KafkaProducer)

#: How long it is tried to take a connection, and how long the broker may take to say who it is.
TAKES_S = 2.0
ANSWERS_S = 10.0


def connected(kind: type[C], bootstrap: str, **settings: object) -> C:
    """
    A client of the broker at `bootstrap`; times that are not set are the library's.

    Raises `KafkaError` when nobody answers. The library leaves its thread and its sockets to nobody
    when it finds no broker while a client is made: they are ended here.
    """
    if not listens(bootstrap, TAKES_S):
        raise KafkaConnectionError(f"nobody takes a connection at {bootstrap}")
    made: list[Any] = []

    def kept(**given: object) -> object:
        made.append(kind.DEFAULT_CONFIG["kafka_client"](**given))
        return made[-1]

    wanted = {"bootstrap_timeout_ms": int(ANSWERS_S * 1000), **settings}
    try:
        return kind(bootstrap_servers=bootstrap, kafka_client=kept, **wanted)
    except BaseException:
        for client in made:
            client.close()
        raise


def listens(bootstrap_servers: str, timeout_s: float) -> bool:
    """Whether anybody takes a connection at one of `bootstrap_servers`, whoever it is."""
    return any(_takes(address, timeout_s) for address in bootstrap_servers.split(","))


def _takes(address: str, timeout_s: float) -> bool:
    host, _, port = address.strip().rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout_s).close()
    except OSError:
        return False
    return True
