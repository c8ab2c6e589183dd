"""`hub down`: end the hub that runs on a data folder."""

import os
import signal
import time

import typer

from streams.operate.cli.context import Data, require_running, settings_of
from streams.operate.supervise.instance import running_pid
from streams.wiring.failures import CannotRun

#: For all but the database, which ends last.
PATIENCE_S = 90.0


def command(context: typer.Context, data: Data = None) -> None:
    """End the hub, its servers last; returns when nothing of it is left."""
    from streams.operate.embedded.postgres import STOPS_WITHIN_S

    patience_s = PATIENCE_S + STOPS_WITHIN_S
    settings = settings_of(context, data)
    pid = require_running(settings)
    try:
        os.kill(pid, signal.SIGTERM)
    except PermissionError as refused:
        raise CannotRun(
            f"The hub (process {pid}) belongs to another user; run as that user."
        ) from refused
    deadline = time.monotonic() + patience_s
    while running_pid(settings.data) == pid:
        if time.monotonic() > deadline:
            raise CannotRun(
                f"The hub (process {pid}) did not end within {patience_s:.0f} s; see the logs in "
                f"{settings.data / 'logs'}."
            )
        time.sleep(0.05)
    typer.echo("The hub has ended.")
