"""A sample partner that takes webhooks knows the hub's keys of now, or says that it must wait."""

import json
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from fastapi.testclient import TestClient

from connectors.partners.desk import Desk
from connectors.partners.hub_http import HubAway
from connectors.partners.sample.behaviour import Behaviour
from connectors.partners.sample.keys import HubKeys
from connectors.partners.sample.web import app
from connectors.partners.signature import signed

OLD, NEW = (Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (1, 2))
PING = json.dumps({"type": "ping", "timestamp": "2026-06-01T00:00:00.000Z", "data": {}}).encode()


def _pinged(folder: Path, keys: HubKeys, *signers: Ed25519PrivateKey) -> list[int]:
    with Desk("bank", folder / "bank.json") as desk:
        web = TestClient(app(desk, Behaviour(), keys, lambda _: None, lambda _: None))
        return [
            web.post(
                "/directives",
                content=PING,
                headers=dict(signed(signer, "id", int(time.time()), PING)),
            ).status_code
            for signer in signers
        ]


def test_a_key_that_the_hub_has_since_is_asked_for(tmp_path: Path) -> None:
    """The old one is gone from the hub: a 401 would have the channel paused."""
    told = iter([OLD, NEW])
    keys = HubKeys((), lambda: (next(told).public_key(),))
    assert _pinged(tmp_path, keys, OLD, OLD, NEW) == [204, 204, 204]


def _away() -> tuple[Ed25519PublicKey, ...]:
    raise HubAway


@pytest.mark.parametrize("known", [(), (OLD.public_key(),)])
def test_while_the_hub_tells_no_keys_nothing_is_said_to_be_unsigned(
    tmp_path: Path, known: tuple[Ed25519PublicKey, ...]
) -> None:
    """503: the hub comes again, and its channel stays open."""
    assert _pinged(tmp_path, HubKeys(known, _away), NEW) == [503]


def test_what_nobody_known_signed_is_refused(tmp_path: Path) -> None:
    """401, with keys that were given and with those the hub tells."""
    for keys in (
        HubKeys((OLD.public_key(),), None),
        HubKeys((), lambda: (OLD.public_key(),)),
    ):
        assert _pinged(tmp_path, keys, NEW, OLD) == [401, 204]


def test_a_clock_that_is_wrong_is_told_apart_from_a_wrong_key(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Both are 401, and pause the channel; the partner's own log says which it is."""
    early = signed(OLD, "id", int(time.time()) - 400, PING)
    with Desk("bank", tmp_path / "bank.json") as desk:
        web = TestClient(
            app(
                desk,
                Behaviour(),
                HubKeys((OLD.public_key(),), None),
                lambda _: None,
                lambda _: None,
            )
        )
        for headers in (early, signed(NEW, "id", int(time.time()), PING)):
            assert web.post("/directives", content=PING, headers=dict(headers)).status_code == 401
    told = [each for each in caplog.messages if each.startswith("401")]
    assert told == [
        "401, a message is not taken: its time is more than five minutes away",
        "401, a message is not taken: no signature is of a key that is known",
    ]
