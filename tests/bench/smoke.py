"""
A first figure: how many events the whole line decides a second, and how soon a directive is out.

`make bench-smoke`, or `PYTHONPATH=.:tests python -m bench.smoke [EVENTS]`. Prints one line of JSON
last. Broker, database, worker and relay share this machine's cores; nothing here is a bound.
"""

import json
import os
import platform
import sys
import time
from datetime import UTC, datetime

import psycopg
from bench.stack import processes, servers
from bench.traffic import publications
from kafka import KafkaProducer

from streams.wiring.settings import Settings

PARTITIONS = 4
PATIENCE_S = 300


def publish(settings: Settings, count: int) -> None:
    """Put the mix on the departments' topics."""
    producer = KafkaProducer(
        bootstrap_servers=settings.bootstrap_servers, acks="all", linger_ms=20, batch_size=262_144
    )
    for told in publications(count):
        producer.send(f"credit.events.{told.department}", key=told.key, value=told.payload)
    producer.flush()
    producer.close()


def line_events_per_s(settings: Settings, count: int, *, sent: bool) -> dict[str, object]:
    """Events a second from the first batch's judging until all is decided and, if so, `sent`."""
    assert settings.database_url is not None
    with psycopg.connect(settings.database_url, autocommit=True) as database:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            row = database.execute(
                "SELECT coalesce(sum(next_offset), 0), (SELECT count(*) FROM page"
                " WHERE sent_at IS NULL) FROM position"
            ).fetchone()
            assert row is not None
            if row[0] >= count and (row[1] == 0 or not sent):
                break
            time.sleep(0.2)
        else:
            raise TimeoutError(f"not decided and sent within {PATIENCE_S} s")
        row = database.execute(
            "SELECT extract(epoch FROM max(judged_at) - min(judged_at)), count(*),"
            " (SELECT extract(epoch FROM max(sent_at) - min(judged_at)) FROM page),"
            " (SELECT count(*) FROM directive), (SELECT count(*) FROM version)"
            " FROM journal WHERE kind = 'BATCH'"
        ).fetchone()
        assert row is not None
        decided_s, entries, sent_s, directives, versions = row
        return {
            "line_events_per_s": round(count / float(sent_s or decided_s)),
            "decided_events_per_s": round(count / float(decided_s)),
            "entries": entries,
            "directives": directives,
            "versions": versions,
        }


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    with servers(PARTITIONS) as settings:
        publish(settings, count)
        roles = [role for role in ("worker", "relay") if role not in sys.argv]
        with processes(settings, *roles):
            found = line_events_per_s(settings, count, sent="relay" in roles)
    found |= {
        "events": count,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
