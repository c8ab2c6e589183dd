"""Which fields of the subject a directive's row makes visible to its partner (D13)."""

from collections.abc import Iterable, Iterator

from schemas.catalogue import serialise
from schemas.catalogue.model import Catalogue
from streams.send.directive import Directive
from streams.statements import store_statement
from streams.store.connection import Connection
from streams.store.rules_in_force import number_in_force


def visible_to(directive: Directive, catalogues: Iterable[Catalogue]) -> frozenset[str]:
    """
    What every edition that the directive may rest on makes visible; nothing where none is found.

    The edition is named by measure and list version, and by trigger where grounds are named.
    `catalogues`: the one in force, then those loaded before, the newest first. What has left it is
    found where it stood last: a lift names whom it is about as what it lifts did.
    """
    if directive.naming is None:
        return frozenset()
    found = (editions for one in catalogues if (editions := _resting_on(directive, one)))
    return frozenset.intersection(*next(found, [frozenset()]))


def _resting_on(directive: Directive, catalogue: Catalogue) -> list[frozenset[str]]:
    """What each edition of a catalogue makes visible that the directive may rest on."""
    terms = directive.terms
    triggers = {ground.trigger for ground in terms.grounds}
    return [
        row.released
        for row in catalogue.measures
        if row.measure == directive.key.measure
        and row.partner == directive.key.partner
        and row.list_version == terms.list_version
        and (not triggers or row.trigger in triggers)
    ]


class LoadedCatalogues:
    """The catalogue in force, then those loaded before; each is read once, when it is asked for."""

    def __init__(self, connection: Connection, in_force: Catalogue) -> None:
        self._known = [in_force]
        self._earlier = _earlier(connection)

    def __iter__(self) -> Iterator[Catalogue]:
        yield from self._known
        for catalogue in self._earlier:
            self._known.append(catalogue)
            yield catalogue


def _earlier(connection: Connection) -> Iterator[Catalogue]:
    for number in range((number_in_force(connection) or 0) - 1, 0, -1):
        row = connection.execute(
            store_statement("catalogue_numbered"), {"number": number}
        ).fetchone()
        if row is not None:
            yield serialise.from_json(row[0])
