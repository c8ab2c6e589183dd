"""What a department, a partner and an official do at the hub's HTTP interface."""

import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
from kafka import KafkaConsumer, TopicPartition
from scenario.codes import uscc
from support.hub_process import HubUp, await_that, environment

from schemas.json_form import to_json
from schemas.samples import sample
from schemas.samples.parts import ORGANISATION
from streams.send.signature import Signers, headers

#: Seeds of the keys with which partners sign.
SEEDS = {"bank": b"\x11" * 32, "land": b"\x12" * 32, "procurement": b"\x13" * 32}


def organisation(eight_digits: str) -> dict[str, Any]:
    """An organisation that nobody has told of, known by its unified code alone."""
    code = uscc("91", eight_digits)
    return {**ORGANISATION, "uscc": code, "org_code": "", "registration_no": ""}


def event(kind: str, record_no: str, **changed: object) -> dict[str, Any]:
    """A sample event of a kind as it is posted, with other fields."""
    record = sample(f"credit.events.{kind}") | {"event_id": "", "record_no": record_no} | changed
    return {"kind": kind, "event": to_json(record)}


def post(api: httpx.Client, department: str, *events: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Publish events; where each stands."""
    reply = api.post(f"/departments/{department}/events", json={"events": list(events)})
    assert reply.status_code == 202, reply.text
    positions: list[dict[str, Any]] = reply.json()["positions"]
    return positions


def receipts_of(
    api: httpx.Client, department: str, positions: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The newest receipt of each position, awaited."""
    wanted = [(place["partition"], place["offset"]) for place in positions]
    found: dict[tuple[int, int], dict[str, Any]] = {}

    def all_there() -> bool:
        after = ""
        while True:
            reply = api.get(f"/departments/{department}/receipts", params={"after": after})
            page = reply.json()
            for receipt in page["receipts"]:
                found[(receipt["partition"], receipt["offset"])] = receipt
            if not page["receipts"]:
                return all(place in found for place in wanted)
            after = page["next"]

    await_that("receipts", all_there)
    return [found[place] for place in wanted]


def end_of(bootstrap: str, topic: str) -> int:
    """Messages ever written to a topic: what is refused, or only tried, adds none at any time."""
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, group_id=None)
    places = [TopicPartition(topic, n) for n in consumer.partitions_for_topic(topic)]
    ends = consumer.end_offsets(places)
    consumer.close(autocommit=False)
    return sum(ends.values())


def check(api: httpx.Client, subject: Mapping[str, str], **changed: object) -> dict[str, Any]:
    """The counter's question about procurement, answered once the hub knows how far it is."""
    question = {
        "asked_by": "窗口 甲",
        "purpose": "供应商资格审查",
        "subject": dict(subject),
        "item": "government-procurement-qualification",
        **changed,
    }
    reply = api.post("/checks", json=question)
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


def signed(partner: str, content: bytes, at_s: int | None = None) -> dict[str, str]:
    """Headers of a request that a partner signs now, or at another time."""
    when = int(time.time()) if at_s is None else at_s
    found = headers(Signers(ed25519_seeds=(SEEDS[partner],)), f"msg-{when}", when, content)
    return {**found, "content-type": "application/json"}


def command(
    running: HubUp, *arguments: str, code: str = "", fails: bool = False
) -> subprocess.CompletedProcess[str]:
    """A command on the data folder of a running hub, with `code` on its standard input."""
    found = subprocess.run(
        [Path(sys.executable).with_name("hub"), *arguments],
        env=environment(HUB_DATA=str(running.data)),
        input=code,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert (found.returncode != 0) == fails, found.stdout + found.stderr
    return found
