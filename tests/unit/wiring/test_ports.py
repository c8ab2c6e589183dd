"""Ports of the embedded servers."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from streams.wiring.embedded import ports
from streams.wiring.embedded.failures import PortTaken


def test_ports_stay(tmp_path: Path) -> None:
    """A data folder keeps its ports, also when more names are asked for later."""
    first = ports.chosen_ports(tmp_path, ("broker", "database"))
    later = ports.chosen_ports(tmp_path, ("api", "broker", "database"))

    assert len(set(later.values())) == 3
    assert {name: later[name] for name in first} == first


def test_taken_port_is_not_chosen(tmp_path: Path) -> None:
    """A port on which somebody listens is passed over."""
    wanted = ports.chosen_ports(tmp_path, ("broker",))["broker"]
    (tmp_path / "ports.json").unlink()
    with socket.create_server((ports.LOOPBACK, wanted)):
        assert ports.chosen_ports(tmp_path, ("broker",))["broker"] != wanted


def test_what_another_chooses_is_left_to_it(tmp_path: Path) -> None:
    """Of several processes that choose at one moment, before any binds, none gets another's."""
    code = (
        "import sys, pathlib; from streams.wiring.embedded import ports;"
        "ports.os.getpid = lambda: 7;"
        "print(*ports.chosen_ports(pathlib.Path(sys.argv[1]), 'abc').values(), flush=True);"
        "sys.stdin.read()"
    )
    running = []
    for number in range(3):
        folder = tmp_path / str(number)
        folder.mkdir()
        command = [sys.executable, "-c", code, str(folder)]
        running.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE))
    chosen = [port for one in running if one.stdout for port in one.stdout.readline().split()]
    for one in running:
        one.communicate()
    assert len(set(chosen)) == len(chosen) == 9


def test_taken_port_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kept port that another program took is named, with the file that can be changed."""
    monkeypatch.setattr(ports, "LETTING_GO_S", 0.0)
    port = ports.chosen_ports(tmp_path, ("broker",))["broker"]
    with (
        socket.create_server((ports.LOOPBACK, port)),
        pytest.raises(PortTaken, match=rf"Port {port} of the broker .*ports\.json"),
    ):
        ports.require_free(port, "broker", tmp_path)
    ports.require_free(port, "broker", tmp_path)
