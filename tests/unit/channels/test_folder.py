"""A partner's folder by itself: what is written into it, and what is read back."""

import asyncio
import os
import stat
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from support.imports import ROOT

from connectors.channels.answer_files import (
    AT_A_TIME,
    BYTES_AT_A_TIME,
    LONGEST_BYTES,
    AnswerFiles,
)
from connectors.channels.files import folder, write_whole
from connectors.channels.folder import PLACE, Folder, opened, ping, prepare
from connectors.channels.port import Attempt, ChannelMeans, Letter, Meaning, NotReached
from connectors.channels.settings import PartnerSettings

ID = UUID(int=7)
NAME = f"{3:019d}-{UUID(int=0xA)}-{ID}.json"
GOOD = b'{"directive_id": "x"}'


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder that was connected."""
    prepare(PartnerSettings({"folder": str(tmp_path)}))
    return tmp_path


def signed(given: str, now_s: int, _body: bytes) -> dict[str, str]:
    """The headers of a signature."""
    return {"webhook-id": given, "webhook-timestamp": str(now_s), "webhook-signature": "v1a,x"}


def attempt(place: Path, body: bytes, now_s: int = 1) -> Attempt:
    """What came of one letter."""

    async def run() -> Attempt:
        channel = Folder(place=place, sign=signed, now_s=lambda: now_s)
        letter = Letter(id=ID, subject=UUID(int=0xA), sequence=3, body=body)
        try:
            (made,) = await channel.attempt([letter])
        finally:
            channel.close()
        return made

    return asyncio.run(run())


def test_the_same_letter_is_the_same_file(place: Path) -> None:
    """Tried again at another time it is not written again; others in its group may read it."""
    file = place / "directives" / NAME
    assert attempt(place, b'{"a": "\xe5\xae\xa2"}').meaning is Meaning.TAKEN
    before = (file.read_bytes(), file.stat().st_ino)
    assert attempt(place, b'{"a": "\xe5\xae\xa2"}', now_s=2).meaning is Meaning.TAKEN
    assert (file.read_bytes(), file.stat().st_ino) == before
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [one.name for one in (place / "directives").iterdir()] == [NAME]


@pytest.mark.parametrize(
    "there", [b"{}", b'{"webhook-id": "x", "body": "{}"}', b"no JSON", b"[" * 100_000]
)
def test_what_has_its_name_is_never_overwritten(place: Path, there: bytes) -> None:
    """The letter waits, and the operator is told the name."""
    file = place / "directives" / NAME
    file.write_bytes(there)
    made = attempt(place, b"{}")
    assert (made.meaning, NAME in made.why) == (Meaning.LATER, True)
    assert file.read_bytes() == there


def test_a_link_of_its_name_is_not_followed(place: Path) -> None:
    """Neither read nor written through."""
    other = place / "other"
    other.write_bytes(b"{}")
    (place / "directives" / NAME).symlink_to(other)
    assert attempt(place, b"{}").meaning is Meaning.LATER
    assert other.read_bytes() == b"{}"


def test_a_link_in_the_place_of_a_folder_is_none(place: Path) -> None:
    """What would be written goes nowhere else; it is waited for."""
    (place / "directives").rename(place / "elsewhere")
    (place / "directives").symlink_to(place / "elsewhere")
    assert (made := attempt(place, b"{}")).meaning is Meaning.LATER
    assert made.unreached
    assert list((place / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("body", [b"\x00\x00\x00\x00\x05abc", b"\xff\xfe", b"7"])
def test_bytes_of_another_channel_are_returned(place: Path, body: bytes) -> None:
    """What was claimed for a topic is no text that the partner could read."""
    assert attempt(place, body).meaning is Meaning.RETURNED
    assert list((place / "directives").iterdir()) == []


def test_a_write_that_fails_leaves_nothing(place: Path) -> None:
    """No file and no part of one; what is in its place stays."""
    (place / "directives" / "taken.json").mkdir()
    with folder(place / "directives") as directives, pytest.raises(OSError, match="directory"):
        write_whole(directives, "taken.json", b"{}")
    assert [one.name for one in (place / "directives").iterdir()] == ["taken.json"]


def test_answers_are_taken_some_at_a_time_in_the_order_of_names(place: Path) -> None:
    """What was taken and not put away is there again; all of it comes in the end."""
    answers = AnswerFiles(place=place)
    given = [f"{n:04d}.json" for n in range(AT_A_TIME + 5)]
    for name in reversed(given):
        (place / "answers" / name).write_bytes(GOOD)
    first = answers.waiting()
    assert [one.name for one in first] == given[:AT_A_TIME]
    assert [one.name for one in answers.waiting()] == given[:AT_A_TIME]
    for one in first:
        answers.done(one)
    assert [one.name for one in answers.waiting()] == given[AT_A_TIME:]


def test_long_answers_are_taken_few_at_a_time(place: Path) -> None:
    """A slow share is asked for no more than it can give in time; all of it comes in the end."""
    answers, given = AnswerFiles(place=place), [f"{n:04d}.json" for n in range(30)]
    for name in given:
        (place / "answers" / name).write_bytes(b'{"x": "' + b"x" * (LONGEST_BYTES - 9) + b'"}')
    came = list[str]()
    while found := answers.waiting():
        assert sum(len(one.body) for one in found) < BYTES_AT_A_TIME + LONGEST_BYTES
        for one in found:
            answers.done(one)
            came.append(one.name)
    assert came == given


def test_what_a_killed_writer_left_is_removed_once_it_is_old(place: Path) -> None:
    """When its folder is opened: of the hub's own files alone, and none that is a link."""
    refused = place / "answers" / "refused"
    refused.mkdir()
    old = place / "directives" / f".{NAME}.0badcafe.part"
    reason = refused / ".a.json.why.txt.0badcafe.part"
    young = place / "directives" / f".{NAME}.1badcafe.part"
    others = [place / "answers" / ".a.json.0badcafe.part", place / "directives" / ".keep.part"]
    for file in (old, reason, young, *others):
        file.write_bytes(b"{")
    link = place / "directives" / f".{NAME}.2badcafe.part"
    link.symlink_to(others[1])
    for file in (old, reason, *others):
        os.utime(file, (1, 1))

    async def run() -> None:
        settings = PartnerSettings({"folder": str(place)})
        means = ChannelMeans(
            partner="bank", settings=settings, sign=signed, now_s=lambda: 1, bootstrap=""
        )
        async with opened(means):
            pass

    asyncio.run(run())
    assert not old.exists()
    assert not reason.exists()
    assert all(file.exists() for file in (young, link, *others))


