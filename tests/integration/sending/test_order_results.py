"""What courts are told of their orders, over a real broker; and what is told of quarantine."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from contract.line_on_store import LineOnStore
from scenario.calendar import TODAY
from scenario.message import continuation, freeze
from support.outbox_rows import SEAL, Outbox
from support.sending_stack import Installation, TopicReader, await_that, begun_now, relay

from connectors.partners.client import PartnerClient
from connectors.partners.ledger_file import read_ledger
from connectors.partners.signature import public_key
from schemas.catalogue.model import Channel
from schemas.codec import Decoded, decode_known
from streams.accept.outcome import Quarantined
from streams.send.signature import public_text
from streams.sending.order_results import ResultClaims
from streams.store.seal import result_cell
from streams.track.answer import Answer, AnswerArrived, AnswerResult
from streams.wiring.keys import load_keys


@pytest.fixture
def court(installation: Installation) -> Iterator[TopicReader]:
    """Reads the court's topic from now on."""
    reader = TopicReader(installation.bootstrap, "sanctions.court")
    yield reader
    reader.close()


def freeze_and_answer(line: LineOnStore, number: str, result: AnswerResult) -> None:
    """A court's freeze, and what the bank says of it."""
    (directive,) = line.publish(freeze(number)).issued.directives
    line.decide(
        [
            AnswerArrived(
                origin=line.origin("feedback.bank", TODAY),
                partner="bank",
                answer=Answer(
                    directive_id=directive.directive_id,
                    answer_no=1,
                    result=result,
                    controlled_amount_fen=10_000,
                ),
            )
        ]
    )


def read_as_court(installation: Installation, ledger: Path) -> tuple[list[str], PartnerClient]:
    """One look of the court at its topic: the numbers of the orders it heard of."""
    seed = load_keys(installation.data / "keys").hub_ed25519.current
    heard: list[str] = []
    with PartnerClient(
        partner="court",
        bootstrap_servers=installation.bootstrap,
        ledger_file=ledger,
        public_keys=[public_key(public_text(seed))],
        on_order_result=lambda result: heard.append(result.fields["record_no"]),
    ) as client:
        client.once()
    return heard, client


def test_a_court_reads_what_became_of_its_order(
    installation: Installation, line: LineOnStore, outbox: Outbox, tmp_path: Path
) -> None:
    """Freeze, answer, result: sequenced, told once to the court's own code, kept in its ledger."""
    ledger = begun_now(installation.bootstrap, "court", tmp_path / "court.json")
    start = read_ledger(ledger).position
    freeze_and_answer(line, "F1", AnswerResult.EXECUTED)
    freeze_and_answer(line, "F2", AnswerResult.PARTIAL)
    line.publish(freeze("F3", decided="2024-03-01", effective_from="2024-03-01"))
    line.publish(continuation("C3", of="F3", decided="05-01"))
    with relay(installation.environment):
        await_that(lambda: _unsent(outbox) == 0)
    heard, client = read_as_court(installation, ledger)
    assert heard == ["F1", "F2", "F3", "C3"]
    results = list(client.ledger.results.values())
    assert [one["result"] for one in results] == [
        "EXECUTED",
        "PARTIAL",
        "NOT_EXECUTED",
        "NOT_EXECUTED",
    ]
    assert [one["reason_code"] for one in results] == ["", "", "D2005", "D2005"]
    assert [one["sequence"] for one in results] == [1, 2, 3, 4]
    assert {one["recipient"] for one in results} == {"court"}
    assert list(client.ledger.streams.values()) == [4]
    client.desk.move_to(start)
    assert read_as_court(installation, ledger)[0] == []


def test_a_result_claimed_by_a_relay_that_died_goes_with_its_bytes(
    installation: Installation, line: LineOnStore, outbox: Outbox, court: TopicReader
) -> None:
    """Killed between claim and send, and again between send and mark: the same bytes each time."""
    freeze_and_answer(line, "F1", AnswerResult.EXECUTED)
    for when in ("before", "after"):
        with relay(installation.environment, when) as process:
            assert process.wait(30) == -signal.SIGKILL
    found = outbox.connection.execute("SELECT result_id, sent_at, body FROM order_result")
    ((result_id, sent_at, body),) = found.fetchall()
    assert sent_at is None
    with relay(installation.environment):
        first, second = court.read(2)
        await_that(lambda: _unsent(outbox) == 0)
    assert first.value == second.value == SEAL.open(body, result_cell(result_id), 1)
    decoded = decode_known(first.value)
    assert isinstance(decoded, Decoded)
    assert decoded.record["result_id"] == str(result_id)
    assert first.key == decoded.record["subject_key"]


def test_after_a_restore_no_result_goes_before_partners_may_be_told_again(
    line: LineOnStore, outbox: Outbox
) -> None:
    """Of a restored database courts hear nothing either, until `hub retell` has been run."""
    freeze_and_answer(line, "F1", AnswerResult.EXECUTED)
    claims = ResultClaims(
        connection=outbox.connection, seal=SEAL, partner="court", channel=Channel.TOPIC
    )
    outbox.connection.execute("INSERT INTO generation (number, after_entry) VALUES (1000000, 1)")
    assert claims.claim(outbox.catalogue, outbox.now) == ()
    outbox.connection.execute("UPDATE generation SET told_at = now()")
    (one,) = claims.claim(outbox.catalogue, outbox.now)
    decoded = decode_known(one.body)
    assert isinstance(decoded, Decoded)
    assert decoded.record["sequence"] == 1_000_001


def test_what_is_quarantined_is_told_without_its_bytes(
    installation: Installation, line: LineOnStore, outbox: Outbox
) -> None:
    """A department's message and a partner's answer: place and reason, once each."""
    reader = TopicReader(installation.bootstrap, "credit.quarantine")
    places = ("credit.events.tax", "tax"), ("feedback.bank", "bank")
    line.decide(
        Quarantined(
            origin=line.origin(topic, TODAY),
            source=source,
            code="E1502",
            hint="",
            payload=b"91999900MA0000007U",
        )
        for topic, source in places
    )
    with relay(installation.environment):
        messages = reader.read(2)
    reader.close()
    told = {message.key: json.loads(message.value) for message in messages}
    assert told.keys() == {"credit.events.tax/0/0", "feedback.bank/0/0"}
    one = told["feedback.bank/0/0"]
    assert one.keys() == {
        "topic", "partition", "offset", "code", "hint", "source", "entry", "judged_at",
    }  # fmt: skip
    assert (one["source"], one["code"], one["offset"]) == ("bank", "E1502", 0)
    assert one["hint"]
    assert not any(b"91999900" in message.value for message in messages)
    assert outbox.connection.execute("SELECT 1 FROM page WHERE sent_at IS NULL").fetchall() == []


def _unsent(outbox: Outbox) -> int:
    row = outbox.connection.execute("SELECT count(*) FROM order_result WHERE sent_at IS NULL")
    (number,) = row.fetchone() or (0,)
    return int(number)
