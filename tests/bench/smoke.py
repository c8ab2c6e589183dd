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
from importlib.metadata import version
from pathlib import Path

import psycopg
from bench.delay import publish_to_directive_ms
from bench.stack import processes, servers
from bench.traffic import publications
from kafka import KafkaProducer

from streams.wiring.machine_code import compiled
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


def cpu_s(pid: int) -> float:
    """Seconds of CPU a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mib(pid: int) -> int:
    """The most memory a process has held, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:", 1)[1].split()[0]) // 1024


def processor() -> str:
    """The processor's name."""
    told = Path("/proc/cpuinfo").read_text()
    return told.split("model name", 1)[1].splitlines()[0].strip("\t :")


def server_version(settings: Settings) -> str:
    """PostgreSQL's version."""
    assert settings.database_url is not None
    with psycopg.connect(settings.database_url) as database:
        return str(database.info.parameter_status("server_version"))


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    load = os.getloadavg()[0]
    with servers(PARTITIONS) as settings:
        publish(settings, count)
        postgres = server_version(settings)
        roles = [role for role in ("worker", "relay") if role not in sys.argv]
        with processes(settings, *roles) as pids:
            before = {name: cpu_s(pid) for name, pid in pids.items()}
            found = line_events_per_s(settings, count, sent="relay" in roles)
            for name, pid in pids.items():
                spent_s = cpu_s(pid) - before[name]
                found[f"{name}_cpu_us_per_event"] = round(spent_s / count * 1e6, 1)
                found[f"{name}_memory_mib"] = memory_mib(pid)
            if roles == ["worker", "relay"]:
                assert settings.bootstrap_servers is not None
                found |= publish_to_directive_ms(
                    settings.bootstrap_servers, rate=100, seconds=20, first=count
                )
    found |= {
        "events": count,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "processor": processor(),
        "load_before": round(load, 1),
        "python": platform.python_version(),
        "compiled": compiled(),
        "postgresql": postgres,
        "aiokafka": version("aiokafka"),
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