#: A call that does not come back stands for a share that hangs.
HANGING = """
import asyncio, sys, time
from pathlib import Path
from connectors.channels.folder import Folder
from connectors.channels.port import NotReached

async def run():
    folder = Folder(place=Path("."), sign=dict, now_s=int, timeout_s=0.1)
    try:
        await folder.aside(time.sleep, 600)
    except NotReached as why:
        print(why)
    folder.close()

asyncio.run(run())
"""


def test_a_share_that_hangs_keeps_no_process_from_ending() -> None:
    """The letter waits for a time-out; a process that is stopped does not wait for the share."""
    done = subprocess.run(
        [sys.executable, "-c", HANGING],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "time-out\n"), done.stderr


@pytest.mark.parametrize("name", [".a.json", "a.json.part", "a.txt", "a.JSON"])
def test_names_that_are_no_answers_are_left_alone(place: Path, name: str) -> None:
    """A file that is being written has another name."""
    (place / "answers" / name).write_bytes(GOOD)
    assert not AnswerFiles(place=place).waiting()
    assert (place / "answers" / name).exists()


def test_a_ping_says_what_is_wrong(place: Path) -> None:
    """A folder that is there is reached and nothing stays in it; one that is not is told so."""
    settings = PartnerSettings({"folder": str(place)})
    means = ChannelMeans(
        partner="bank", settings=settings, sign=signed, now_s=lambda: 1, bootstrap=""
    )
    assert ping(means).well
    assert list((place / "directives").iterdir()) == []
    (place / "answers").rmdir()
    said = ping(means)
    assert (said.well, said.text) == (False, "not reached: the folder is not there")


def test_a_folder_that_is_not_there_cannot_be_connected(tmp_path: Path) -> None:
    """Nothing is made where a share should be mounted."""
    with pytest.raises(NotReached, match="is not there"):
        prepare(PartnerSettings({"folder": str(tmp_path / "away")}))
    assert not (tmp_path / "away").exists()


@pytest.mark.parametrize(
    ("text", "fits"), [("/srv/hub/bank", True), ("bank", False), ("/a\nb", False)]
)
def test_a_folder_is_a_whole_path(text: str, *, fits: bool) -> None:
    """Another would be looked for where the process happens to run."""
    assert PLACE.fits(text) is fits
