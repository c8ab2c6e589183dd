"""Every channel by its name in the catalogue, and which partners are told by what."""

from collections.abc import Mapping, Sequence
from typing import Final

from connectors.channels import folder, topic, webhook
from connectors.channels.port import ChannelKind, Fields
from connectors.channels.settings import Setting
from schemas.catalogue.model import Catalogue, Channel

#: A partner whose channel has no kind is told nothing: officials ask at the counter.
KINDS: Final[Mapping[Channel, ChannelKind]] = {
    Channel.TOPIC: topic.KIND,
    Channel.WEBHOOK: webhook.KIND,
    Channel.FOLDER: folder.KIND,
}


def all_settings() -> Mapping[str, Setting]:
    """Every setting that a partner may have, by its name."""
    return {setting.name: setting for kind in KINDS.values() for setting in kind.settings}


def all_needs() -> Sequence[Setting]:
    """Of each channel that needs one, the setting without which nobody is reached by it."""
    return [kind.needs for kind in KINDS.values() if kind.needs]


def told_by(channel: Channel, catalogue: Catalogue) -> frozenset[str]:
    """The partners whom the catalogue tells by this channel."""
    return frozenset(
        partner.id for partner in catalogue.partners.values() if partner.channel is channel
    )


def told(catalogue: Catalogue) -> list[str]:
    """The partners who are told anything, sorted."""
    return sorted(name for channel in KINDS for name in told_by(channel, catalogue))


def directive_in(body: bytes) -> Fields | None:
    """The fields of a directive that was made for any of the channels, as JSON; else None."""
    read = (kind.decode(body) for kind in KINDS.values())
    return next((fields for fields in read if fields is not None), None)


def with_topics(catalogue: Catalogue) -> list[str]:
    """The partners who have what they are told on a topic of their own, sorted."""
    return sorted(own_topics(catalogue))


def own_topics(catalogue: Catalogue) -> Mapping[str, str]:
    """The topic of each partner who has one of its own."""
    return {
        partner: kind.topic.name(partner)
        for channel, kind in KINDS.items()
        if kind.topic
        for partner in told_by(channel, catalogue)
    }
