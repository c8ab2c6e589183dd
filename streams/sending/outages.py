"""Waits for a broker or a database that is away and tries again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from aiokafka.errors import KafkaError
from confluent_kafka import KafkaException

from streams.store.away import AWAY

log = logging.getLogger(__name__)

FIRST_WAIT_S: Final = 0.2
#: What comes back is noticed so late at most; one attempt costs a refused connection.
LONGEST_WAIT_S: Final = 2.0
#: How often the log repeats that an outage lasts.
SAY_EVERY_S: Final = 60.0
#: What an outage looks like. Everything else is a bug and ends the process.
OUTAGES: Final = (*AWAY, KafkaError, KafkaException, OSError)


def code_of(outage: BaseException) -> str:
    """
    The code in `docs/errors/` of the server that is away; "" if it is the network or the disk.
    """
    if isinstance(outage, AWAY):
        return "S2002"
    return "S2001" if isinstance(outage, KafkaError | KafkaException) else ""


async def keep_on(name: str, session: Callable[[], Awaitable[None]]) -> None:
    """
    Run `session` again whenever an outage ends it, after a growing wait; never returns.

    `session` opens its own connections, so that nothing of a lost one is used again.
    """
    now_s = asyncio.get_running_loop().time
    wait_s, said_s = FIRST_WAIT_S, -SAY_EVERY_S
    while True:
        started_s = now_s()
        try:
            await session()
        except OUTAGES as outage:
            if now_s() - started_s > LONGEST_WAIT_S:
                wait_s = FIRST_WAIT_S
            if wait_s < LONGEST_WAIT_S or now_s() - said_s > SAY_EVERY_S:
                told = {"channel": name, "what": type(outage).__name__, "code": code_of(outage)}
                log.warning("outage", extra=told)
                said_s = now_s()
        await asyncio.sleep(wait_s)
        wait_s = min(LONGEST_WAIT_S, wait_s * 2)
