"""
日志: one line of JSON an event, to the standard error of its process, which has a log file.

A message is a constant; what varies stands in fields (`extra`). An exception shows its type and the
lines it passed, never its words, since those may repeat a value. As a last guard, what looks like
the code of a person or a body is masked wherever it stands (D13).
"""

import json
import logging
import re
import sys
import traceback
from collections import deque
from datetime import UTC, datetime
from typing import Final, TextIO

#: Attributes every record has; any other was given as a field.
_OWN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_CODE: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9]{17}[0-9Xx]|[0-9]{15}|[0-9A-Y]{2}[0-9]{6}[0-9A-Y]{10})(?![0-9A-Za-z])"
)
MASK: Final = "(masked)"
#: So many exceptions of one failure are told: its own, what its groups hold, what came before.
MOST_TOLD: Final = 10
#: Chatty below this level, and about themselves only.
_QUIET: Final = ("aiohttp", "aiokafka", "asyncio", "httpcore", "httpx", "kafka", "uvicorn")
#: What such a library says again within that time is not told again.
REPEATED_AFTER_S: Final = 60.0
#: Of so many different lines; then all may be told again.
MOST_REMEMBERED: Final = 1_000


class _OnceAMinute(logging.Filter):
    """
    What a chatty library repeats is told once a minute, but for exceptions.

    Of a topic that is gone aiokafka says so ten times a second.
    """

    def __init__(self) -> None:
        super().__init__()
        self._told_at_s: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written."""
        if record.name.partition(".")[0] not in _QUIET or record.exc_info:
            return True
        said = f"{record.name} {record.msg} {record.args}"
        told_at_s = self._told_at_s.get(said)
        if told_at_s is not None and 0 <= record.created - told_at_s < REPEATED_AFTER_S:
            return False
        if len(self._told_at_s) >= MOST_REMEMBERED:
            self._told_at_s.clear()
        self._told_at_s[said] = record.created
        return True


class JsonLines(logging.Formatter):
    """One record as one line of JSON without personal data."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "process": self._process,
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        fields = {name: _plain(value) for name, value in vars(record).items() if name not in _OWN}
        if fields:
            line["fields"] = fields
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = _chain(record.exc_info[1])
        return masked(json.dumps(line, ensure_ascii=False))


def masked(text: str) -> str:
    """The text with everything that looks like a code of a person or a body masked."""
    return _CODE.sub(MASK, text)


def write_logs(process: str, level: str, stream: TextIO | None = None) -> None:
    """
    After the call all logging of this process is JSON lines; to be called once, at its start.

    What a chatty library says again within a minute is left out.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines(process))
    handler.addFilter(_OnceAMinute())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return type(value).__name__


def _chain(error: BaseException) -> list[dict[str, object]]:
    chain: list[dict[str, object]] = []
    waiting = deque([error])
    while waiting and len(chain) < MOST_TOLD:
        current = waiting.popleft()
        frames = traceback.extract_tb(current.__traceback__)[-20:]
        chain.append(
            {
                "type": f"{type(current).__module__}.{type(current).__qualname__}",
                "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
            }
        )
        if isinstance(current, BaseExceptionGroup):
            waiting.extend(current.exceptions)
        if before := current.__cause__ or current.__context__:
            waiting.append(before)
    return chain
