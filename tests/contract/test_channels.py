"""One suite for every channel: what a letter that is taken is, and what follows where none is."""

import asyncio
import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from contract.channels_under_test import (
    NEVER,
    SEED,
    SUBJECT,
    Reached,
    Trouble,
    by_folder,
    by_topic,
    by_webhook,
    means,
    nobody_at,
)

from connectors.channels import folder
from connectors.channels.kinds import KINDS
from connectors.channels.port import Letter, Meaning
from connectors.channels.settings import PartnerSettings
from connectors.partners.signature import public_key, require_signed
from schemas.catalogue.model import Channel
from streams.send.signature import public_text


def showing(trouble: Trouble) -> list[Channel]:
    """The channels at which there can be such trouble."""
    return [channel for channel in KINDS if (channel, trouble) not in NEVER]


@pytest.fixture(params=list(KINDS))
def reached(request: pytest.FixtureRequest, tmp_path: Path) -> Reached:
    """A partner that is there, by each channel."""
    match request.param:
        case Channel.TOPIC:
            return partial(by_topic, request.getfixturevalue("broker"))
        case Channel.WEBHOOK:
            return by_webhook
        case _:
            folder.prepare(PartnerSettings({"folder": str(tmp_path)}))
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


@pytest.mark.parametrize("reached", showing(Trouble.REFUSED), indirect=True)
def test_a_letter_that_is_refused_is_returned(reached: Reached) -> None:
    """It alone goes to a person; nothing that the partner wrote is told; the next one is taken."""

    async def run() -> None:
        async with reached() as partner:
            first, refused, last = letters = [partner.letter(number) for number in range(1, 4)]
            with partner.troubles[Trouble.REFUSED](refused):
                attempts = await partner.carrier.attempt(letters)
            meanings = [Meaning.TAKEN, Meaning.RETURNED, Meaning.TAKEN]
            assert [one.meaning for one in attempts] == meanings
            assert attempts[1].why
            assert str(SUBJECT) not in attempts[1].why
            got = await asyncio.to_thread(partner.read)
            assert [one.id for one in got] == [str(first.id), str(last.id)]

    asyncio.run(run())


@pytest.mark.parametrize("reached", showing(Trouble.STUCK), indirect=True)
def test_one_letter_that_cannot_be_taken_keeps_no_other(reached: Reached) -> None:
    """All others are taken in their order, the channel is not broken by it, and once it can be
    taken it comes as it was."""

    async def run() -> None:
        async with reached() as partner:
            letters = [partner.letter(number) for number in range(1, 8)]
            stuck, others = letters[3], letters[:3] + letters[4:]
            with partner.troubles[Trouble.STUCK](stuck):
                attempts = await partner.carrier.attempt(letters)
                got = await asyncio.to_thread(partner.read)
            assert [one.id for one in got] == [str(one.id) for one in others]
            assert attempts[3].meaning is Meaning.LATER
            assert attempts[3].why
            assert {one.meaning for one in (*attempts[:3], *attempts[4:])} == {Meaning.TAKEN}
            (again,) = await partner.carrier.attempt([stuck])
            assert again.meaning is Meaning.TAKEN
            got = await asyncio.to_thread(partner.read)
            assert [one.body for one in got if one.id == str(stuck.id)] == [stuck.body]

    asyncio.run(run())


@pytest.mark.parametrize("channel", showing(Trouble.NOBODY_THERE))
def test_where_nobody_is_the_letter_waits(channel: Channel, tmp_path: Path) -> None:
    """The attempt says that nobody was reached, in words, and raises nothing; so does a ping."""
    nowhere = nobody_at(tmp_path)

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


def test_what_a_channel_cannot_show_is_known(reached: Reached) -> None:
    """These four and no other: each with its reason, and everything else is made and tried."""
    assert set(NEVER) == {
        (Channel.TOPIC, Trouble.NOBODY_THERE),
        (Channel.TOPIC, Trouble.REFUSED),
        (Channel.TOPIC, Trouble.STUCK),
        (Channel.FOLDER, Trouble.REFUSED),
    }
    assert all(NEVER.values())

    async def run() -> None:
        async with reached() as partner:
            made = {trouble for trouble in Trouble if (partner.channel, trouble) not in NEVER}
            assert set(partner.troubles) == made - {Trouble.NOBODY_THERE}

    asyncio.run(run())


def test_a_topic_that_is_not_there_is_told(broker: str) -> None:
    """By a ping; whether the broker is away is the hub's own outage, and no attempt says it."""
    said = KINDS[Channel.TOPIC].ping(replace(means(broker), partner=f"nobody-{uuid4()}"))
    assert not said.well
    assert said.text.startswith("the broker has no topic")


def test_every_channel_of_the_catalogue_has_a_kind() -> None:
    """All but the counter, at which nothing is sent; one module stands behind each."""
    assert set(KINDS) == set(Channel) - {Channel.CHECK}
    assert len({kind.ping for kind in KINDS.values()}) == len(KINDS)
