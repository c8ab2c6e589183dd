"""
Whether the input topics are still those that were opened (design §5).

A topic that is deleted and made anew has offsets of its own: where it holds more than the stored
position, reading would go on in the middle, and nothing would be missed.
"""

from collections.abc import Mapping

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from streams.store.topics import deleted, made_anew
from streams.wiring.kafka_client import connected
from streams.wiring.topics import Described, described

#: How often it is looked.
LOOK_EVERY_S = 5.0
#: The line decides nothing while it is looked.
QUESTION_MS = 5_000


class OpenAnew(Exception):
    """
    The topics to be read are no longer those that were opened; nothing is lost, they are opened
    again.
    """


class SameTopics:
    """
    Asks the broker for its own ids of topics, and their partitions, over one connection.

    `left`: those of `known` whose department or partner left the catalogue.
    """

    def __init__(
        self, bootstrap: str, known: Mapping[str, Described], left: frozenset[str] = frozenset()
    ) -> None:
        self._bootstrap = bootstrap
        self._known = known
        self._left = left
        self._admin: KafkaAdminClient | None = None
        self._gone: frozenset[str] = frozenset()

    def look(self) -> None:
        """
        Raise `TopicMadeAnew` for a topic with another id, or one that was gone at two looks.

        Of those that are left that is `OpenAnew`, and so is a topic with more partitions.
        A broker that is away says nothing about its topics.
        """
        try:
            found = self._found()
        except KafkaError:
            self.close()
            return
        for name, topic in found.items():
            if topic.id != self._known[name].id:
                raise self._no_more(name) or made_anew(name)
            if topic.partitions > self._known[name].partitions:
                raise OpenAnew(f"topic {name} has {topic.partitions} partitions by now")
        gone = self._known.keys() - found.keys()
        for name in sorted(gone & self._gone):
            raise self._no_more(name) or deleted(name)
        self._gone = frozenset(gone)

    def close(self) -> None:
        """End the connection; the next look makes another."""
        if self._admin is not None:
            self._admin.close()
            self._admin = None

    def _no_more(self, name: str) -> OpenAnew | None:
        if name not in self._left:
            return None
        return OpenAnew(f"topic {name} of nobody in the catalogue is no more")

    def _found(self) -> Mapping[str, Described]:
        if self._admin is None:
            self._admin = connected(
                KafkaAdminClient, self._bootstrap, request_timeout_ms=QUESTION_MS
            )
        found = self._admin.describe_topics(sorted(self._known))
        return {topic["name"]: described(topic) for topic in found if topic["topic_id"]}
