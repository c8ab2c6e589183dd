"""How many events the whole line decides a second, and what each process takes for one."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

import psycopg
from bench.machine import cpu_s, memory_mib
from bench.stack import Stack, processes
from bench.traffic import Publication
from kafka import KafkaProducer

from streams.wiring.settings import Settings

PATIENCE_S = 300
#: A line slower than this is given up.
SLOWEST_A_S = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the line stands: its last entry, messages decided of all topics, pages not yet sent."""

    entry: int = 0
    decided: int = 0
    unsent: int = 0


NOTHING = Standing()


def publish(settings: Settings, told: Iterable[Publication]) -> None:
    """Put messages on the departments' topics, as fast as it goes."""
    producer = KafkaProducer(
        bootstrap_servers=settings.bootstrap_servers, acks="all", linger_ms=20, batch_size=262_144
    )
    for one in told:
        producer.send(f"credit.events.{one.department}", key=one.key, value=one.payload)
    producer.flush()
    producer.close()


def measure_line(on: Stack, count: int) -> dict[str, float]:
    """
    Rates, CPU and memory while `count` events that stand on the topics are decided and told.

    Nothing was decided before.
    """
    with processes(on.settings, "worker", "relay") as pids:
        watched = {**pids, **on.pids}
        before = {name: cpu_s(pid) for name, pid in watched.items()}
        found = line_events_per_s(on.settings, count, sent=True)
        for name, pid in watched.items():
            found[f"{name}_cpu_us_per_event"] = (cpu_s(pid) - before[name]) / count * 1e6
        for name, pid in pids.items():
            found[f"{name}_rss_mib"] = memory_mib(pid)
    return found


def standing(database: psycopg.Connection) -> Standing:
    """As the database has it now."""
    row = database.execute(
        "SELECT (SELECT coalesce(max(number), 0) FROM journal),"
        " (SELECT coalesce(sum(next_offset), 0) FROM position),"
        " (SELECT count(*) FROM page WHERE sent_at IS NULL)"
    ).fetchone()
    assert row is not None
    entry, decided, unsent = row
    return Standing(entry=entry, decided=int(decided), unsent=unsent)


def line_events_per_s(
    settings: Settings, count: int, *, sent: bool, before: Standing = NOTHING
) -> dict[str, float]:
    """
    Events a second from the first batch's judging until `count` are decided and, if so, `sent`.

    What stood there `before` does not count.
    """
    assert settings.database_url is not None
    with psycopg.connect(settings.database_url, autocommit=True) as database:
        patience_s = max(PATIENCE_S, count / SLOWEST_A_S)
        deadline = time.monotonic() + patience_s
        while time.monotonic() < deadline:
            now = standing(database)
            if now.decided - before.decided >= count and (now.unsent == 0 or not sent):
                break
            time.sleep(0.2)
        else:
            raise TimeoutError(f"not decided and sent within {patience_s:.0f} s")
        row = database.execute(
            "SELECT extract(epoch FROM max(judged_at) - min(judged_at)), count(*),"
            " (SELECT extract(epoch FROM max(p.sent_at) - min(journal.judged_at))"
            " FROM page p WHERE p.entry > %(entry)s),"
            " (SELECT count(*) FROM directive), (SELECT count(*) FROM version)"
            " FROM journal WHERE kind = 'BATCH' AND number > %(entry)s",
            {"entry": before.entry},
        ).fetchone()
        assert row is not None
        decided_s, entries, sent_s, directives, versions = row
        decided_s = decided_s or sent_s  # one batch is judged at one moment
        return {
            "line_events_per_s": count / float(sent_s or decided_s),
            "decided_events_per_s": count / float(decided_s),
            "entries": entries,
            "directives": directives,
            "versions": versions,
        }
