"""
The plots of a large run, as SVG: the rate by size of the pool, and memory under a steady load.

Run in the benchmark's own environment, from `tests`, with the file of figures and the folder of the
plots. The same figures give the same bytes.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl

mpl.use("svg")

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
        axes.spines[["top", "right"]].set_visible(False)
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
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def main(given: list[str]) -> None:
    """Write all plots."""
    figures, folder = Path(given[0]), Path(given[1])
    found = json.loads(figures.read_text("utf-8"))
    folder.mkdir(exist_ok=True)
    mpl.rcParams.update({"svg.hashsalt": "plots", "svg.fonttype": "none", "font.size": 10})
    for name, figure in {"by-size": by_size(found), "memory": memory(found)}.items():
        figure.savefig(folder / f"large-{name}.svg", metadata={"Date": None})


if __name__ == "__main__":
    main(sys.argv[1:])
