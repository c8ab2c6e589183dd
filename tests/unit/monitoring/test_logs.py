"""Logs: lines of JSON without personal data."""

import asyncio
import io
import json
import logging
import re
from collections.abc import Iterator

import pytest

from monitoring.logs import MOST_TOLD, write_logs

CODES = ("999999199001010016", "91999900MA0000007U", "999999900101001", "99999919900101001x")


def _fail(error: Exception) -> None:
    raise error


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where the logs of the test go; the logging of the test run is put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    lines = io.StringIO()
    write_logs("worker", "INFO", lines)
    yield lines
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_line_has_a_constant_message_and_fields(stream: io.StringIO) -> None:
    """Message, level, process and logger stand apart from the fields of the case."""
    logging.getLogger("streams.test").warning("a batch was late", extra={"entry": 7})
    line = json.loads(stream.getvalue())
    assert line["message"] == "a batch was late"
    assert (line["process"], line["level"], line["logger"]) == ("worker", "WARNING", "streams.test")
    assert line["fields"] == {"entry": 7}


@pytest.mark.parametrize("code", CODES)
def test_no_code_of_anybody_reaches_a_log(stream: io.StringIO, code: str) -> None:
    """A code in a message, an argument, a field or an exception's words does not show."""
    log = logging.getLogger("streams.test")
    log.error("about %s", code, extra={"who": code, "what": {"code": code}})
    try:
        _fail(ValueError(code))
    except ValueError:
        log.exception("it failed")
    assert code not in stream.getvalue()
    assert not re.search(r"\d{15}", stream.getvalue())


def test_an_exception_shows_where_and_not_what(stream: io.StringIO) -> None:
    """Type and lines of an exception and its cause are told, their words are not."""
    try:
        try:
            _fail(KeyError("张三"))
        except KeyError as cause:
            raise RuntimeError("about 张三") from cause
    except RuntimeError:
        logging.getLogger("streams.test").exception("it failed")
    line = json.loads(stream.getvalue())
    assert [each["type"] for each in line["exception"]] == [
        "builtins.RuntimeError",
        "builtins.KeyError",
    ]
    assert "test_logs.py" in line["exception"][1]["at"][-1]
    assert "张三" not in stream.getvalue()


def _told(stream: io.StringIO, error: BaseException) -> list[str]:
    """The types that a log line tells of an error."""
    logging.getLogger("streams.test").error("it failed", exc_info=error)
    return [each["type"] for each in json.loads(stream.getvalue())["exception"]]


def test_what_ended_a_group_of_tasks_is_told(stream: io.StringIO) -> None:
    """The errors of tasks stand in the line, however deep their groups lie, with their causes."""

    async def fail() -> None:
        try:
            _fail(KeyError("张三"))
        except KeyError as cause:
            raise ValueError("about 张三") from cause

    async def fail_inside() -> None:
        async with asyncio.TaskGroup() as inner:
            inner.create_task(fail())

    async def fail_outside() -> None:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(fail_inside())

    with pytest.raises(ExceptionGroup) as ended:
        asyncio.run(fail_outside())
    told = _told(stream, ended.value)
    assert told == [*["builtins.ExceptionGroup"] * 2, "builtins.ValueError", "builtins.KeyError"]
    assert "test_logs.py" in stream.getvalue()
    assert "张三" not in stream.getvalue()


def test_a_line_tells_so_many_errors_and_no_more(stream: io.StringIO) -> None:
    """A group of thousands makes no line of thousands."""
    many = [ValueError(str(number)) for number in range(5_000)]
    assert len(_told(stream, ExceptionGroup("many", many))) == MOST_TOLD


def test_ids_that_name_nobody_are_shown(stream: io.StringIO) -> None:
    """Opaque keys, offsets and times stay readable."""
    key = "7660828d-3a93-a67d-6fae-034e22e14ea2"
    logging.getLogger("streams.test").info("seen", extra={"subject": key, "offset": 1795512345678})
    fields = json.loads(stream.getvalue())["fields"]
    assert fields == {"subject": key, "offset": 1795512345678}


def test_a_library_that_repeats_itself_is_heard_once_a_minute(stream: io.StringIO) -> None:
    """The same line of a client is told once; another one, and the hub's own, each time."""
    client, own = logging.getLogger("aiokafka.cluster"), logging.getLogger("streams.test")
    for _ in range(3):
        client.error("Topic %s not found in cluster metadata", "credit.receipts")
        client.error("Topic %s not found in cluster metadata", "credit.pool")
        own.error("outage")
    told = [json.loads(line)["message"] for line in stream.getvalue().splitlines()]
    assert sorted(told) == [
        "Topic credit.pool not found in cluster metadata",
        "Topic credit.receipts not found in cluster metadata",
        "outage",
        "outage",
        "outage",
    ]


def test_what_lasts_is_told_again_after_a_minute(stream: io.StringIO) -> None:
    """A line that was told more than a minute ago is told again, or at a time not yet come."""
    client = logging.getLogger("aiokafka.cluster")
    for at_s in (1_000.0, 1_059.0, 1_061.0, 700.0, 759.0):
        record = client.makeRecord(client.name, logging.ERROR, "x", 1, "it is gone", (), None)
        record.created = at_s
        client.handle(record)
    assert len(stream.getvalue().splitlines()) == 3


def test_exceptions_of_a_library_are_all_told(stream: io.StringIO) -> None:
    """Two requests that fail with the same words may fail for two reasons: both are told."""
    for reason in (ValueError(), KeyError()):
        try:
            _fail(reason)
        except (LookupError, ValueError):
            logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    told = [json.loads(line)["exception"][0]["type"] for line in stream.getvalue().splitlines()]
    assert told == ["builtins.ValueError", "builtins.KeyError"]


def test_a_library_that_logs_wrongly_goes_on(
    stream: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Arguments that do not fit their message are no exception where the library logged."""
    monkeypatch.setattr(logging, "raiseExceptions", False)
    logging.getLogger("aiokafka.cluster").error("bad %d %s", "a")  # noqa: PLE1206
    logging.getLogger("aiokafka.cluster").error("sound")
    assert json.loads(stream.getvalue())["message"] == "sound"
