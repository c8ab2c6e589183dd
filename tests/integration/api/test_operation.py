"""Operators: health, metrics, quarantine, tasks, the day, and the catalogue, on a whole hub."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from kafka import KafkaProducer
from prometheus_client.parser import text_string_to_metric_families
from support.hub_api import event, post, receipts_of
from support.hub_process import HubUp, await_that, environment

from monitoring.metrics import METRICS, PREFIX, MetricKind
from schemas.catalogue.load import SAMPLE


def test_the_hub_is_alive_and_ready(api: httpx.Client) -> None:
    """`/healthz` and `/readyz` say so, and nothing is missing."""
    assert api.get("/healthz").json() == {"status": "alive"}
    assert api.get("/readyz").json() == {"ready": True, "missing": []}


def test_it_listens_on_loopback_only(running_hub: HubUp, api: httpx.Client) -> None:
    """No other machine reaches interface, registry or broker: each socket is on 127.0.0.1."""
    for address in (running_hub.api, running_hub.registry, f"kafka://{running_hub.bootstrap}"):
        port = urlsplit(address).port
        assert port is not None
        assert _listening_on(port) <= {"0100007F", "0000000000000000FFFF00000100007F"}, address
        assert _listening_on(port), address


def _listening_on(port: int) -> set[str]:
    """Addresses with a socket that listens on a port, as the kernel writes them."""
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text("ascii").splitlines()[1:]:
            local, state = line.split()[1], line.split()[3]
            address, _, at = local.partition(":")
            if state == "0A" and int(at, 16) == port:
                found.add(address)
    return found


def test_every_gauge_of_the_table_can_be_read(api: httpx.Client) -> None:
    """A scrape shows each gauge with the help of the table, and the servers as up."""
    receipts_of(api, "hrss", post(api, "hrss", event("ListEntry", "MET-1")))
    text = api.get("/metrics").text
    shown = {family.name: family for family in text_string_to_metric_families(text)}
    for metric in METRICS.values():
        if metric.kind is MetricKind.GAUGE:
            assert shown[PREFIX + metric.name].documentation == metric.help
    for server in ("database_up", "broker_up"):
        assert [sample.value for sample in shown[PREFIX + server].samples] == [1.0]
    positions = {s.labels["topic"]: s.value for s in shown["hub_position"].samples}
    assert positions["credit.events.hrss"] > 0


def test_what_the_worker_counts_is_shown(api: httpx.Client) -> None:
    """Counters and histograms of another process stand in the same scrape, and they grow."""

    def refused() -> float:
        shown = text_string_to_metric_families(api.get("/metrics").text)
        wanted = {"department": "transport", "outcome": "REFUSED"}
        return sum(s.value for f in shown for s in f.samples if s.labels == wanted)

    before = refused()
    bad = event("ListEntry", "MET-2", list_code="NO_SUCH_LIST")
    receipts_of(api, "transport", post(api, "transport", bad, bad))
    await_that("counted", lambda: refused() == before + 2)
    text = api.get("/metrics").text
    for series in ("hub_batch_messages_count", "hub_published_to_outbox_seconds_bucket"):
        assert series in text
    for step in ("load", "decide", "save"):
        assert f'hub_step_seconds_count{{step="{step}"}}' in text


def test_the_document_names_every_address(api: httpx.Client) -> None:
    """The OpenAPI document has each resource, and each has a summary for its reader."""
    document = api.get("/openapi.json").json()
    wanted = {
        "/departments/{department}",
        "/departments/{department}/events",
        "/departments/{department}/receipts",
        "/departments/{department}/records/state",
        "/partners/{partner}/answers",
        "/partners/{partner}/in-force",
        "/subjects/query",
        "/checks",
        "/directives/{directive_id}",
        "/tasks",
        "/quarantine",
        "/keys",
        "/healthz",
        "/readyz",
        "/metrics",
    }
    assert wanted <= document["paths"].keys()
    for path in wanted:
        for operation in document["paths"][path].values():
            assert operation["description"]
            assert list(operation["responses"]["422"]["content"]) == ["application/problem+json"]
    assert "ProblemDetails" in document["components"]["schemas"]
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_the_registry_is_served_beside_it(api: httpx.Client) -> None:
    """Schemas are read under `/registry`, with the registry's own form of errors."""
    assert "credit.events.ListEntry" in api.get("/registry/subjects").json()
    assert api.get("/registry/schemas/ids/1").json()["error_code"] == 40403


