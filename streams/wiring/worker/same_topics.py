"""
Whether the input topics are still those that were opened (design §5).

A topic that is deleted and made anew has offsets of its own: where it holds more than the stored
position, reading would go on in the middle, and nothing would be missed.
"""

from collections.abc import Mapping

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from streams.wiring.database.topics import deleted, made_anew
from streams.wiring.kafka_client import connected

#: How often it is looked.
LOOK_EVERY_S = 5.0
#: The line decides nothing while it is looked.
QUESTION_MS = 5_000


class LeftTopicGone(Exception):
    """A topic whose department or partner left the catalogue is no more: it is not read on."""


class SameTopics:
    """
    Asks the broker for its own ids of topics, by name, over one connection.

    `left`: those of `known` whose department or partner left the catalogue.
    """

    def __init__(
        self, bootstrap: str, known: Mapping[str, str], left: frozenset[str] = frozenset()
    ) -> None:
        self._bootstrap = bootstrap
        self._known = known
        self._left = left
        self._admin: KafkaAdminClient | None = None
        self._gone: frozenset[str] = frozenset()

    def look(self) -> None:
        """
        Raise `TopicMadeAnew` for a topic with another id, or one that was gone at two looks.

        Of those that are left that is `LeftTopicGone`.
        A broker that is away says nothing about its topics.
        """
        try:
            found = self._ids()
        except KafkaError:
            self.close()
            return
        gone = frozenset(name for name in self._known if not found.get(name))
        for name, known in self._known.items():
            if found.get(name, known) not in ("", known):
                raise LeftTopicGone(name) if name in self._left else made_anew(name)
        for name in sorted(gone & self._gone):
            raise LeftTopicGone(name) if name in self._left else deleted(name)
        self._gone = gone

    def close(self) -> None:
        """End the connection; the next look makes another."""
        if self._admin is not None:
            self._admin.close()
            self._admin = None

    def _ids(self) -> Mapping[str, str]:
        if self._admin is None:
            self._admin = connected(
                KafkaAdminClient, self._bootstrap, request_timeout_ms=QUESTION_MS
            )
        described = self._admin.describe_topics(sorted(self._known))
        return {topic["name"]: str(topic["topic_id"] or "") for topic in described}
