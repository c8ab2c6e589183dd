"""What a catalogue says of the list on which an entry puts somebody (R7, R21)."""

from datetime import date

from oracle.kinds.table import listing_of
from oracle.world import World
from schemas.catalogue.model import Catalogue
from schemas.catalogue.named_list import ListCode
from streams.kinds.event import Event


def list_row(catalogue: Catalogue, content: Event) -> ListCode | None:
    """Return the row of its list, None where it is no entry or the catalogue has no such list."""
    listing = listing_of(content)
    return None if listing is None else catalogue.lists.get(listing.code)


def of_another_colour(catalogue: Catalogue, content: Event) -> bool:
    """Its list has one colour, and it says another (E1301)."""
    row, listing = list_row(catalogue, content), listing_of(content)
    if row is None or row.colour is None or listing is None:
        return False
    return listing.colour is not row.colour


def grounds_nothing(world: World, content: Event, day: date) -> bool:
    """Its list is kept and shown, and grounds no measure."""
    row = list_row(world.catalogue(day), content)
    return row is not None and not row.grounds


def asks_less(before: Catalogue, now: Catalogue) -> frozenset[str]:
    """Return the lists that ask for prior notice from a later day than before, or no more (R7)."""
    return frozenset(
        code for code in before.lists if notice_from(now, code) > notice_from(before, code)
    )


def notice_from(catalogue: Catalogue, code: str) -> date:
    """Return the first day of decision for which a list asks it; the last of all if for none."""
    row = catalogue.lists.get(code)
    return date.max if row is None else row.prior_notice_since or date.max


def untold(world: World, content: Event, day: date) -> bool:
    """Its list asks for prior notice of such a decision, and the record tells of none (D2010)."""
    row = list_row(world.catalogue(day), content)
    if row is None or row.prior_notice_since is None:
        return False
    assert content.decided_on is not None
    told = content.notice is not None and content.notice.prior
    return content.decided_on >= row.prior_notice_since and not told
