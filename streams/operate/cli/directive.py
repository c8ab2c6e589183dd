"""`hub directive`: sign for, send again, set aside, or lift once more what partners are told."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from streams.operate.cli.context import Data, Json
from streams.operate.cli.options import PATIENCE_S, Because, By, Reasons, Wait
from streams.wiring.failures import CannotRun

app = typer.Typer(help="What partners are told.", no_args_is_help=True)

Id = Annotated[UUID, typer.Argument(help="Id of the directive.")]
Told = Annotated[UUID, typer.Argument(help="Id of the directive, or of an order's result.")]


@app.command("release")
def approve(
    context: typer.Context,
    directive: Id,
    by: By,
    because: Because,
    wait: Wait = PATIENCE_S,
    data: Data = None,
    json: Json = False,
) -> None:
    """Sign for a HELD directive, so that it may leave."""
    from streams.line.command import Approve
    from streams.operate.cli.act_of_the_line import Asking, have_taken

    asking = Asking(by=by, because=because, wait_s=wait, json=json)
    have_taken(context, data, Approve(directive_id=directive), asking)


@app.command("release-held")
def approve_braked(
    context: typer.Context,
    source: Annotated[str, typer.Option("--source", help="Department that imposed them.")],
    day: Annotated[datetime, typer.Option("--day", formats=["%Y-%m-%d"], help="On this day.")],
    by: By,
    because: Because,
    wait: Wait = PATIENCE_S,
    data: Data = None,
    json: Json = False,
) -> None:
    """Sign for all that the brake holds of a department and a day, so that it may leave."""
    from streams.line.command import ApproveBraked
    from streams.operate.cli.act_of_the_line import Asking, have_taken

    asking = Asking(by=by, because=because, wait_s=wait, json=json)
    have_taken(context, data, ApproveBraked(source=source, day=day.date()), asking)


@app.command("lift")
def lift(
    context: typer.Context,
    directive: Id,
    by: By,
    because: Because,
    wait: Wait = PATIENCE_S,
    data: Data = None,
    json: Json = False,
) -> None:
    """Decide a new LIFT of the directive's measure, where the last one was not executed."""
    from streams.line.command import LiftAgain
    from streams.operate.cli.act_of_the_line import Asking, have_taken

    asking = Asking(by=by, because=because, wait_s=wait, json=json)
    have_taken(context, data, LiftAgain(directive_id=directive), asking)


@app.command("resend")
def resend(
    context: typer.Context, directive: Told, by: By, because: Because, data: Data = None
) -> None:
    """
    Send the same bytes again now, if they are still what holds and nothing was answered.

    What was set aside is put back by this, also an order's result that its court refused.
    """
    from streams.operate.cli.session import session
    from streams.sending.marks import send_again

    with session(context, data) as hub:
        if not send_again(hub.connection, directive, by, because, hub.clock.now()):
            raise CannotRun(
                "Nothing is sent again: there is no such directive, it was never sent, or it was "
                "answered or returned for good. See: hub explain DIRECTIVE"
            )
    typer.echo("It goes again now, unless something later has taken its place.")


@app.command("aside")
def aside(
    context: typer.Context, directive: Told, by: By, because: Reasons, data: Data = None
) -> None:
    """
    Try a directive no more that its partner's server cannot take. A LIFT needs --because twice.

    The partner is not told; hub directive resend puts it back.
    """
    from streams.operate.cli.session import session
    from streams.send.directive import DirectiveAction
    from streams.sending.marks import set_aside, was_sent_as

    with session(context, data) as hub:
        lifts = was_sent_as(hub.connection, directive) is DirectiveAction.LIFT
        if lifts and len(because) < 2:
            raise CannotRun(
                "This is a LIFT: until its partner learns of it in another way, somebody stays "
                "burdened without a ground. Say --because a second time: how the partner learns "
                "of it."
            )
        if not set_aside(hub.connection, directive, by, "; ".join(because), hub.clock.now()):
            raise CannotRun(
                "Nothing is set aside: there is no such directive, it was never claimed, or "
                "nothing of it is to be sent or answered any more. See: hub explain DIRECTIVE"
            )
    typer.echo(
        "It is not tried any more, and its partner does not know it. hub directive resend puts it "
        "back; what is decided next about the same goes out all the same."
    )
