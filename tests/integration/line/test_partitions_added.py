"""An input topic gets more partitions while a worker reads it."""

from contextlib import closing

from integration.line.test_killed import news
from integration.line.town import Town
from kafka.admin import KafkaAdminClient, NewPartitions
from support.hub_process import await_that

COUNT = 5


def test_a_partition_that_is_added_is_read_without_a_restart(town: Town) -> None:
    """Its first messages are decided within seconds, from its beginning on."""
    (worker,) = town.work()
    town.publish(*news(0, COUNT))
    town.await_all()
    decided, topic = town.decided(), town.topic("hrss")
    with closing(KafkaAdminClient(bootstrap_servers=town.bootstrap)) as admin:
        admin.create_partitions({topic: NewPartitions(total_count=2)})
        await_that("the broker has it", lambda: len(_partitions(admin, topic)) == 2)
    town.produce_again()
    added = [payload for name, payload in map(town.encoded, news(COUNT, COUNT)) if name == topic]
    for payload in added:
        town.producer.send(topic, payload, partition=1).get(30)
    town.await_decided(decided + len(added))
    assert worker.exit_code() is None
    assert town.one("SELECT max(next_offset) FROM position WHERE partition = 1") == len(added)


def _partitions(admin: KafkaAdminClient, topic: str) -> list[object]:
    (described,) = admin.describe_topics([topic])
    found: list[object] = described["partitions"]
    return found
