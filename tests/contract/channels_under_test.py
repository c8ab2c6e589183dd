"""A partner at the end of each channel, and what each channel cannot show."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    asynccontextmanager,
    closing,
    contextmanager,
)
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias
from uuid import UUID, uuid4

from aiohttp import web
from kafka import KafkaConsumer, TopicPartition
from support.plain_directive import DIRECTIVE

from connectors.channels import folder, webhook
from connectors.channels.kinds import KINDS
from connectors.channels.port import Carrier, ChannelMeans, Letter
from connectors.channels.publisher import Publisher
from connectors.channels.settings import PartnerSettings
from connectors.channels.topic import TopicCarrier
from connectors.partners.directive import Directive, from_topic, from_webhook
from connectors.partners.folder_client import opened as envelope
from schemas.catalogue.model import Channel
from schemas.json_form import to_record
from streams.send.signature import Signers, headers
from streams.wiring.topics import Topic as TopicToMake
from streams.wiring.topics import make_topics

SEED = bytes(range(32))
SIGN = partial(headers, Signers(ed25519_seeds=(SEED,)))
NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
SUBJECT = UUID(int=0xA)


class Trouble(Enum):
    """What a partner may do to a letter at the moment it is handed over."""

    NOBODY_THERE = "nobody is there"
    REFUSED = "it is refused"
    STUCK = "it alone cannot be taken"


#: What cannot be shown by a channel, and why that is its nature.
NEVER: Final[Mapping[tuple[Channel, Trouble], str]] = {
    (Channel.TOPIC, Trouble.NOBODY_THERE): (
        "whoever reads it may be away for long: it is handed over once the hub's own broker has "
        "it, and a broker that is away is raised as the hub's outage"
    ),
    (Channel.TOPIC, Trouble.REFUSED): (
        "a broker does not read what it keeps: the partner refuses by its answer"
    ),
    (Channel.TOPIC, Trouble.STUCK): (
        "a broker makes no difference between letters: it takes them all, or it is away"
    ),
    (Channel.FOLDER, Trouble.REFUSED): (
        "a disk does not read what it keeps: the partner refuses by its answer"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """What came: who it is, its bytes, and its headers."""

    id: str
    body: bytes
    headers: Mapping[str, str]


#: While it is entered the partner does not take this one letter.
Troubled: TypeAlias = Callable[[Letter], AbstractContextManager[None]]


@dataclass(slots=True, kw_only=True)
class Partner:
    """A partner at the end of one channel. `troubles`: those that it can make with one letter."""

    channel: Channel
    means: ChannelMeans
    carrier: Carrier
    read: Callable[[], Sequence[Got]]
    directive_of: Callable[[bytes], Directive] = from_webhook
    troubles: Mapping[Trouble, Troubled] = field(default_factory=dict)
    came: list[Got] = field(default_factory=list)

    def letter(self, sequence: int = 1) -> Letter:
        """A directive, encoded for the channel."""
        given = uuid4()
        fields = _fields(given, sequence)
        body = KINDS[self.channel].encode(fields, NOW)
        return Letter(id=given, subject=SUBJECT, sequence=sequence, body=body)


Reached: TypeAlias = Callable[[], AbstractAsyncContextManager[Partner]]


def _fields(given: UUID, sequence: int) -> Mapping[str, object]:
    found = to_record(
        "credit.directives.Directive",
        {
            **DIRECTIVE,
            "directive_id": str(given),
            "measure_id": str(UUID(int=1)),
            "sequence": sequence,
            "previous_sequence": sequence - 1,
            "subject_key": str(SUBJECT),
        },
    )
    assert isinstance(found, dict), found
    return found


def nobody_at(place: Path) -> ChannelMeans:
    """An address and a folder at which nobody is."""
    return means(url="http://127.0.0.1:1/directives", folder=str(place / "not-there"))


def means(bootstrap: str = "", **settings: str) -> ChannelMeans:
    """What the bank is reached with."""
    return ChannelMeans(
        partner="bank",
        settings=PartnerSettings(settings),
        sign=SIGN,
        now_s=lambda: int(NOW.timestamp()),
        bootstrap=bootstrap,
    )


@asynccontextmanager
async def by_topic(bootstrap: str) -> AsyncIterator[Partner]:
    """A topic of its own, read from its end."""
    partner = f"bank-{uuid4()}"
    name = f"sanctions.{partner}"
    make_topics(bootstrap, [TopicToMake(name=name, settings={})])
    place = TopicPartition(name, 0)
    publisher = await Publisher.connected(bootstrap)
    with closing(KafkaConsumer(bootstrap_servers=bootstrap, consumer_timeout_ms=500)) as reader:
        reader.assign([place])
        reader.seek_to_beginning(place)

        def read() -> Sequence[Got]:
            for one in reader:
                given = {name: value.decode() for name, value in one.headers}
                got.came.append(Got(id=given["webhook-id"], body=one.value, headers=given))
            return got.came

        reached = replace(means(bootstrap), partner=partner)
        carrier = TopicCarrier(partner=partner, publisher=publisher, sign=SIGN, now_s=reached.now_s)
        got = Partner(
            channel=Channel.TOPIC,
            means=reached,
            carrier=carrier,
            read=read,
            directive_of=from_topic,
        )
        try:
            yield got
        finally:
            await publisher.close()


@asynccontextmanager
async def by_webhook() -> AsyncIterator[Partner]:
    """A web server that takes whatever comes, but for single letters."""
    came: list[Got] = []
    replies: dict[str, int] = {}

    @contextmanager
    def replying(status: int, letter: Letter) -> Iterator[None]:
        replies[str(letter.id)] = status
        yield
        del replies[str(letter.id)]

    async def take(request: web.BaseRequest) -> web.StreamResponse:
        body = await request.read()
        given = {name.lower(): value for name, value in request.headers.items()}
        if status := replies.get(given["webhook-id"]):
            return web.Response(status=status, text=f"no: {body.decode()}")
        came.append(Got(id=given["webhook-id"], body=body, headers=given))
        return web.Response(status=202)

    server = web.ServerRunner(web.Server(take))
    await server.setup()
    site = web.TCPSite(server, "127.0.0.1", 0)
    await site.start()
    reached = means(url=f"{site.name}/directives")
    try:
        async with webhook.opened(reached) as carrier:
            yield Partner(
                channel=Channel.WEBHOOK,
                means=reached,
                carrier=carrier,
                read=lambda: came,
                troubles={
                    Trouble.REFUSED: partial(replying, 422),
                    Trouble.STUCK: partial(replying, 503),
                },
            )
    finally:
        await server.cleanup()


@asynccontextmanager
async def by_folder(place: Path) -> AsyncIterator[Partner]:
    """A folder, looked into."""

    def read() -> Sequence[Got]:
        found = []
        for file in sorted((place / "directives").glob("*.json")):
            if not file.is_file():
                continue
            body, given = envelope(file.read_bytes())
            found.append(Got(id=given["webhook-id"], body=body, headers=given))
        return found

    @contextmanager
    def in_its_place(letter: Letter) -> Iterator[None]:
        strange = place / "directives" / folder.file_name(letter)
        strange.mkdir()
        yield
        strange.rmdir()

    reached = means(folder=str(place))
    async with folder.opened(reached) as carrier:
        yield Partner(
            channel=Channel.FOLDER,
            means=reached,
            carrier=carrier,
            read=read,
            troubles={Trouble.STUCK: in_its_place},
        )
