"""A broker and a database that stay up while one works: `make dev-stack`.

Prints the two settings with which tests and programs use them, and runs until Ctrl-C.
"""

import sys
from pathlib import Path

from streams.operate.embedded.servers import embedded_broker, embedded_postgres
from streams.operate.supervise.instance import only_one
from streams.operate.supervise.stop_signals import stop_signals
from streams.operate.supervise.supervisor import Supervisor
from streams.wiring.failures import CannotRun
from streams.wiring.places import default_cache, default_data


def main(data: Path) -> int:
    """0 after Ctrl-C or SIGTERM, 1 after a sentence that says why it cannot run."""
    try:
        with stop_signals() as signals, only_one(data):
            supervisor = Supervisor(signals, print)
            try:
                broker, bootstrap_servers = embedded_broker(data, default_cache())
                postgres, url = embedded_postgres(data)
                supervisor.start([broker, postgres])
                print(f"export HUB_BOOTSTRAP_SERVERS={bootstrap_servers}")
                print(f"export HUB_DATABASE_URL='{url}'", flush=True)
                supervisor.watch()
            finally:
                supervisor.stop()
    except CannotRun as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    given = Path(sys.argv[1]).absolute() if sys.argv[1:] else None
    sys.exit(main(given or default_data().with_name("dev-stack")))
