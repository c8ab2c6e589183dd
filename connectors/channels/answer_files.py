"""
Files in which a partner answers: taken one by one, put aside where they cannot be, never lost.

A file is the fields of `credit.answers.Answer` as JSON, or, where the partner signs, an envelope
as the hub writes one: `webhook-id`, `webhook-timestamp`, `webhook-signature`, and `body`, the text
that was signed. A partner writes it under another name and renames it to `<name>.json`, so that it
is whole when it is seen. Names that begin with a dot, end otherwise or have more than 200 bytes are
left alone.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from connectors.channels.files import (
    NoPlainFile,
    folder,
    folder_in,
    free_name,
    is_there,
    make_folder,
    move,
    read_file,
    sync,
    write_whole,
)
from schemas.plain_json import NotPlain, read_plain

#: Where the partner puts them; below it, what the hub makes of them.
ANSWERS: Final = "answers"
#: Taken from the partner, who may write another of that name; not yet with the line.
READING: Final = "reading"
DONE: Final = "done"
REFUSED: Final = "refused"
WHY: Final = ".why.txt"
#: More is no answer.
LONGEST_BYTES: Final = 262_144
#: The reason beside a refused file has a longer name, which the disk must take.
LONGEST_NAME_BYTES: Final = 200
#: So many are taken at a time, and of those no more than are so long together: a slow share would
#: not give more in time, and be asked for the same again and again.
AT_A_TIME: Final = 200
BYTES_AT_A_TIME: Final = 4 * LONGEST_BYTES
HEADERS: Final = ("webhook-id", "webhook-timestamp", "webhook-signature")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFile:
    """
    One file. `body`: the answer's JSON, `headers`: with what it is signed, none where it is not.

    `wrong`: why it cannot be read; then `body` is empty.
    """

    name: str
    body: bytes = field(default=b"", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFiles:
    """A partner's answers below its folder; one process reads them. Each call raises `OSError`."""

    place: Path

    def waiting(self) -> Sequence[AnswerFile]:
        """
        The files that are there, in the order of their names, at most so many; they are moved to
        `reading/`.

        A file that cannot be moved or read just now is left for the next time, and keeps no other;
        why it cannot is raised where there is nothing else.
        """
        with folder(self.place) as place, folder_in(place, ANSWERS) as answers:
            new = _names(answers)
            if not new and not is_there(answers, READING):
                return ()
            make_folder(answers, READING)
            with folder_in(answers, READING) as reading:
                left = _move_some(new, answers, reading)
                found, unread = _read_all(reading, _names(reading)[:AT_A_TIME])
        if not found and (why := left or unread):
            raise why
        return found

    def done(self, answer: AnswerFile) -> None:
        """Move it to `done/`."""
        self._put_away(answer.name, DONE)

    def refuse(self, answer: AnswerFile, why: str) -> None:
        """Write the reason into `refused/`, then move the file there."""
        self._put_away(answer.name, REFUSED, why)

    def _put_away(self, name: str, where: str, why: str = "") -> None:
        with (
            folder(self.place) as place,
            folder_in(place, ANSWERS) as answers,
            folder_in(answers, READING) as reading,
        ):
            make_folder(answers, where)
            with folder_in(answers, where) as target:
                if why:
                    reason = f"{free_name(target, name)}{WHY}"
                    write_whole(target, reason, f"{why}\n".encode())
                move(name, reading, target)
                # Before the reading folder: what is in both after a crash is said once more.
                sync(target)


def _names(parent: int) -> list[str]:
    """The answers in a folder, sorted."""
    with os.scandir(parent) as entries:
        return sorted(
            entry.name
            for entry in entries
            if entry.name.endswith(".json")
            and not entry.name.startswith(".")
            and len(os.fsencode(entry.name)) <= LONGEST_NAME_BYTES
        )


def _move_some(names: Sequence[str], answers: int, reading: int) -> OSError | None:
    """Take so many into `reading`; why one could not be moved, if one could not."""
    moved, why = 0, None
    for name in names:
        if moved == AT_A_TIME:
            break
        try:
            move(name, answers, reading)
            moved += 1
        except FileNotFoundError:  # The partner took it back.
            continue
        except OSError as error:  # A folder of another account's, by an answer's name.
            why = error
    return why


def _read_all(reading: int, names: Sequence[str]) -> tuple[Sequence[AnswerFile], OSError | None]:
    found, last, so_long = list[AnswerFile](), None, 0
    for name in names:
        if so_long >= BYTES_AT_A_TIME:
            break
        try:
            content = read_file(reading, name, LONGEST_BYTES)
            so_long += len(content)
            found.append(_parsed(name, content))
        except NoPlainFile as why:
            found.append(AnswerFile(name=name, wrong=str(why)))
        except OSError as error:
            last = error
    return found, last


def _parsed(name: str, raw: bytes) -> AnswerFile:
    try:
        found = read_plain(raw)
    except NotPlain as why:
        return AnswerFile(name=name, wrong=f"{why}; is it whole? rename it when it is")
    if not isinstance(found, dict):
        return AnswerFile(name=name, wrong="it is no JSON object")
    if "body" not in found:
        return AnswerFile(name=name, body=raw)
    given = [found.get(header) for header in HEADERS]
    body = found["body"]
    if not isinstance(body, str) or not all(isinstance(each, str) for each in given):
        return AnswerFile(name=name, wrong="body or one of webhook-… is no text")
    headers = {header: str(each) for header, each in zip(HEADERS, given, strict=True)}
    return AnswerFile(name=name, body=body.encode(), headers=headers)
