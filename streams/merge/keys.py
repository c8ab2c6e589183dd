"""
The keys of facts, records and numbers (R3, R6); a kind says which of its fields make a fact's key.

Keys are digests, so they say nothing to a reader of the database.
"""

from hashlib import blake2b
from typing import assert_never
from uuid import UUID

from streams.identify.pseudonym import record_key
from streams.kinds.event import Event
from streams.kinds.kind import Nature
from streams.kinds.numbers import fold_number
from streams.kinds.table import KINDS


def key_from(*parts: str) -> UUID:
    """
    A stored key from parts that cannot run into each other: their BLAKE2b digest, 16 bytes.

    Keys of records and subjects are made otherwise (`streams/identify/pseudonym.py`): rows have
    both.
    """
    joined = "".join([f"{len(part)}:{part}" for part in parts])
    return UUID(bytes=blake2b(joined.encode(), digest_size=16).digest())


def fact_key(event: Event, subject: UUID | None) -> UUID:
    """
    The key of the fact that `event` tells of.

    `subject` is the digest of the main subject's identity. A record without a document or case
    number is its own fact.
    """
    natural = KINDS[event.kind].key(event, event.body, str(subject))
    if natural is None:
        return key_from("record", event.source, event.record_no)
    return key_from("fact", event.kind, *natural)


def target_key(event: Event) -> UUID | None:
    """
    The record that a repair, a mark or a further order is about, if its number is written just so.

    None for every other event.
    """
    target = KINDS[event.kind].target(event, event.body)
    return None if target is None else record_key(target.department, target.record_no)


def own_number(event: Event) -> UUID | None:
    """The number of a court's order as others are compared with it, None for every other event."""
    match KINDS[event.kind].nature:
        case Nature.ORDER:
            return _number(event.source, event.record_no)
        case Nature.FACT | Nature.ATTACHMENT:
            return None
        case never:
            assert_never(never)


def about_number(event: Event) -> UUID | None:
    """
    The number that `target_key` is about, as `own_number` has it: equal for the same number in
    other brackets, width, spaces or case (R6).
    """
    target = KINDS[event.kind].target(event, event.body)
    return None if target is None else _number(target.department, target.record_no)


def _number(department: str, number: str) -> UUID:
    return key_from("order number", department, fold_number(number))
