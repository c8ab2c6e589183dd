"""What a newly loaded catalogue takes over from the one before it (R8)."""

from dataclasses import replace
from datetime import date

from schemas.catalogue.editions import by_row
from schemas.catalogue.model import Catalogue, Past
from schemas.catalogue.past import past_of


def next_catalogue(loaded: Catalogue | None, new: Catalogue, load_day: date) -> Catalogue:
    """
    `new` with its `applies_from` and `past` set, ready to take the place of `loaded`.

    The first load ever (`loaded` None) gives each row its earliest valid_from. Later, a row ever
    known keeps its date, also through a load without it, and a new row applies to what is decided
    from the later of its earliest valid_from and `load_day`: nobody is burdened backwards.
    """
    known = {} if loaded is None else dict(loaded.applies_from)
    for row, editions in by_row(new.measures).items():
        first = editions[0].valid_from
        known.setdefault(row, first if loaded is None else max(first, load_day))
    past = Past() if loaded is None else past_of(loaded, new, load_day)
    return replace(new, applies_from=known, past=past)
