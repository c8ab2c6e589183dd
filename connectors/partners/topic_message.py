"""
What a message of `sanctions.<partner>` says, or why its reader must stay before it.

What the hub wrote and the reader passes over may be lost to it: a result of an order is never sent
again. So a key or a schema that is not known is asked for once, and then the reader stops.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import TypeAlias

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastavro import parse_schema, schemaless_reader

from connectors.partners.directive import Directive, from_topic
from connectors.partners.hub_http import HubRefuses
from connectors.partners.order_result import OrderResult, result_of
from connectors.partners.signature import UnknownSigner, require_signed
from schemas.codec import Framed, encode, parsed, unframe
from schemas.manifest import published

#: The hub's public keys, or what asks for them.
PublicKeys: TypeAlias = Iterable[Ed25519PublicKey] | Callable[[], Iterable[Ed25519PublicKey]]
#: Asks the hub's registry for the text of a schema by its id.
AskSchema: TypeAlias = Callable[[int], str]


class MustStop(Exception):
    """A reader may not go on: it would pass over what is the hub's. The text says what to do."""


class TopicMessages:
    """Reads messages of one topic; remembers the keys and schemas it asked for."""

    def __init__(self, public_keys: PublicKeys, ask_schema: AskSchema | None = None) -> None:
        self._ask_keys = public_keys if callable(public_keys) else None
        self._keys = () if callable(public_keys) else tuple(public_keys)
        self._ask_schema = ask_schema
        self._schemas: dict[int, str] = {}

    def read(self, value: bytes, headers: Iterable[tuple[str, bytes]]) -> Directive | OrderResult:
        """
        What it says.

        Raises `NotSigned` or `NotADirective` where it is nothing of the hub's, `MustStop` where it
        may be, and `HubAway` where the hub has to be asked and does not answer.
        """
        given = {name.lower(): text.decode("latin-1") for name, text in headers}
        self._require_signed(given, value)
        framed = unframe(value)
        if isinstance(framed, Framed) and parsed(framed.schema_id) is None:
            value = _in_known_version(framed, self._schema(framed.schema_id))
        return result_of(value) or from_topic(value)

    def _require_signed(self, given: Mapping[str, str], value: bytes) -> None:
        try:
            require_signed(given, value, self._keys, now_s=None)
        except UnknownSigner:
            self._keys = self._asked_keys()
        else:
            return
        try:
            require_signed(given, value, self._keys, now_s=None)
        except UnknownSigner:
            raise MustStop(
                "it is signed with none of the hub's keys that are known. Give that key, also one "
                "that the hub no longer has. If it is not the hub's, `desk.move_to` what follows "
                "and begin anew."
            ) from None

    def _asked_keys(self) -> tuple[Ed25519PublicKey, ...]:
        if self._ask_keys is None:
            return self._keys
        try:
            return tuple(self._ask_keys())
        except HubRefuses:
            return self._keys

    def _schema(self, schema_id: int) -> str:
        if schema_id not in self._schemas:
            if self._ask_schema is None:
                raise MustStop(
                    f"its schema {schema_id} is not known. Update the SDK, or give `ask_schema`."
                )
            try:
                self._schemas[schema_id] = self._ask_schema(schema_id)
            except HubRefuses as why:
                raise MustStop(
                    f"the hub does not give its schema {schema_id}: {why}. Update the SDK."
                ) from None
        return self._schemas[schema_id]


def _in_known_version(framed: Framed, schema: str) -> bytes:
    """The same record in the newest version known here, without what only its own version knows."""
    writer = json.loads(schema)
    subject = f"{writer['namespace']}.{writer['name']}"
    newest = published().latest(subject)
    if newest is None:
        raise MustStop(f"it is a {subject}, which is not known. Update the SDK.")
    try:
        written = parse_schema(writer, named_schemas={})
        record = schemaless_reader(BytesIO(framed.payload), written, parsed(newest.id))
    except Exception as error:  # noqa: BLE001  (fastavro raises whatever the bytes lead it to)
        raise MustStop(f"it is no {subject} ({type(error).__name__}). Update the SDK.") from None
    assert isinstance(record, dict)
    return encode(subject, record)
