"""Answers are written down by the line while a sender weighs and marks the same directives."""

import random
from collections.abc import Sequence
from threading import Barrier, Thread
from uuid import UUID

import psycopg
from support.outbox_rows import SEAL, Outbox

from streams.sending.claims import Claims
from streams.sending.marks import mark_sent
from streams.statements import store_statement
from streams.store.connection import SENDING, connect, connect_to_decide

MANY = 400
ROUNDS = 10


def test_line_and_sender_do_not_wait_for_each_other_in_a_circle(
    outbox: Outbox, fresh_database: str
) -> None:
    """
    Each takes what it writes in the order of ids: the database ends neither.

    It would after a second, for which the line stands still, and the sender loses its session.
    """
    outbox.decide_many((UUID(int=1000 + number) for number in range(MANY)), "bank")
    ids: list[UUID] = []
    while some := outbox.claim():
        outbox.sent(*some)
        ids += [one.id for one in some]
    begin, ended = Barrier(2), list[psycopg.Error]()

    def answers() -> None:
        with connect_to_decide(fresh_database, "test line") as line:
            for number in range(1, ROUNDS + 1):
                mine = _in_any_order(ids)
                begin.wait()
                try:
                    line.execute(
                        store_statement("answered"),
                        {
                            "directives": mine,
                            "numbers": [number] * len(mine),
                            "results": ["ACCEPTED"] * len(mine),
                            "codes": [""] * len(mine),
                            "at": [outbox.now] * len(mine),
                            "entry": 1 + number,
                        },
                    )
                except psycopg.errors.DeadlockDetected as ended_by:
                    ended.append(ended_by)

    def sends() -> None:
        channel = outbox.catalogue.partners["bank"].channel
        with connect(fresh_database, "test sender", SENDING) as session:
            claims = Claims(connection=session, seal=SEAL, partner="bank", channel=channel)
            for _ in range(ROUNDS):
                begin.wait()
                for _ in range(3):
                    try:
                        claims.claim(outbox.catalogue, outbox.now, outbox.today)
                        mark_sent(session, _in_any_order(ids), outbox.now)
                    except psycopg.errors.DeadlockDetected as ended_by:
                        ended.append(ended_by)

    threads = [Thread(target=work) for work in (answers, sends)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ended == []


def _in_any_order(ids: Sequence[UUID]) -> list[UUID]:
    return random.sample(ids, len(ids))
