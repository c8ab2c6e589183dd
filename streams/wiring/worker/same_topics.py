"""
Whether the input topics are still those that were opened (design §5).

A topic that is deleted and made anew has offsets of its own: where it holds more than the stored
position, reading would go on in the middle, and nothing would be missed.
"""

from collections.abc import Mapping

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from streams.wiring.database.topics import TopicMadeAnew, made_anew
from streams.wiring.kafka_client import connected

#: How often it is looked.
LOOK_EVERY_S = 5.0
#: The line decides nothing while it is looked.
QUESTION_MS = 5_000


class SameTopics:
    """Asks the broker for its own ids of topics, by name, over one connection."""

    def __init__(self, bootstrap: str, known: Mapping[str, str]) -> None:
        self._bootstrap = bootstrap
        self._known = known
        self._admin: KafkaAdminClient | None = None
        self._gone: frozenset[str] = frozenset()

    def look(self) -> None:
        """
        Raise `TopicMadeAnew` for a topic with another id, or one that was gone at two looks.

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
                raise made_anew(name)
        if still := sorted(gone & self._gone):
            raise TopicMadeAnew(
                f"Topic {still[0]} was deleted, and what it held that was not decided is lost with "
                "it. Bring it back from your backup before the hub goes on."
            )
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
