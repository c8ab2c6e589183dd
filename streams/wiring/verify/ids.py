"""Ids as rule R11 gives them: digests that anybody can make again."""

from hashlib import blake2b
from uuid import UUID

from streams.wiring.verify.recount.due import Measure


def measure_id(measure: Measure) -> UUID:
    """Partner, subject key, measure and instance."""
    return _digest(
        "measure", measure.partner, str(measure.subject), measure.measure, measure.instance
    )


def directive_id(measure: UUID, n: int, action: str, generation: int) -> UUID:
    """Measure, how many were decided for it before, what it asks, after which restore."""
    later = [str(generation)] if generation else []
    return _digest("directive", str(measure), str(n), action, *later)


def _digest(*parts: str) -> UUID:
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return UUID(bytes=blake2b(joined.encode(), digest_size=16).digest())
