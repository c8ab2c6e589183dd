"""
A partner with a folder: one file a directive, and files back with its answers.

    directives/   one file a directive; the hub writes, the partner takes away
    answers/      one file an answer; the partner writes, the hub takes into done/ or refused/

Both are made once, by whoever connects the partner. A sender makes neither: where a network share
is not mounted its place is an empty folder, and a directive written there would reach nobody.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from connectors.channels.answer_files import ANSWERS, REFUSED, AnswerFile, AnswerFiles
from connectors.channels.files import (
    NoPlainFile,
    folder,
    folder_in,
    in_words,
    is_there,
    make_folder,
    read_file,
    remove_old_parts,
    sync,
    write_whole,
)
from connectors.channels.json_body import decode, encode, encode_result
from connectors.channels.one_thread import OneThread
from connectors.channels.port import (
    Attempt,
    ChannelKind,
    ChannelMeans,
    Letter,
    Meaning,
    NotReached,
    PingResult,
    Sign,
)
from connectors.channels.settings import PartnerSettings, Setting
from schemas.plain_json import NotPlain, read_plain

DIRECTIVES: Final = "directives"
#: The fields of a file: what is signed, as a webhook's headers say it, and the signed bytes.
ID: Final = "webhook-id"
BODY: Final = "body"
#: A share that hangs is as good as one that is away.
TIMEOUT_S: Final = 15.0
#: The hub writes no file that is longer.
LONGEST_BYTES: Final = 4_194_304
_PING: Final = ".ping"
_TAKEN: Final = Attempt(meaning=Meaning.TAKEN)
#: Claimed while the partner had another channel: nobody could read it in a file.
_NOT_FOR_FILES: Final = Attempt(
    meaning=Meaning.RETURNED, why="its bytes were made for another channel"
)


def _is_place(text: str) -> bool:
    return text.startswith("/") and text.isprintable()


PLACE: Final = Setting(
    name="folder",
    word="folder",
    called="FOLDER",
    form="the whole path of a folder, all of it visible",
    fits=_is_place,
    help="Where files are exchanged with a partner with a folder.",
    path=True,
    without="Hear no more answers there of a partner that has another channel by now.",
)

R = TypeVar("R")


def place_of(settings: PartnerSettings) -> Path:
    """The folder that an operator named."""
    return Path(settings[PLACE.name])


def file_name(letter: Letter) -> str:
    """
    The name of a directive's file: names sort as sequences do, and each directive has one name.

    19 digits hold every sequence. Nothing that a partner or a department wrote is in it.
    """
    return f"{letter.sequence:019d}-{letter.subject}-{letter.id}.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """One partner's folder; `now_s`: seconds since 1970. Its thread serves nobody else."""

    place: Path
    sign: Sign
    now_s: Callable[[], int]
    timeout_s: float = TIMEOUT_S
    _thread: OneThread = field(default_factory=OneThread)

    async def attempt(self, letters: Sequence[Letter]) -> Sequence[Attempt]:
        """Write each letter's file, whole; one that stands there with the same body stays."""
        return [await self._attempt(one) for one in letters]

    @property
    def answers(self) -> "FolderAnswers":
        """The files the partner wrote."""
        return FolderAnswers(folder=self)

    async def _attempt(self, letter: Letter) -> Attempt:
        try:
            return await self.aside(self._write, letter)
        except NotReached as why:
            return Attempt(meaning=Meaning.LATER, why=str(why), unreached=True)

    def _write(self, letter: Letter) -> Attempt:
        body = _text_of(letter.body)
        if body is None:
            return _NOT_FOR_FILES
        name = file_name(letter)
        with folder(self.place) as place, folder_in(place, DIRECTIVES) as directives:
            if is_there(directives, name):
                if _said_in(directives, name) != (str(letter.id), body):
                    # It stays: a person looks who else writes there. The others go meanwhile.
                    return Attempt(meaning=Meaning.LATER, why=f"something else is named {name}")
                # Whoever wrote it may have been killed before its name was on disk.
                sync(directives)
                return _TAKEN
            headers = self.sign(str(letter.id), self.now_s(), letter.body)
            content = json.dumps({**headers, BODY: body}, ensure_ascii=False).encode()
            write_whole(directives, name, content)
        return _TAKEN

    async def aside(self, work: Callable[..., R], *given: Any) -> R:
        """Do something with files in the folder's own thread. Raises `NotReached`."""
        try:
            async with asyncio.timeout(self.timeout_s):
                return await asyncio.wrap_future(self._thread.do(work, *given))
        except TimeoutError:
            raise NotReached("time-out") from None
        except OSError as error:
            raise NotReached(in_words(error)) from None

    def close(self) -> None:
        """Close without waiting for a share that hangs."""
        self._thread.end()


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderAnswers:
    """`ChannelAnswers` of the port, in the folder's thread."""

    folder: Folder

    async def waiting(self) -> Sequence[AnswerFile]:
        """What the partner wrote and nobody has taken yet, in the order of the names."""
        return await self.folder.aside(self._files.waiting)

    async def done(self, answer: AnswerFile) -> None:
        """It is kept elsewhere; after the call it is not found again."""
        await self.folder.aside(self._files.done, answer)

    async def refuse(self, answer: AnswerFile, why: str) -> None:
        """It cannot be taken; it stays, with the reason beside it."""
        await self.folder.aside(self._files.refuse, answer, why)

    @property
    def _files(self) -> AnswerFiles:
        return AnswerFiles(place=self.folder.place)


