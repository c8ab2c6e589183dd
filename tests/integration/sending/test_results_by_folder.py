"""A court with a folder hears there what became of its orders (R13, R14)."""

import signal

import pytest
from contract.line_on_store import LineOnStore
from integration.sending.test_order_results import freeze_and_answer
from support.bank_folder import partner_with_folder
from support.outbox_rows import Outbox
from support.sending_stack import PUSH, Installation, await_that, process, push

from streams.track.answer import AnswerResult


def all_sent(outbox: Outbox) -> bool:
    """Whether every result is marked as sent."""
    rows = outbox.connection.execute("SELECT sent_at FROM order_result").fetchall()
    return bool(rows) and all(sent for (sent,) in rows)


def test_each_result_is_a_file_and_is_kept_once(
    installation: Installation, line: LineOnStore, outbox: Outbox
) -> None:
    """Signed, named by its sequence, in order; the court's ledger has each and no gap."""
    court = partner_with_folder(installation, outbox, "court")
    for number in ("F1", "F2"):
        freeze_and_answer(line, number, AnswerResult.EXECUTED)
    with push(installation.environment):
        await_that(lambda: all_sent(outbox))
    assert [int(name.partition("-")[0]) for name in court.files()] == [1, 2]
    with court.client() as client:
        found = client.once()
        assert (found.results, found.outcomes, found.strangers) == (2, (), 0)
        kept = [str(one["record_no"]) for one in client.ledger.results.values()]
        assert kept == ["F1", "F2"]
        assert not client.ledger.gap
        assert client.once().results == 0


@pytest.mark.parametrize(("when", "files"), [("before", 0), ("after", 1)])
def test_killed_at_any_moment_a_result_is_one_file(
    installation: Installation, line: LineOnStore, outbox: Outbox, when: str, files: int
) -> None:
    """Before it was written, or written and not marked: there is one file in the end."""
    court = partner_with_folder(installation, outbox, "court")
    freeze_and_answer(line, "F1", AnswerResult.EXECUTED)
    with process(installation.environment, str(PUSH), when) as dying:
        assert dying.wait(30) == -signal.SIGKILL
    assert len(court.files()) == files
    with push(installation.environment):
        await_that(lambda: all_sent(outbox))
    assert len(court.files()) == 1
