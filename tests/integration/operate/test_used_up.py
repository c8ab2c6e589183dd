"""Whoever left the catalogue comes back while their topic is there, and not once it is gone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from kafka.admin import KafkaAdminClient
from scenario.cast import CATALOGUE, MARKET, department
from support.in_force import put_in_force

from schemas.catalogue.model import Catalogue
from streams.reading.used_up import require_names_free
from streams.store.connection import Connection, connect
from streams.store.topics import register_topic
from streams.wiring.failures import CannotRun
from streams.wiring.topics import describe_topics, make_topics, topics_of

NOBODY_LISTENS = "127.0.0.1:1"


@pytest.fixture
def connection(fresh_database: str) -> Iterator[Connection]:
    """A hub whose catalogue in force names no department that once left."""
    with connect(fresh_database, "test names") as found:
        put_in_force(found, CATALOGUE)
        yield found


def _with(name: str) -> Catalogue:
    departments = {**CATALOGUE.departments, name: department(name, MARKET)}
    return replace(CATALOGUE, departments=departments)


def test_a_name_whose_topic_is_gone_is_refused_before_it_is_loaded(
    broker: str, topic_prefix: str, connection: Connection
) -> None:
    """Such a load would be taken, and no worker would start any more to take another one."""
    name = f"{topic_prefix}closed"
    wanted = _with(name)
    (topic,) = [each for each in topics_of(wanted) if each.source == name]
    make_topics(broker, [topic])
    made = describe_topics(broker, [topic.name])[topic.name]
    register_topic(connection, topic.name, name, made.id)
    require_names_free(connection, broker, wanted)
    admin = KafkaAdminClient(bootstrap_servers=broker)
    admin.delete_topics([topic.name])
    admin.close()
    with pytest.raises(CannotRun, match=f"{topic.name} was deleted after"):
        require_names_free(connection, broker, wanted)
    make_topics(broker, [topic])
    with pytest.raises(CannotRun, match=f"{topic.name} was deleted after"):
        require_names_free(connection, broker, wanted)


def test_the_broker_is_asked_only_where_somebody_comes_back(connection: Connection) -> None:
    """Another edition is loaded while the broker is away; whether a topic is gone cannot be."""
    wanted = _with("closed")
    require_names_free(connection, NOBODY_LISTENS, wanted)
    register_topic(connection, "credit.events.closed", "closed", "an id")
    with pytest.raises(CannotRun, match="no Kafka broker answers") as told:
        require_names_free(connection, NOBODY_LISTENS, wanted)
    assert told.value.codes == ("S2001",)
