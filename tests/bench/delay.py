"""
How soon somebody hears what an event imposes, at a steady rate of events.

Departments and partners are played by clients written in C: they share the cores with what is
measured, and kafka-python takes twice the worker's time for an event that is sent by itself.
"""

import math
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Final

from bench.traffic import Publication
from confluent_kafka import Producer

PATIENCE_S: Final = 60.0
#: Classes of the histogram: 20 for each power of ten.
CLASSES_A_DECADE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """Delays in ms, ascending; `missing` were not heard of in time; the rate of hearing."""

    found_ms: Sequence[float]
    missing: int = 0
    heard_per_s: float = 0.0

    def quantile_ms(self, share: float) -> float:
        """What `share` of all did not exceed; infinite where it is among the missing."""
        place = math.ceil(share * (len(self.found_ms) + self.missing)) - 1
        return self.found_ms[place] if place < len(self.found_ms) else math.inf

    def ratio_to(self, other: "Delays", share: float) -> float:
        """This quantile over the other's; infinite where either is among the missing."""
        mine, theirs = self.quantile_ms(share), other.quantile_ms(share)
        return mine / theirs if math.isfinite(theirs) else math.inf

    def told(self, name: str) -> dict[str, float]:
        """Median, 99th and 99.9th percentile under this name."""
        shares = {"p50": 0.5, "p99": 0.99, "p99_9": 0.999}
        return {f"{name}_{short}_ms": self.quantile_ms(share) for short, share in shares.items()}

    def histogram(self) -> Counter[int]:
        """How many in each class; class n begins at 10 ** (n / CLASSES_A_DECADE) ms."""
        least_ms = 0.01
        return Counter(
            math.floor(math.log10(max(delay, least_ms)) * CLASSES_A_DECADE)
            for delay in self.found_ms
        )


#: Told a way to see whether to give up: when each record was first heard of, by its number.
Listen = Callable[[Event], Mapping[str, float]]


def delays(
    bootstrap: str,
    told: Iterable[Publication],
    rate: int,
    wanted: AbstractSet[str],
    listen: Listen,
) -> Delays:
    """
    Publish at this rate while `listen` runs beside it, and for `PATIENCE_S` after.

    Only the records that are `wanted` count.
    """
    give_up = Event()
    events = list(told)
    with ThreadPoolExecutor(max_workers=1) as beside:
        listening = beside.submit(listen, give_up)
        try:
            published = _publish(bootstrap, events, rate)
            end = time.monotonic() + PATIENCE_S
            while not listening.done() and time.monotonic() < end:
                time.sleep(0.1)
        finally:
            give_up.set()
        heard = listening.result()
    found = sorted(1000 * (heard[one] - published[one]) for one in wanted if one in heard)
    took_s = max(heard.values(), default=0.0) - min(heard.values(), default=0.0)
    return Delays(
        found_ms=found,
        missing=len(wanted) - len(found),
        heard_per_s=len(found) / took_s if took_s else 0.0,
    )


def _publish(bootstrap: str, told: Sequence[Publication], rate: int) -> dict[str, float]:
    """Send at a steady rate; when each record was handed over."""
    producer = Producer(
        {
            "bootstrap.servers": bootstrap,
            "acks": "all",
            "partitioner": "murmur2_random",  # as Java's and kafka-python's
        }
    )
    published = {}
    begin = time.monotonic()
    for place, one in enumerate(told):
        time.sleep(max(0.0, begin + place / rate - time.monotonic()))
        published[one.key.decode()] = time.monotonic()
        producer.produce(f"credit.events.{one.department}", key=one.key, value=one.payload)
        producer.poll(0)
    producer.flush()
    return published
