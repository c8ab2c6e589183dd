"""The page of a run, from `build/bench.json` alone."""

from collections.abc import Mapping
from typing import Any, Final

from bench.report.tables import counter, delays, goals, processes, table, throughput

_PAGE: Final = """\
# Figures of one run

Written by `make bench`; nothing is changed here by hand. How it is measured and where the time
goes stands in [performance.md](performance.md).

{at}: medians of {rounds} round(s); {events:,} events of {bytes_per_event} bytes in each; {cores}
cores ({processor}), {memory_gib} GiB; load before the run {load_before}; the run took {took_s} s.
The line ran as {form}. Broker, database, hub, peers and the programs that measure share the
cores.

{software}.

## Reached or not

{goals}

## Throughput

![Throughput]({plots}/throughput.svg)

The line checks, names, merges, judges, encrypts, and sends receipts, pool changes and directives.
What it asks and writes, without it: the same statements once more, given to a database that has
decided nothing, entry by entry, by a process that does nothing else, beside a relay that sends the
receipts. What it writes alone: the same without the look-ups; no worker with these rows is faster.
The peers look at `event_id` alone and forward what they have not seen; their settings are the
libraries' own. They take it from the first bytes of an event, which stays bytes; in two more rows
quixstreams reads the whole event with fastavro and forwards the bytes, and reads and writes it as
its guide shows. Warm is the second half of the same run.
Faust reads 60,000 events at most. The last row is the line's own reader and one table, with no
check behind it.

{throughput}

## Delay

![To the directive]({plots}/publish-to-directive.svg)

![To the webhook]({plots}/publish-to-webhook.svg)

{seconds_at_each_rate} s at each rate. Each event imposes a measure on a subject of its own;
of the mix one in thirty does. Missing: not heard of within 60 s after the last was published.

{delays}

## Counter

{questions:,} questions of each kind, about subjects of {events:,} events.

{counter}

## CPU and memory

At the end: the share of each process (PSS), with its children. At most: while the line worked
(RSS).

{processes}
"""


def page(found: Mapping[str, Any], plots: str) -> str:
    """The page; `plots` is the folder of the plots beside it."""
    machine = found["machine"]
    shown_above = {"cores", "processor", "memory_gib", "compiled"}
    return _PAGE.format(
        **{name: value for name, value in found.items() if not isinstance(value, dict)},
        **{name: machine[name] for name in ("cores", "processor", "memory_gib")},
        form="machine code" if machine["compiled"] else "plain Python",
        software=", ".join(f"{n} {v}" for n, v in machine.items() if n not in shown_above),
        goals=table(("", "Found", "Bar", "Aim"), goals(found)),
        throughput=table(("Way", "Events/s", "Each round"), throughput(found)),
        delays=table(
            ("To the", "p50 ms", "p99 ms", "p99.9 ms", "Missing", "Heard a second"), delays(found)
        ),
        counter=table(("", "p50 ms", "p99 ms", "p99.9 ms", "A second"), counter(found)),
        processes=table(("Process", "CPU µs/event", "MiB at the end", "At most"), processes(found)),
        plots=plots,
    )
