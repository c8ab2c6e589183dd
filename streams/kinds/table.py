"""All kinds of events, by name; a department may send those that the catalogue lets it send."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, assert_never

from streams.kinds import (
    administrative_penalty,
    enforcement_order,
    judgment_default,
    list_entry,
    objection_mark,
    repair_decision,
    spending_restriction,
)
from streams.kinds.kind import HANDLED, Kind, Nature

_ROOMS: Final = (
    administrative_penalty,
    enforcement_order,
    judgment_default,
    list_entry,
    objection_mark,
    repair_decision,
    spending_restriction,
)


def gathered(kinds: Iterable[Kind]) -> dict[str, Kind]:
    """The kinds by name; ValueError for one that the line could not act upon."""
    by_name: dict[str, Kind] = {}
    for kind in kinds:
        if kind.nature not in HANDLED:
            raise ValueError(f"{kind.name}: nothing in the line handles the nature {kind.nature}")
        if not _fits(kind):
            raise ValueError(f"{kind.name}: `order` and `deed` are not as a {kind.nature} has them")
        if kind.name in by_name:
            raise ValueError(f"{kind.name}: there are two kinds of this name")
        by_name[kind.name] = kind
    return by_name


def _fits(kind: Kind) -> bool:
    """Whether a kind says what its nature needs, and nothing of another's."""
    is_order, is_attachment = kind.order is not None, kind.deed is not None
    match kind.nature:
        case Nature.FACT:
            return not is_order and not is_attachment
        case Nature.ORDER:
            return is_order and not is_attachment
        case Nature.ATTACHMENT:
            return is_attachment and not is_order
        case never:
            assert_never(never)


_BY_NAME: Final = gathered(room.KIND for room in _ROOMS)

#: By the name of the record in `schemas/`.
KINDS: Final[Mapping[str, Kind]] = MappingProxyType(_BY_NAME)
