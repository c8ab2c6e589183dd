"""Ports of the embedded servers: chosen once, then the same for the life of a data folder."""

import json
import os
import socket
import time
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from streams.operate.embedded.failures import PortTaken, ServerUnavailable
from streams.wiring.endpoints import LOOPBACK
from streams.wiring.whole_file import write_whole

#: As long as most servers may take to end.
LETTING_GO_S = 20.0

#: Of so many ports at most it is remembered that they were chosen here.
MOST_HELD = 64
_held: deque[int] = deque()


def chosen_ports(data: Path, names: Iterable[str]) -> dict[str, int]:
    """The port of each of `names` in the folder `data`; those not chosen before are chosen now.

    After the call the choice is on disk, so that addresses handed to clients stay good. Raises
    `ServerUnavailable` where an earlier choice cannot be read.
    """
    file = data / "ports.json"
    try:
        known: dict[str, int] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    except ValueError:
        raise ServerUnavailable(
            f"{file} is damaged. Bring it back from a backup, or remove it: the next start chooses "
            "other ports, and whoever knows the old addresses needs the new ones."
        ) from None
    missing = [name for name in names if name not in known]
    if missing:
        known |= dict(zip(missing, _free_ports(len(missing), set(known.values())), strict=True))
        write_whole(file, json.dumps(known, indent=1, sort_keys=True) + "\n", mode=0o644)
    return {name: known[name] for name in names}


def require_free(port: int, owner: str, chosen_in: Path | str) -> None:
    """Return when `port` can be bound on the loopback; else raise `PortTaken`.

    `chosen_in`: the data folder whose choice it is, or the setting that names it.
    A server of this folder that was just told to end gets a few seconds to let go of its port.
    """
    deadline = time.monotonic() + LETTING_GO_S
    while not _is_free(port):
        if time.monotonic() > deadline:
            place = chosen_in / "ports.json" if isinstance(chosen_in, Path) else chosen_in
            raise PortTaken(
                f"Port {port} of the {owner} is in use, by another program or by one of this hub "
                "that has not ended yet. Wait for the latter; stop the former, or change the "
                f"number in {place}; then start again."
            )
        time.sleep(0.1)


def _free_ports(count: int, avoid: set[int]) -> list[int]:
    """Free ports below the range from which outgoing connections take theirs."""
    ports: list[int] = []
    # A port that the kernel hands out may later serve as somebody's outgoing port; a fixed range
    # below that one does not have this fault. The process id only spreads first choices.
    first = 21000 + (os.getpid() * 7) % 9000
    for candidate in (21000 + (first - 21000 + step) % 9000 for step in range(9000)):
        if len(ports) == count:
            break
        if candidate not in avoid and _is_free(candidate) and _hold(candidate):
            ports.append(candidate)
    if len(ports) < count:
        raise PortTaken("No free port between 21000 and 30000 on 127.0.0.1. Stop some program.")
    return ports


def _hold(port: int) -> bool:
    """
    Keep a port from whoever chooses now; False if somebody chose it who has not bound it yet.

    Between choosing and binding lies the making of a cluster, some seconds. A name in the kernel's
    own space is held in place of the port; it goes with the process.
    """
    name = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        name.bind(f"\0credit-hub-port-{port}")
    except OSError:
        name.close()
        return False
    _held.append(name.detach())
    if len(_held) > MOST_HELD:
        os.close(_held.popleft())
    return True


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
