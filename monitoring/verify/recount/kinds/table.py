"""Every kind of event, by name and by what it grounds."""

from collections.abc import Mapping
from typing import Final

from monitoring.verify.recount.kinds import (
    administrative_penalty,
    enforcement_order,
    judgment_default,
    list_entry,
    objection_mark,
    repair_decision,
    spending_restriction,
)
from monitoring.verify.recount.kinds.shape import Kind, Nature

_ALL: Final = (
    administrative_penalty.KIND,
    enforcement_order.KIND,
    judgment_default.KIND,
    list_entry.KIND,
    objection_mark.KIND,
    repair_decision.KIND,
    spending_restriction.KIND,
)

#: By the name of the contract.
KINDS: Final[Mapping[str, Kind]] = {kind.name: kind for kind in _ALL}

_BY_TRIGGER: Final = {kind.trigger: kind for kind in _ALL if kind.trigger}


def nature_of(trigger: str) -> Nature | None:
    """The nature of the kind that a trigger of the catalogue is about, None if of none."""
    kind = _BY_TRIGGER.get(trigger.partition("/")[0])
    return None if kind is None else kind.nature
