"""`hub retell`: after a restore, partners are told where things stand."""

from typing import TYPE_CHECKING, Annotated

import typer

from streams.operate.cli.context import Data, Json
from streams.operate.cli.options import PATIENCE_S, Because, By
from streams.wiring.failures import CannotRun

if TYPE_CHECKING:
    from streams.line.command import TellAnew


def command(
    context: typer.Context,
    by: By,
    because: Because,
    wait: Annotated[
        float, typer.Option("--wait", help="Seconds for the line to catch up, and per act.", min=1)
    ] = PATIENCE_S,
    data: Data = None,
    json: Json = False,
) -> None:
    """
    After `hub restore`: make right what partners heard since the backup, and tell them again.

    Do first what was commanded since the backup: catalogue loads, signatures, holds, tasks.

    \b
    hub retell --by "Wang" --because "restored the backup of 2026-07-14"
    """
    from connectors.channels.kinds import own_topics
    from streams.operate.backup.newer import newer, newly_told
    from streams.operate.backup.retell import await_decided, open_generation, retell
    from streams.operate.backup.told import pool_told, told
    from streams.operate.cli.printing import print_json
    from streams.operate.cli.session import session
    from streams.store.seal import Seal

    with session(context, data) as hub:
        generation = open_generation(hub.connection)
        await_decided(hub.connection, hub.endpoints.bootstrap, wait)
        opened = hub.opened()
        seal = Seal.of(opened.keys.identity_encryption)
        heard = told(hub.endpoints.bootstrap, own_topics(opened.rules.book.catalogue), seal)
        found = newer(hub.connection, heard, generation)
        pool = newly_told(hub.connection, pool_told(hub.endpoints.bootstrap))

        def ask(act: "TellAnew") -> None:
            done = hub.ask(act, by, because, wait)
            if not done.well:
                raise CannotRun(f"The worker did not do it: {done.result}")

        done = retell(hub.connection, found, pool, generation, ask)
    if json:
        print_json(done)
    else:
        typer.echo(
            f"{done.lost} directives had gone out since the backup: {done.measures} measures are "
            f"told anew, {done.taken_back} that nothing grounds any more are taken back."
        )
        for partner, measure in done.unnamed:
            typer.echo(f"{partner} may hold measure {measure}, which cannot be named: ask there.")
        typer.echo("Partners are told again from now on.")
    if done.unnamed:
        raise typer.Exit(1)
