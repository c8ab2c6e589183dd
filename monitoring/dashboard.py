"""
The dashboard of the hub as code: `python -m monitoring.dashboard` writes `grafana/hub.json`.

Five rows, in the order in which an operator asks: is it well, does it keep up, do the partners
hear and answer, what waits for a person, how fast is it.
"""

import json
from pathlib import Path
from typing import Final, TypeAlias

from monitoring.panels import ROWS, Panel

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

FILE: Final = Path(__file__).with_name("grafana") / "hub.json"
UID: Final = "credit-hub"
WIDTH: Final = 24
_SOURCE: Final[dict[str, Json]] = {"type": "prometheus", "uid": "${source}"}


def dashboard() -> dict[str, Json]:
    """The dashboard as Grafana imports it."""
    panels: list[Json] = []
    top = 0
    for row in ROWS:
        panels.append(_row(len(panels) + 1, row.title, top))
        top += 1
        left = 0
        for panel in row.panels:
            if left + panel.width > WIDTH:
                left, top = 0, top + _height(panel)
            panels.append(_panel(len(panels) + 1, panel, left, top))
            left += panel.width
        top += _height(row.panels[-1])
    return {
        "uid": UID,
        "title": "Credit hub",
        "tags": ["credit-hub"],
        "schemaVersion": 39,
        "timezone": "Asia/Shanghai",
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "templating": {
            "list": [
                {
                    "name": "source",
                    "label": "Prometheus",
                    "type": "datasource",
                    "query": "prometheus",
                }
            ]
        },
        "panels": panels,
    }


def text() -> str:
    """The file's content."""
    return json.dumps(dashboard(), ensure_ascii=False, indent=2) + "\n"


def _height(panel: Panel) -> int:
    return 4 if panel.kind == "stat" else 8


def _row(number: int, title: str, top: int) -> dict[str, Json]:
    place: Json = {"x": 0, "y": top, "w": WIDTH, "h": 1}
    return {"id": number, "type": "row", "title": title, "gridPos": place, "panels": []}


def _panel(number: int, panel: Panel, left: int, top: int) -> dict[str, Json]:
    targets: list[Json] = [
        {
            "refId": chr(ord("A") + index),
            "expr": expression,
            "legendFormat": legend or "__auto",
            "datasource": _SOURCE,
        }
        for index, (expression, legend) in enumerate(panel.queries)
    ]
    return {
        "id": number,
        "type": panel.kind,
        "title": panel.title,
        "datasource": _SOURCE,
        "gridPos": {"x": left, "y": top, "w": panel.width, "h": _height(panel)},
        "fieldConfig": {"defaults": {"unit": panel.unit}, "overrides": []},
        "targets": targets,
    }


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
