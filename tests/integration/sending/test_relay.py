"""The relay on a real broker: at least once, in order, and nothing twice in effect."""

import os
import signal
from datetime import UTC, datetime
from uuid import UUID

from support.outbox_rows import A, B, Outbox, terms
from support.sending_stack import Installation, Read, TopicReader, await_that, relay

from schemas.codec import Decoded, decode_known
from streams.send.signature import public_key, verified
from streams.wiring.keys import load_keys


def test_a_directive_reaches_its_partners_topic(
    installation: Installation, outbox: Outbox, procurement: TopicReader
) -> None:
    """Keyed by the opaque subject, in Avro, signed in its headers; the row is marked sent."""
    imposed = outbox.decide("IMPOSE", partner="procurement")
    with relay(installation.environment):
        (message,) = procurement.read(1)
        await_that(lambda: outbox.column(imposed.directive_id, "sent_at"))
    assert UUID(message.key) == A
    decoded = decode_known(message.value)
    assert isinstance(decoded, Decoded)
    assert decoded.record["directive_id"] == str(imposed.directive_id)
    headers = dict(message.headers)
    seed = load_keys(installation.data / "keys").hub_ed25519.current
    now_s = int(datetime.now(UTC).timestamp())
    assert verified(headers, message.value, now_s, public_keys=[public_key(seed)])


def test_a_lift_follows_a_claim_that_was_killed(
    installation: Installation, outbox: Outbox, procurement: TopicReader
) -> None:
    """C41: the IMPOSE claimed by a relay that died never leaves; only its lift does."""
    outbox.decide("IMPOSE", partner="procurement")
    with relay(installation.environment, "before") as process:
        process.wait(30)
    outbox.decide("LIFT", partner="procurement")
    with relay(installation.environment):
        (lift,) = procurement.read(1)
    decoded = decode_known(lift.value)
    assert isinstance(decoded, Decoded)
    assert (decoded.record["action"], decoded.record["sequence"]) == ("LIFT", 2)


def test_only_one_relay_serves_a_topic(
    installation: Installation, outbox: Outbox, procurement: TopicReader
) -> None:
    """Of two relays one holds a partner's lock; when it dies the other goes on."""
    with relay(installation.environment) as first:
        outbox.decide("IMPOSE", partner="procurement", subject=A)
        procurement.read(1)
        with relay(installation.environment):
            outbox.decide("IMPOSE", partner="procurement", subject=B)
            assert len(procurement.read(1)) == 1
            os.kill(first.pid, signal.SIGKILL)
            outbox.decide(
                "AMEND", partner="procurement", said=terms(reason="x", partner="procurement")
            )
            assert _sequences(procurement.read(1)) == [2]


def _sequences(messages: list[Read]) -> list[int]:
    decoded = [decode_known(message.value) for message in messages]
    return [d.record["sequence"] for d in decoded if isinstance(d, Decoded)]
