"""Answers in a folder as its listener meets them: what is counted, and what is judged once."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from prometheus_client import CollectorRegistry
from support.bank_folder import answer

from connectors.channels.answer_files import AnswerFile
from connectors.channels.port import ChannelAnswers, NotReached
from connectors.channels.publisher import Publisher
from connectors.partners.signature import public_text
from monitoring.metrics import sender_metrics
from streams.sending.answers_heard import READ, REFUSED, UNREAD, AnswersHeard
from streams.sending.partner_keys import public_keys_of, write_public_keys
from streams.wiring.topics import Topic, make_topics


class CountedHeaders(dict[str, str]):
    """Headers that know how often somebody looked at a signature's time."""

    looks = 0

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        """As of a dictionary."""
        self.looks += key == "webhook-timestamp"
        return super().get(key, default)


@dataclass(kw_only=True)
class Waiting:
    """Answers that wait. `stuck`: none of them can be put away now."""

    files: list[AnswerFile]
    stuck: bool = False
    done_with: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    async def waiting(self) -> Sequence[AnswerFile]:
        """All of them."""
        return list(self.files)

    async def done(self, answer: AnswerFile) -> None:
        """Put away."""
        self._put_away(answer)
        self.done_with.append(answer.name)

    async def refuse(self, answer: AnswerFile, why: str) -> None:
        """Put aside."""
        self._put_away(answer)
        self.refused[answer.name] = why

    def _put_away(self, answer: AnswerFile) -> None:
        if self.stuck:
            raise NotReached("the hub may not write there")
        self.files.remove(answer)


@pytest.fixture(autouse=True)
def topic_of_answers(broker: str) -> None:
    """The bank's answers have somewhere to go, whichever test is the first."""
    make_topics(broker, [Topic(name="feedback.bank", settings={})])


@asynccontextmanager
async def heard(
    broker: str, keys: Path, answers: ChannelAnswers, registry: CollectorRegistry
) -> AsyncIterator[AnswersHeard]:
    """Who hears the bank's answers, on a real broker."""
    publisher = await Publisher.connected(broker)
    try:
        yield AnswersHeard(
            partner="bank",
            answers=answers,
            publisher=publisher,
            public_keys=public_keys_of(keys, "bank"),
            metrics=sender_metrics(registry),
        )
    finally:
        await publisher.close()


def counted(registry: CollectorRegistry) -> dict[str, float | None]:
    """What was counted of the bank's answers."""
    name = "hub_files_heard_total"
    return {
        result: registry.get_sample_value(name, {"partner": "bank", "result": result})
        for result in (READ, REFUSED, UNREAD)
    }


def test_answers_that_cannot_be_taken_are_counted(broker: str, tmp_path: Path) -> None:
    """From a shown zero on, so that the first one is seen to be more: an alert is over it."""
    answers, registry = Waiting(files=[]), CollectorRegistry()

    async def run() -> None:
        async with heard(broker, tmp_path, answers, registry) as hearing:
            assert counted(registry) == {READ: 0, REFUSED: 0, UNREAD: 0}
            answers.files = [
                AnswerFile(name="a.json", body=answer(uuid4())),
                AnswerFile(name="b.json", body=b"{}"),
            ]
            assert await hearing.step()
            assert counted(registry) == {READ: 1, REFUSED: 1, UNREAD: 0}
            answers.files, answers.stuck = [AnswerFile(name="c.json", wrong="no JSON")], True
            assert not await hearing.step()
            assert counted(registry) == {READ: 1, REFUSED: 1, UNREAD: 1}

    asyncio.run(run())
    assert (answers.done_with, list(answers.refused)) == (["a.json"], ["b.json"])


@pytest.mark.parametrize("mended", [False, True])
def test_what_cannot_be_put_away_is_judged_once(
    broker: str, tmp_path: Path, *, mended: bool
) -> None:
    """Not at each look anew; where the partner's keys are others by then, once more by those."""
    headers = CountedHeaders({"webhook-id": "x", "webhook-timestamp": "1"})
    headers["webhook-signature"] = "v1a,x"
    one = AnswerFile(name="a.json", body=answer(uuid4()), headers=headers)
    answers = Waiting(files=[one], stuck=True)
    write_public_keys(tmp_path, "bank", (public_text(Ed25519PrivateKey.generate()),))

    async def run() -> None:
        async with heard(broker, tmp_path, answers, CollectorRegistry()) as hearing:
            for _ in range(3):
                assert not await hearing.step()
            assert headers.looks == 1
            if mended:
                public_keys_of(tmp_path, "bank").unlink()
            answers.stuck = False
            assert await hearing.step()

    asyncio.run(run())
    assert headers.looks == 1
    assert answers.done_with == (["a.json"] if mended else [])
    assert bool(answers.refused) is not mended
