"""Departments over HTTP: events in, receipts out, on real servers with a deciding worker."""

import base64
import json
from typing import Any

import httpx
import pytest
from kafka import KafkaConsumer, TopicPartition
from scenario.codes import uscc
from support.hub_api import end_of, event, post, receipts_of
from support.hub_process import HubUp

from schemas.codec import encode
from schemas.samples import sample
from schemas.samples.parts import ORGANISATION, PERSON

EVENTS = "/departments/hrss/events"
TOPIC = "credit.events.hrss"
JSON = {"content-type": "application/json"}


def _on(eight_digits: str) -> dict[str, Any]:
    code = uscc("91", eight_digits)
    return {**ORGANISATION, "uscc": code, "org_code": code[8:17], "registration_no": ""}


def test_events_get_positions_and_receipts(api: httpx.Client) -> None:
    """Each event of a request stands at an offset of its own, and its receipt says what became."""
    one = event("ListEntry", "API-1", subject=_on("00001001"), document_no="API-1")
    positions = post(
        api,
        "hrss",
        one,
        one,
        event(
            "ListEntry",
            "API-2",
            subject={**ORGANISATION, "uscc": "91999900MA0000008U", "org_code": ""},
        ),
    )
    assert len({place["offset"] for place in positions}) == 3
    receipts = receipts_of(api, "hrss", positions)
    assert [receipt["outcome"] for receipt in receipts] == ["ACCEPTED", "REPEAT", "REFUSED"]
    assert (receipts[2]["code"], receipts[2]["field"]) == ("E1002", "subject.uscc")
    assert receipts[2]["hint"].startswith("Copy the code")


@pytest.mark.parametrize(
    ("record_no", "key"), [("API-10", b"API-10"), (f"API-{PERSON['id_number']}", b"")]
)
def test_a_message_key_is_the_record_number_unless_it_may_not_be_shown(
    api: httpx.Client, running_hub: HubUp, record_no: str, key: bytes
) -> None:
    """No identity number is in the key of what is refused for it."""
    (place,) = post(api, "hrss", event("ListEntry", record_no))
    consumer = KafkaConsumer(bootstrap_servers=running_hub.bootstrap, group_id=None)
    partition = TopicPartition(place["topic"], place["partition"])
    consumer.assign([partition])
    consumer.seek(partition, place["offset"])
    (records,) = consumer.poll(timeout_ms=10_000, max_records=1).values()
    consumer.close(autocommit=False)
    assert (records[0].offset, records[0].key) == (place["offset"], key)


def test_a_changed_outcome_is_told_after_the_first(api: httpx.Client) -> None:
    """When a repair comes, the record's department reads a second receipt for the same offset."""
    entry = event("ListEntry", "API-3", subject=_on("00001003"), document_no="API-3")
    positions = post(api, "hrss", entry)
    receipts_of(api, "hrss", positions)
    repair = event("RepairDecision", "API-3-R", target={"department": "hrss", "record_no": "API-3"})
    repaired = receipts_of(api, "hrss", post(api, "hrss", repair))
    assert [receipt["outcome"] for receipt in repaired] == ["REPAIRED"]


def test_receipts_are_read_by_cursor(api: httpx.Client) -> None:
    """Pages of any size give the same receipts once each, and a cursor at the end stays right."""
    post_here = post(api, "hrss", *(event("ListEntry", f"API-4-{n}") for n in range(7)))
    receipts_of(api, "hrss", post_here)
    whole = api.get("/departments/hrss/receipts", params={"limit": 1000}).json()
    after, seen = "", []
    while True:
        page = api.get("/departments/hrss/receipts", params={"limit": 2, "after": after}).json()
        if not page["receipts"]:
            break
        assert len(page["receipts"]) <= 2
        seen += page["receipts"]
        after = page["next"]
    assert seen == whole["receipts"]
    assert page["next"] == after == whole["next"]


def test_a_department_reads_only_its_own(api: httpx.Client) -> None:
    """Another department's receipts are not among one's own."""
    receipts_of(api, "tax", post(api, "tax", event("ListEntry", "API-5")))
    for receipt in api.get("/departments/tax/receipts").json()["receipts"]:
        assert receipt["topic"] == "credit.events.tax"


