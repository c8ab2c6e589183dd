"""`hub up`: run the hub with its servers until Ctrl-C."""

from datetime import datetime
from typing import Annotated

import typer

from streams.operate.cli.context import Data, Json, settings_of
from streams.wiring.endpoints import Endpoints


def command(
    context: typer.Context,
    data: Data = None,
    json: Json = False,
    workers: Annotated[
        int | None, typer.Option(help="Workers; one decides, the others stand by.", min=1, max=8)
    ] = None,
    manual_clock: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="With a new data folder only: the first day; from there `hub tick` goes on.",
        ),
    ] = None,
) -> None:
    """Run the hub with its servers until SIGTERM or Ctrl-C."""
    from streams.operate.supervise.stack import run_stack, say
    from streams.wiring.clock import set_manual_clock

    settings = settings_of(context, data, workers)
    if manual_clock is not None:
        set_manual_clock(settings.data, manual_clock.date())

    def announce(endpoints: Endpoints) -> None:
        shown = endpoints.without_password()
        typer.echo(shown.as_json() if json else _text(shown))

    run_stack(settings, say, announce)


def _text(endpoints: Endpoints) -> str:
    return (
        f"Kafka     {endpoints.bootstrap}\n"
        f"database  {endpoints.database}\n"
        f"API       {endpoints.api}\n"
        f"registry  {endpoints.registry}\n"
        "The hub is up. Ctrl-C ends it; data, keys and ports stay."
    )
