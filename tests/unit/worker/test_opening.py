"""Which failures of the broker are waited for while topics are opened, and which are told."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from kafka.errors import (
    KafkaConnectionError,
    KafkaError,
    KafkaTimeoutError,
    TopicAlreadyExistsError,
    TopicAuthorizationFailedError,
)

from streams.wiring.settings import read_settings
from streams.worker import opening
from streams.worker.last_words import in_words
from streams.worker.source import BrokerSilent, Source

PASSING = [
    KafkaConnectionError("nobody"),
    KafkaTimeoutError("late"),
    TopicAlreadyExistsError("credit.pool"),
    BrokerSilent("silent"),
]


def _opened(failures: Iterator[Exception], heard: list[Exception]) -> Source:
    """What comes of a broker that fails so often."""
    source = Source("127.0.0.1:9", {})

    async def tried() -> Source:
        if (failure := next(failures, None)) is not None:
            raise failure
        return source

    return asyncio.run(opening.open_when_it_answers(tried, heard.append))


def test_what_passes_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broker that is away, slow, or does not show yet what it has made."""
    monkeypatch.setattr(opening, "TRY_EVERY_S", 0.0)
    heard: list[Exception] = []
    _opened(iter(PASSING), heard)
    assert heard == PASSING


def test_a_refusal_ends_the_worker_with_a_sentence(tmp_path: Path) -> None:
    """A right that the hub does not have does not come by waiting; the sentence names the topic."""
    heard: list[Exception] = []
    with pytest.raises(KafkaError) as refused:
        _opened(iter([TopicAuthorizationFailedError("credit.pool")]), heard)
    assert heard == []
    settings = read_settings({"HUB_DATA": str(tmp_path), "HUB_BOOTSTRAP_SERVERS": "kafka:9092"})
    said = in_words(refused.value, settings)
    assert "kafka:9092 refuses what the hub needs" in str(said)
    assert "credit.pool" in str(said)
