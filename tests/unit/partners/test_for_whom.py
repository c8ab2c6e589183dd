"""A directive that the hub signed for one partner is nothing at another (ADR 0332)."""

import json
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi.testclient import TestClient

from connectors.partners.answer import Answer
from connectors.partners.desk import Desk, NotForMe
from connectors.partners.directive import Directive, from_topic, from_webhook
from connectors.partners.full_list import FullList, Listed
from connectors.partners.order_result import OrderResult, result_of
from connectors.partners.sample.behaviour import Behaviour
from connectors.partners.sample.keys import HubKeys
from connectors.partners.sample.rules import RULES
from connectors.partners.sample.web import app
from connectors.partners.signature import signed
from schemas.codec import encode
from schemas.json_form import to_json
from schemas.samples import sample

DIRECTIVE, RESULT = "credit.directives.Directive", "credit.directives.OrderResult"
HUB = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def _webhook(**more: object) -> bytes:
    """What the hub posts to the bank."""
    fields = to_json(sample(DIRECTIVE))
    assert isinstance(fields, dict)
    return json.dumps({"type": "directive.amend", "data": {**fields, **more}}).encode()


def _written_before() -> bytes:
    """What a hub posted that did not name the partner yet."""
    message = json.loads(_webhook())
    del message["data"]["partner"]
    return json.dumps(message).encode()


def _posted(desk: Desk, body: bytes, headers: Mapping[str, str]) -> tuple[int, list[Answer]]:
    answers: list[Answer] = []
    web = app(desk, Behaviour(), HubKeys((HUB.public_key(),), None), answers.append, answers.extend)
    reply = TestClient(web).post("/directives", content=body, headers=dict(headers))
    return reply.status_code, answers


def test_the_banks_webhook_is_refused_by_the_land_registry(tmp_path: Path) -> None:
    """Posted on unchanged it is not taken: nothing is held, nothing answered, 401."""
    body = _webhook()
    headers = signed(HUB, "id", int(time.time()), body)
    held = {}
    for profile in ("bank", "land"):
        desk = Desk(profile, tmp_path / f"{profile}.json", RULES[profile])
        status, answers = _posted(desk, body, headers)
        held[profile] = (status, len(answers), len(list(desk.ledger.held())))
        if profile == "land":
            assert not (tmp_path / "land.json").exists()
    assert held == {"bank": (202, 1, 1), "land": (401, 0, 0)}


@pytest.mark.parametrize("body", [_written_before(), _webhook(partner="")])
def test_what_names_nobody_is_taken(tmp_path: Path, body: bytes) -> None:
    """A directive claimed by a hub that did not name the partner goes as it was, and counts."""
    desk = Desk("land", tmp_path / "land.json")
    status, answers = _posted(desk, body, signed(HUB, "id", int(time.time()), body))
    assert (status, len(answers), len(list(desk.ledger.held()))) == (202, 1, 1)


def _messages() -> list[Directive | OrderResult]:
    result = result_of(encode(RESULT, sample(RESULT)))
    assert result is not None
    return [from_topic(encode(DIRECTIVE, sample(DIRECTIVE))), result]


@pytest.mark.parametrize("told", _messages())
def test_a_message_of_anothers_topic_is_refused(
    tmp_path: Path, told: Directive | OrderResult
) -> None:
    """A round in which one message is for another partner changes nothing at all."""
    desk = Desk("procurement", tmp_path / "ledger.json")
    mine = from_topic(encode(DIRECTIVE, {**sample(DIRECTIVE), "partner": "procurement"}))
    with pytest.raises(NotForMe):
        desk.catch_up([mine, told])
    assert not (tmp_path / "ledger.json").exists()
    assert len(desk.catch_up([mine])) == 1


def test_a_full_list_for_another_is_refused(tmp_path: Path) -> None:
    """What the hub's full list names for another partner is not held."""
    listed = (Listed(directive=from_webhook(_webhook())),)
    full_list = FullList(listed=listed, told_through={})
    desk = Desk("land", tmp_path / "land.json", ask_full_list=lambda: full_list)
    with pytest.raises(NotForMe):
        desk.reconcile()
    assert not list(desk.ledger.held())
