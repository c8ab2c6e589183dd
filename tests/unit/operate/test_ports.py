"""Ports of the embedded servers."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from streams.operate.embedded import ports
from streams.operate.embedded.failures import PortTaken, ServerUnavailable
from streams.operate.supervise.stack import run_stack
from streams.wiring.endpoints import LOOPBACK
from streams.wiring.settings import read_settings


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
    with socket.create_server((LOOPBACK, wanted)):
        assert ports.chosen_ports(tmp_path, ("broker",))["broker"] != wanted


def test_what_another_chooses_is_left_to_it(tmp_path: Path) -> None:
    """Of several processes that choose at one moment, before any binds, none gets another's."""
    code = (
        "import sys, pathlib; from streams.operate.embedded import ports;"
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
    """A port that another program took is named, with the file or setting it comes from."""
    monkeypatch.setattr(ports, "LETTING_GO_S", 0.0)
    port = ports.chosen_ports(tmp_path, ("broker",))["broker"]
    with (
        socket.create_server((LOOPBACK, port)),
        pytest.raises(PortTaken, match=rf"Port {port} of the broker .*ports\.json"),
    ):
        ports.require_free(port, "broker", tmp_path)
    with (
        socket.create_server((LOOPBACK, port)),
        pytest.raises(PortTaken, match="change the number in HUB_API_PORT; then"),
    ):
        ports.require_free(port, "api", "HUB_API_PORT")
    ports.require_free(port, "broker", tmp_path)


def test_a_taken_port_of_the_api_is_told_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the API's port `hub up` is told before any server has a folder, not after it started."""
    monkeypatch.setattr(ports, "LETTING_GO_S", 0.0)
    with socket.create_server((LOOPBACK, 0)) as other:
        port = other.getsockname()[1]
        settings = read_settings({"HUB_DATA": str(tmp_path), "HUB_API_PORT": str(port)})
        with pytest.raises(PortTaken, match=f"Port {port} of the api .*HUB_API_PORT"):
            run_stack(settings, lambda _: None, lambda _: None)
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


@pytest.mark.parametrize("content", ["", "{"])
def test_ports_that_cannot_be_read_are_told(tmp_path: Path, content: str) -> None:
    """No other ports are chosen in their place: clients know the old addresses."""
    (tmp_path / "ports.json").write_text(content)
    with pytest.raises(ServerUnavailable, match=r"S2004 .*ports\.json is damaged\. Bring it back"):
        ports.chosen_ports(tmp_path, ("broker",))
    assert (tmp_path / "ports.json").read_text() == content
