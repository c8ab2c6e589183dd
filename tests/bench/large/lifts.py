"""Whether lifts overtake burdens where many of both wait to be sent."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

import psycopg
from bench.afresh import bans
from bench.large.fill import statement
from bench.line import Standing, publish, standing
from bench.stack import processes
from bench.traffic import Publication

from schemas.codec import Decoded, decode_known, encode
from streams.operate.load.traffic import KIND
from streams.wiring.settings import Settings

#: Above every subject that the other measurements number.
FIRST: Final = 300_000
PATIENCE_S: Final = 600.0


def lifts_first(
    settings: Settings, database: psycopg.Connection, burdens: int, lifts: int
) -> dict[str, float]:
    """
    Seconds from the relay's start until the first and the last of each kind are sent.

    While no relay runs, `burdens` measures are decided first and then `lifts` of earlier ones.
    """
    standing_ones = list(bans(lifts, FIRST))
    with processes(settings, "worker", "relay"):
        before = standing(database)
        publish(settings, standing_ones)
        _await_decided(database, before, lifts)
        _await_sent(database)
    with processes(settings, "worker"):
        before = standing(database)
        publish(settings, bans(burdens, FIRST + lifts))
        _await_decided(database, before, burdens)
        publish(settings, _revoked(standing_ones))
        _await_decided(database, before, burdens + lifts)
    with processes(settings, "relay"):
        row = database.execute("SELECT now()").fetchone()
        assert row is not None
        _await_sent(database)
        found = database.execute(
            statement("sent_after"), {"begun": row[0], "entry": before.entry}
        ).fetchall()
    return {
        f"{kind}_{name}": round(float(value), 2)
        for kind, sent, first_s, last_s in found
        for name, value in (("sent", sent), ("first_s", first_s), ("last_s", last_s))
    }


def _revoked(told: list[Publication]) -> Iterator[Publication]:
    """Each of these penalties revoked by who told it."""
    for number, one in enumerate(told):
        found = decode_known(one.payload)
        assert isinstance(found, Decoded)
        said = found.record | {
            "event_id": f"revoked-{number:08d}",
            "version": found.record["version"] + 1,
            "action": "REVOKE",
            "reason": "复议撤销",
        }
        yield replace(one, payload=encode(KIND, said))


def _await_decided(database: psycopg.Connection, before: Standing, count: int) -> None:
    _await(lambda: standing(database).decided - before.decided >= count, "not decided")


def _await_sent(database: psycopg.Connection) -> None:
    query = "SELECT count(*) FROM directive WHERE partner = 'procurement' AND sent_at IS NULL"

    def none_waits() -> bool:
        row = database.execute(f"{query} AND superseded_at IS NULL").fetchone()
        assert row is not None
        return bool(row[0] == 0)

    _await(none_waits, "not sent")


def _await(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} within {PATIENCE_S:.0f} s")
        time.sleep(0.1)
