"""
The plots of a run, as SVG: throughput, and how delays are spread.

Run in the benchmark's own environment, from `tests`, with the file of figures and the folder of the
plots. The same figures give the same bytes.
"""

import sys
from collections.abc import Mapping
from typing import Any, Final

from bench.report.drawing import unframed, write_plots
from bench.report.names import THROUGHPUT
from matplotlib.figure import Figure

CLASSES_A_DECADE: Final = 20
INK, OWN, OTHER = "#333333", "#0b6e99", "#b8c4cc"
DELAYS: Final = {
    "publish_to_directive": "published → directive read on the partner's topic",
    "publish_to_webhook": "published → webhook received",
}


def throughput(found: Mapping[str, Any]) -> Figure:
    """One bar for each way, the hub's own in another colour."""
    known = {key: name for key, name in THROUGHPUT.items() if found.get(key)}
    figure = Figure(figsize=(8, 0.6 + 0.42 * len(known)), layout="constrained")
    axes = figure.add_subplot()
    colours = [OWN if key == "line_events_per_s" else OTHER for key in known]
    bars = axes.barh(list(known.values()), [found[key] for key in known], color=colours)
    axes.bar_label(bars, [f"{found[key]:,.0f}" for key in known], padding=4, color=INK)
    axes.invert_yaxis()
    axes.set_xlabel("events a second, the same bytes and broker")
    axes.margins(x=0.12)
    unframed(axes)
    return figure


def delays(found: Mapping[str, Any], name: str) -> Figure:
    """A histogram for each rate, on a logarithmic scale of ms."""
    figure = Figure(figsize=(8, 3), layout="constrained")
    axes = figure.add_subplot()
    for rate, colour in zip(found["rates"], (OTHER, OWN), strict=True):
        classes = {int(n): count for n, count in found["histograms"][f"{name}_at_{rate}"].items()}
        total = sum(classes.values()) or 1
        left = [10 ** (n / CLASSES_A_DECADE) for n in classes]
        width = [place * (10 ** (1 / CLASSES_A_DECADE) - 1) for place in left]
        share = [100 * count / total for count in classes.values()]
        axes.bar(
            left, share, width, align="edge", color=colour, alpha=0.7, label=f"{rate:,} events/s"
        )
    axes.set_xscale("log")
    axes.set_xlabel(f"ms, {DELAYS[name]}")
    axes.set_ylabel("% of events")
    axes.legend(frameon=False)
    unframed(axes)
    return figure


def drawn(found: Mapping[str, Any]) -> Mapping[str, Figure]:
    """All plots by name."""
    made = {"throughput": throughput(found)} | {name: delays(found, name) for name in DELAYS}
    return {name.replace("_", "-"): figure for name, figure in made.items()}


if __name__ == "__main__":
    write_plots(sys.argv[1:], drawn)
