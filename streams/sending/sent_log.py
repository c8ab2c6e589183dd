"""
What webhook partners are told, kept on a topic of the hub's own before the first attempt.

A partner with a topic has its directives there for ever; of one with a web address only the
database knew. Restored from a backup it would not know what was pushed since. The bytes are the
claimed body, encrypted as in the database.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from uuid import UUID

from connectors.channels.publisher import ToPublish
from streams.sending.outgoing import Outgoing
from streams.store.seal import Seal, body_cell

TOPIC: Final = "credit.sent"
PARTNER: Final = "partner"
KEY_VERSION: Final = "key-version"

Headers = Sequence[tuple[str, bytes]]


def kept(partner: str, outgoing: Iterable[Outgoing], seal: Seal) -> Iterator[ToPublish]:
    """Each directive under its id; the headers name the partner and the version of the key."""
    headers = ((PARTNER, partner.encode()), (KEY_VERSION, str(seal.version).encode()))
    for one in outgoing:
        yield ToPublish(
            topic=TOPIC,
            key=str(one.id).encode(),
            value=seal.close(one.body, body_cell(one.id)),
            headers=headers,
        )


def opened(key: bytes, value: bytes, headers: Headers, seal: Seal) -> tuple[str, bytes]:
    """The partner and the body of a message that `kept` made. Raises `CannotOpen`."""
    given = dict(headers)
    version = int(given[KEY_VERSION])
    body = seal.open(value, body_cell(UUID(key.decode())), version)
    return given[PARTNER].decode(), body
