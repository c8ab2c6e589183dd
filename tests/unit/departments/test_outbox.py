"""The outbox file: order, encryption, one process, and files that are not whole."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.departments.failures import Busy, KeyMissing, OutboxInUse, OutboxUnusable
from connectors.departments.key_file import obtain_key
from connectors.departments.outbox.box import Outbox
from connectors.departments.outbox.frame import HEADER_BYTES, Letter

WRITER = Path(__file__).parents[2] / "support" / "outbox_writer.py"


def letters(*numbers: str) -> list[Letter]:
    return [
        Letter(topic="credit.events.tax", record_no=number, message=number.encode())
        for number in numbers
    ]


def waiting(box: Outbox) -> list[str]:
    return [letter.record_no for _, letter in box.unsent()]


def test_what_is_taken_waits_in_order_across_processes(tmp_path: Path) -> None:
    """Records stand in the order of their publishing, also after the outbox was closed."""
    with Outbox(tmp_path) as box:
        assert list(box.append(letters("a", "b"))) == [1, 2]
    with Outbox(tmp_path) as box:
        assert list(box.append(letters("c"))) == [3]
        assert waiting(box) == ["a", "b", "c"]
        assert box.waiting == 3


def test_what_the_broker_has_is_not_sent_again(tmp_path: Path) -> None:
    """The position moves forward only, and numbers go on when the file was begun anew."""
    with Outbox(tmp_path) as box:
        box.append(letters("a", "b", "c"))
        box.sent_up_to(2)
        box.sent_up_to(1)
        assert waiting(box) == ["c"]
    with Outbox(tmp_path) as box:
        assert waiting(box) == ["c"]
        box.sent_up_to(3)
    assert (tmp_path / "log").stat().st_size == HEADER_BYTES
    with Outbox(tmp_path) as box:
        assert list(box.append(letters("d"))) == [4]
        assert waiting(box) == ["d"]


def test_nothing_can_be_read_without_the_key(tmp_path: Path) -> None:
    """Neither numbers nor messages stand in the file, and its owner alone may read file and key."""
    with Outbox(tmp_path) as box:
        box.append(letters("a-record-number"))
    assert b"a-record-number" not in (tmp_path / "log").read_bytes()
    for name in ("key", "log"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0


def test_a_second_process_is_refused(tmp_path: Path) -> None:
    """Two clients on one outbox: the second hears why, and the first goes on."""
    with Outbox(tmp_path) as box:
        with pytest.raises(OutboxInUse, match="Another process has the outbox"):
            Outbox(tmp_path)
        box.append(letters("a"))
    with Outbox(tmp_path) as box:
        assert waiting(box) == ["a"]


def test_a_missing_key_is_never_made_again(tmp_path: Path) -> None:
    """With an outbox there and its key gone, nothing opens and no key appears."""
    with Outbox(tmp_path) as box:
        box.append(letters("a"))
    (tmp_path / "key").unlink()
    with pytest.raises(
        KeyMissing, match=r"^S1004 The key file .* is missing: without it the records that wait"
    ):
        Outbox(tmp_path)
    assert not (tmp_path / "key").exists()


@pytest.mark.parametrize(
    ("mode", "content", "sentence"),
    [
        (0o644, None, "Others can read"),
        (0o600, "1 abc\n", "is damaged"),
        (0o600, "", "is damaged"),
    ],
)
def test_a_bad_key_is_refused(
    tmp_path: Path, mode: int, content: str | None, sentence: str
) -> None:
    """A key that others can read, or that is none, is named and not used."""
    Outbox(tmp_path).close()
    key = tmp_path / "key"
    if content is not None:
        key.write_text(content)
    key.chmod(mode)
    with pytest.raises(KeyMissing, match=sentence) as bad:
        Outbox(tmp_path)
    assert bad.value.code == "S1005"
    assert str(bad.value) == f"S1005 {bad.value.why}"


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    """A key of another outbox is told apart from a damaged file's silence."""
    with Outbox(tmp_path) as box:
        box.append(letters("a"))
    (tmp_path / "key").write_text(f"1 {'00' * 32}\n")
    with Outbox(tmp_path) as box, pytest.raises(OutboxUnusable, match="key does not open record 1"):
        waiting(box)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_torn_tail_costs_nothing_before_it(tmp_path: Path, data: st.DataObject) -> None:
    """Cut anywhere after the second record, or followed by zeros, the first two are there."""
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    box = Outbox(folder)
    box.append(letters("a", "b"))
    whole = (folder / "log").stat().st_size
    box.append(letters("c"))
    end = (folder / "log").stat().st_size
    del box  # as a killed process leaves it
    cut = data.draw(st.integers(whole, end - 1))
    os.truncate(folder / "log", cut)
    if data.draw(st.booleans()):
        os.truncate(folder / "log", end)
    with Outbox(folder) as again:
        assert waiting(again) == ["a", "b"]
        assert list(again.append(letters("d"))) == [3]
        assert waiting(again) == ["a", "b", "d"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_damage_is_never_taken_for_the_end(tmp_path: Path, data: st.DataObject) -> None:
    """A byte changed before the last record is refused in a sentence, and the file left alone."""
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    with Outbox(folder) as box:
        box.append(letters("a", "b"))
        end = (folder / "log").stat().st_size
        box.append(letters("c"))
    content = bytearray((folder / "log").read_bytes())
    content[data.draw(st.integers(0, end - 1))] ^= data.draw(st.integers(1, 255))
    (folder / "log").write_bytes(content)
    with pytest.raises(OutboxUnusable, match=r"is damaged: .* Nothing was changed"):
        Outbox(folder)
    assert (folder / "log").read_bytes() == content


def test_a_position_of_another_outbox_is_refused(tmp_path: Path) -> None:
    """A position beyond the last record means that files of two outboxes are mixed."""
    with Outbox(tmp_path) as box:
        box.append(letters("a"))
    (tmp_path / "position").write_text("7")
    with pytest.raises(OutboxUnusable, match="files of two outboxes"):
        Outbox(tmp_path)


def test_a_full_disk_is_a_busy_world(tmp_path: Path) -> None:
    """When the disk takes no more, none of the records is in the outbox and the others are."""
    script = (
        "import resource, sys, signal\n"
        "from pathlib import Path\n"
        "from connectors.departments.outbox.box import Outbox\n"
        "from connectors.departments.outbox.frame import Letter\n"
        "from connectors.departments.failures import Busy\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "box = Outbox(Path(sys.argv[1]))\n"
        "small = Letter(topic='t', record_no='small', message=b'')\n"
        "box.append([small])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n"
        "    box.append([Letter(topic='t', record_no='large', message=bytes(9000))])\n"
        "except Busy as busy:\n"
        "    print(busy, busy.waiting)\n"
        "box.append([small])\n"
        "print([letter.record_no for _, letter in box.unsent()])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert "cannot be written (File too large). 1" in ran.stdout
    assert "['small', 'small']" in ran.stdout
    assert issubclass(Busy, Exception)


@pytest.mark.parametrize("file", ["log.part", "position.part"])
def test_a_disk_that_is_full_when_a_file_is_replaced_is_a_busy_world(
    tmp_path: Path, file: str
) -> None:
    """A first start, and the position: told as `Busy` with the folder and the reason."""
    (tmp_path / file).symlink_to("/dev/full")
    words = rf"^The outbox {tmp_path} cannot be written \(No space left on device\)\.$"
    with pytest.raises(Busy, match=words):
        _taken_and_sent(tmp_path)


def test_a_place_that_takes_no_key_is_a_busy_world() -> None:
    """The key file and the reason, before anything was sent."""
    place = Path("/proc/no-such-folder")
    with pytest.raises(Busy, match=rf"^The key file {place}/key cannot be written \(No such file"):
        obtain_key(place / "key", in_use=False, loss="nothing")


def _taken_and_sent(folder: Path) -> None:
    with Outbox(folder) as box:
        box.append(letters("a"))
        box.sent_up_to(1)


@pytest.mark.parametrize("forget_every", [0, 9])
def test_a_killed_writer_loses_nothing_it_was_told_is_taken(
    tmp_path: Path, forget_every: int
) -> None:
    """Killed at any moment, again and again, every record acknowledged to it is there, in order."""
    taken = sent = 0
    for round_no in range(8):
        process = subprocess.Popen(
            [sys.executable, str(WRITER), str(tmp_path), str(forget_every)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(WRITER.parents[1])},
        )
        assert process.stdout is not None
        for _ in range(1 + 7 * round_no):
            assert process.stdout.readline()
        process.kill()
        for line in process.stdout.read().splitlines():
            word, _, number = line.partition(" ")
            if word == "taken":
                taken = int(number)
            else:
                sent = int(number)
        process.stdout.close()
        process.wait()
        with Outbox(tmp_path) as box:
            found = [sequence for sequence, _ in box.unsent()]
        assert found == list(range(found[0], found[-1] + 1))
        assert found[-1] >= taken
        assert sent + 1 <= found[0]
        assert forget_every or found[0] == 1
