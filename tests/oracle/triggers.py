"""Which catalogue rows a decision can set off."""

from datetime import date

from oracle.world import World
from streams.kinds.administrative_penalty import AdministrativePenalty
from streams.kinds.enforcement_order import EnforcementOrder
from streams.kinds.event import Event
from streams.kinds.judgment_default import JudgmentDefault
from streams.kinds.list_entry import ListColour, ListEntry
from streams.kinds.order import OrderType
from streams.kinds.spending_restriction import SpendingRestriction


def triggers(content: Event) -> list[str]:
    """Return what a decision can set off."""
    match content.body:
        case AdministrativePenalty(clauses=clauses):
            return [f"penalty/{clause}" for clause in clauses]
        case ListEntry(list_code=code, colour=ListColour.BLACK):
            return [f"list/{code}"]
        case JudgmentDefault():
            return ["judgment-default"]
        case SpendingRestriction():
            return ["spending-restriction"]
        case EnforcementOrder(order=OrderType.FREEZE):
            return ["order/FREEZE"]
        case EnforcementOrder(order=OrderType.SEAL):
            return ["order/SEAL"]
        case _:
            return []


def rows(world: World, content: Event, day: date) -> list[tuple[str, str]]:
    """Return the rows a decision can set off; an order only those of the partner it names."""
    return sorted(
        {
            m.row
            for m in world.catalogue(day).measures
            if m.trigger in triggers(content)
            and (
                not isinstance(content.body, EnforcementOrder)
                or m.partner == content.body.addressee
            )
        }
    )
