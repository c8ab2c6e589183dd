"""Whether a catalogue may be loaded after the one that is (R8)."""

from datetime import date

from schemas.catalogue.check_stricter import stricter
from schemas.catalogue.hole import Hole
from schemas.catalogue.model import Catalogue
from streams.store.connection import Connection
from streams.store.rules_in_force import RulesInForce
from streams.wiring.failures import CannotRun


def holes_of_the_load(connection: Connection, new: Catalogue, day: date) -> tuple[Hole, ...]:
    """
    What a load on `day` would be refused for, by the catalogue that is loaded now.

    Raises `CannotRun` before a first load.
    """
    rules = RulesInForce().now(connection)
    if rules is None:
        raise CannotRun("No catalogue is loaded yet: check without --loaded.")
    return stricter(rules.book.catalogue, new, day)
