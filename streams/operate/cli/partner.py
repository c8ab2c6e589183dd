"""`hub partner`: how partners are reached."""

from pathlib import Path
from typing import Annotated

import typer

from streams.operate.cli.context import Data
from streams.operate.cli.options import Because, By
from streams.operate.cli.partner_options import (
    WithSettings,
    options_in_words,
    settings_given,
    words_of,
)
from streams.wiring.failures import CannotRun

app = typer.Typer(help="How partners are reached.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The partner's id in the catalogue.")]


@app.command("ping")
def ping(context: typer.Context, partner: Name, data: Data = None) -> None:
    """See whether a partner is reached; it is told nothing about anybody."""
    from streams.operate.cli.session import session
    from streams.sending.ping import ping_partner

    with session(context, data) as hub:
        found = hub.opened().rules.book.catalogue.partners.get(partner)
        if found is None:
            raise CannotRun(f"The catalogue has no partner {partner}. See: hub catalogue partners")
        said = ping_partner(found, hub.settings, hub.endpoints.bootstrap, hub.clock.now())
    typer.echo(f"{partner}: {said.text}")
    if not said.well:
        raise typer.Exit(1)


@app.command("connect", cls=WithSettings)
def connect(
    context: typer.Context,
    partner: Name,
    by: By,
    because: Because,
    public_key: Annotated[
        Path | None, typer.Option(help="File with its public keys, `whpk_…`, one a line.")
    ] = None,
    data: Data = None,
) -> None:
    """
    Keep where a partner is reached and by which key its answers are verified.

    What is not named stays as it is kept.
    A secret is never an argument, where other users of the machine would see it.
    """
    from streams.operate.cli.context import settings_of
    from streams.operate.cli.session import session
    from streams.sending.partner_change import PartnerChange, changed, prepare, require_partner
    from streams.sending.partner_keys import read_public_keys, write_public_keys
    from streams.sending.partner_settings import write_partner
    from streams.store.acts import ActName, OperatorAct, act_on_files
    from streams.store.rules_in_force import RulesInForce
    from streams.wiring.whole_file import alone_in

    keys_folder = settings_of(context, data).keys_folder
    change = PartnerChange(settings_given(context))
    if not change and public_key is None:
        raise CannotRun(f"Name {options_in_words()} or --public-key.")
    new = changed(keys_folder, partner, change) if change else None
    new_keys = () if public_key is None else read_public_keys(public_key)
    act = OperatorAct(
        name=ActName.CONNECT,
        about=partner,
        detail=", ".join([*words_of(change.given), *(["public key"] if new_keys else [])]),
        by=by,
        because=because,
    )
    with session(context, data) as hub:
        rules = RulesInForce().now(hub.connection)
        if rules is not None:
            require_partner(rules.book.catalogue, partner, change)
        if new is not None:
            prepare(partner, new.settings, change)
        with act_on_files(hub.connection, act), alone_in(keys_folder):
            if new_keys:
                write_public_keys(keys_folder, partner, new_keys)
            if change:
                # Once more: another command may have changed other settings since.
                new = changed(keys_folder, partner, change)
                write_partner(keys_folder, partner, new.settings)
    if new is not None and new.lost:
        typer.echo(new.lost, err=True)
    typer.echo(f"{partner}: kept. It is used at once.")


@app.command("resume")
def resume(
    context: typer.Context, partner: Name, by: By, because: Because, data: Data = None
) -> None:
    """Send again to a partner whose channel was paused because it was broken."""
    from streams.operate.cli.session import session
    from streams.sending.channel_state import resume_channel

    with session(context, data) as hub:
        if not resume_channel(hub.connection, partner, by, because):
            raise CannotRun(f"The channel of {partner} is not paused.")
    typer.echo(f"{partner}: resumed. Lifts go first.")
