"""`hub explain`: a directive, or what a court was told of its order, explains itself."""

from typing import Annotated
from uuid import UUID

import typer

from streams.operate.cli.context import Data, Json
from streams.wiring.failures import CannotRun

Id = Annotated[UUID, typer.Argument(help="Of a directive, or of a result that a court was told.")]


def command(context: typer.Context, directive: Id, data: Data = None, json: Json = False) -> None:
    """
    Event, offset, record, fact, rule, clause, sequence and answers of one directive.

    Of a court's result: its order, the directive whose answer it is, and how far it got.
    """
    from streams.operate.cli.explain_text import explanation_lines, result_lines
    from streams.operate.cli.printing import print_json, print_lines
    from streams.operate.cli.session import session
    from streams.reading.explanation import explain
    from streams.reading.result_explanation import explain_result

    with session(context, data) as hub:
        found = explain(hub.opened(), directive)
        result = None if found else explain_result(hub.opened(), directive)
    if json and (found or result):
        print_json(found or result)
    elif found is not None:
        print_lines(explanation_lines(found))
    elif result is not None:
        print_lines(result_lines(result))
    else:
        raise CannotRun("There is no directive and no court's result of this id.")
