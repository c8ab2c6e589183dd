"""Partners over HTTP: signed answers in, the full list and the hub's keys out, on a whole hub."""

import base64
import json
import time
from typing import Any

import httpx
import pytest
from kafka import KafkaConsumer, TopicPartition
from scenario.codes import uscc
from support.hub_api import SEEDS, check, end_of, event, organisation, post, receipts_of, signed
from support.hub_process import HubUp, await_that

from connectors.partners.signature import public_key, require_signed
from streams.send.signature import public_key as public_bytes
from streams.send.signature import verified

ANSWERS = "/partners/procurement/answers"
IN_FORCE = "/partners/procurement/in-force"


@pytest.fixture(scope="module")
def directive(api: httpx.Client) -> str:
    """A directive to procurement that has been sent."""
    code = uscc("91", "00003001")
    entry = event("ListEntry", "PTN-1", subject=organisation("00003001"), document_no="PTN-1")
    receipts_of(api, "hrss", post(api, "hrss", entry))
    (found,) = check(api, {"uscc": code})["restrictions"]
    directive_id = str(found["directive_id"])
    await_that("sent", lambda: _told(api, directive_id)["delivery"]["sent_at"] is not None)
    return directive_id


def _told(api: httpx.Client, directive_id: str) -> dict[str, Any]:
    found: dict[str, Any] = api.get(f"/directives/{directive_id}").json()
    return found


def _answer(directive_id: str, number: int = 1, /, **changed: object) -> bytes:
    fields = {"directive_id": directive_id, "answer_no": number, "result": "ACCEPTED"}
    return json.dumps(fields | changed).encode()


def test_the_way_to_the_partner_is_measured(api: httpx.Client, directive: str) -> None:
    """From the broker's time of the event to the end of the sending: counted by partner."""
    series = 'hub_published_to_sent_seconds_count{partner="procurement"}'
    await_that("measured", lambda: series in api.get("/metrics").text)
    text = api.get("/metrics").text
    assert 'hub_send_attempts_total{partner="procurement",result="sent"}' in text
    assert 'hub_relayed_total{what="receipts"}' in text


def test_a_full_list_is_for_its_partner_alone(api: httpx.Client, directive: str) -> None:
    """What procurement should hold has the field names of `directive.avsc`; others get nothing."""
    request = f"GET {IN_FORCE}".encode()
    found = api.get(IN_FORCE, headers=signed("procurement", request)).json()
    (held,) = [each for each in found["directives"] if each["directive_id"] == directive]
    assert (held["measure"], held["action"], held["sequence"]) == ("PRC-01", "IMPOSE", 1)
    assert held["valid_until"] == "2029-06-01"
    for headers in (
        {},
        signed("bank", request),
        signed("procurement", b"GET /partners/bank/in-force"),
        signed("procurement", b""),
    ):
        reply = api.get(IN_FORCE, headers=headers)
        assert (reply.status_code, reply.json()["code"]) == (401, "H2001")


def test_a_signed_answer_becomes_a_message_and_an_answer(
    api: httpx.Client, running_hub: HubUp, directive: str
) -> None:
    """The position is returned, the signature can be verified from the topic, the line takes it."""
    body = _answer(directive, 1, result="EXECUTED", executed_at="2026-06-01T09:00:00+08:00")
    reply = api.post(ANSWERS, content=body, headers=signed("procurement", body))
    assert reply.status_code == 202, reply.text
    place = reply.json()
    assert place["topic"] == "feedback.procurement"
    await_that("answered", lambda: _told(api, directive)["state"] == "EXECUTED")
    (answer,) = _told(api, directive)["answers"]
    assert answer["signed"] is True
    assert (answer["result"], answer["offset"]) == ("EXECUTED", place["offset"])
    headers = _headers(running_hub, place)
    kept = {name: headers[name].decode() for name in headers if name != "webhook-body"}
    keys = [public_bytes(SEEDS["procurement"])]
    assert verified(kept, headers["webhook-body"], int(time.time()), public_keys=keys)
    assert headers["webhook-body"] == body


def test_a_full_list_stays_full_after_the_answer(api: httpx.Client, directive: str) -> None:
    """What was executed is still to be held."""
    request = f"GET {IN_FORCE}".encode()
    found = api.get(IN_FORCE, headers=signed("procurement", request)).json()
    assert directive in {each["directive_id"] for each in found["directives"]}


