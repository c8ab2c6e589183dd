"""The hub's topics: who has one, and that no more is read than the broker's limit (ADR 0367)."""

from dataclasses import replace

from support.catalogues import sample, with_partner

from schemas.catalogue.model import Channel
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


def test_who_sends_nothing_and_who_is_told_nothing_has_no_topic() -> None:
    """A body that is only named has none, nor has a partner that is asked for at the counter."""
    asked = replace(sample().partners["land"], channel=Channel.CHECK)
    names = {topic.name for topic in topics_of(with_partner(sample(), asked))}
    assert {"credit.events.police", "credit.receipts.police", "feedback.bank"} <= names
    assert not names & {"credit.events.daily-press", "credit.receipts.daily-press", "feedback.land"}
