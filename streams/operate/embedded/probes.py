"""Whether a server serves: asked with its own protocol, since an open port says little."""

import asyncio

import psycopg
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from streams.store.session import Session
from streams.wiring.kafka_client import listens


def broker_answers(bootstrap_servers: str, timeout_s: float = 2.0) -> bool:
    """Whether a broker at `bootstrap_servers` answers a metadata request with itself in it."""
    if not listens(bootstrap_servers, timeout_s):
        return False  # asked first because the client logs an error for every refused connection
    return asyncio.run(_has_brokers(bootstrap_servers, timeout_s))


async def _has_brokers(bootstrap_servers: str, timeout_s: float) -> bool:
    admin = AIOKafkaAdminClient(
        bootstrap_servers=bootstrap_servers, request_timeout_ms=int(timeout_s * 1000)
    )
    try:
        async with asyncio.timeout(timeout_s):
            await admin.start()
            cluster = await admin.describe_cluster()
        return bool(cluster["brokers"])
    except (KafkaError, OSError, TimeoutError):
        return False
    finally:
        await admin.close()


def database_answers(url: str, timeout_s: int = 2) -> bool:
    """Whether the database at `url` answers a query in time."""
    try:
        with Session.connect(url, connect_timeout=timeout_s) as connection:
            connection.answer_s = timeout_s
            connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True
