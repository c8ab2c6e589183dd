"""What is counted of a load: delays, the journal, and where it may go."""

import os
import random
from pathlib import Path

import pytest

from streams.operate.cli.load import _duration_s, _rate
from streams.operate.load.counting import AcknowledgedJournal, Delays, LoadCounts
from streams.operate.load.generator import require_loopback
from streams.wiring.failures import CannotRun


def test_quantiles_are_right_to_two_percent() -> None:
    """Delays are counted in classes, and a quantile is that of the delays themselves, to 2 %."""
    chance = random.Random(1)
    delays = [chance.lognormvariate(1, 1) for _ in range(5_000)]
    counted = Delays()
    for delay in delays:
        counted.add(delay)
    for share in (0.5, 0.99, 1.0):
        exact = sorted(delays)[int(share * len(delays)) - 1]
        assert counted.quantile_ms(share) == pytest.approx(exact, rel=0.021)
    assert Delays().quantile_ms(0.5) is None


def test_nothing_is_counted_that_the_journal_lacks(tmp_path: Path) -> None:
    """Each acknowledged message is a line in the file before it is counted, without a flush."""
    file = tmp_path / "acknowledged.tsv"
    counted = LoadCounts(journal=AcknowledgedJournal(file))
    counted.acknowledge(("credit.events.tax", 0, 7), "00000001-000000002", 1.5)
    assert file.read_text() == "credit.events.tax\t0\t7\t00000001-000000002\n"
    assert counted.acknowledged == 1


def test_a_journal_is_never_written_over(tmp_path: Path) -> None:
    """A journal that is there belongs to another run."""
    file = tmp_path / "acknowledged.tsv"
    file.write_text("mine\n")
    with pytest.raises(CannotRun, match="File exists"):
        AcknowledgedJournal(file)
    assert file.read_text() == "mine\n"


@pytest.mark.parametrize("servers", ["127.0.0.1:9092", "localhost:1", "[::1]:9,127.0.0.2:9"])
def test_this_machine_may_be_loaded(servers: str) -> None:
    """Servers of this machine are taken."""
    require_loopback(servers)


@pytest.mark.parametrize("servers", ["10.0.0.7:9092", "127.0.0.1:9,kafka.example:9", "0.0.0.0:9"])
def test_another_machine_is_refused(servers: str) -> None:
    """One server elsewhere is enough to refuse all."""
    with pytest.raises(CannotRun, match="--allow-remote"):
        require_loopback(servers)


def test_rates_and_durations() -> None:
    """`max` is no rate; seconds, minutes and hours are understood, nonsense is a sentence."""
    assert (_rate("max"), _rate("2.5")) == (None, 2.5)
    assert [_duration_s(text) for text in ("", "30", "30s", "10m", "1h")] == [
        None,
        30,
        30,
        600,
        3600,
    ]
    for wrong in ("0", "-1", "fast", "inf", "nan"):
        with pytest.raises(CannotRun, match="--rate"):
            _rate(wrong)
    for wrong in ("0", "ten", "5d"):
        with pytest.raises(CannotRun, match="--duration"):
            _duration_s(wrong)


def test_a_journal_without_room_is_the_reason_that_is_told(tmp_path: Path) -> None:
    """What the journal has not is not counted, and why is said: the broker is not to blame."""
    journal = AcknowledgedJournal(tmp_path / "journal")
    with Path("/dev/full").open("wb") as full:
        os.dup2(full.fileno(), journal._descriptor)
    counted = LoadCounts(journal=journal)
    counted.acknowledge(("credit.events.tax", 0, 7), "id", 1.0)
    journal.close()
    assert (counted.acknowledged, counted.failed) == (0, 1)
    assert counted.last_error == "the journal cannot be written: No space left on device"
