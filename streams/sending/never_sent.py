"""
Courts' directives that were never sent (从未发出): the hub answers in the partner's place (R6).

Only the sender knows that a burden was never claimed, and only the line tells a court what became
of its order. So the sender says it on the partner's feedback topic, where the line journals it.
"""

import asyncio
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from connectors.channels.publisher import Publishes, ToPublish
from schemas.codec import encode
from streams.send import signature
from streams.statements import sending_statement
from streams.store.connection import Connection
from streams.track.answer import HUB_ANSWER_NO, NEVER_SENT

AT_A_TIME: Final = 200
WHY: Final = "the directive never left the hub: the measure was over or lifted before"
#: The word is not bound to a time: said twice, it is the same bytes.
AT_NO_TIME: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """
    A court's burdens at one partner that will not go any more, and of which nobody was told.

    `told`: those of which nothing ever left; `settled`: others, which a later directive replaced.
    """

    told: Sequence[UUID]
    settled: Sequence[UUID]

    def __bool__(self) -> bool:
        return bool(self.told or self.settled)


async def say_never_sent(
    connection: Connection,
    publisher: Publishes,
    partner: str,
    signers: signature.Signers,
    now: datetime,
    lock: asyncio.Lock | None = None,
) -> int:
    """
    Publish that they were never sent, then mark them; returns the number of directives.

    For whoever holds the partner's channel, served or not: nothing of it goes to the partner.
    `lock`: of a session that attempts use meanwhile; they do not wait for the broker.
    """
    alone = lock or nullcontext()
    async with alone:
        found = await asyncio.to_thread(unsent, connection, partner)
    if found:
        await publisher.publish([never_sent(partner, one, signers) for one in found.told])
        async with alone:
            await asyncio.to_thread(mark_said, connection, found, now)
    return len(found.told)


def unsent(connection: Connection, partner: str) -> Unsent:
    """A partner's directives for which this is still to be published, until `mark_said`."""
    given = {"partner": partner, "limit": AT_A_TIME}
    found = connection.execute(sending_statement("unsent"), given).fetchall()
    return Unsent(
        told=[directive for directive, nothing_left in found if nothing_left],
        settled=[directive for directive, nothing_left in found if not nothing_left],
    )


def mark_said(connection: Connection, found: Unsent, now: datetime) -> None:
    """
    The broker has it. If the process dies before this, it is published again, which changes
    nothing.
    """
    given = {"directives": [*found.told, *found.settled], "now": now}
    connection.execute(sending_statement("mark_unsent"), given)


def never_sent(partner: str, directive_id: UUID, signers: signature.Signers) -> ToPublish:
    """
    NOT_EXECUTED with D2006 on the partner's feedback topic, signed by the hub.

    Its number is below every answer the partner gives itself. Unsigned, or signed by anybody else,
    it does not count (E1107): a partner cannot say it.
    """
    record = {
        "directive_id": str(directive_id),
        "answer_no": HUB_ANSWER_NO,
        "result": "NOT_EXECUTED",
        "reason_code": NEVER_SENT,
        "reason": WHY,
    }
    value = encode("credit.answers.Answer", record)
    headers = signature.headers(signers, str(directive_id), AT_NO_TIME, value)
    return ToPublish(
        topic=f"feedback.{partner}",
        key=str(directive_id).encode(),
        value=value,
        headers=((signature.SIGNATURE, headers[signature.SIGNATURE].encode()),),
    )
