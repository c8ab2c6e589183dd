"""What a sender waits out, and what ends it."""

import asyncio
from collections.abc import Iterator

import psycopg
import pytest

from streams.sending.outages import keep_on

ERRORS = psycopg.errors


class Bug(Exception):
    """Nothing that waiting helps."""


@pytest.mark.parametrize(
    "outage",
    [
        ERRORS.AdminShutdown("restarted"),
        ERRORS.IdleInTransactionSessionTimeout("stopped in a transaction for a minute"),
        ERRORS.ReadOnlySqlTransaction("a standby that is not promoted yet"),
    ],
)
def test_a_database_that_is_not_there_for_a_sender_is_waited_for(outage: Exception) -> None:
    """Its session is opened anew; the process, with every other channel, lives on."""
    comes: Iterator[Exception] = iter((outage, Bug()))

    async def session() -> None:
        raise next(comes)

    with pytest.raises(Bug):
        asyncio.run(keep_on("sanctions.bank", session))
