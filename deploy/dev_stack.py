"""A broker and a database that stay up while one works: `make dev-stack`.

Prints the two settings with which tests and programs use them, and runs until Ctrl-C.
"""

import signal
import sys
from pathlib import Path

from streams.wiring.embedded.child import Child
from streams.wiring.embedded.failures import ServerUnavailable
from streams.wiring.embedded.places import default_cache, default_data
from streams.wiring.embedded.servers import embedded_broker, embedded_postgres


def main(data: Path) -> int:
    """0 after Ctrl-C or SIGTERM, 1 after a sentence that says why it cannot run."""
    data.mkdir(parents=True, exist_ok=True, mode=0o711)
    children: list[Child] = []
    # Blocked before the first child so that none is left when a signal comes early.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        broker, bootstrap_servers = embedded_broker(data, default_cache())
        children.append(Child(broker))
        postgres, url = embedded_postgres(data)
        children.append(Child(postgres))
        for child in children:
            child.await_ready()
        print(f"export HUB_BOOTSTRAP_SERVERS={bootstrap_servers}")
        print(f"export HUB_DATABASE_URL='{url}'", flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
    except ServerUnavailable as unavailable:
        print(unavailable, file=sys.stderr)
        return 1
    finally:
        for child in reversed(children):
            child.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else default_data().with_name("dev-stack")))
