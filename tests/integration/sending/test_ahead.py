"""What goes next to a quick webhook partner is claimed while the last is pushed."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from aiohttp import web
from faults.broker import Broker, publisher
from faults.calls import Calls
from support.outbox_rows import NOON, SEAL, A, B, Outbox

from connectors.channels.webhook import Webhook, client
from schemas.catalogue.model import Channel
from streams.send.retry import Schedule
from streams.send.signature import Signers, headers
from streams.sending import pace
from streams.sending.counted import own_metrics
from streams.sending.day import Day
from streams.sending.pace import FEWEST, Pace
from streams.sending.push_partner import PushPartner
from streams.store.connection import SENDING, connect
from streams.store.rules_in_force import RulesInForce
from streams.wiring.clock import Clock
from streams.wiring.keys import KeyRing

UNSENT = "SELECT count(*) FROM directive WHERE sequence IS NOT NULL AND sent_at IS NULL"
MANY = [UUID(int=1000 + n) for n in range(3 * FEWEST)]

#: What the bank does with a directive before it says yes; its data as they were pushed.
Considers = Callable[[dict[str, Any]], Awaitable[None]]


async def at_once(_: dict[str, Any]) -> None:
    """Say yes."""


@dataclass(slots=True, kw_only=True)
class Bank:
    """A partner's server; `told`: the data of each directive, in their order."""

    considers: Considers = at_once
    told: list[dict[str, Any]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        """Handle one delivery."""
        data = json.loads(await request.read())["data"]
        self.told.append(data)
        await self.considers(data)
        return web.Response(status=202)

    def told_of(self, subject: UUID) -> list[tuple[str, int]]:
        """What it heard about one subject, each with its number."""
        mine = [one for one in self.told if one["subject_key"] == str(subject)]
        return [(one["action"], one["sequence"]) for one in mine]


@asynccontextmanager
async def pushing_to(bank: Bank, outbox: Outbox, url: str) -> AsyncIterator[PushPartner]:
    """A connector that knows its partner as a quick one, on a session of its own."""
    app = web.Application()
    app.router.add_post("/directives", bank.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        with connect(url, "test push", SENDING) as connection:
            async with client() as http:
                yield PushPartner(
                    partner="bank",
                    channel=Channel.WEBHOOK,
                    carrier=Webhook(
                        http=http,
                        url=f"{site.name}/directives",
                        sign=partial(headers, Signers(ed25519_seeds=(bytes(range(32)),))),
                        now_s=lambda: int(outbox.now.timestamp()),
                    ),
                    connection=connection,
                    publisher=publisher(Broker(appended_at=NOON), Calls(), "push"),
                    seal=SEAL,
                    signing=KeyRing(versions={1: bytes(range(32))}),
                    clock=Clock(now=lambda: outbox.now),
                    rules=RulesInForce(),
                    schedule=Schedule(),
                    metrics=own_metrics(),
                    day=Day(database_now=lambda _: outbox.now),
                    pace=Pace(quick=True),
                )
    finally:
        await runner.cleanup()


async def until(holds: Callable[[], object]) -> None:
    """Wait until a condition holds."""
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110  # it holds in a database
            await asyncio.sleep(0.01)


def claimed(outbox: Outbox) -> int:
    """How many are claimed and not sent."""
    row = outbox.connection.execute(UNSENT).fetchone()
    assert row is not None
    return int(row[0])


def test_the_next_is_claimed_while_the_last_is_pushed(
    with_rules: Outbox, fresh_database: str
) -> None:
    """No answer comes before others are claimed too; each is told once."""
    outbox = with_rules
    outbox.decide_many(MANY[1:], "bank")

    async def others_are_claimed(_: dict[str, Any]) -> None:
        if len(bank.told) <= FEWEST:
            await until(lambda: claimed(outbox) > FEWEST)

    async def run() -> None:
        async with pushing_to(bank, outbox, fresh_database) as pushing:
            while await pushing.step():
                pass

    bank = Bank(considers=others_are_claimed)
    asyncio.run(run())
    assert len(bank.told) == len({one["directive_id"] for one in bank.told}) == len(MANY)
    assert {one["sequence"] for one in bank.told} == {1}
    assert claimed(outbox) == 0


def test_what_follows_about_a_subject_waits_until_the_last_is_written_down(
    with_rules: Outbox, fresh_database: str
) -> None:
    """A lift decided while its burden is under way is not claimed with the next, and goes after."""
    outbox = with_rules
    outbox.decide("IMPOSE", subject=A)
    outbox.decide_many(MANY, "bank")

    async def lifted_meanwhile(data: dict[str, Any]) -> None:
        if data["subject_key"] == str(A) and data["action"] == "IMPOSE":
            lift = outbox.decide("LIFT", subject=A)
            await until(lambda: claimed(outbox) > FEWEST)
            assert outbox.column(lift.directive_id, "sequence") is None

    async def run() -> None:
        async with pushing_to(bank, outbox, fresh_database) as pushing:
            while await pushing.step():
                pass

    bank = Bank(considers=lifted_meanwhile)
    asyncio.run(run())
    assert bank.told_of(A) == [("IMPOSE", 1), ("LIFT", 2)]


def test_after_a_slow_step_a_lift_overtakes_what_was_claimed_ahead(
    with_rules: Outbox, fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was claimed ahead is claimed once more, with the same numbers, behind the lift."""
    monkeypatch.setattr(pace, "WAIT_S", 0.0)
    outbox = with_rules
    outbox.decide("IMPOSE", subject=B)
    outbox.sent(*outbox.claim())
    outbox.decide_many(MANY, "bank")

    async def run() -> None:
        async with pushing_to(bank, outbox, fresh_database) as pushing:
            assert await pushing.step()
            assert claimed(outbox) == FEWEST
            outbox.decide("LIFT", subject=B)
            while await pushing.step():
                pass

    bank = Bank()
    asyncio.run(run())
    assert bank.told[FEWEST]["action"] == "LIFT"
    assert {one["sequence"] for one in bank.told if one["action"] == "IMPOSE"} == {1}
    assert len(bank.told) == len(MANY) + 2


def test_killed_with_a_claim_ahead_the_next_one_sends_it(
    with_rules: Outbox, fresh_database: str
) -> None:
    """Whoever comes after finds it claimed and unsent: the same numbers, and nobody is left out."""
    outbox = with_rules
    outbox.decide_many(MANY[1:], "bank")

    async def never(_: dict[str, Any]) -> None:
        await asyncio.Event().wait()

    async def killed() -> None:
        async with pushing_to(Bank(considers=never), outbox, fresh_database) as pushing:
            step = asyncio.create_task(pushing.step())
            await until(lambda: claimed(outbox) == 2 * FEWEST)
            step.cancel()
            await asyncio.wait([step])

    async def after() -> None:
        async with pushing_to(bank, outbox, fresh_database) as pushing:
            while await pushing.step():
                pass

    asyncio.run(killed())
    bank = Bank()
    asyncio.run(after())
    assert len({one["directive_id"] for one in bank.told}) == len(MANY)
    assert {one["sequence"] for one in bank.told} == {1}
