"""What the present catalogue says of the list on which an entry puts somebody (R7, R21)."""

from datetime import date

from oracle.kinds.table import list_of
from oracle.world import World
from schemas.catalogue.named_list import ListCode
from streams.kinds.event import Event


def list_row(world: World, content: Event, day: date) -> ListCode | None:
    """Return the row of its list, None where it is no entry or the catalogue has no such list."""
    code = list_of(content)
    return None if code is None else world.catalogue(day).lists.get(code)


def grounds_nothing(world: World, content: Event, day: date) -> bool:
    """Its list is kept and shown, and grounds no measure."""
    row = list_row(world, content, day)
    return row is not None and not row.grounds


def untold(world: World, content: Event, day: date) -> bool:
    """Its list asks for prior notice of such a decision, and the record tells of none (D2010)."""
    row = list_row(world, content, day)
    if row is None or row.prior_notice_since is None:
        return False
    assert content.decided_on is not None
    told = content.notice is not None and content.notice.prior
    return content.decided_on >= row.prior_notice_since and not told
