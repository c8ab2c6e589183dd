"""The servers that tests are run against."""

import psycopg
from kafka import KafkaProducer
from kafka.admin import KafkaAdminClient, NewTopic


def test_broker_keeps_records_of_long_ago(broker: str, topic_prefix: str) -> None:
    """A record dated 1970 is kept and stamped with the broker's own time."""
    topic = f"{topic_prefix}old"
    settings = {"message.timestamp.type": "LogAppendTime", "retention.ms": "-1"}
    admin = KafkaAdminClient(bootstrap_servers=broker)
    admin.create_topics(
        [NewTopic(name=topic, num_partitions=1, replication_factor=1, topic_configs=settings)]
    )
    producer = KafkaProducer(bootstrap_servers=broker)
    producer.send(topic, b"value", timestamp_ms=1000).get(timeout=10)
    producer.close()
    admin.delete_topics([topic])
    admin.close()


def test_fresh_database_is_empty_and_migrated(fresh_database: str) -> None:
    """A test's own database answers and has the table in which migrations are recorded."""
    with psycopg.connect(fresh_database) as connection:
        row = connection.execute("SELECT count(*) FROM _yoyo_migration").fetchone()
    assert row is not None
