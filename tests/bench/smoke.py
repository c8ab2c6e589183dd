"""
A first figure: how many events the whole line decides a second, and how soon a directive is out.

`make bench-smoke`, or `PYTHONPATH=.:tests python -P -m bench.smoke [EVENTS]`. Prints one line of
JSON last. Broker, database, worker and relay share this machine's cores; nothing here is a bound.
"""

import json
import os
import sys
from datetime import UTC, datetime

from bench.directives import publish_to_directive
from bench.line import line_events_per_s, publish
from bench.machine import cpu_s, machine, memory_mib
from bench.stack import PARTITIONS, processes, servers
from bench.traffic import publications


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    load = os.getloadavg()[0]
    with servers(PARTITIONS) as settings:
        assert settings.bootstrap_servers is not None
        assert settings.database_url is not None
        publish(settings, publications(count))
        found: dict[str, object] = machine(settings.database_url)
        roles = [role for role in ("worker", "relay") if role not in sys.argv]
        with processes(settings, *roles) as pids:
            before = {name: cpu_s(pid) for name, pid in pids.items()}
            measured = line_events_per_s(settings, count, sent="relay" in roles)
            for name, pid in pids.items():
                spent_s = cpu_s(pid) - before[name]
                measured[f"{name}_cpu_us_per_event"] = spent_s / count * 1e6
                measured[f"{name}_rss_mib"] = memory_mib(pid)
            if roles == ["worker", "relay"]:
                measured |= publish_to_directive(
                    settings.bootstrap_servers, rate=100, seconds=20, first=0
                ).told("publish_to_directive")
    found |= {name: round(value, 1) for name, value in measured.items()}
    found |= {
        "events": count,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "load_before": round(load, 1),
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
