"""Laying bytes before a door that is a process, and bearing with whatever it does."""

import json
import os
import selectors
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
#: Of the wall clock, on a machine that does much else. The door itself is held to processor time.
HANGS_AFTER_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a door said, and its memory then and at its most."""

    verdict: str
    now_kib: int
    most_kib: int


class DoorDied(Exception):
    """The process behind the door has ended, or does not answer any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorProcess:
    """A door in a process of its own."""

    process: subprocess.Popen[bytes]

    def ask(self, where: str, content: bytes) -> Reply:
        """What is said to these bytes. Raises `DoorDied`."""
        asking, answering = self.process.stdin, self.process.stdout
        assert asking is not None
        assert answering is not None
        head = json.dumps({"where": where, "length": len(content)})
        try:
            asking.write(head.encode() + b"\n" + content)
            asking.flush()
        except BrokenPipeError:
            raise DoorDied(f"ended with {self.process.wait()}") from None
        with selectors.DefaultSelector() as selector:
            selector.register(answering, selectors.EVENT_READ)
            if not selector.select(HANGS_AFTER_S):
                raise DoorDied("hangs")
        line = answering.readline()
        if not line:
            raise DoorDied(f"ended with {self.process.wait()}")
        return Reply(**json.loads(line))


@contextmanager
def door_process(name: str) -> Iterator[DoorProcess]:
    """The process of a door; it has ended when the block ends."""
    ours = {**os.environ, "PYTHONPATH": f"{TESTS.parent}:{TESTS}"}
    process = subprocess.Popen(
        [sys.executable, "-m", "hostile.door_process", name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=ours,
    )
    try:
        yield DoorProcess(process=process)
    finally:
        process.kill()
        process.communicate()