def test_a_dry_run_tells_and_writes_nothing(api: httpx.Client, running_hub: HubUp) -> None:
    """Verdicts are those of the line's own checks; no message stands on the topic for them."""
    before = end_of(running_hub.bootstrap, TOPIC)
    sent = [
        event("ListEntry", "API-6"),
        event("ListEntry", "API-6", list_code="NO_SUCH_LIST"),
        event("JudgmentDefault", "API-6"),
    ]
    reply = api.post(EVENTS, params={"dry_run": "true"}, json={"events": sent})
    assert reply.status_code == 200
    verdicts = reply.json()["verdicts"]
    assert [verdict["outcome"] for verdict in verdicts] == ["ADMISSIBLE", "REFUSED", "REFUSED"]
    assert [verdict["code"] for verdict in verdicts] == ["", "E1301", "E1505"]
    assert end_of(running_hub.bootstrap, TOPIC) == before


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (b'{"kind":"ListEntry","kind":"ListEntry","event":{}}', JSON, 400, "H1001"),
        (b'{"kind":"ListEntry","event":{"amount_fen":NaN}}', JSON, 400, "H1001"),
        (b'{"kind":"ListEntry","event":{"amount_fen":9007199254740993}}', JSON, 400, "H1001"),
        (b"[" * 60_000, JSON, 400, "H1001"),
        (b'{"kind":"ListEntry","event":{"cause":"' + b"x" * 70_000 + b'"}}', JSON, 413, "H1002"),
        (b'{"kind":"ListEntry"}', {"content-type": "text/xml"}, 415, "H1005"),
        (b'{"kind":"ListEntry"}', JSON, 422, "H1003"),
        (b'{"events":[]}', JSON, 422, "H1003"),
        (b'{"kind":"Nonsense","event":{}}', JSON, 422, "H1003"),
        (b'{"kind":"ListEntry","event":{"record_no":7}}', JSON, 422, "H1003"),
    ],
)
def test_a_body_that_is_none_gets_a_problem(
    api: httpx.Client,
    running_hub: HubUp,
    body: bytes,
    headers: dict[str, str],
    status: int,
    code: str,
) -> None:
    """Each has a status, a code, words in two languages and what to do; nothing is written."""
    before = end_of(running_hub.bootstrap, TOPIC)
    reply = api.post(EVENTS, content=body, headers=headers)
    assert (reply.status_code, reply.headers["content-type"]) == (
        status,
        "application/problem+json",
    )
    found = reply.json()
    assert (found["code"], found["type"]) == (code, f"/problems/{code}")
    assert found["title"]
    assert found["title_zh"]
    assert found["advice"]
    assert api.get(found["type"]).json()["code"] == code
    assert end_of(running_hub.bootstrap, TOPIC) == before


def test_every_field_that_does_not_fit_is_named(api: httpx.Client) -> None:
    """Pointers lead to each wrong place of each event of the request."""
    bad = event("ListEntry", "API-7")
    del bad["event"]["authority"]
    bad["event"]["version"] = "1"
    reply = api.post(EVENTS, json={"events": [event("ListEntry", "API-7"), bad]})
    errors = {error["pointer"]: error["code"] for error in reply.json()["errors"]}
    assert errors == {"/events/1/event/authority": "E1101", "/events/1/event/version": "H1003"}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("POST", "/departments/nobody/events", 404, "H3001"),
        ("GET", "/departments/nobody/receipts", 404, "H3001"),
        ("GET", "/departments/hrss/receipts?after=4711", 422, "H1004"),
        ("GET", "/departments/hrss/receipts?limit=0", 422, "H1004"),
        ("GET", "/departments/hrss/events", 405, "H3002"),
        ("GET", "/nothing/here", 404, "H3001"),
        ("GET", "/directives/no-id", 422, "H1004"),
        ("GET", "/directives/7d0f4c1b-93e6-5a28-8f57-1c2b6d9e0a34", 404, "H3001"),
        ("GET", "/problems/E0000", 404, "H3001"),
    ],
)
def test_an_address_that_is_none_gets_a_problem(
    api: httpx.Client, method: str, path: str, status: int, code: str
) -> None:
    """Unknown names, wrong parameters and wrong methods are problems too."""
    body = json.dumps({"kind": "ListEntry", "event": {}}) if method == "POST" else None
    reply = api.request(method, path, content=body, headers=JSON if body else None)
    assert (reply.status_code, reply.json()["code"]) == (status, code)


def test_the_hub_says_what_it_has_of_a_record(api: httpx.Client) -> None:
    """Unchanged, changed, ended and unknown records are told apart without sending any."""
    subject = _on("00001008")
    known = {"subject": subject, "document_no": "API-8", "related": []}
    first = event("ListEntry", "API-8", **known)
    ended = event("ListEntry", "API-8", **known, version=2, action="END", on="2026-06-01")
    ended["event"] |= {"reason": "移出", "on": "2026-06-01"}
    receipts_of(api, "hrss", post(api, "hrss", first))
    same = _state(api, "API-8", **known)
    assert [(r["state"], r["same_content"], r["highest_version"]) for r in same["records"]] == [
        ("STANDS", True, 1)
    ]
    changed = _state(api, "API-NEW", **known | {"cause": "另一事由"})
    assert [(r["record_no"], r["same_content"], r["same_subject"]) for r in changed["records"]] == [
        ("API-8", False, True)
    ]
    receipts_of(api, "hrss", post(api, "hrss", ended))
    assert [r["state"] for r in _state(api, "API-8", **known)["records"]] == ["ENDED"]
    assert _state(api, "API-9", document_no="API-9")["records"] == []
    refused = _state(api, "API-9", document_no="API-9", list_code="NO_SUCH_LIST")
    assert refused["problem"]["code"] == "E1301"


def _state(api: httpx.Client, record_no: str, **changed: object) -> dict[str, Any]:
    record = sample("credit.events.ListEntry") | {"event_id": "", "record_no": record_no} | changed
    payload = base64.b64encode(encode("credit.events.ListEntry", record)).decode()
    reply = api.post("/departments/hrss/records/state", json={"records": [{"payload": payload}]})
    assert reply.status_code == 200, reply.text
    (found,) = reply.json()["records"]
    return dict(found)
