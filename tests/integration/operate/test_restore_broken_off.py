"""Ctrl-C in `hub restore`."""

import os
import signal
import threading
from pathlib import Path

import psycopg
import pytest
from integration.operate.conftest import IdleHub, tables
from support.sending_stack import await_that

from streams.operate.cli.restore import BrokenOff

WAITS = "SELECT 1 FROM pg_locks WHERE relation = 'pg_class'::regclass AND NOT granted"
#: The server may need a moment to see that whom it served is gone.
OTHERS = (
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def test_ctrl_c_leaves_the_place_empty_and_says_what_to_do(backup: Path, empty: IdleHub) -> None:
    """`hub up` would take the empty database for a new hub's: the restore is to be done first."""
    with psycopg.connect(empty.database) as in_the_way:
        in_the_way.execute("LOCK TABLE pg_class IN EXCLUSIVE MODE")

        def ctrl_c_once_it_waits() -> None:
            with psycopg.connect(empty.database, autocommit=True) as looking:
                await_that(lambda: looking.execute(WAITS).fetchone() is not None)
            os.kill(os.getpid(), signal.SIGINT)

        impatient = threading.Thread(target=ctrl_c_once_it_waits)
        impatient.start()
        with pytest.raises(BrokenOff, match="Do it again before hub up") as told:
            empty.run("restore", str(backup))
        impatient.join()
    assert told.value.exit_code == 130
    with psycopg.connect(empty.database, autocommit=True) as looking:
        await_that(lambda: looking.execute(OTHERS).fetchone() is None)
    assert tables(empty.database) == 0
    empty.run("restore", str(backup))
