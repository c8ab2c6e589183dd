"""A topic is described as it is, never as the broker answers before it knows it."""

import threading
import time

import pytest
from kafka.errors import KafkaTimeoutError

from streams.wiring.topics import Topic, describe_topics, make_topics


def test_a_topic_the_broker_does_not_know_yet_is_waited_for(broker: str, topic_prefix: str) -> None:
    """
    A busy broker knows a new topic a while after it has said that it is made.

    Described meanwhile it has no id and no partition: with these it must not be registered.
    """
    topic = Topic(name=f"{topic_prefix}later", partitions=2, settings={})

    def make_later() -> None:
        time.sleep(0.5)
        make_topics(broker, [topic])

    making = threading.Thread(target=make_later)
    making.start()
    described = describe_topics(broker, [topic.name])
    making.join()
    assert described[topic.name].partitions == 2
    assert described == describe_topics(broker, [topic.name])


def test_a_topic_that_is_not_there_in_time_is_an_error(broker: str, topic_prefix: str) -> None:
    """Nothing is told of a topic that the broker does not have."""
    with pytest.raises(KafkaTimeoutError, match=f"{topic_prefix}never"):
        describe_topics(broker, [f"{topic_prefix}never"], ready_within_s=0.3)
