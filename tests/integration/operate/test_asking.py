"""An act stays asked for when nobody waits for it any more, and that is said."""

import os
import signal
import threading
from datetime import date

import psycopg
import pytest

from streams.line.command import Advance
from streams.store.asking import NotTaken, StoppedWaiting, ask

ADVANCE = Advance(through=date(2026, 6, 1))
STAYS = "It stays in the table and will be taken"


def _ctrl_c() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_ends_the_wait_and_says_that_the_act_stays(fresh_database: str) -> None:
    """The row is there to be taken; the exit code is that of a program that Ctrl-C ended."""
    with psycopg.connect(fresh_database, autocommit=True) as connection:
        impatient = threading.Timer(0.5, _ctrl_c)
        impatient.start()
        with pytest.raises(StoppedWaiting, match=STAYS) as told:
            ask(connection, ADVANCE, by="甲", because="演示", patience_s=30)
        impatient.join()
        (asked,) = connection.execute("SELECT id::text, entry FROM command").fetchall()
    assert asked[0] in str(told.value)
    assert asked[1] is None
    assert told.value.exit_code == 130


def test_a_wait_that_ends_says_the_same(fresh_database: str) -> None:
    """Without a worker the command is not taken in time, and stays as well."""
    with (
        psycopg.connect(fresh_database, autocommit=True) as connection,
        pytest.raises(NotTaken, match=STAYS) as told,
    ):
        ask(connection, ADVANCE, by="甲", because="演示", patience_s=0.2)
    assert told.value.exit_code == 1
