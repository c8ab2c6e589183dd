"""The supervisor on small children: who is told what, and that nobody is left."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.hub_process import await_that, processes_of

from streams.operate.embedded.child import Recipe
from streams.operate.embedded.failures import ChildDied
from streams.operate.supervise import supervisor as supervising
from streams.operate.supervise.stack import say
from streams.operate.supervise.stop_signals import stop_signals
from streams.operate.supervise.supervisor import Supervisor
from streams.wiring.run_folder import Restarts, read_restarts, restarts_file

SERVES = ': > "$0/kept"; exec tail -f "$0/kept"'
DIES = "echo 'the reason'; exit 3"


def recipe(folder: Path, name: str, script: str, *, restartable: bool = True) -> Recipe:
    """A shell that runs `script`; its command line names `folder`."""
    return Recipe(
        name=name,
        argv=("/bin/sh", "-c", script, str(folder)),
        ready=lambda: True,
        log=folder / f"{name}.log",
        restartable=restartable,
    )


def until_it_serves_again(reports: list[str]) -> Callable[[str], None]:
    """Keep what is reported, and ask for a stop once somebody serves again."""

    def report(text: str) -> None:
        reports.append(text)
        if "serves again" in text:
            os.kill(os.getpid(), signal.SIGTERM)

    return report


def test_a_stop_ends_all_children(tmp_path: Path) -> None:
    """After a stop signal the watch returns, and stopping leaves no child."""
    with stop_signals() as signals:
        supervisor = Supervisor(signals, print)
        supervisor.start([recipe(tmp_path, "server", SERVES)])
        supervisor.start([recipe(tmp_path, "first", SERVES), recipe(tmp_path, "second", SERVES)])
        await_that("three children run", lambda: len(processes_of(tmp_path)) == 3)
        timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM))
        timer.start()
        supervisor.watch()
        supervisor.stop()
        timer.join()
    assert processes_of(tmp_path) == {}


def test_who_is_slow_to_serve_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for a child that does not serve yet hears of it now and then."""
    monkeypatch.setattr(supervising, "TELL_EVERY_S", 0.05)
    reports: list[str] = []
    slow = replace(recipe(tmp_path, "slow", SERVES), ready=lambda: len(reports) == 2)
    with stop_signals() as signals:
        supervisor = Supervisor(signals, reports.append)
        supervisor.start([slow])
        supervisor.stop()
    assert reports == ["slow does not answer yet, after 0 s."] * 2


def test_what_may_not_start_again_ends_the_stack(tmp_path: Path) -> None:
    """The death of a child that is not safe to restart is raised with the end of its log."""
    with stop_signals() as signals:
        supervisor = Supervisor(signals, print)
        supervisor.start([recipe(tmp_path, "once", DIES, restartable=False)])
        with pytest.raises(ChildDied, match=r"(?s)once ended with 3.*the reason.*not be safe"):
            supervisor.watch()
        supervisor.stop()


def test_what_dies_is_started_again(tmp_path: Path) -> None:
    """A child that died is started again, reported with the end of its log, and counted."""
    reports: list[str] = []
    # A file of its own: the other child's may be there before this one looks.
    script = f'[ -e "$0/died" ] && exec tail -f "$0/died"; : > "$0/died"; {DIES}'
    with stop_signals() as signals:
        restarts = restarts_file(tmp_path)
        supervisor = Supervisor(signals, until_it_serves_again(reports), Restarts(restarts))
        supervisor.start([recipe(tmp_path, "worker", script), recipe(tmp_path, "other", SERVES)])
        assert read_restarts(restarts) == {"worker": 0, "other": 0}
        supervisor.watch()
        supervisor.stop()

    assert "worker ended with 3" in reports[0]
    assert "the reason" in reports[0]
    assert reports[-1] == "worker serves again."
    assert read_restarts(restarts) == {"worker": 1, "other": 0}
    assert read_restarts(tmp_path / "none") == {}
    (tmp_path / "damaged").write_text("{")
    assert read_restarts(tmp_path / "damaged") == {}, "the other metrics are shown all the same"
    assert processes_of(tmp_path) == {}


def test_what_is_killed_during_the_first_start_is_started_again(tmp_path: Path) -> None:
    """A worker that a signal or a fault ends before it ever served does not end the start."""
    reports: list[str] = []
    once = tmp_path / "once"
    kill = f'[ -e "{once}" ] || {{ : > "{once}"; kill -9 $$; }}; : > "$0/serves"; {SERVES}'
    worker = replace(recipe(tmp_path, "worker", kill), ready=(tmp_path / "serves").exists)
    with stop_signals() as signals:
        supervisor = Supervisor(signals, reports.append, Restarts(restarts_file(tmp_path)))
        supervisor.start([worker])
        supervisor.stop()
    (said,) = reports
    assert said.startswith("worker was ended by SIGKILL")
    assert said.endswith("Starting it again in 0.2 s.")
    assert read_restarts(restarts_file(tmp_path)) == {"worker": 1}


def test_what_says_that_it_cannot_run_ends_the_first_start(tmp_path: Path) -> None:
    """A catalogue with holes is told at once, with the sentence, and not seven times."""
    reports: list[str] = []
    holes = recipe(tmp_path, "worker", "echo 'The catalogue has holes'; exit 1")
    with stop_signals() as signals:
        supervisor = Supervisor(signals, reports.append)
        with pytest.raises(ChildDied, match=r"(?s)worker ended with 1.*has holes"):
            supervisor.start([replace(holes, ready=lambda: False)])
        supervisor.stop()
    assert reports == []


