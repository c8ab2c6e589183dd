"""The page of a large run, from `build/bench-large.json` alone."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from bench.report.tables import judged_goal, number, table

_PAGE: Final = """\
# Figures over a large pool

Written by `make bench-large`; nothing is changed here by hand.

{at}: {cores} cores ({processor}), {memory_gib} GiB, PostgreSQL {postgresql}, Kafka {kafka}. The
line ran as {form}. Broker, database, hub and the programs that measure share the cores. Facts
beyond those of the first {events_for_a_rate:,} events are copies under digests of their own, which
no event names.

## Reached or not

{goals}

## By size of the pool

![By size]({plots}/large-by-size.svg)

{events_for_a_rate:,} events for each rate. A new pool: {empty_events_per_s:,} events a second,
start in {start_empty_s} s. Takeover: from SIGKILL of the worker that decides until the other has
decided 100 events.

{sizes}

## A backlog

{backlog:,} events that waited when the hub came were decided and sent at {drain_events_per_s:,} a
second.

While no relay ran, {burdens_sent:,.0f} measures were decided, and then {lifts_sent:,.0f} lifts.
After the relay's start the first lift was sent in {lifts_first_s} s, the last in {lifts_last_s} s;
the first burden in {burdens_first_s} s, the last in {burdens_last_s} s.

## Steady load

![Memory]({plots}/large-memory.svg)

{steady_rate} events a second for {steady_s} s; MiB (PSS):

{memory}
"""


def large_page(found: Mapping[str, Any], plots: str) -> str:
    """The page; `plots` is the folder of the plots beside it."""
    machine = found["machine"]
    return _PAGE.format(
        **{name: value for name, value in found.items() if not isinstance(value, dict | list)},
        **{name: machine[name] for name in machine if name not in found},
        **found["lifts_first"],
        form="machine code" if machine["compiled"] else "plain Python",
        goals=table(("", "Found", "Bar", "Aim"), _goals(found)),
        sizes=table(
            ("Facts", "Events/s", "Of a new pool's", "Start s", "Takeover s", "Check p99 ms"),
            _sizes(found["by_size"]),
        ),
        memory=table(
            ("Process", "First tenth", "Last tenth", "Most"), _memory(found["steady_memory_mib"])
        ),
        plots=plots,
    )


def _goals(found: Mapping[str, Any]) -> Iterable[Sequence[str]]:
    facts = f"{found['by_size'][-1]['facts']:,} facts"
    ratio, check = found["big_pool_ratio"], found["check_big_p99_ms"]
    yield (
        f"rate at {facts} ÷ new pool",
        number(ratio),
        judged_goal(ratio, "≥", 0.6),
        judged_goal(ratio, "≥", 0.85),
    )
    yield (
        f"check at {facts}, p99, ms",
        number(check),
        judged_goal(check, "≤", 50),
        judged_goal(check, "≤", 5),
    )


def _sizes(sizes: Iterable[Mapping[str, Any]]) -> Iterable[Sequence[str]]:
    for one in sizes:
        yield (
            f"{one['facts']:,}",
            number(one["line_events_per_s"]),
            number(one["ratio"]),
            number(one["start_s"]),
            number(one["takeover_s"]),
            number(one["check_p99_ms"]),
        )


def _memory(held: Mapping[str, Sequence[int]]) -> Iterable[Sequence[str]]:
    for name, mib in held.items():
        tenth = max(1, len(mib) // 10)
        first, last = sum(mib[:tenth]) / tenth, sum(mib[-tenth:]) / tenth
        yield name, number(first), number(last), number(max(mib))
