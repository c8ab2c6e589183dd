"""All kinds of events, by name; a department may send those that the catalogue lets it send."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from streams.kinds import (
    administrative_penalty,
    enforcement_order,
    judgment_default,
    list_entry,
    objection_mark,
    repair_decision,
    spending_restriction,
)
from streams.kinds.kind import Kind

_ROOMS: Final = (
    administrative_penalty,
    enforcement_order,
    judgment_default,
    list_entry,
    objection_mark,
    repair_decision,
    spending_restriction,
)

_BY_NAME: Final = {room.KIND.name: room.KIND for room in _ROOMS}

#: By the name of the record in `schemas/`.
KINDS: Final[Mapping[str, Kind]] = MappingProxyType(_BY_NAME)
