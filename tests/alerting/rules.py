"""The alerts of the hub, and which of them scrapes raise."""

from typing import Any

import yaml
from support.imports import ROOT

from alerting.queries import evaluate
from alerting.scrapes import Scrape, Scrapes, Vector


def rules() -> list[dict[str, Any]]:
    """Every alert of the file."""
    text = (ROOT / "monitoring" / "rules" / "hub.yml").read_text(encoding="utf-8")
    return [rule for group in yaml.safe_load(text)["groups"] for rule in group["rules"]]


def raised(*scrapes: Scrape) -> dict[str, Vector]:
    """
    The alerts whose condition holds at the newest scrape, each with the series it holds for.

    How long it must hold before somebody is called is left aside.
    """
    over = Scrapes(scrapes=scrapes, at_s=scrapes[-1].at_s)
    found = {rule["alert"]: evaluate(rule["expr"], over) for rule in rules()}
    return {alert: vector for alert, vector in found.items() if vector}
