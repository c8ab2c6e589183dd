"""Signatures of Standard Webhooks: made by the hub, verified by hub, partner SDK and openssl."""

import base64
from pathlib import Path

import pytest

from connectors.partners import signature as partners_own
from streams.send.signature import Signers, headers, public_key, public_text, signed_text, verified

OLD, NEW = bytes(32), bytes(range(32))
SHARED = bytes(range(24))
NOW_S = 1_780_286_400
BODY = b'{"type":"ping"}'
EXAMPLES = Path(__file__).parents[3] / "docs" / "examples" / "signature"


def test_an_old_and_a_new_key_stand_side_by_side() -> None:
    """Whoever knows either key verifies the same message; nobody else does."""
    made = headers(Signers(ed25519_seeds=(OLD, NEW)), "id-1", NOW_S, BODY)
    for seed in (OLD, NEW):
        assert verified(made, BODY, NOW_S, public_keys=[public_key(seed)])
        key = partners_own.public_key(public_text(seed))
        partners_own.require_signed(made, BODY, [key], NOW_S)
    stranger = public_key(bytes(reversed(NEW)))
    assert not verified(made, BODY, NOW_S, public_keys=[stranger])


def test_a_shared_secret_signs_too() -> None:
    """`v1` is HMAC-SHA256, as the standard's own libraries have it."""
    made = headers(Signers(secrets=(SHARED,)), "id-1", NOW_S, BODY)
    assert made["webhook-signature"].startswith("v1,")
    assert verified(made, BODY, NOW_S, secrets=[SHARED])
    assert not verified(made, BODY, NOW_S, secrets=[bytes(24)])


def test_the_standards_example() -> None:
    """The sample of the Standard Webhooks libraries comes out byte for byte."""
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    made = headers(
        Signers(secrets=(secret,)),
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1_614_265_330,
        b'{"test": 2432232314}',
    )
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("seconds", [-301, 301])
def test_a_message_of_another_time_is_refused(seconds: int) -> None:
    """Five minutes either way are taken, more is a replay or a wrong clock."""
    made = headers(Signers(ed25519_seeds=(NEW,)), "id-1", NOW_S, BODY)
    assert not verified(made, BODY, NOW_S + seconds, public_keys=[public_key(NEW)])
    assert verified(made, BODY, NOW_S + seconds // 2, public_keys=[public_key(NEW)])


@pytest.mark.parametrize("seconds", [-300, 300])
def test_five_minutes_are_within_the_tolerance(seconds: int) -> None:
    """The last second counts."""
    made = headers(Signers(ed25519_seeds=(NEW,)), "id-1", NOW_S, BODY)
    assert verified(made, BODY, NOW_S + seconds, public_keys=[public_key(NEW)])


@pytest.mark.parametrize("timestamp", ["", "soon", "-1", "1780286400.0", "١٧٨٠٢٨٦٤٠٠", "①"])
def test_a_time_that_is_no_number_is_refused(timestamp: str) -> None:
    """Whatever stands there, the answer is no and not a fault; digits are those of ASCII."""
    made = {**headers(Signers(ed25519_seeds=(NEW,)), "id-1", NOW_S, BODY)}
    keys = [public_key(NEW)]
    assert not verified(made | {"webhook-timestamp": timestamp}, BODY, NOW_S, public_keys=keys)


@pytest.mark.parametrize("missing", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_without_one_of_its_headers_it_is_refused(missing: str) -> None:
    """Each of the three is needed, and one that is blank is none."""
    made = {**headers(Signers(ed25519_seeds=(NEW,)), "id-1", NOW_S, BODY)}
    left = {name: value for name, value in made.items() if name != missing}
    for given in (left, left | {missing: ""}):
        assert not verified(given, BODY, NOW_S, public_keys=[public_key(NEW)])


def test_a_signature_is_plain_base64() -> None:
    """What a lenient decoder would skip is not skipped."""
    made = {**headers(Signers(ed25519_seeds=(NEW,)), "id-1", NOW_S, BODY)}
    version, _, encoded = made["webhook-signature"].partition(",")
    spoilt = made | {"webhook-signature": f"{version},{encoded[:8]}*{encoded[8:]}"}
    assert not verified(spoilt, BODY, NOW_S, public_keys=[public_key(NEW)])


def test_anything_changed_breaks_it() -> None:
    """Body, id and time are all signed."""
    made = dict(headers(Signers(ed25519_seeds=(NEW,)), "id-1", NOW_S, BODY))
    keys = [public_key(NEW)]
    assert not verified(made, BODY + b" ", NOW_S, public_keys=keys)
    assert not verified(made | {"webhook-id": "id-2"}, BODY, NOW_S, public_keys=keys)
    assert not verified(made | {"webhook-timestamp": str(NOW_S + 1)}, BODY, NOW_S, public_keys=keys)
    assert not verified(made | {"webhook-signature": "v1a,****"}, BODY, NOW_S, public_keys=keys)
    assert not verified({}, BODY, NOW_S, public_keys=keys)


def test_the_sample_is_what_was_signed() -> None:
    """The sample's parts belong together: id, time and body, the signed bytes, the signature."""
    given = dict(
        line.split(": ", 1) for line in (EXAMPLES / "headers.txt").read_text("ascii").splitlines()
    )
    body = (EXAMPLES / "body.json").read_bytes()
    key = partners_own.public_key((EXAMPLES / "public-key.txt").read_text("ascii").strip())
    partners_own.require_signed(given, body, [key], now_s=None)
    text = signed_text(given["webhook-id"], int(given["webhook-timestamp"]), body)
    assert (EXAMPLES / "signed.bin").read_bytes() == text
