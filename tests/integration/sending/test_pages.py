"""Receipts and pool changes on a real broker: every row of every page, in order, at least once."""

import asyncio
import signal
from dataclasses import asdict

from contract.line_on_store import LineOnStore
from scenario.cast import TAX
from scenario.message import penalty
from support.outbox_rows import Outbox
from support.sending_stack import Installation, Read, TopicReader, await_that, relay

from schemas.codec import Decoded, decode_known
from streams.sending.news import LOOK_ANYWAY_S, News
from streams.store.connection import connect


def test_killed_between_send_and_mark(
    installation: Installation, line: LineOnStore, outbox: Outbox
) -> None:
    """What was not marked comes again, the same bytes in the same order; then it is done."""
    receipts = TopicReader(installation.bootstrap, "credit.receipts.tax")
    for batch in range(3):
        line.publish(*(penalty(f"{batch}-{number}") for number in range(40)))
    with relay(installation.environment, "after:credit.receipts.") as process:
        assert process.wait(30) == -signal.SIGKILL
    with relay(installation.environment):
        await_that(lambda: _unsent(outbox, "page") == 0)
    read = receipts.read(240)
    receipts.close()
    assert [message.key for message in read[:120]] == [
        f"credit.events.tax/0/{offset}" for offset in range(120)
    ]
    assert read[120:] == read[:120]
    told = [_record(message) for message in read[:120]]
    assert [one["record_no"] for one in told] == [f"{b}-{n}" for b in range(3) for n in range(40)]
    assert {(one["outcome"], one["previous_outcome"]) for one in told} == {("ACCEPTED", None)}


def test_what_became_of_a_message_follows_it(
    installation: Installation, line: LineOnStore, outbox: Outbox
) -> None:
    """A later outcome is told after the first, with what held before; a fact gone is taken back."""
    receipts = TopicReader(installation.bootstrap, "credit.receipts.province")
    pool = TopicReader(installation.bootstrap, "credit.pool")
    told = penalty("1")
    line.publish(told.relayed("province", "P1", authority=asdict(TAX)))
    changes = line.publish(told).issued.pool
    with relay(installation.environment):
        await_that(lambda: _unsent(outbox, "outcome_change") + _unsent(outbox, "pool_page") == 0)
    first, second = [_record(message) for message in receipts.read(2)]
    facts = {message.key: message.value for message in pool.read(3)}
    receipts.close()
    pool.close()
    assert (first["outcome"], first["previous_outcome"]) == ("ACCEPTED", None)
    assert (second["outcome"], second["previous_outcome"]) == ("MERGED", "ACCEPTED")
    assert facts.keys() == {str(change.fact) for change in changes}
    assert {change.state: facts[str(change.fact)] is None for change in changes} == {
        "STANDING": False,
        "GONE": True,
    }


def test_an_entry_is_heard_of(fresh_database: str) -> None:
    """Who waits for another entry is woken by it; one committed before the wait is not missed."""

    async def run() -> None:
        news = News()
        with connect(fresh_database, "test news") as asking, connect(fresh_database, "test") as own:
            listening = asyncio.create_task(news.listen(asking))
            heard = 0
            for entry in (1, 2):
                heard = news.heard()
                with own.transaction():
                    own.execute("UPDATE line SET entry = %s", (entry,))
                    own.execute("SELECT pg_notify('hub_entry', %s)", (f"{entry} court",))
                while news.entry != entry:
                    await news.after(heard)
            await asyncio.wait_for(news.after(heard, "court"), LOOK_ANYWAY_S / 2)
            assert news.heard("bank") < news.heard("court") == news.heard()
            listening.cancel()

    asyncio.run(run())


def _unsent(outbox: Outbox, table: str) -> int:
    row = outbox.connection.execute(
        f"SELECT count(*) FROM {table} WHERE sent_at IS NULL"
    ).fetchone()
    assert row is not None
    return int(row[0])


def _record(message: Read) -> dict[str, object]:
    decoded = decode_known(message.value)
    assert isinstance(decoded, Decoded)
    return decoded.record
