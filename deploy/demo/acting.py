"""What happens in the demonstration goes in by the public ways, and is read back by them."""

import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from prometheus_client.parser import text_string_to_metric_families

from connectors.departments.client import DepartmentClient
from connectors.departments.receipt import Receipt
from connectors.departments.receipts import ReceiptReader
from connectors.partners.ledger_file import read_ledger
from deploy.demo.city import City
from deploy.demo.sentences import Published
from schemas.json_form import to_record

SETTLED_WITHIN_S = 120.0

#: What gauges show when nothing is under way, and both servers told so.
AT_REST = {
    "hub_lag_messages": 0,
    "hub_unrelayed_pages": 0,
    "hub_unsent_directives": 0,
    "hub_unanswered_directives": 0,
    "hub_broker_up": 1,
    "hub_database_up": 1,
}


class NotSettled(Exception):
    """The hub did not come to rest in time; the text says what was still open."""


@dataclass(slots=True)
class Play:
    """The demonstration as it goes; `samples` is the folder its events come from."""

    city: City
    samples: Path
    published: dict[tuple[str, int, int], Published] = field(default_factory=dict)
    receipts: dict[tuple[str, int, int], Receipt] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)
    explained: set[str] = field(default_factory=set)
    directives: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _read_to: dict[str, dict[int, int]] = field(default_factory=dict)

    def publish(self, file: Path) -> list[Published]:
        """Publish a file of events through the departments' SDK, department by department."""
        acts: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))
        told = []
        for department in dict.fromkeys(act["department"] for act in acts):
            mine = [act for act in acts if act["department"] == department]
            with DepartmentClient(
                department=department,
                bootstrap_servers=self.city.bootstrap,
                outbox=self.city.data / "demo-departments" / department,
            ) as client:
                for act in mine:
                    record = to_record(f"credit.events.{act['kind']}", act["record"])
                    if not isinstance(record, dict):
                        raise TypeError(f"{file.name}: {act['kind']} does not fit: {record}")
                    client.publish(act["kind"], record)
                sent = client.flush(30.0)
            for act, at in zip(mine, sent, strict=True):
                told.append(_published(act, (at.topic, at.partition, at.offset)))
        self.published |= {one.place: one for one in told}
        return told

    def settle(self) -> None:
        """Wait until everything is decided, sent and answered."""
        deadline = time.monotonic() + SETTLED_WITHIN_S
        while waiting := self._waiting():
            if time.monotonic() > deadline:
                raise NotSettled(f"Not at rest after {SETTLED_WITHIN_S:.0f} s: {waiting}.")
            time.sleep(0.2)

    def _waiting(self) -> str:
        """What is not decided, sent or answered yet, by the hub's own metrics; blank at rest."""
        told = text_string_to_metric_families(httpx.get(f"{self.city.api}/metrics").text)
        return ", ".join(
            f"{sample.name} {sample.labels or ''} {sample.value:g}"
            for gauge in told
            for sample in gauge.samples
            if sample.value != AT_REST.get(sample.name, sample.value)
        )

    def news(self) -> list[Receipt]:
        """Receipts of all departments that came since the last time, in the order of the hub."""
        found: list[Receipt] = []
        for department in sorted({one.department for one in self.published.values()} | {"tax"}):
            with ReceiptReader(
                department=department,
                bootstrap_servers=self.city.bootstrap,
                position=self._read_to.get(department),
            ) as reader:
                end, give_up_at = reader.end(), time.monotonic() + SETTLED_WITHIN_S
                while any(reader.position.get(at, 0) < offset for at, offset in end.items()):
                    if time.monotonic() > give_up_at:
                        raise NotSettled(f"The receipts of {department} cannot be read.")
                    found += list(reader.read(0.5))
                self._read_to[department] = dict(reader.position)
        found.sort(key=lambda receipt: receipt.judged_at)
        self.receipts |= {receipt.place: receipt for receipt in found}
        return found

    def new_directives(self) -> Iterator[dict[str, Any]]:
        """Every directive a partner has answered since the last time, explained by the hub."""
        for partner in self.city.partners:
            ledger = read_ledger(self.city.data / "partners" / f"{partner}.json")
            for directive_id in map(str, ledger.answers):
                if directive_id in self.explained:
                    continue
                self.explained.add(directive_id)
                found = self._get(f"/directives/{directive_id}")
                last = max(found["answers"], key=lambda a: a["answer_no"], default=None)
                result = last["result"] if last else "no answer"
                self.directives[(partner, found["action"], result)] += 1
                yield found

    def check(self, item: str, **subject: str) -> dict[str, Any]:
        """What an official at a counter sees."""
        return self._post(
            "/checks",
            {"item": item, "asked_by": "窗口 3", "purpose": "示例办理", "subject": subject},
        )

    def names(self, subjects: dict[str, dict[str, str]]) -> dict[str, str]:
        """Names by the hub's opaque subject key, asked for by code."""
        keys = {}
        for name, subject in subjects.items():
            asked = {"asked_by": "示例", "purpose": "示例故事", "subject": subject}
            key = self._post("/subjects/query", asked).get("subject_key")
            if key:
                keys[key] = name
        return keys

    def _get(self, path: str) -> dict[str, Any]:
        reply = httpx.get(f"{self.city.api}{path}")
        reply.raise_for_status()
        found: dict[str, Any] = reply.json()
        return found

    def _post(self, path: str, body: Mapping[str, object]) -> dict[str, Any]:
        reply = httpx.post(f"{self.city.api}{path}", json=body)
        reply.raise_for_status()
        found: dict[str, Any] = reply.json()
        return found


def _published(act: dict[str, Any], place: tuple[str, int, int]) -> Published:
    record = act["record"]
    topic, partition, offset = place
    return Published(
        department=act["department"],
        kind=act["kind"],
        record_no=record["record_no"],
        version=record["version"],
        action=record["action"],
        about=(record.get("subject") or {}).get("name", ""),
        topic=topic,
        partition=partition,
        offset=offset,
    )
