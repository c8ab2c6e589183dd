"""
Connecting to the broker, without leaving anything behind where that fails.

kafka-python starts its network thread before it knows whether a broker answers, and leaves it and
its sockets when none does; a department that tries again every minute would collect them. So the
address is tried first, and what a failed client has opened is closed.
"""

import socket
import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

from kafka.errors import KafkaConnectionError
from kafka.net.compat import KafkaNetClient

Client = TypeVar("Client")

_PAUSE_S: Final = 0.2


def connect(make: Callable[..., Client], servers: str, timeout_s: float, **settings: Any) -> Client:
    """
    A Kafka client on `servers` (``host:port``, more of them separated by commas).

    Raises `KafkaError` when none of them is to be reached within `timeout_s`.
    """
    deadline = time.monotonic() + timeout_s
    addresses = [address.strip() for address in servers.split(",")]
    while not any(_listens(address, deadline) for address in addresses):
        if time.monotonic() + _PAUSE_S > deadline:
            raise KafkaConnectionError(f"nothing listens at {servers}")
        time.sleep(_PAUSE_S)
    made: list[KafkaNetClient] = []

    def network(**config: Any) -> KafkaNetClient:
        made.append(KafkaNetClient(**config))
        return made[-1]

    try:
        return make(
            kafka_client=network,
            bootstrap_servers=addresses,
            bootstrap_timeout_ms=int(max(1.0, deadline - time.monotonic()) * 1000),
            **settings,
        )
    except BaseException:
        for one in made:
            one.close()
        raise


def _listens(address: str, deadline: float) -> bool:
    host, _, port = address.rpartition(":")
    try:
        left_s = max(0.5, deadline - time.monotonic())
        socket.create_connection((host.strip("[]"), int(port)), timeout=left_s).close()
    except OSError:
        return False
    return True
