"""
Whatever a town does to a hub on real servers, in whatever order: the database says what the oracle
says, and `hub verify` finds nothing.

Some plays here; `make soak` (`SERVERS=500` for more) plays others every time, makes what fails
short and keeps it in `tests/machine/kept`.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from machine.ground import Ground
from machine.machine import Machine
from machine.play import replay
from machine.steps import Step, keep, kept, read, written
from scenario.cast import P
from scenario.message import Message, related, repair, wage

#: How many plays a soak plays; None: the same few every time.
SOAK = int(os.environ["SERVERS"]) if "SERVERS" in os.environ else None
FEW, STEPS = 6, 30


@pytest.fixture(scope="module")
def ground(broker: str, database_server: str, template_database: str) -> Iterator[Ground]:
    """The session's servers, and a folder for keys and data of the plays."""
    folder = Path(tempfile.mkdtemp(prefix="hub-machine-"))
    found = Ground(broker, database_server, template_database, folder)
    yield found
    found.close()
    shutil.rmtree(folder)


def how() -> settings:
    """How Hypothesis chooses: the same few plays, or many others that are made short."""
    few = SOAK is None
    phases = (Phase.generate,) if few else (Phase.generate, Phase.shrink)
    return settings(
        max_examples=FEW if SOAK is None else SOAK,
        stateful_step_count=STEPS,
        derandomize=few,
        database=None,
        phases=phases,
        deadline=None,
        print_blob=False,
        report_multiple_bugs=False,  # the last play that fails is the one that was made short
        suppress_health_check=list(HealthCheck),
    )


def _say(number: int) -> None:
    """A soak tells, about twice a minute, how far it is; `make soak` lets it through."""
    if SOAK is not None and number % 10 == 0:
        sys.stdout.write(f"  play {number} of {SOAK}{', of a failed one' * (number > SOAK)}\n")
        sys.stdout.flush()


def test_the_hub_is_the_oracle(ground: Ground) -> None:
    """After any steps pool, measures and what waits are the oracle's, and everything adds up."""
    failed: list[list[Step]] = []
    numbers = count(1)

    class Here(Machine):
        def __init__(self) -> None:
            _say(next(numbers))
            super().__init__(ground, failed)

    try:
        run_state_machine_as_test(Here, settings=how())
    except BaseException as fault:
        if failed and SOAK is not None:
            fault.add_note(f"kept as {keep(failed[-1])}")
        raise


def test_what_failed_once_holds(ground: Ground) -> None:
    """Every play that failed once is played again."""
    for file in kept():
        replay(ground, read(file.read_text("utf-8")))


def test_a_play_can_be_kept() -> None:
    """What is written down of a play, and read again, are the same steps."""
    said = repair("X1", of=wage("W1", until="06-05", related=[related("PRINCIPAL", P)]))
    steps: list[Step] = [("say", (said,)), ("send", ("obeys",)), ("answer", (3,)), ("decide", ())]
    again = read(written(steps))
    assert written(again) == written(steps)
    ((name, (message,)), *rest) = again
    assert isinstance(message, Message)
    assert (name, message.record, rest) == ("say", said.record, steps[1:])