def test_a_wrong_setting_stops_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that ends for a wrong setting nine times is still tried, and the stack goes on."""
    monkeypatch.setattr(supervising, "LONGEST_S", 0.05)
    reports: list[str] = []
    lives, served_once = tmp_path / "n", tmp_path / "served"
    until_served = f'until [ -e "{served_once}" ]; do sleep 0.02; done'
    script = (
        f'echo >> "$0/n"; [ "$(wc -l < "$0/n")" -gt 9 ] || {{ {until_served}; exit 78; }}; {SERVES}'
    )

    def ready() -> bool:
        served_once.touch()
        return not reports or len(lives.read_text()) > 9

    with stop_signals() as signals:
        supervisor = Supervisor(signals, until_it_serves_again(reports))
        supervisor.start([replace(recipe(tmp_path, "push", script), ready=ready)])
        supervisor.watch()
        supervisor.stop()
    assert [text.startswith("push ended with 78") for text in reports] == [True] * 9 + [False]
    assert reports[0].endswith("Mend what it names; it is tried again in 0.1 s.")


def test_a_server_that_dies_while_others_start_is_started_again(tmp_path: Path) -> None:
    """Whoever waits for it waits for its next life, not for the end of the start."""
    reports: list[str] = []
    lives = tmp_path / "lives"
    script = f'echo >> "{lives}"; [ "$(wc -l < "{lives}")" = 1 ] && exec sleep 0.3; {SERVES}'
    waits = replace(
        recipe(tmp_path, "worker", SERVES), ready=lambda: "server serves again." in reports
    )
    with stop_signals() as signals:
        supervisor = Supervisor(signals, reports.append)
        supervisor.start([recipe(tmp_path, "server", script)])
        supervisor.start([waits])
        supervisor.stop()
    assert len(lives.read_text()) == 2


def test_a_server_that_dies_for_good_ends_the_start_of_others(tmp_path: Path) -> None:
    """Its last words are told, not those of whoever waited for it."""
    waits = replace(recipe(tmp_path, "worker", SERVES), ready=lambda: False)
    with stop_signals() as signals:
        supervisor = Supervisor(signals, print)
        supervisor.start([recipe(tmp_path, "once", DIES, restartable=False)])
        with pytest.raises(ChildDied, match=r"(?s)once ended with 3.*the reason.*not be safe"):
            supervisor.start([waits])
        supervisor.stop()
    assert processes_of(tmp_path) == {}


def test_a_start_that_the_machine_refuses_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without memory for another process what runs goes on, and what died comes back later."""
    monkeypatch.setattr(supervising, "TRY_AGAIN_S", 0.1)
    reports: list[str] = []
    refusals = iter((None, OSError("Cannot allocate memory")))

    def before() -> None:
        if (refused := next(refusals, None)) is not None:
            raise refused

    with stop_signals() as signals:
        supervisor = Supervisor(signals, until_it_serves_again(reports))
        supervisor.start([replace(recipe(tmp_path, "worker", "sleep 1; exit 3"), before=before)])
        supervisor.watch()
        supervisor.stop()
    assert reports[1].startswith("worker cannot be started now (Cannot allocate memory).")
    assert reports[2] == "worker serves again."


def test_what_is_stopped_for_too_long_is_ended_and_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sender that somebody stopped would keep its channels; one that goes on in time stays."""
    monkeypatch.setattr(supervising, "STOPPED_TOO_LONG_S", 2.0)
    reports: list[str] = []
    with stop_signals() as signals:
        supervisor = Supervisor(signals, until_it_serves_again(reports))
        supervisor.start([recipe(tmp_path, name, SERVES) for name in ("relay", "push")])
        relay, push = (charge.child.pid for charge in supervisor._watched)
        for pid in (relay, push):
            os.kill(pid, signal.SIGSTOP)
        timer = threading.Timer(0.3, os.kill, (push, signal.SIGCONT))
        timer.start()
        supervisor.watch()
        timer.join()
        after = [charge.child.pid for charge in supervisor._watched]
        supervisor.stop()
    assert reports[0].startswith("relay has been stopped (SIGSTOP) for 2 s")
    assert reports[1].startswith("relay was ended by SIGKILL")
    assert after[0] != relay
    assert after[1] == push


def test_a_count_that_cannot_be_written_ends_nobody(tmp_path: Path) -> None:
    """A disk without room for the counts is told of; what died is started again and counted."""
    reports: list[str] = []
    restarts = restarts_file(tmp_path)
    in_the_way = restarts.with_name(f"{restarts.name}.part")
    with stop_signals() as signals:
        counts = Restarts(restarts)
        supervisor = Supervisor(signals, until_it_serves_again(reports), counts)
        supervisor.start([recipe(tmp_path, "worker", "sleep 1; exit 3")])
        in_the_way.mkdir()
        supervisor.watch()
        supervisor.stop()

    assert reports[0].startswith("How often worker ended could not be written down: ")
    assert reports[-1] == "worker serves again."
    assert read_restarts(restarts) == {"worker": 0}
    in_the_way.rmdir()
    counts.count("worker")
    assert read_restarts(restarts) == {"worker": 2}


@pytest.mark.parametrize("output", ["a full disk", "a closed pipe"])
def test_an_operator_who_cannot_be_told_ends_nothing(
    output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the hub says goes nowhere where its output has no room or no reader, and it runs on."""
    if output == "a full disk":
        descriptor = os.open("/dev/full", os.O_WRONLY)
    else:
        reader, descriptor = os.pipe()
        os.close(reader)
    with open(descriptor, "w", closefd=False) as told:
        monkeypatch.setattr(sys, "stderr", told)
        say("worker ended with 3.")
        say("worker serves again.")
        monkeypatch.undo()
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)  # for what is still to be flushed
