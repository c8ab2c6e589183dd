"""
Keys of records and facts: digests that anybody can make again (R3).

Their form cannot be another one than the line's, since it is stored and told.
"""

from hashlib import blake2b, sha256
from uuid import UUID

from monitoring.verify.recount.kinds.shape import Nature
from monitoring.verify.recount.version import RecordId, Version, folded


def key_from(*parts: str) -> UUID:
    """Sixteen bytes for some texts, each with its length before it."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return UUID(bytes=blake2b(joined.encode(), digest_size=16).digest())


def record_key(record: RecordId) -> UUID:
    """Under which digest a record is stored; a decider's record is its fact."""
    return UUID(bytes=sha256("\n".join(("record", *record)).encode()).digest()[:16])


def fact_key(version: Version) -> UUID:
    """What copies of one decision share; what has nothing in common is a fact of its own."""
    if version.key is None:
        return key_from("record", *version.record)
    return key_from("fact", *version.key)


def own_number(version: Version) -> UUID | None:
    """By what a court's order is looked up: its court and its folded number (R6)."""
    if version.nature is not Nature.ORDER:
        return None
    return key_from("order number", *folded(version.record))


def about_number(version: Version) -> UUID | None:
    """The folded number of the order that another order or an attachment can be about."""
    return None if version.target is None else key_from("order number", *folded(version.target))


def party_key(document: UUID, party: UUID | None) -> UUID:
    """One party's part of a document whose copies name several."""
    return key_from("party", str(document), str(party))
