"""A partner with a topic of its own, `sanctions.<partner>`: it reads there when it likes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from connectors.channels.port import (
    Attempt,
    ChannelKind,
    ChannelMeans,
    Fields,
    Letter,
    Meaning,
    OwnTopic,
    PingResult,
    Sign,
)
from connectors.channels.publisher import Publishes, ToPublish
from schemas.codec import Decoded, decode_known
from schemas.codec import encode as framed
from schemas.json_form import to_json

ANSWER_WITHIN_MS: Final = 10_000
_DIRECTIVE: Final = "credit.directives.Directive"
_RESULT: Final = "credit.directives.OrderResult"
_TAKEN: Final = Attempt(meaning=Meaning.TAKEN)


def topic_of(partner: str) -> str:
    """The topic on which a partner is told."""
    return f"sanctions.{partner}"


def encode(fields: Fields, _claimed_at: datetime) -> bytes:
    """The framed Avro record of a directive."""
    return framed(_DIRECTIVE, fields)


def decode(body: bytes) -> Fields | None:
    """The fields of a directive of whatever version, as JSON; None of other bytes."""
    found = decode_known(body)
    if not isinstance(found, Decoded) or found.contract.subject != _DIRECTIVE:
        return None
    return {name: to_json(value) for name, value in found.record.items()}


def encode_result(fields: Fields, _claimed_at: datetime) -> bytes:
    """The framed Avro record of what became of a court's order."""
    return framed(_RESULT, fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCarrier:
    """Publishes to one partner; `now_s`: seconds since 1970."""

    partner: str
    publisher: Publishes
    sign: Sign
    now_s: Callable[[], int]

    async def attempt(self, letters: Sequence[Letter]) -> Sequence[Attempt]:
        """The broker has them all. Raises `KafkaError` where some may be missing: all go again."""
        now_s = self.now_s()
        await self.publisher.publish(self.message(one, now_s) for one in letters)
        return [_TAKEN] * len(letters)

    @property
    def answers(self) -> None:
        """It answers on its feedback topic."""

    def message(self, one: Letter, now_s: int) -> ToPublish:
        """The key is the opaque subject; headers hold id and signature."""
        headers = self.sign(str(one.id), now_s, one.body)
        return ToPublish(
            topic=topic_of(self.partner),
            key=str(one.subject).encode(),
            value=one.body,
            headers=tuple((name, value.encode()) for name, value in headers.items()),
        )


def carrier(means: ChannelMeans, publisher: Publishes) -> TopicCarrier:
    """A partner's topic, by the hub's connection with its broker."""
    return TopicCarrier(
        partner=means.partner, publisher=publisher, sign=means.sign, now_s=means.now_s
    )


def ping(means: ChannelMeans) -> PingResult:
    """Whether the partner's topic is there."""
    # Who only sends has no use for this client, a quarter of all that would be imported.
    from kafka import KafkaConsumer
    from kafka.errors import KafkaError

    topic = topic_of(means.partner)
    try:
        consumer = KafkaConsumer(
            bootstrap_servers=means.bootstrap, bootstrap_timeout_ms=ANSWER_WITHIN_MS
        )
    except KafkaError:
        text = f"S2001 the broker at {means.bootstrap} does not answer. See: hub status"
        return PingResult(well=False, text=text)
    try:
        found = consumer.partitions_for_topic(topic)
    finally:
        consumer.close()
    if not found:
        return PingResult(well=False, text=f"the broker has no topic {topic}")
    return PingResult(well=True, text=f"its topic {topic} is there; it reads when it likes")


OWN: Final = OwnTopic(name=topic_of, carrier=carrier)
KIND: Final = ChannelKind(
    encode=encode, decode=decode, encode_result=encode_result, ping=ping, topic=OWN
)
