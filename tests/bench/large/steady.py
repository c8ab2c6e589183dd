"""Memory of the hub's processes under a steady load."""

import threading
import time
from collections.abc import Iterator, Mapping
from typing import Final

from bench.machine import memory_now_mib
from bench.stack import processes
from bench.traffic import Publication

from streams.operate.load.counting import LoadCounts
from streams.operate.load.generator import LoadBounds, load
from streams.wiring.settings import Settings

ROLES: Final = ("worker", "api", "relay", "push")
SAMPLES: Final = 60


def steady(
    settings: Settings, messages: Iterator[Publication], rate: int, seconds: int
) -> Mapping[str, list[int]]:
    """MiB of each process, looked at `SAMPLES` times while messages come at this rate."""
    assert settings.bootstrap_servers is not None
    bounds = LoadBounds(rate=float(rate), duration_s=float(seconds))
    bootstrap, over = settings.bootstrap_servers, threading.Event()
    with processes(settings, *ROLES) as pids:
        held: dict[str, list[int]] = {name: [] for name in pids}
        loading = threading.Thread(
            target=load,
            args=(
                bootstrap,
                messages,
                bounds,
                LoadCounts(),
                over.is_set,
                lambda _counted, _s: None,
            ),
        )
        loading.start()
        try:
            begun = time.monotonic()
            for number in range(SAMPLES):
                time.sleep(max(0.0, begun + number * seconds / SAMPLES - time.monotonic()))
                for name, pid in pids.items():
                    held[name].append(memory_now_mib(pid))
        finally:
            over.set()
            loading.join()
    return held
