"""A relay that was stopped, lost its session, and goes on: the pool's last word stays the last."""

import os
import signal
import subprocess
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from support.outbox_rows import TODAY, Outbox
from support.sending_stack import Installation, await_that, relay
from support.told_pool import ToldPool

from schemas.codec import Decoded, decode_known
from streams.sending.pool_messages import TOPIC

PAGE = """
INSERT INTO pool_page (entry, facts, subjects, kinds, states, sources, provenances, decided_on,
                       effective_until, list_codes, colours, disclosures)
VALUES (%s, %s, %s, ARRAY['ListEntry'], ARRAY[%s], ARRAY['tax'], ARRAY[1], ARRAY[%s::date],
        ARRAY[NULL::date], ARRAY['WAGE_ARREARS'], ARRAY['BLACK'], ARRAY['SHARED'])
"""


@pytest.fixture
def pool(installation: Installation) -> ToldPool:
    """The topic on which the pool is told."""
    return ToldPool(installation.bootstrap)


def change(outbox: Outbox, fact: UUID, state: str) -> None:
    """One entry of the line changes a fact."""
    outbox.entries += 1
    outbox.journal()
    outbox.connection.execute(PAGE, (outbox.entries, [fact], [uuid4()], state, TODAY))


def last_word(pool: ToldPool, fact: UUID) -> str:
    """The state that the topic tells of a fact; "" where it tells of none."""
    message = pool.last().get(str(fact).encode())
    decoded = None if message is None else decode_known(message)
    return decoded.record["state"] if isinstance(decoded, Decoded) else ""


def sessions(outbox: Outbox, act: str = "count(*)") -> int:
    """The relays' sessions that tell the pool; `act`: what else is done with each."""
    row = outbox.connection.execute(
        f"SELECT {act} FROM pg_stat_activity WHERE datname = current_database()"
        " AND application_name = 'hub relay pool'".encode()
    ).fetchone()
    return 0 if row is None else int(row[0])


def is_stopped(process: subprocess.Popen[bytes]) -> bool:
    """Whether it was stopped by a signal."""
    return Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "T"


def unsent(outbox: Outbox) -> object:
    """Pages of the pool that are not marked as told."""
    row = outbox.connection.execute(
        "SELECT count(*) FROM pool_page WHERE sent_at IS NULL"
    ).fetchone()
    assert row is not None
    return row[0]


def test_an_old_word_is_not_told_after_the_newer_one(
    installation: Installation, outbox: Outbox, pool: ToldPool
) -> None:
    """It had read STANDING and was stopped; another told REVOKED; continued, it tells nothing."""
    fact, before = uuid4(), uuid4()
    with relay(installation.environment, f"stopped:{TOPIC}") as stopped:
        change(outbox, fact, "STANDING")
        await_that(lambda: is_stopped(stopped))
        sessions(outbox, "count(pg_terminate_backend(pid))")
        await_that(lambda: not sessions(outbox))
        change(outbox, fact, "REVOKED")
        with relay(installation.environment):
            await_that(lambda: not unsent(outbox))
            assert last_word(pool, fact) == "REVOKED"
            os.kill(stopped.pid, signal.SIGCONT)
            # It notices that its session is lost, and stands by with another.
            await_that(lambda: sessions(outbox) == 2)
            assert last_word(pool, fact) == "REVOKED"
            change(outbox, before, "STANDING")
            await_that(lambda: last_word(pool, before) == "STANDING")
