"""A domain (领域) of the implementation plan, as a row of `domains.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """
    One field in which the plan has departments act together, with who leads and who takes part.

    `leads` (牵头单位) and `participants` (参与单位): departments by id, in the plan's order.
    `written`: how this clause of the plan writes a department, where not as its `plan_name`.
    `kinds`: what its leads report about it.
    """

    id: str
    number: int
    name: str
    leads: tuple[str, ...]
    participants: tuple[str, ...]
    kinds: frozenset[str]
    basis: str
    source: str = ""
    written: Mapping[str, str] = field(default_factory=dict)
    valid_from: date = date.min
    valid_until: date | None = None
