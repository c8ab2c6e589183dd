"""What is still open with partners: asked before a catalogue without them is loaded (R17)."""

from collections.abc import Mapping

from streams.line.leaving import OpenWith
from streams.statements import store_statement
from streams.store.connection import Connection


def open_with(connection: Connection, partners: frozenset[str]) -> Mapping[str, OpenWith]:
    """What is open with these partners, by partner; without those with whom nothing is."""
    if not partners:
        return {}
    found = connection.execute(store_statement("open_with"), {"partners": sorted(partners)})
    return {
        partner: OpenWith(measures=measures, directives=directives)
        for partner, measures, directives in found
    }
