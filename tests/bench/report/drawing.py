"""
What every plot of a run has in common: no frame above and beside, and the same bytes from the same
figures.

For the benchmark's own environment, which has nothing but matplotlib.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")

from matplotlib.axes import Axes
from matplotlib.figure import Figure


def unframed(axes: Axes) -> None:
    """Only the two axes that are read."""
    axes.spines[["top", "right"]].set_visible(False)


def write_plots(
    given: Sequence[str], draw: Callable[[Mapping[str, Any]], Mapping[str, Figure]]
) -> None:
    """Write each plot as SVG under its name. `given`: the file of figures, the plots' folder."""
    figures, folder = Path(given[0]), Path(given[1])
    folder.mkdir(exist_ok=True)
    mpl.rcParams.update({"svg.hashsalt": "plots", "svg.fonttype": "none", "font.size": 10})
    for name, figure in draw(json.loads(figures.read_text("utf-8"))).items():
        figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
