"""A town, the line, senders and partners, played by a seeded scheduler: nothing ever breaks."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from simulation.__main__ import main
from simulation.failing import kept, prefix, say, shorter, told
from simulation.run import Failure, Run

from schemas.catalogue.model import Channel

ROOT = Path(__file__).resolve().parents[2]
#: As many as one quiet core plays in about a minute and a half; all cores play at once.
SEEDS, STEPS = 150, 1000
#: Of these each is played with a court at a web address, and with one that has a folder.
OTHER_COURTS, OTHER_STEPS = 8, 500


def broken_at(seed: int) -> Failure | None:
    """Where a seed breaks, None where it holds."""
    return Run(seed=seed, steps=STEPS).play().failure


def test_nothing_breaks(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is said, asked, answered, killed, in whatever order: every step holds what must
    hold, every fiftieth agrees with the oracle, and at rest partners hold what was decided."""
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        found = [f for f in pool.map(broken_at, range(1, SEEDS + 1)) if f is not None]
    with capsys.disabled():
        say(f"\nsimulation: {SEEDS} seeds of {STEPS} steps")
    others = [failure.seed for failure in found[1:]]
    assert not found, f"{told(*shorter(prefix(found[0])))}\nbroken too: {others}"


@pytest.mark.parametrize("channel", [Channel.WEBHOOK, Channel.FOLDER])
def test_a_court_with_another_channel_holds_as_well(channel: Channel) -> None:
    """Told at an address or by files, courts hear of each order once, and nothing else breaks."""
    told_of = 0
    for seed in range(1, OTHER_COURTS + 1):
        run = Run(seed=seed, steps=OTHER_STEPS, court=channel).play()
        assert run.failure is None, run.failure
        told_of += sum("court: result" in line for line in run.trace)
    assert told_of > OTHER_COURTS, "hardly a court was told anything"


def test_what_broke_once_holds() -> None:
    """Every seed that failed once is played again, whole and as it was shortened."""
    failures = [(run.play().failure, frozenset(run.skip)) for run in kept()]
    broken = [told(failure, skip) for failure, skip in failures if failure is not None]
    assert not broken, "\n".join(broken)


def digests(seeds: Iterable[int], hash_seed: str) -> str:
    """What a fresh process with other hashes makes of some seeds."""
    words = "import sys; from simulation.run import Run; " + "".join(
        f"print(Run(seed={seed}, steps=300).play().digest); " for seed in seeds
    )
    environment = {
        **os.environ,
        "PYTHONHASHSEED": hash_seed,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
    }
    played = subprocess.run(
        [sys.executable, "-c", words], env=environment, capture_output=True, text=True, check=True
    )
    return played.stdout


def test_a_seed_is_one_run() -> None:
    """The same seed gives the same trace, in any process; another seed gives another."""
    one, other = digests((1, 2, 3), "1"), digests((1, 2, 3), "2")
    assert one == other
    assert len(set(one.split())) == 3


def test_a_failing_seed_is_told_with_its_way_back(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It prints seed, step and invariant, and the command with the steps that are enough; played
    again, those steps break the same invariant."""
    monkeypatch.setattr("streams.line.batch.already_held", lambda *_: None)
    assert main(["--seed", "1", "--steps", "600"]) == 1
    said = capsys.readouterr().out
    assert "seed 1 broke at step" in said
    assert "stored once" in said
    found = re.search(r"--steps (\d+) --only ([\d,]+)", said)
    assert found is not None
    assert found[2].count(",") < 20
    words = ["--seed", "1", "--steps", found[1], "--only", found[2]]
    assert main(words) == 1
    assert "stored once" in capsys.readouterr().out
    monkeypatch.undo()
    assert main(words) == 0
