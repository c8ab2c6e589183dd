"""Codes with a form of their own beside the subject's: region, currency, digests (E1103)."""

import re
from typing import Final

from streams.accept.event import Event
from streams.accept.kinds import EnforcementOrder
from streams.accept.problem import Problem

_REGION: Final = re.compile(r"[0-9]{6}", re.ASCII)  # GB/T 2260
_CURRENCY: Final = re.compile(r"[A-Z]{3}", re.ASCII)  # ISO 4217
_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def malformed(event: Event) -> Problem | None:
    """The first code of an event that is given and has not its form."""
    if event.region and _REGION.fullmatch(event.region) is None:
        return Problem(code="E1103", field="region")
    if not isinstance(event.body, EnforcementOrder):
        return None
    if event.body.currency and _CURRENCY.fullmatch(event.body.currency) is None:
        return Problem(code="E1103", field="currency")
    for place, document in enumerate(event.body.documents):
        if document.sha256 and _SHA256.fullmatch(document.sha256) is None:
            return Problem(code="E1103", field=f"documents[{place}].sha256")
    return None
