"""One round: everything once, on servers of its own; and what several rounds say together."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from bench.counter import measure_counter
from bench.delay import Delays
from bench.directives import publish_to_directive
from bench.floor import measure_floor
from bench.line import measure_line, publish
from bench.machine import machine, memory_now_mib
from bench.peers.programs import Ground, measure_peers
from bench.report.names import BESIDE_POISONED
from bench.stack import PARTITIONS, Stack, processes, stack
from bench.traffic import Publication
from bench.webhooks import publish_to_webhook

#: Events a second at which delays are taken; the figures without a rate in their name are of the
#: last one.
RATES: Final = (100, 1_000)
#: In the mix one event in so many imposes something.
ONE_IN: Final = 30
ROLES: Final = ("worker", "api", "relay", "push")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much a round does: seconds at each rate, questions of each kind."""

    seconds: int
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a round found: figures by name, histograms of delays by name, the machine."""

    figures: Mapping[str, float]
    histograms: Mapping[str, Counter[int]]
    machine: Mapping[str, object]


@dataclass(slots=True)
class _Delays:
    """Figures and histograms of delays, put together."""

    figures: dict[str, float] = field(default_factory=dict)
    histograms: dict[str, Counter[int]] = field(default_factory=dict)

    def add(self, name: str, rate: int, found: Delays) -> None:
        """Those of the highest rate stand also without it in their name."""
        full = f"{name}_at_{rate}"
        self.figures |= found.told(full)
        self.figures |= {
            f"{full}_missing": found.missing,
            f"{full}_heard_per_s": found.heard_per_s,
        }
        self.histograms[full] = found.histogram()
        if rate == RATES[-1]:
            self.figures |= found.told(name)


def play(told: Sequence[Publication], size: Size, tell: Callable[[str], None]) -> Round:
    """What bounds the line, the line, peers on the same bytes and broker, the counter, delays."""
    tell("the line's statements without the line")
    figures = measure_floor(told, PARTITIONS)
    with stack(PARTITIONS) as on:
        assert on.settings.bootstrap_servers is not None
        assert on.settings.database_url is not None
        tell("publishing")
        publish(on.settings, told)
        tell("the line")
        figures |= measure_line(on, len(told))
        ground = Ground(
            bootstrap=on.settings.bootstrap_servers,
            database_url=on.settings.database_url,
            folder=on.settings.data,
            partitions=PARTITIONS,
            count=len(told),
        )
        figures |= measure_peers(ground, tell)
        hub, histograms = _with_the_hub(on, len(told), size, tell)
        return Round(
            figures={**figures, **hub},
            histograms=histograms,
            machine=machine(on.settings.database_url),
        )


def _with_the_hub(
    on: Stack, known: int, size: Size, tell: Callable[[str], None]
) -> tuple[Mapping[str, float], Mapping[str, Counter[int]]]:
    """What all processes of the hub together are needed for."""
    bootstrap, port = on.settings.bootstrap_servers, on.settings.api_port
    assert bootstrap is not None
    assert port is not None
    found, first = _Delays(), 0
    with processes(on.settings, *ROLES) as pids:
        tell("the counter")
        figures = measure_counter(port, pids["api"], known, size.questions)
        for rate in RATES:
            tell(f"publish to directive, {rate} a second")
            seen = publish_to_directive(bootstrap, rate=rate, seconds=size.seconds, first=first)
            found.add("publish_to_directive", rate, seen)
            first += rate * size.seconds
        tell(f"publish to directive, {RATES[-1]} a second of the mix")
        seen = publish_to_directive(
            bootstrap, rate=RATES[-1], seconds=size.seconds, first=first, one_in=ONE_IN
        )
        found.add("publish_to_directive_of_mix", RATES[-1], seen)
        first += RATES[-1] * size.seconds
        for rate in RATES:
            tell(f"publish to webhook, {rate} a second")
            seen = publish_to_webhook(on.settings, rate=rate, seconds=size.seconds, first=first)
            found.add("publish_to_webhook", rate, seen)
            first += rate * size.seconds
            tell(f"the same beside a poisoned directive, {rate} a second")
            beside = publish_to_webhook(
                on.settings, rate=rate, seconds=size.seconds, first=first, poisoned=True
            )
            found.add(BESIDE_POISONED, rate, beside)
            for share, short in ((0.5, "p50"), (0.99, "p99")):
                name = f"{BESIDE_POISONED}_at_{rate}_{short}_ratio"
                found.figures[name] = beside.ratio_to(seen, share)
            first += rate * size.seconds
        figures |= found.figures
        for name, pid in {**pids, **on.pids}.items():
            figures[f"{name}_memory_mib"] = memory_now_mib(pid)
    return figures, found.histograms


def medians(rounds: Sequence[Round]) -> dict[str, float | None]:
    """The median of each figure; None where it is infinite."""
    found = {
        name: median(one.figures[name] for one in rounds if name in one.figures)
        for name in rounds[0].figures
    }
    return {name: None if math.isinf(value) else round(value, 2) for name, value in found.items()}


def histograms(rounds: Sequence[Round]) -> dict[str, dict[int, int]]:
    """All rounds' delays counted together, by class in ascending order."""
    return {
        name: dict(sorted(sum((one.histograms[name] for one in rounds), Counter[int]()).items()))
        for name in rounds[0].histograms
    }
