"""`hub partner`: how partners are reached."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from streams.operate.cli.context import Data
from streams.operate.cli.options import Because, By
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
            raise CannotRun(f"The catalogue has no partner {partner}. See: hub catalogue list")
        said = ping_partner(found, hub.settings, hub.endpoints.bootstrap, hub.clock.now())
    typer.echo(f"{partner}: {said.text}")
    if not said.well:
        raise typer.Exit(1)


@app.command("connect")
def connect(
    context: typer.Context,
    partner: Name,
    by: By,
    because: Because,
    url: Annotated[str, typer.Option(help="Where a webhook partner takes directives.")] = "",
    folder: Annotated[
        Path | None, typer.Option(help="Where files are exchanged with a partner with a folder.")
    ] = None,
    public_key: Annotated[
        Path | None, typer.Option(help="File with its public keys, `whpk_…`, one a line.")
    ] = None,
    ca_file: Annotated[
        Path | None, typer.Option(help="File of certificates to trust at its address, in PEM.")
    ] = None,
    no_ca_file: Annotated[
        bool, typer.Option("--no-ca-file", help="Trust whom the machine trusts again.")
    ] = False,
    secret: Annotated[
        bool,
        typer.Option(
            "--secret", help="Read a shared secret, `whsec_…`, for `v1` from standard input."
        ),
    ] = False,
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
    from streams.sending.partner_settings import shared_secret, write_partner
    from streams.store.acts import ActName, OperatorAct, act_on_files
    from streams.store.rules_in_force import RulesInForce
    from streams.wiring.whole_file import alone_in

    keys_folder = settings_of(context, data).keys_folder
    trusted = _trusted(ca_file, no_ca_file)
    named = {
        "address": bool(url),
        "folder": folder is not None,
        "certificates": trusted is not None,
        "secret": secret,
        "public key": public_key is not None,
    }
    if not any(named.values()):
        raise CannotRun("Name --url, --folder, --public-key, --ca-file, --no-ca-file or --secret.")
    change = PartnerChange(
        url=url,
        folder="" if folder is None else str(folder.absolute()),
        ca_file=trusted,
        secret=shared_secret(_secret()) if secret else None,
    )
    new = changed(keys_folder, partner, change) if change else None
    new_keys = () if public_key is None else read_public_keys(public_key)
    act = OperatorAct(
        name=ActName.CONNECT,
        about=partner,
        detail=", ".join(name for name, given in named.items() if given),
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


def _trusted(ca_file: Path | None, no_ca_file: bool) -> str | None:
    if ca_file is None:
        return "" if no_ca_file else None
    if no_ca_file:
        raise CannotRun("Name --ca-file or --no-ca-file, not both.")
    # The push connector works in another folder.
    return str(ca_file.absolute())


def _secret() -> str:
    if sys.stdin.isatty():
        text: str = typer.prompt("Secret", hide_input=True)
        return text
    return sys.stdin.readline()
