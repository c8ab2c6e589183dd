"""What a partner reads on its topic, also from a hub that is ahead of its SDK."""

import json
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from fastavro import parse_schema, schemaless_writer

from connectors.partners.directive import Directive, NotADirective, from_webhook
from connectors.partners.hub_http import HubAway, HubRefuses
from connectors.partners.order_result import OrderResult
from connectors.partners.signature import SIGNATURE, NotSigned, UnknownSigner, signed
from connectors.partners.topic_message import MustStop, PublicKeys, TopicMessages
from schemas.codec import encode, frame
from schemas.json_form import to_json
from schemas.manifest import published
from schemas.samples import sample

DIRECTIVE, RESULT = "credit.directives.Directive", "credit.directives.OrderResult"
HUB, NEXT = (Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (1, 2))
KEYS = [HUB.public_key()]
LATER_ID = 19_999


def _later(subject: str) -> dict[str, Any]:
    """The schema of a hub one version ahead: a field more, a symbol more."""
    newest = published().latest(subject)
    assert newest is not None
    schema: dict[str, Any] = json.loads(published().text(newest))
    schema["fields"].append({"name": "contact", "type": "string", "default": ""})
    for field in schema["fields"]:
        if isinstance(field["type"], dict) and field["name"] in ("effect", "order"):
            field["type"]["symbols"].append("SOMETHING_NEW")
    return schema


def _by_a_later_hub(subject: str, **more: object) -> bytes:
    out = BytesIO()
    record = {**sample(subject), "contact": "0519-00000000", **more}
    schemaless_writer(out, parse_schema(_later(subject), named_schemas={}), record)
    return frame(LATER_ID, out.getvalue())


def _headers(value: bytes, key: Ed25519PrivateKey = HUB) -> list[tuple[str, bytes]]:
    given: Mapping[str, str] = signed(key, "id", 1, value)
    return [(name, text.encode()) for name, text in given.items()]


def _registry(subject: str, asked: list[int]) -> Callable[[int], str]:
    def text(schema_id: int) -> str:
        asked.append(schema_id)
        return json.dumps(_later(subject))

    return text


def test_a_directive_of_a_later_version_is_read() -> None:
    """The hub is asked once for the schema; what only that version knows is left out."""
    asked: list[int] = []
    messages = TopicMessages(KEYS, _registry(DIRECTIVE, asked))
    value = _by_a_later_hub(DIRECTIVE, effect="SOMETHING_NEW")
    for _ in range(2):
        told = messages.read(value, _headers(value))
        assert isinstance(told, Directive)
        known = {**sample(DIRECTIVE), "effect": "UNKNOWN"}
        assert told.fields == to_json(known)
    assert asked == [LATER_ID]


def test_a_result_of_a_later_version_is_read() -> None:
    """A court hears what became of its order, whichever version of the hub tells it."""
    value = _by_a_later_hub(RESULT, order="SOMETHING_NEW")
    told = TopicMessages(KEYS, _registry(RESULT, [])).read(value, _headers(value))
    assert isinstance(told, OrderResult)
    assert told.fields["order"] == "UNKNOWN"
    assert told.fields["record_no"] == sample(RESULT)["record_no"]


def _refusing(_: int) -> str:
    raise HubRefuses("HTTP 404")


def _of_another_kind(_: int) -> str:
    return json.dumps({**_later(DIRECTIVE), "name": "Reminder"})


@pytest.mark.parametrize("ask_schema", [None, _refusing, _of_another_kind, _registry(RESULT, [])])
def test_what_cannot_be_read_is_not_passed_over(ask_schema: Callable[[int], str] | None) -> None:
    """Without the schema, and with one that does not help, the reader stays before the message."""
    value = _by_a_later_hub(DIRECTIVE)
    with pytest.raises(MustStop, match="Update the SDK"):
        TopicMessages(KEYS, ask_schema).read(value, _headers(value))


def test_a_later_webhook_is_read() -> None:
    """Fields and symbols that were added are ignored, at any depth; those dropped have defaults."""
    fields = to_json(sample(DIRECTIVE))
    assert isinstance(fields, dict)
    known = from_webhook(json.dumps({"type": "directive.amend", "data": fields}).encode())
    subject = fields["subject"]
    assert isinstance(subject, dict)
    later = {
        **fields,
        "contact": {"phone": "0519-00000000"},
        "effect": "SOMETHING_NEW",
        "subject": {**subject, "legal_form": "LLC"},
    }
    del later["list_version"]
    told = from_webhook(json.dumps({"type": "directive.amend", "data": later}).encode())
    assert told.fields == {**known.fields, "effect": "UNKNOWN", "list_version": ""}


@pytest.mark.parametrize("wrong", [{"sequence": "3"}, {"directive_id": "3"}, {"effect": 1}])
def test_what_no_version_may_say_is_no_directive(wrong: Mapping[str, object]) -> None:
    """A value of another type, and an id that is none."""
    fields = to_json(sample(DIRECTIVE))
    assert isinstance(fields, dict)
    with pytest.raises(NotADirective):
        from_webhook(json.dumps({"type": "directive.x", "data": {**fields, **wrong}}).encode())


def test_a_new_key_of_the_hub_is_asked_for_once() -> None:
    """At a signature of none that is known the hub is asked for its keys, and not again after."""
    asked: list[int] = []

    def keys() -> list[Ed25519PublicKey]:
        asked.append(1)
        return [HUB.public_key(), NEXT.public_key()][: len(asked)]

    value = encode(RESULT, sample(RESULT))
    messages = TopicMessages(keys)
    for key in (HUB, HUB, NEXT, NEXT, HUB):
        assert isinstance(messages.read(value, _headers(value, key)), OrderResult)
    assert len(asked) == 2


def _no_keys() -> list[Ed25519PublicKey]:
    raise HubRefuses("HTTP 404")


@pytest.mark.parametrize("keys", [KEYS, lambda: KEYS, _no_keys])
def test_what_a_key_not_known_signed_is_not_passed_over(keys: PublicKeys) -> None:
    """It may be the hub's: a wrong signature cannot be told from one of a key that is missing."""
    value = encode(RESULT, sample(RESULT))
    messages = TopicMessages(keys)
    with pytest.raises(MustStop, match="none of the hub's keys"):
        messages.read(value, _headers(value, NEXT))
    with pytest.raises(MustStop, match="none of the hub's keys"):
        messages.read(value + b" ", _headers(value))


def test_a_hub_that_is_away_is_waited_for() -> None:
    """Whether a signature is of a new key is not known before the hub has said its keys."""

    def away() -> list[Ed25519PublicKey]:
        raise HubAway("ConnectError")

    value = encode(RESULT, sample(RESULT))
    with pytest.raises(HubAway):
        TopicMessages(away).read(value, _headers(value))


@pytest.mark.parametrize("signature", ["", "v1,c2VjcmV0", "v1a,AAAA", "v1a,?"])
def test_what_carries_no_signature_is_nobodys(signature: str) -> None:
    """Without headers, or with what no key can have made, it is a stranger's and passed over."""
    value = encode(RESULT, sample(RESULT))
    with pytest.raises(NotSigned) as passed:
        TopicMessages(KEYS).read(value, [])
    assert not isinstance(passed.value, UnknownSigner)
    given = [*_headers(value)[:2], (SIGNATURE, signature.encode())]
    with pytest.raises(NotSigned) as passed:
        TopicMessages(KEYS).read(value, given)
    assert not isinstance(passed.value, UnknownSigner)