@pytest.mark.parametrize(
    ("partner", "at_s", "code"),
    [("bank", None, "H2001"), ("procurement", 1_700_000_000, "H2002")],
)
def test_an_answer_that_is_not_this_partners_is_turned_away(
    api: httpx.Client,
    running_hub: HubUp,
    directive: str,
    partner: str,
    at_s: int | None,
    code: str,
) -> None:
    """Another's key, or an old signature: nothing is written."""
    before = end_of(running_hub.bootstrap, "feedback.procurement")
    body = _answer(directive, 7, result="NOT_EXECUTED")
    reply = api.post(ANSWERS, content=body, headers=signed(partner, body, at_s))
    assert (reply.status_code, reply.json()["code"]) == (401, code)
    assert end_of(running_hub.bootstrap, "feedback.procurement") == before


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"result": "DONE"}, "/result"),
        ({"answer_no": "1"}, "/answer_no"),
        ({"executed_at": "yesterday"}, "/executed_at"),
        ({"remark": "x"}, "/remark"),
        ({"directive_id": "xx"}, "/directive_id"),
        ({"directive_id": "{7d0f4c1b-93e6-5a28-8f57-1c2b6d9e0a34}"}, "/directive_id"),
        ({"answer_no": 0}, "/answer_no"),
        ({"answer_no": -1}, "/answer_no"),
        ({"controlled_amount_fen": -1}, "/controlled_amount_fen"),
        ({"queue_rank": -1}, "/queue_rank"),
        ({"earlier_freezes": [{}, {"amount_fen": -1}]}, "/earlier_freezes/1/amount_fen"),
        ({"result": "UNKNOWN"}, "/result"),
        ({"reason": "\x1b[2J"}, "/reason"),
        ({"reason_code": "R3002\n"}, "/reason_code"),
        ({"earlier_freezes": [{"case_no": "1\0"}]}, "/earlier_freezes/0/case_no"),
    ],
)
def test_an_answer_that_does_not_fit_is_told_where(
    api: httpx.Client, directive: str, changed: dict[str, object], pointer: str
) -> None:
    """The body is checked against the schema of answers."""
    body = _answer(directive, 8, **changed)
    reply = api.post(ANSWERS, content=body, headers=signed("procurement", body))
    assert (reply.status_code, reply.json()["code"]) == (422, "H1003")
    assert [error["pointer"] for error in reply.json()["errors"]] == [pointer]


def test_a_partner_without_a_key_is_not_heard(api: httpx.Client) -> None:
    """The court gave the hub no public key, so nothing is taken in its name over HTTP."""
    body = _answer("x")
    reply = api.post("/partners/court/answers", content=body, headers=signed("bank", body))
    assert (reply.status_code, reply.json()["code"]) == (401, "H2001")
    nobody = api.post("/partners/nobody/answers", content=body, headers=signed("bank", body))
    assert nobody.status_code == 404


def test_the_hubs_keys_are_given_in_two_forms(api: httpx.Client) -> None:
    """The keys of Standard Webhooks and of JSON Web Keys are the same, the newest first."""
    plain = api.get("/keys").json()["keys"]
    web = api.get("/.well-known/jwks.json").json()["keys"]
    assert [str(key["version"]) for key in plain] == [key["kid"] for key in web]
    for one, other in zip(plain, web, strict=True):
        raw = public_key(one["key"]).public_bytes_raw()
        assert base64.urlsafe_b64encode(raw).decode().rstrip("=") == other["x"]


def test_what_was_sent_is_signed_by_a_key_that_is_shown(
    api: httpx.Client, running_hub: HubUp, directive: str
) -> None:
    """A directive on the partner's topic carries a signature of one of the hub's public keys."""
    keys = [public_key(each["key"]) for each in api.get("/keys").json()["keys"]]
    place = {"topic": "sanctions.procurement", "partition": 0, "offset": 0}
    consumer = _consumer(running_hub, place)
    (records,) = consumer.poll(timeout_ms=10_000).values()
    consumer.close(autocommit=False)
    headers = {name: value.decode() for name, value in records[0].headers}
    require_signed(headers, records[0].value, keys, None)


def _headers(running: HubUp, place: dict[str, Any]) -> dict[str, bytes]:
    consumer = _consumer(running, place)
    (records,) = consumer.poll(timeout_ms=10_000, max_records=1).values()
    consumer.close(autocommit=False)
    return dict(records[0].headers)


def _consumer(running: HubUp, place: dict[str, Any]) -> KafkaConsumer:
    consumer = KafkaConsumer(bootstrap_servers=running.bootstrap, group_id=None)
    partition = TopicPartition(place["topic"], place["partition"])
    consumer.assign([partition])
    consumer.seek(partition, place["offset"])
    return consumer
