"""What a run under faults is made of: where a fault shows, what strikes, the proxy."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from alerting.scrapes import Scrape, read_scrape
from chaos.faults import FAULTS
from chaos.log_lost import LAST as LOG_LOST
from chaos.proxy import LOOPBACK, Proxy
from chaos.schedule import DISK, FIRST, LAST, THEN, drawn, planned
from chaos.signs import SIGNS, shown
from chaos.to_database import AT, HUB_PATH
from support.hub_process import environment

from monitoring.metrics import METRICS

SERIES = {series for metric in METRICS.values() for series in metric.series}


def scrape(at_s: float, text: str) -> Scrape:
    """What one scrape showed."""
    return read_scrape(text, at_s)


def test_every_kind_has_a_sign_in_a_series_of_the_hub() -> None:
    """No kind of fault is without a series that must show it, and each series is one there is."""
    assert set(SIGNS) == {*FAULTS, *LOG_LOST}
    assert set(LAST) == set(LOG_LOST)
    assert all(SIGNS.values())
    assert {s.series for signs in SIGNS.values() for s in signs if not s.silent} <= SERIES


def test_a_process_started_again_is_shown() -> None:
    """A counter that rises between the stroke and the next one is a sign; an older one is none."""
    before = scrape(1, 'hub_restarts_total{process="worker-2"} 3\n')
    after = scrape(6, 'hub_restarts_total{process="worker-2"} 4\n')
    wanted = ['hub_restarts_total{process=~"worker.*"} rises']
    assert list(shown("worker killed", "", 2, 7, [before, after])) == wanted
    assert not list(shown("worker killed", "", 2, 7, [before, scrape(6, "")]))
    assert not list(shown("relay killed", "", 2, 7, [before, after]))
    anew = [scrape(at, f'hub_restarts_total{{process="worker"}} {at - 5}\n') for at in (5, 6)]
    assert list(shown("worker killed", "", 2, 7, [before, *anew])) == wanted
    assert not list(shown("worker killed", "", 2, 7, [before, anew[0]]))
    assert not list(shown("worker killed", "", 7, 9, [before, after]))


def test_a_gauge_must_rise_over_its_limit_and_over_what_it_was() -> None:
    """What was high before the stroke is no sign of it; only the struck partner's series count."""
    name = 'hub_unsent_oldest_seconds{partner="land",action="BURDEN"}'
    low, high = scrape(1, f"{name} 0.2\n"), scrape(3, f"{name} 4\n")
    assert list(shown("partner slow", "land", 2, 4, [low, high]))
    assert not list(shown("partner slow", "bank", 2, 4, [low, high]))
    assert not list(shown("partner slow", "land", 2, 4, [scrape(1, f"{name} 5\n"), high]))
    fell = [scrape(1, f"{name} 5\n"), scrape(3, f"{name} 0.1\n"), scrape(4, f"{name} 4\n")]
    assert list(shown("partner slow", "land", 2, 5, fell))
    falls = [scrape(at, f"{name} {9 - at}\n") for at in (1, 3, 4)]
    assert not list(shown("partner slow", "land", 2, 5, falls))


def test_silence_standing_still_and_a_server_away_are_signs() -> None:
    """An unanswered scrape, a position that does not move, and a gauge that falls to nothing."""
    well = scrape(1, 'hub_position{topic="a"} 7\nhub_database_up 1\n')
    assert list(shown("API stopped", "", 2, 4, [well, Scrape(at_s=3, series={})]))
    assert not list(shown("API stopped", "", 2, 4, [well, scrape(3, "hub_database_up 1\n")]))
    still = [scrape(at, 'hub_position{topic="a"} 9\n') for at in (3, 4)]
    moves = [scrape(at, f'hub_position{{topic="a"}} {at}\n') for at in (3, 4)]
    assert list(shown("broker cut", "", 2, 5, [well, *still]))
    assert not list(shown("broker cut", "", 2, 5, [well, *moves]))
    assert list(shown("database killed", "", 2, 5, [well, scrape(3, "hub_database_up 0\n")]))


