"""Whom a partner believes: the hub, now, about what it is told (Standard Webhooks)."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from connectors.partners.signature import ID, TIMESTAMP, NotSigned, require_signed, signed

HUB, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (1, 2))
NOW_S = 1_780_000_000
BODY = b'{"type":"directive.impose"}'
GIVEN = signed(HUB, "msg-1", NOW_S, BODY)
KEYS = [HUB.public_key()]


@pytest.mark.parametrize("later_s", [-300, 0, 300])
def test_a_message_of_now_is_taken(later_s: int) -> None:
    """Clocks may be five minutes apart, either way."""
    require_signed(GIVEN, BODY, KEYS, NOW_S + later_s)


@pytest.mark.parametrize("later_s", [-301, 301, 86_400])
def test_a_captured_message_is_refused(later_s: int) -> None:
    """Pushed once more at another time, a message that was signed well is nobody's."""
    with pytest.raises(NotSigned, match="five minutes"):
        require_signed(GIVEN, BODY, KEYS, NOW_S + later_s)


def test_a_message_of_a_topic_may_be_old() -> None:
    """Where no time is given, as on a topic that is read days later, only the signature counts."""
    require_signed(GIVEN, BODY, KEYS, None)


def test_anything_else_is_refused() -> None:
    """Another key, another body, another id, no signature, a time that is none."""
    for headers, body, keys in (
        (GIVEN, BODY, [OTHER.public_key()]),
        (GIVEN, BODY + b" ", KEYS),
        ({**GIVEN, ID: "msg-2"}, BODY, KEYS),
        ({}, BODY, KEYS),
        ({**GIVEN, TIMESTAMP: "9" * 5_000}, BODY, KEYS),
        ({**GIVEN, TIMESTAMP: f"{NOW_S}\n"}, BODY, KEYS),
        ({**GIVEN, TIMESTAMP: "-1"}, BODY, KEYS),
    ):
        with pytest.raises(NotSigned):
            require_signed(headers, body, keys, NOW_S)
