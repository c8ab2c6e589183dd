"""A department's event, the whole way to two partners and back, on a hub that is up."""

import json
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from kafka import KafkaProducer
from scenario.codes import uscc
from support.hub_process import HubUp, environment, hub, hub_up
from support.sending_stack import Installation, SamplePartner, TopicReader, await_that, free_port

from schemas.codec import Decoded, Record, decode_known, encode
from schemas.samples import sample
from schemas.samples.parts import ORGANISATION


@pytest.fixture(scope="module")
def running() -> Iterator[HubUp]:
    """A hub that serves."""
    with tempfile.TemporaryDirectory(prefix="hub-way-") as folder:
        Path(folder).chmod(0o711)
        with hub_up(Path(folder) / "data") as up:
            yield up


@pytest.fixture(scope="module")
def partners(running: HubUp) -> Iterator[dict[str, SamplePartner]]:
    """The bank, the procurement centre and the court, known to the hub by its own commands."""
    root = Path(__file__).parents[3]
    installation = Installation(
        environment=environment(PYTHONPATH=str(root), HUB_DATA=str(running.data)),
        bootstrap=running.bootstrap,
        database_url=running.database,
        data=running.data,
    )
    made = {}
    for profile in ("bank", "procurement", "court"):
        partner = SamplePartner(installation, profile, free_port(), hub=running.api)
        partner.start()
        key = str(partner.ledger_file.with_suffix(".key.pub"))
        address = ["--url", f"{partner.url}/directives"] if profile == "bank" else []
        who = ("--by", "operator", "--because", "the samples come up")
        _do(running, "partner", "connect", profile, *address, "--public-key", key, *who)
        made[profile] = partner
    yield made
    for partner in made.values():
        partner.stop()


def _do(running: HubUp, *arguments: str) -> str:
    done = hub(*arguments, "--data", str(running.data))
    assert done.returncode == 0, done.stderr
    return done.stdout


def _publish(running: HubUp, record: Record, *, kind: str = "ListEntry", by: str = "hrss") -> None:
    producer = KafkaProducer(bootstrap_servers=running.bootstrap, acks="all")
    value = encode(f"credit.events.{kind}", record)
    producer.send(f"credit.events.{by}", key=b"W1", value=value).get(timeout=30)
    producer.close()


def _entry(record_no: str, **changed: object) -> Record:
    """A wage entry, decided yesterday and in force for a year."""
    today = datetime.now(UTC).date()
    days = {
        "decided_on": today - timedelta(days=1),
        "effective_from": None,
        "effective_until": today + timedelta(days=365),
        "served_on": None,
        "published_on": None,
    }
    return sample("credit.events.ListEntry") | days | {"record_no": record_no, **changed}


def _states(running: HubUp) -> list[tuple[str, str, str | None]]:
    """What the two were told and said; other partners are asked for at counters."""
    with psycopg.connect(running.database) as connection:
        return connection.execute(
            "SELECT partner, action, answer FROM directive"
            " WHERE partner IN ('bank', 'procurement') ORDER BY partner, n"
        ).fetchall()


def test_there_and_back(running: HubUp, partners: dict[str, SamplePartner]) -> None:
    """Two partners hold the measure and answer, one by a signed webhook, one by its topic; the
    department has its receipt; the END lifts both."""
    receipts = TopicReader(running.bootstrap, "credit.receipts.hrss")
    pool = TopicReader(running.bootstrap, "credit.pool")
    _publish(running, _entry("W1"))
    done = [("bank", "IMPOSE", "EXECUTED"), ("procurement", "IMPOSE", "EXECUTED")]
    await_that(lambda: _states(running) == done)
    assert all(partners[name].holds() for name in ("bank", "procurement"))
    (receipt,) = receipts.read(1)
    decoded = decode_known(receipt.value)
    assert isinstance(decoded, Decoded)
    assert (decoded.record["record_no"], decoded.record["outcome"]) == ("W1", "ACCEPTED")
    (change,) = pool.read(1)
    told = decode_known(change.value)
    assert isinstance(told, Decoded)
    assert (told.record["kind"], told.record["state"]) == ("ListEntry", "STANDING")

    ended = {"version": 2, "action": "END", "reason": "已支付", "on": datetime.now(UTC).date()}
    _publish(running, _entry("W1", **ended))
    await_that(lambda: [s[1:] for s in _states(running)].count(("LIFT", "EXECUTED")) == 2)
    assert not any(partner.holds() for partner in partners.values())
    receipts.close()
    pool.close()


