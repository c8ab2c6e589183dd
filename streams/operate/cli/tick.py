"""`hub tick`: let the day advance on a manual clock, or after a long stop (R16)."""

from datetime import datetime, timedelta
from typing import Annotated

import typer

from streams.operate.cli.context import Data, Json
from streams.operate.cli.options import PATIENCE_S, Because, By, Wait
from streams.wiring.failures import CannotRun

_DAY = ["%Y-%m-%d"]


def command(
    context: typer.Context,
    by: By,
    because: Because,
    on: Annotated[
        datetime | None,
        typer.Option(formats=_DAY, help="On a manual clock: the day that is to begin."),
    ] = None,
    through: Annotated[
        datetime | None,
        typer.Option(formats=_DAY, help="After a stop of more than a week: walk up to this day."),
    ] = None,
    wait: Wait = PATIENCE_S,
    data: Data = None,
    json: Json = False,
) -> None:
    """Let the day advance, day by day; exit code 1 when it has not got there in time."""
    from streams.line.command import Advance
    from streams.operate.cli.printing import print_json
    from streams.operate.cli.session import session
    from streams.store.asking import StoppedWaiting, await_day

    with session(context, data) as hub:
        named = on or through
        goal = named.date() if named else None
        if on and through:
            raise CannotRun("Name one day: --on with a manual clock, or --through after a stop.")
        if on and not hub.clock.manual:
            raise CannotRun("The hub's clock is no manual one: its day comes by itself.")
        if through and not hub.clock.manual and through.date() > hub.clock.today():
            raise CannotRun(
                f"{through.date().isoformat()} has not come yet: name today, or a day before it."
            )
        today = hub.as_of().day
        if goal is None and (not hub.clock.manual or today is None):
            raise CannotRun("Name the day: --on with a manual clock, or --through after a stop.")
        if goal is None:
            assert today is not None
            goal = today + timedelta(days=1)
        if today is not None and goal <= today:
            raise CannotRun(f"The hub's day is {today.isoformat()} already.")
        hub.ask(Advance(through=goal), by, because, wait)
        try:
            day = await_day(hub.connection, goal, wait)
        except KeyboardInterrupt:
            raise StoppedWaiting(
                f"Not waited for: the hub goes on to {goal.isoformat()} by itself; see hub status."
            ) from None
    if json:
        print_json({"day": day, "goal": goal})
    else:
        typer.echo(f"The hub's day is {day.isoformat() if day else 'not begun'}.")
    if day is None or day < goal:
        raise typer.Exit(1)
