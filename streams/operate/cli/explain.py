"""`hub explain`: a directive explains itself back to event, offset, rule and clause."""

from uuid import UUID

import typer

from streams.operate.cli.context import Data, Json
from streams.wiring.failures import CannotRun


def command(context: typer.Context, directive: UUID, data: Data = None, json: Json = False) -> None:
    """Event, offset, record, fact, rule, clause, sequence and answers of one directive."""
    from streams.operate.cli.explain_text import explanation_lines
    from streams.operate.cli.printing import print_json, print_lines
    from streams.operate.cli.session import session
    from streams.reading.explanation import explain

    with session(context, data) as hub:
        found = explain(hub.opened(), directive)
    if found is None:
        raise CannotRun("There is no directive of this id.")
    if json:
        print_json(found)
    else:
        print_lines(explanation_lines(found))
