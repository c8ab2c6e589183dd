"""One suite for every channel: what a letter that is taken is, and what follows where none is."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeAlias
from uuid import UUID, uuid4

import pytest
from aiohttp import web
from kafka import KafkaConsumer, TopicPartition

from connectors.channels import folder, webhook
from connectors.channels.kinds import KINDS
from connectors.channels.port import Carrier, Letter, Meaning, Means
from connectors.channels.publisher import Publisher
from connectors.channels.settings import PartnerSettings
from connectors.channels.topic import Topic
from connectors.partners.directive import Directive, from_topic, from_webhook
from connectors.partners.folder_client import opened as envelope
from connectors.partners.signature import public_key, require_signed
from schemas.catalogue.model import Channel
from schemas.json_form import to_record
from streams.send.signature import Signers, headers, public_text
from streams.wiring.topics import Topic as TopicToMake
from streams.wiring.topics import make_topics

SEED = bytes(range(32))
SIGN = partial(headers, Signers(ed25519_seeds=(SEED,)))
NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
SUBJECT = UUID(int=0xA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """What came: who it is, its bytes, and its headers."""

    id: str
    body: bytes
    headers: Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Partner:
    """A partner at the end of one channel."""

    channel: Channel
    means: Means
    carrier: Carrier
    read: Callable[[], Sequence[Got]]
    directive_of: Callable[[bytes], Directive] = from_webhook
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
            "directive_id": str(given),
            "measure_id": str(UUID(int=1)),
            "sequence": sequence,
            "previous_sequence": sequence - 1,
            "subject_key": str(SUBJECT),
            "action": "IMPOSE",
            "measure": "BNK-07",
            "binding": "ADVISORY",
            "effect": "CAUTION",
            "legal_basis": ["保障农民工工资支付条例 第四十八条"],
            "list_version": "2026",
            "valid_from": "2026-06-01",
            "answer_by": "2026-06-02T04:00:00Z",
            "partner": "bank",
        },
    )
    assert isinstance(found, dict), found
    return found


def means(bootstrap: str = "", **settings: str) -> Means:
    """What the bank is reached with."""
    return Means(
        partner="bank",
        settings=PartnerSettings(**settings),  # type: ignore[arg-type]
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
        carrier = Topic(partner=partner, publisher=publisher, sign=SIGN, now_s=reached.now_s)
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
    """A web server that takes whatever comes."""
    came: list[Got] = []

    async def take(request: web.BaseRequest) -> web.StreamResponse:
        body = await request.read()
        given = {name.lower(): value for name, value in request.headers.items()}
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
            )
    finally:
        await server.cleanup()


@asynccontextmanager
async def by_folder(place: Path) -> AsyncIterator[Partner]:
    """A folder, looked into."""

    def read() -> Sequence[Got]:
        found = []
        for file in sorted((place / "directives").iterdir()):
            body, given = envelope(file.read_bytes())
            found.append(Got(id=given["webhook-id"], body=body, headers=given))
        return found

    reached = means(folder=str(place))
    async with folder.opened(reached) as carrier:
        yield Partner(channel=Channel.FOLDER, means=reached, carrier=carrier, read=read)


@pytest.fixture(params=["topic", "webhook", "folder"])
def reached(request: pytest.FixtureRequest, tmp_path: Path) -> Reached:
    """A partner that is there, by each channel."""
    match request.param:
        case "topic":
            return partial(by_topic, request.getfixturevalue("broker"))
        case "webhook":
            return by_webhook
        case _:
            folder.prepare(PartnerSettings(folder=str(tmp_path)))
            return partial(by_folder, tmp_path)


def test_a_letter_that_is_taken_stands_there_whole_and_signed(reached: Reached) -> None:
    """Its bytes are those of the claim, its id is its own, and the hub's key signed both."""

    async def run() -> None:
        async with reached() as partner:
            letter = partner.letter()
            (attempt,) = await partner.carrier.attempt([letter])
            (got,) = await asyncio.to_thread(partner.read)
            assert attempt.meaning is Meaning.TAKEN
            assert (got.id, got.body) == (str(letter.id), letter.body)
            require_signed(got.headers, got.body, [public_key(public_text(SEED))], now_s=None)
            directive = partner.directive_of(got.body)
            assert (directive.directive_id, directive.sequence) == (letter.id, 1)

    asyncio.run(run())


def test_letters_come_in_the_order_of_their_sequence(reached: Reached) -> None:
    """Ten about one subject are read as they were handed over; each attempt tells of its own."""

    async def run() -> None:
        async with reached() as partner:
            letters = [partner.letter(number) for number in range(1, 11)]
            attempts = await partner.carrier.attempt(letters)
            got = await asyncio.to_thread(partner.read)
            assert [one.meaning for one in attempts] == [Meaning.TAKEN] * 10
            assert [one.id for one in got] == [str(one.id) for one in letters]

    asyncio.run(run())


def test_a_letter_handed_over_again_is_the_same(reached: Reached) -> None:
    """Whatever was forgotten in between: the same id and the same bytes, or nothing new at all."""

    async def run() -> None:
        async with reached() as partner:
            letter = partner.letter()
            for _ in range(2):
                (attempt,) = await partner.carrier.attempt([letter])
                assert attempt.meaning is Meaning.TAKEN
            got = await asyncio.to_thread(partner.read)
            assert {(one.id, one.body) for one in got} == {(str(letter.id), letter.body)}
            assert len(got) == (1 if partner.channel is Channel.FOLDER else 2)

    asyncio.run(run())


def test_a_ping_finds_who_is_there(reached: Reached) -> None:
    """It says so, and no directive comes of it."""

    async def run() -> None:
        async with reached() as partner:
            said = await asyncio.to_thread(KINDS[partner.channel].ping, partner.means)
            assert said.well, said.text
            got = await asyncio.to_thread(partner.read)
            assert not [one for one in got if json.loads(one.body)["type"] != "ping"]

    asyncio.run(run())


@pytest.mark.parametrize("channel", [Channel.WEBHOOK, Channel.FOLDER])
def test_where_nobody_is_the_letter_waits(channel: Channel, tmp_path: Path) -> None:
    """The attempt says that nobody was reached, in words, and raises nothing; so does a ping."""
    nowhere = means(url="http://127.0.0.1:1/directives", folder=str(tmp_path / "not-there"))

    async def run() -> None:
        opens = KINDS[channel].opens
        assert opens is not None
        async with opens(nowhere) as carrier:
            letter = Letter(id=uuid4(), subject=SUBJECT, sequence=1, body=b"{}")
            (attempt,) = await carrier.attempt([letter])
            assert (attempt.meaning, attempt.unreached) == (Meaning.LATER, True)
            assert attempt.why
            assert str(tmp_path) not in attempt.why

    asyncio.run(run())
    said = KINDS[channel].ping(nowhere)
    assert not said.well
    assert said.text.startswith("not reached: ")


def test_a_topic_that_is_not_there_is_told(broker: str) -> None:
    """By a ping; whether the broker is away is the hub's own outage, and no attempt says it."""
    said = KINDS[Channel.TOPIC].ping(replace(means(broker), partner=f"nobody-{uuid4()}"))
    assert not said.well
    assert said.text.startswith("the broker has no topic")


def test_every_channel_of_the_catalogue_has_a_kind() -> None:
    """All but the counter, at which nothing is sent; one module stands behind each."""
    assert set(KINDS) == set(Channel) - {Channel.CHECK}
    assert len({kind.ping for kind in KINDS.values()}) == len(KINDS)
