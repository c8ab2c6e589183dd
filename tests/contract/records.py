"""By which keys a store knows the records and subjects of messages."""

from uuid import UUID

from contract.line_on_store import LineOnStore
from scenario.message import Message

from streams.identify.pseudonym import record_key
from streams.line.store import Need


def key_of(message: Message) -> UUID:
    return record_key(*message.id)


def subject_of(line: LineOnStore, message: Message) -> UUID:
    """The subject the message's record is about."""
    (version, *_) = line.store.load(Need(records=frozenset({key_of(message)}))).versions[
        key_of(message)
    ]
    assert version.subject is not None
    return version.subject
