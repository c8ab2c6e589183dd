"""The command `hub`. To add a command, write a module beside this one and add it below.

A command's module imports what is heavy (servers, clients) inside the command, so that the others
start quickly.
"""

import errno
import os
import sys
from typing import Final

import typer

from streams.operate.cli import (
    acts,
    backup,
    catalogue,
    digest,
    directive,
    doctor,
    down,
    explain,
    hold,
    import_,
    keys,
    load,
    partner,
    quarantine,
    replay,
    restore,
    retell,
    status,
    subject,
    tasks,
    tick,
    up,
    verify,
)
from streams.wiring.failures import CannotRun

#: Exit code where there was no room for what a command wrote (EX_IOERR of sysexits.h).
NO_ROOM: Final = 74

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
app.command("digest")(digest.command)
app.command("replay")(replay.command)
app.command("verify")(verify.command)
app.command("backup")(backup.command)
app.command("restore")(restore.command)
app.command("retell")(retell.command)
app.command("subject")(subject.command)
app.command("explain")(explain.command)
app.command("tick")(tick.command)
app.command("import")(import_.command)
app.command("load")(load.command)
app.command("hold")(hold.hold)
app.command("release")(hold.end_hold)
app.command("holds")(acts.holds)
app.command("acts")(acts.acts)
app.add_typer(partner.app, name="partner")
app.add_typer(directive.app, name="directive")
app.add_typer(tasks.app, name="tasks")
app.add_typer(quarantine.app, name="quarantine")
app.add_typer(keys.app, name="keys")
app.add_typer(catalogue.app, name="catalogue")


def main() -> None:
    """
    Run the command line; a known failure is one sentence on stderr and its exit code, mostly 1.

    With `--json` the failure is a line of JSON on stdout too. No room for what it says is exit code
    74, which is none of a command's own.
    """
    try:
        app(obj=dict(os.environ))
    except CannotRun as reason:
        from streams.operate.cli.printing import print_failure

        print_failure(reason, json="--json" in sys.argv)
        sys.exit(reason.exit_code)
    except OSError as full:
        if full.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        sys.stderr.write(
            f"There is no room in {full.filename or 'what the output goes to'} ({full.strerror}). "
            "Make room, and see hub acts before you do it again: it may be done.\n"
        )
        sys.exit(NO_ROOM)