def test_a_hold_and_its_release(running: HubUp, partners: dict[str, SamplePartner]) -> None:
    """`hub hold` keeps the bank's burdens back; released, they go (by the operator's commands)."""
    who = ("--by", "operator", "--because", "first load of stock")
    _do(running, "hold", "--partner", "bank", *who)
    _publish(running, _entry("W2", document_no="样人社监列〔2026〕2号"))
    await_that(partners["procurement"].holds)
    assert not partners["bank"].holds()
    _do(running, "release", "--partner", "bank", *who)
    await_that(partners["bank"].holds)
    assert hub("release", "--partner", "bank", *who, "--data", str(running.data)).returncode == 1
    told = json.loads(_do(running, "acts", "--about", "bank", "--json"))
    assert [act["name"] for act in told] == ["hold.end", "hold.begin", "partner.connect"]
    assert {act["because"] for act in told[:2]} == {"first load of stock"}


def test_a_ping_says_whether_a_partner_is_reached(
    running: HubUp, partners: dict[str, SamplePartner]
) -> None:
    """`hub partner ping` tells nothing about anybody, and its exit code says the same."""
    assert "reached" in _do(running, "partner", "ping", "bank")
    assert "topic" in _do(running, "partner", "ping", "procurement")
    before = partners["bank"].ledger()
    partners["bank"].behave("down")
    done = hub("partner", "ping", "bank", "--data", str(running.data))
    partners["bank"].behave("well")
    assert (done.returncode, "HTTP 503" in done.stdout) == (1, True)
    assert partners["bank"].ledger() == before


def test_what_was_answered_is_not_sent_again(
    running: HubUp, partners: dict[str, SamplePartner]
) -> None:
    """`hub directive resend` sends nothing that was answered, and says so."""
    with psycopg.connect(running.database) as connection:
        (answered,) = connection.execute(
            "SELECT directive_id::text FROM directive WHERE answer = 'EXECUTED' LIMIT 1"
        ).fetchone() or ("",)
    who = ("--by", "operator", "--because", "asked to")
    done = hub("directive", "resend", answered, *who, "--data", str(running.data))
    assert done.returncode == 1
    assert "answered" in done.stderr


def test_the_full_list_is_what_a_partner_holds(
    running: HubUp, partners: dict[str, SamplePartner]
) -> None:
    """The signed `GET /partners/bank/in-force` has just what the bank's ledger has."""
    bank = partners["bank"]
    await_that(bank.holds)
    bank.stop()
    bank.ledger_file.unlink()
    bank.start()
    assert not bank.holds()
    assert bank.reconcile() == 1
    assert len(bank.holds()) == 1


def test_a_court_hears_what_became_of_its_freeze(
    running: HubUp, partners: dict[str, SamplePartner]
) -> None:
    """The court's order goes to the bank, the bank's answer to the court; `hub verify` agrees."""
    days = {"decided_on": datetime.now(UTC).date() - timedelta(days=1), "effective_from": None}
    said = {"effective_until": None, "served_on": None, "published_on": None, "order": "FREEZE"}
    order = sample("credit.events.EnforcementOrder") | days | said
    order |= {"record_no": "D1", "original_order_no": "", "addressee": "bank", "objects": []}
    _publish(running, order, kind="EnforcementOrder", by="court")
    (result,) = await_results(partners["court"])
    assert (result["record_no"], result["order"], result["court"]) == ("D1", "FREEZE", "court")
    assert result["result"] in ("EXECUTED", "PARTIAL")
    assert (result["partner"], result["sequence"]) == ("bank", 1)
    _do(running, "verify")


def test_a_partner_that_cannot_do_it_is_shown_as_such(
    running: HubUp, partners: dict[str, SamplePartner]
) -> None:
    """The bank refuses: it holds nothing, and `hub explain` tells its answer and reason."""
    before = partners["bank"].holds()
    partners["bank"].behave("refuse")
    subject = {
        **ORGANISATION,
        "uscc": uscc("91", "00009001"),
        "org_code": "",
        "registration_no": "",
    }
    _publish(running, _entry("W3", document_no="样人社监列〔2026〕3号", subject=subject))
    await_that(lambda: ("bank", "IMPOSE", "NOT_EXECUTED") in _states(running))
    partners["bank"].behave("well")
    assert partners["bank"].holds() == before
    with psycopg.connect(running.database) as connection:
        (refused,) = connection.execute(
            "SELECT directive_id::text FROM directive WHERE answer = 'NOT_EXECUTED'"
        ).fetchall()
    told = json.loads(_do(running, "explain", *refused, "--json"))
    assert (told["partner"], told["state"]) == ("bank", "NOT_EXECUTED")
    (answer,) = told["answers"]
    assert (answer["result"], answer["reason_code"]) == ("NOT_EXECUTED", "R3004")
    assert answer["signed"] is True


def await_results(court: SamplePartner) -> list[dict[str, object]]:
    """What a sample court has heard of its orders, once it has heard something."""
    await_that(court.order_results)
    return court.order_results()
