"""What stands on the topics of partners: each message by a digest of its bytes."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from connectors.channels.kinds import with_topics
from monitoring.verify.broker import broker
from monitoring.verify.progress import Tell, told
from monitoring.verify.shelf import digest_of
from schemas.catalogue.model import Catalogue

_BEFORE: Final = "sanctions."


@dataclass(frozen=True, slots=True)
class PartnerTopics:
    """Sorted digests by partner, eight bytes a message; nothing is known of the others."""

    digests: Mapping[str, "array[int]"]

    def lacks(self, partner: str, message: bytes) -> bool:
        """Whether just these bytes stand nowhere on a partner's topic, if that is known."""
        standing = self.digests.get(partner)
        if standing is None:
            return False
        digest = digest_of(message)
        place = bisect_left(standing, digest)
        return place == len(standing) or standing[place] != digest


def always_with_topics(catalogues: Iterable[Catalogue]) -> frozenset[str]:
    """Partners that have a topic of their own under every catalogue in which they are."""
    ever, not_always = set[str](), set[str]()
    for catalogue in catalogues:
        having = set(with_topics(catalogue))
        ever |= having
        not_always |= catalogue.partners.keys() - having
    return frozenset(ever - not_always)


def partner_topics(bootstrap: str, partners: Iterable[str], tell: Tell) -> PartnerTopics:
    """All that stands there by now. Raises `CannotSee`."""
    found: dict[str, array[int]] = {}
    names = {partner: f"{_BEFORE}{partner}" for partner in sorted(partners)}
    with broker(bootstrap, names.values()) as there:
        for partner, name in names.items():
            found[partner] = array(
                "Q",
                sorted(
                    digest_of(message.value or b"")
                    for number, end in there.ends(name).items()
                    for message in told(
                        there.messages(name, number, end), tell, f"messages of {name}", every=20_000
                    )
                ),
            )
    return PartnerTopics(found)
