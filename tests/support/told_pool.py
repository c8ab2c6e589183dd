"""The topic on which the pool is told, as tests read it, write on it and leave it behind."""

from collections.abc import Mapping

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from streams.sending.pool_messages import TOPIC
from streams.wiring.topics import Topic, make_topics


class ToldPool:
    """`credit.pool` on a broker; it is made where it is not there."""

    def __init__(self, bootstrap: str) -> None:
        self._bootstrap = bootstrap
        make_topics(bootstrap, [Topic(name=TOPIC, settings={"cleanup.policy": "compact"})])

    def last(self) -> Mapping[bytes, bytes | None]:
        """The last message of each fact, as it is now."""
        found: dict[bytes, bytes | None] = {}
        with KafkaConsumer(
            bootstrap_servers=self._bootstrap, isolation_level="read_committed"
        ) as reader:
            place = TopicPartition(TOPIC, 0)
            reader.assign([place])
            reader.seek_to_beginning(place)
            end = reader.end_offsets([place])[place]
            while reader.position(place) < end:
                for message in reader.poll(timeout_ms=1_000).get(place, []):
                    found[message.key] = message.value
        return found

    def say(self, messages: Mapping[bytes, bytes | None]) -> None:
        """One more message for each of these facts; all are there after the call."""
        producer = KafkaProducer(bootstrap_servers=self._bootstrap, acks="all")
        for key, value in messages.items():
            producer.send(TOPIC, key=key, value=value, partition=0)
        producer.flush()
        producer.close()

    def take_back(self) -> None:
        """After the call no fact is told of any more."""
        self.say({key: None for key, value in self.last().items() if value is not None})
