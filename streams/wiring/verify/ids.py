"""Ids as rule R11 gives them: digests that anybody can make again."""

from uuid import UUID

from streams.wiring.verify.recount.due import Measure
from streams.wiring.verify.recount.keys import digest


def measure_id(measure: Measure) -> UUID:
    """Partner, subject key, measure and instance."""
    return digest(
        "measure", measure.partner, str(measure.subject), measure.measure, measure.instance
    )


def directive_id(measure: UUID, n: int, action: str, generation: int) -> UUID:
    """Measure, how many were decided for it before, what it asks, after which restore."""
    later = [str(generation)] if generation else []
    return digest("directive", str(measure), str(n), action, *later)
