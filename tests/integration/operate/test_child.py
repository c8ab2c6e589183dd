"""A child process by itself: what is told when it does not come to serve, and its log."""

import signal
from pathlib import Path

import pytest

from streams.operate.embedded.child import Child, Recipe
from streams.operate.embedded.failures import ChildDied, ServerUnavailable


def test_death_before_it_serves_is_told(tmp_path: Path) -> None:
    """A child that ends before it is ready is told at once, with the end of its log."""
    dying = Recipe(
        name="early",
        argv=("/bin/sh", "-c", "echo 'the reason'; exit 3"),
        ready=lambda: False,
        log=tmp_path / "early.log",
    )
    with pytest.raises(ChildDied, match=r"(?s)early ended with 3.*the reason"):
        Child(dying).await_ready()


def test_silence_is_told(tmp_path: Path) -> None:
    """A child that never gets ready is stopped, and the operator is told where its log is."""
    silent = Recipe(
        name="silent",
        argv=("/bin/sleep", "600"),
        ready=lambda: False,
        log=tmp_path / "silent.log",
        ready_timeout_s=0.2,
    )
    child = Child(silent)
    with pytest.raises(ServerUnavailable, match=r"silent did not answer within .*silent\.log"):
        child.await_ready()
    assert child.exit_code() == -signal.SIGTERM


def test_large_log_is_set_aside(tmp_path: Path) -> None:
    """A log that grew large is kept under another name before the next start."""
    log = tmp_path / "once.log"
    with log.open("wb") as grown:
        grown.truncate(20 * 1024 * 1024)
    quick = Recipe(name="once", argv=("/bin/sh", "-c", "echo fresh"), ready=lambda: True, log=log)
    child = Child(quick)
    child.stop()

    assert log.stat().st_size < 100
    assert log.with_name("once.log.1").stat().st_size == 20 * 1024 * 1024