@asynccontextmanager
async def opened(means: ChannelMeans) -> AsyncIterator[Folder]:
    """A partner's folder, whether it is there or not."""
    assert means.settings is not None
    found = Folder(place=place_of(means.settings), sign=means.sign, now_s=means.now_s)
    try:
        with suppress(NotReached):
            await found.aside(remove_leftovers, found.place)
        yield found
    finally:
        found.close()


def remove_leftovers(place: Path) -> None:
    """Remove what writers of the hub that were killed left there long ago."""
    with folder(place) as within:
        for names in ((DIRECTIVES,), (ANSWERS, REFUSED)):
            with suppress(FileNotFoundError), ExitStack() as opened_here:
                parent = within
                for name in names:
                    parent = opened_here.enter_context(folder_in(parent, name))
                remove_old_parts(parent)


def prepare(settings: PartnerSettings) -> None:
    """Make what a partner's folder has in it; the folder itself is there, or mounted."""
    try:
        with folder(place_of(settings)) as place:
            for name in (DIRECTIVES, ANSWERS):
                make_folder(place, name)
    except OSError as error:
        raise NotReached(in_words(error)) from None


def ping(means: ChannelMeans) -> PingResult:
    """Whether a file can be written and renamed for the partner, and its answers taken."""
    assert means.settings is not None
    try:
        with folder(place_of(means.settings)) as place:
            for name in (DIRECTIVES, ANSWERS):
                with folder_in(place, name) as within:
                    write_whole(within, _PING, b"")
                    os.unlink(_PING, dir_fd=within)
    except OSError as error:
        return PingResult(well=False, text=f"not reached: {in_words(error)}")
    return PingResult(well=True, text="reached: files can be written and taken there")


def _text_of(body: bytes) -> str | None:
    """A body that `encode` made, None for one that another channel made."""
    try:
        return body.decode() if isinstance(json.loads(body), dict) else None
    except ValueError:
        return None


def _said_in(directives: int, name: str) -> tuple[object, object] | None:
    """
    The id and body in a file of that name, None where it has none.

    The time of a signature is that of its attempt, so that it differs in what is written again.
    """
    try:
        found = read_plain(read_file(directives, name, LONGEST_BYTES))
    except (NoPlainFile, NotPlain):
        return None
    return (found.get(ID), found.get(BODY)) if isinstance(found, dict) else None


KIND: Final = ChannelKind(
    encode=encode,
    decode=decode,
    encode_result=encode_result,
    ping=ping,
    hears=True,
    opens=opened,
    settings=(PLACE,),
    prepare=prepare,
)