def test_what_cannot_strike_here_is_left_out() -> None:
    """Kinds without a disk are not drawn; what takes messages away comes last, where all fit."""
    whole = len(FIRST) + len(THEN) + len(LAST)
    assert sorted(planned(3, whole)) == sorted([*FIRST, *THEN, *LAST])
    assert not DISK & set(planned(3, 100, DISK))
    assert len(planned(3, 100, DISK)) == 100
    assert planned(3, 10) == drawn(3, 10)
    assert set(planned(3, 50, DISK, ["broker cut", *DISK])) == {"broker cut"}
    assert not planned(3, 50, DISK, [*DISK])


@pytest.fixture
def echo() -> Iterator[int]:
    """A port that says back what it is told, once a connection."""
    with socket.create_server((LOOPBACK, 0)) as server:

        def serve() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=_echo, args=[client], daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


def _echo(client: socket.socket) -> None:
    with client, suppress(ConnectionResetError):
        while given := client.recv(100):
            client.sendall(given)


def test_the_proxy_hands_on_cuts_and_refuses(echo: int) -> None:
    """Bytes go both ways; cut, a connection is reset and none is let in until it is told so."""
    proxy = Proxy(echo)
    port = proxy.port
    with socket.create_connection((LOOPBACK, port), 5) as client:
        client.sendall(b"one")
        assert client.recv(10) == b"one"
        assert proxy.connections == 1
        proxy.cut()
        with pytest.raises(ConnectionResetError):
            client.recv(10)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((LOOPBACK, port), 5)
    proxy.admit()
    assert proxy.port == port
    with socket.create_connection((LOOPBACK, port), 5) as client:
        client.sendall(b"two")
        assert client.recv(10) == b"two"
    proxy.close()


def test_a_silent_proxy_keeps_what_it_is_given(echo: int) -> None:
    """Nothing goes on and nobody is told; later all of it does, also of who came meanwhile."""
    proxy = Proxy(echo)
    with (
        socket.create_connection((LOOPBACK, proxy.port), 5) as client,
        socket.create_connection((LOOPBACK, proxy.port), 5) as idle,
    ):
        client.sendall(b"one")
        assert client.recv(10) == b"one"
        proxy.fall_silent()
        client.sendall(b"two")
        with socket.create_connection((LOOPBACK, proxy.port), 5) as late:
            late.sendall(b"three")
            for each in (client, idle, late):
                each.settimeout(0.1)
                with pytest.raises(TimeoutError):
                    each.recv(10)
                each.settimeout(5)
            proxy.flow()
            assert client.recv(10) == b"two"
            assert late.recv(10) == b"three"
    proxy.close()


def test_a_silent_proxy_that_is_cut_hands_nothing_on(echo: int) -> None:
    """What was held is lost, and its clients are told; the next one is served."""
    proxy = Proxy(echo)
    with socket.create_connection((LOOPBACK, proxy.port), 5) as client:
        proxy.fall_silent()
        client.sendall(b"one")
        proxy.cut()
        with pytest.raises(ConnectionResetError):
            client.recv(10)
    proxy.admit()
    with socket.create_connection((LOOPBACK, proxy.port), 5) as client:
        client.sendall(b"two")
        assert client.recv(10) == b"two"
    proxy.close()


def test_the_hubs_processes_come_to_their_database_by_the_proxy() -> None:
    """They alone: whoever judges, and `hub up` itself, connects to the server."""

    def found_at(*arguments: str) -> str:
        program = [sys.executable, "-c", "import os; print(os.environ.get('PGHOSTADDR'))"]
        done = subprocess.run(
            [*program, *arguments],
            env=environment(PYTHONPATH=HUB_PATH),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    assert found_at("-m", "streams.operate.run", "worker") == AT
    assert found_at("hub", "up") == "None"
