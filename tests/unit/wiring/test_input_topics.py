"""What others write and the hub reads can be no more than the broker's limit says (ADR 0367)."""

from support.catalogues import sample

from streams.wiring.topics import topics_of


def test_the_broker_unpacks_what_comes_to_every_topic_that_is_read() -> None:
    """Its limit counts a batch as it is kept: packed, a few kilobytes may be any size."""
    read = [topic for topic in topics_of(sample()) if topic.source]
    assert {topic.name.split(".")[0] for topic in read} == {"credit", "feedback"}
    for topic in read:
        assert topic.settings["compression.type"] == "uncompressed"
        assert int(topic.settings["max.message.bytes"]) <= 2**20
        assert topic.settings["message.timestamp.type"] == "LogAppendTime"
        assert topic.settings["retention.ms"] == "-1"
