"""Whose topics are compared with what was sent, by `hub verify`."""

from dataclasses import replace

from scenario.cast import catalogue

from monitoring.verify.partner_topics import always_with_topics
from schemas.catalogue.model import Catalogue, Channel


def told_by(**channels: Channel) -> Catalogue:
    """A catalogue with these partners, each with its channel."""
    some = catalogue()
    any_partner = next(iter(some.partners.values()))
    return replace(
        some,
        partners={
            name: replace(any_partner, id=name, channel=channel)
            for name, channel in channels.items()
        },
    )


def test_partners_that_always_had_a_topic() -> None:
    """Whoever once had another channel was not told all on its topic; who left was."""
    first = told_by(a=Channel.TOPIC, b=Channel.WEBHOOK, c=Channel.TOPIC, d=Channel.TOPIC)
    last = told_by(a=Channel.TOPIC, b=Channel.TOPIC, c=Channel.FOLDER, e=Channel.TOPIC)
    assert always_with_topics([first, last]) == {"a", "d", "e"}
    assert always_with_topics([last, first]) == {"a", "d", "e"}
    assert always_with_topics([told_by(a=Channel.CHECK, b=Channel.FOLDER)]) == frozenset()
    assert always_with_topics([]) == frozenset()
