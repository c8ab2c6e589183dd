"""A directive as JSON, for tests of how it is written and sent."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

#: All that a directive must have; what makes it one of several is the test's own to change.
DIRECTIVE: Final[Mapping[str, object]] = {
    "directive_id": str(UUID(int=1)),
    "measure_id": str(UUID(int=2)),
    "sequence": 3,
    "previous_sequence": 2,
    "subject_key": str(UUID(int=4)),
    "action": "IMPOSE",
    "measure": "BNK-07",
    "binding": "ADVISORY",
    "effect": "CAUTION",
    "legal_basis": ["保障农民工工资支付条例 第四十八条"],
    "list_version": "2026",
    "valid_from": "2026-06-01",
    "answer_by": "2026-06-02T04:00:00Z",
    "partner": "bank",
}