def test_a_message_that_cannot_be_read_is_replayed_or_dropped(
    api: httpx.Client, running_hub: HubUp
) -> None:
    """
    It stands in quarantine, and who looks at its bytes is kept; a replay that fails says so, a drop
    changes its outcome.
    """
    producer = KafkaProducer(bootstrap_servers=running_hub.bootstrap)
    kept = producer.send("credit.events.ecology", b"\x00\x00\x00\x00\x01bytes").get(timeout=10)
    producer.close()
    place = f"credit.events.ecology/0/{kept.offset}"

    def listed() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = api.get("/quarantine").json()["messages"]
        return [m for m in found if m["topic"] == "credit.events.ecology"]

    await_that("in quarantine", lambda: bool(listed()))
    assert [(m["offset"], m["code"]) for m in listed()] == [(kept.offset, "E1501")]
    told = ("--by", "甲", "--because", "试读")
    for asked in ((), ("--by", "甲", "--because", " ")):
        unseen = _hub(running_hub, "quarantine", "show", place, *asked, fails=True)
        assert b"bytes".hex(" ") not in unseen.stdout
    nowhere = "credit.events.ecology/0/999999"
    _hub(running_hub, "quarantine", "show", nowhere, *told, fails=True)
    for at in (place, nowhere):
        assert json.loads(_hub(running_hub, "acts", "--about", at, "--json").stdout) == []
    assert b"bytes".hex(" ") in _hub(running_hub, "quarantine", "show", place, *told).stdout
    (act,) = json.loads(_hub(running_hub, "acts", "--about", place, "--json").stdout)
    assert (act["name"], act["by"], act["because"]) == ("quarantine.show", "甲", "试读")
    assert act["result"] == "DONE"
    failed = _hub(running_hub, "quarantine", "replay", place, *told, fails=True)
    assert "still not readable: E1501" in failed.stdout
    assert "DONE" in _hub(running_hub, "quarantine", "drop", place, *told).stdout
    assert listed() == []
    again = _hub(running_hub, "quarantine", "drop", place, *told, fails=True)
    assert "No message from there" in again.stderr
    (receipt,) = receipts_of(api, "ecology", [{"partition": 0, "offset": kept.offset}])
    assert (receipt["outcome"], receipt["previous_outcome"]) == ("DROPPED", "QUARANTINED")


def test_a_task_is_listed_and_resolved(api: httpx.Client, running_hub: HubUp) -> None:
    """Two contents under one number wait for an officer, who closes the task with a reason."""
    first = event("ListEntry", "TSK-1", document_no="TSK-1")
    other = event("ListEntry", "TSK-1", document_no="TSK-1", cause="另一内容")
    receipts = receipts_of(api, "hrss", post(api, "hrss", first, other))
    assert [receipt["outcome"] for receipt in receipts] == ["ACCEPTED", "REFUSED"]
    assert receipts[1]["code"] == "E1402"
    tasks = api.get("/tasks", params={"kind": "CONFLICT"}).json()["tasks"]
    (task,) = [task for task in tasks if task["record_no"] == "TSK-1"]
    assert task["id"] in _hub(running_hub, "tasks", "list").stdout
    _hub(running_hub, "tasks", "resolve", task["id"], "--by", "甲", "--because", "已核实")
    left = api.get("/tasks", params={"kind": "CONFLICT"}).json()["tasks"]
    assert task["id"] not in {each["id"] for each in left}


def test_an_act_needs_who_and_why(running_hub: HubUp, api: httpx.Client) -> None:
    """A blank name or reason is refused before anything is asked for."""
    found = _hub(running_hub, "tick", "--by", " ", "--because", "x", fails=True)
    assert "--by may not be blank" in found.stderr


def test_a_catalogue_is_loaded_by_command(running_hub: HubUp, api: httpx.Client) -> None:
    """The load is an entry of the journal, with its result printed."""
    found = _hub(
        running_hub,
        *("catalogue", "load", str(SAMPLE)),
        *("--by", "市信用办", "--because", "例行更新", "--json"),
    )
    done = json.loads(found.stdout)
    assert done["result"] == "DONE"
    assert done["entry"] > 0


@pytest.mark.parametrize("day", ["2026-05-31", "2026-06-01"])
def test_a_day_that_is_over_does_not_come_again(
    running_hub: HubUp, api: httpx.Client, day: str
) -> None:
    """The day only goes forward."""
    told = ("--by", "甲", "--because", "演示", "--on", day)
    assert "already" in _hub(running_hub, "tick", *told, fails=True).stderr


def _hub(running: HubUp, *arguments: str, fails: bool = False) -> subprocess.CompletedProcess[str]:
    found = subprocess.run(
        [Path(sys.executable).with_name("hub"), *arguments],
        env=environment(HUB_DATA=str(running.data)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert (found.returncode != 0) == fails, found.stdout + found.stderr
    return found
