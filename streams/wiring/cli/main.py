"""The command `hub`. To add a command, write a module beside this one and add it below."""

import os
import sys

import typer

from streams.wiring.cli import doctor, down, keys, status, up
from streams.wiring.failures import CannotRun

app = typer.Typer(
    name="hub",
    help="The credit hub: from a department's event to a partner's confirmed measure, and back.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("up")(up.command)
app.command("down")(down.command)
app.command("status")(status.command)
app.command("doctor")(doctor.command)
app.add_typer(keys.app, name="keys")


def main() -> None:
    """Run the command line; a known failure is one sentence on stderr and exit code 1."""
    try:
        app(obj=dict(os.environ))
    except CannotRun as reason:
        typer.echo(reason, err=True)
        sys.exit(1)
