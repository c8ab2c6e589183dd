"""
The plots of a large run, as SVG: the rate by size of the pool, and memory under a steady load.

Run in the benchmark's own environment, from `tests`, with the file of figures and the folder of the
plots. The same figures give the same bytes.
"""

import sys
from collections.abc import Mapping
from typing import Any, Final

from bench.report.drawing import unframed, write_plots
from matplotlib.figure import Figure

COLOURS: Final = ("#0b6e99", "#c46a1b", "#5b8c5a", "#7a5c99")


def by_size(found: Mapping[str, Any]) -> Figure:
    """Events a second and the slowest hundredth of checks, over facts in the pool."""
    sizes = found["by_size"]
    facts = [one["facts"] for one in sizes]
    figure = Figure(figsize=(8, 3), layout="constrained")
    rate, check = figure.subplots(1, 2)
    rate.plot(facts, [one["line_events_per_s"] for one in sizes], marker="o", color=COLOURS[0])
    rate.axhline(found["empty_events_per_s"], color="#b8c4cc", linestyle="--")
    rate.set_ylabel("events a second (dashed: new pool)")
    check.plot(facts, [one["check_p99_ms"] for one in sizes], marker="o", color=COLOURS[1])
    check.set_ylabel("check, p99, ms")
    for axes in (rate, check):
        axes.set_xscale("log")
        axes.set_xlabel("facts in the pool")
        axes.set_ylim(bottom=0)
        unframed(axes)
    return figure


def memory(found: Mapping[str, Any]) -> Figure:
    """MiB of each process over the time of the steady load."""
    figure = Figure(figsize=(8, 3), layout="constrained")
    axes = figure.add_subplot()
    for (name, held), colour in zip(found["steady_memory_mib"].items(), COLOURS, strict=False):
        step_s = found["steady_s"] / len(held)
        axes.plot([number * step_s for number in range(len(held))], held, label=name, color=colour)
    axes.set_xlabel(f"s, at {found['steady_rate']} events a second")
    axes.set_ylabel("MiB (PSS)")
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False)
    unframed(axes)
    return figure


def drawn(found: Mapping[str, Any]) -> Mapping[str, Figure]:
    """All plots by name."""
    return {"large-by-size": by_size(found), "large-memory": memory(found)}


if __name__ == "__main__":
    write_plots(sys.argv[1:], drawn)
