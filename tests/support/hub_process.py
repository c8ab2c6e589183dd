"""A hub started as an operator starts it: as a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE_S = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HubUp:
    """A running `hub up`."""

    process: subprocess.Popen[str]
    data: Path
    bootstrap: str
    registry: str
    database: str
    api: str

    def stop(self) -> int:
        """Ask it to end as Ctrl-C does; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_S)


def environment(**settings: str) -> dict[str, str]:
    """The environment of a hub that is told nothing but `settings`, and keeps its downloads."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("HUB_")}
    cache = {key: value for key, value in os.environ.items() if key == "HUB_CACHE"}
    return {**ours, **cache, **settings}


def hub(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `hub` with `arguments` to its end."""
    return subprocess.run(
        [Path(sys.executable).with_name("hub"), *arguments],
        env=environment(**settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


@contextmanager
def hub_up(
    data: Path,
    *,
    options: tuple[str, ...] = (),
    argv: tuple[str, ...] = (),
    env: Mapping[str, str] | None = None,
    uid: int = 0,
) -> Iterator[HubUp]:
    """A hub on the folder `data` that serves; ended at the end of the block if it still runs."""
    errors = data.with_name(f"{data.name}.stderr")
    command = argv or (str(Path(sys.executable).with_name("hub")),)
    with errors.open("w") as stderr:
        process = subprocess.Popen(
            [*command, "up", "--json", "--data", str(data), *options],
            env=environment() if env is None else dict(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            user=uid or None,
            group=uid or None,
            extra_groups=[] if uid else None,
        )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert '"bootstrap"' in line, errors.read_text()
        yield HubUp(process=process, data=data, **json.loads(line))
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_S)


def processes_of(data: Path) -> dict[int, str]:
    """Process id → command line of every process that names the folder `data`."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                written = (entry / "cmdline").read_bytes().replace(b"\0", b" ")
            except OSError:
                continue  # it ended meanwhile
            command = written.decode(errors="replace")  # a stranger's may be in any encoding
            if str(data) in command:
                found[int(entry.name)] = command
    return found


def await_that(claim: str, holds: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    """Return as soon as `holds`; fail with `claim` when it does not come true."""
    deadline = time.monotonic() + patience_s
    while not holds():
        assert time.monotonic() < deadline, f"not within {patience_s:.0f} s: {claim}"
        time.sleep(0.05)
