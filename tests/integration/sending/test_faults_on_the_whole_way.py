"""What goes wrong between a hub that is up and its partners, seen on `/metrics` and recounted."""

import os
import signal
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import LiteralString
from uuid import UUID

import httpx
import psycopg
import pytest
from hub_process import HubUp, environment, hub, hub_up, processes_of
from kafka import KafkaProducer
from prometheus_client.parser import text_string_to_metric_families
from scenario.codes import organisation_code, uscc
from sending_stack import Installation, SamplePartner, await_that, free_port

from schemas.codec import Record, encode
from schemas.samples import sample

Partners = Mapping[str, SamplePartner]

#: Numbers of organisations, none named twice.
NUMBERS = count(10_000_001)

#: Burdens that nothing of their measure follows.
IN_FORCE: LiteralString = (
    "action <> 'LIFT' AND NOT EXISTS (SELECT FROM directive AS later"
    " WHERE later.measure_id = directive.measure_id AND later.n > directive.n)"
)


@pytest.fixture(scope="module")
def running() -> Iterator[HubUp]:
    """A hub that serves, with one worker."""
    with tempfile.TemporaryDirectory(prefix="hub-faults-") as folder:
        Path(folder).chmod(0o711)
        with hub_up(Path(folder) / "data") as up:
            yield up


@pytest.fixture(scope="module")
def partners(running: HubUp) -> Iterator[Partners]:
    """The bank, reached by webhook, and the procurement centre, which reads its topic."""
    installation = Installation(
        environment=environment(PYTHONPATH=str(Path(__file__).parents[3])),
        bootstrap=running.bootstrap,
        database_url=running.database,
        data=running.data,
    )
    made = {}
    for profile in ("bank", "procurement"):
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
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _verify(running: HubUp, partners: Partners) -> None:
    """The recount agrees with both partners' ledgers, read as files."""
    ledgers = [f"--partner={name}={each.ledger_file}" for name, each in partners.items()]
    assert "partners asked: bank, procurement" in _do(running, "verify", *ledgers)


def _entry(number: int, **changed: object) -> Record:
    """A wage entry about an organisation of its own, decided yesterday, in force for a year."""
    today = datetime.now(UTC).date()
    entry = sample("credit.events.ListEntry")
    digits = f"{number:08}"
    codes = {"uscc": uscc("91", digits), "org_code": organisation_code(digits)}
    own = {
        "record_no": f"F{number}",
        "document_no": f"样人社监列〔2026〕{number}号",
        "subject": {**entry["subject"], **codes, "name": f"样例{number}", "registration_no": ""},
        "related": [],
        "decided_on": today - timedelta(days=1),
        "effective_from": None,
        "effective_until": today + timedelta(days=365),
        "served_on": None,
        "published_on": None,
    }
    return entry | own | changed


def _ended(number: int) -> Record:
    """The same entry, ended today."""
    today = datetime.now(UTC).date()
    return _entry(number, version=2, action="END", reason="已支付", on=today)


def _publish(running: HubUp, *values: Record | bytes) -> None:
    producer = KafkaProducer(bootstrap_servers=running.bootstrap, acks="all")
    for value in values:
        content = value if isinstance(value, bytes) else encode("credit.events.ListEntry", value)
        producer.send("credit.events.hrss", key=b"F", value=content)
    producer.flush(timeout=30)
    producer.close()


def _shown(running: HubUp, gauge: str, **labels: str) -> float:
    """The sum of a gauge over its series with these labels, as `/metrics` shows it."""
    text = httpx.get(f"{running.api}/metrics", timeout=30).text
    return sum(
        one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
        if one.name == gauge and labels.items() <= one.labels.items()
    )


def _await_shown(running: HubUp, value: float, gauge: str, **labels: str) -> None:
    await_that(lambda: _shown(running, gauge, **labels) == value)


def _await_above(running: HubUp, value: float, gauge: str, **labels: str) -> None:
    await_that(lambda: _shown(running, gauge, **labels) > value)


def _ids(running: HubUp, partner: str, condition: LiteralString = "true") -> list[UUID]:
    """Directives to a partner that meet a condition on their row, in the order decided."""
    with psycopg.connect(running.database) as connection:
        rows = connection.execute(
            f"SELECT directive_id FROM directive WHERE partner = %s AND {condition}"
            " ORDER BY entry, directive_id",
            [partner],
        )
        return [row[0] for row in rows]


def _await_new(running: HubUp, partner: str, known: list[UUID], many: int = 1) -> list[UUID]:
    """What is decided beside the known directives, once it is so many."""
    await_that(lambda: len(_ids(running, partner)) == len(known) + many)
    return [one for one in _ids(running, partner) if one not in known]


def _await_executed(running: HubUp) -> None:
    """Every directive that was decided is answered as executed."""
    open_yet: LiteralString = "answer IS DISTINCT FROM 'EXECUTED'"
    names = ("bank", "procurement")
    await_that(lambda: not any(_ids(running, name, open_yet) for name in names), 60)


@contextmanager
def _misbehaving(partner: SamplePartner, mode: str) -> Iterator[None]:
    """The partner behaves like this inside the block, and well after it."""
    partner.behave(mode)
    try:
        yield
    finally:
        partner.behave("well")


def _held(partner: SamplePartner) -> set[str]:
    return {str(one["directive_id"]) for one in partner.holds()}


def _pid(running: HubUp, role: str) -> int:
    """The one process of a role."""
    lines = processes_of(running.data).items()
    (pid,) = [pid for pid, line in lines if f"streams.wiring.run {role} " in line]
    return pid


def test_a_bank_that_is_down_shows_and_delays_nobody(running: HubUp, partners: Partners) -> None:
    """A bank that is down shows on `/metrics` while procurement is told; back, it executes all."""
    bank, procurement = partners["bank"], partners["procurement"]
    with _misbehaving(bank, "down"):
        _publish(running, _entry(next(NUMBERS)))
        await_that(procurement.holds)
        _await_above(running, 0, "hub_channel_failures", partner="bank")
        _await_above(running, 0, "hub_unsent_directives", partner="bank")
        assert not bank.holds()
    _await_executed(running)
    assert len(bank.holds()) == len(procurement.holds()) == 1
    _await_shown(running, 0, "hub_channel_failures", partner="bank")
    _verify(running, partners)


def test_a_lost_reply_doubles_nothing(running: HubUp, partners: Partners) -> None:
    """A bank that applies a directive and loses its reply is told again, and applies it once."""
    bank = partners["bank"]
    known, applied = _ids(running, "bank"), bank.ledger().applied
    with _misbehaving(bank, "cut"):
        _publish(running, _entry(next(NUMBERS)))
        (told,) = _await_new(running, "bank", known)
        await_that(lambda: [one["id"] for one in bank.seen()].count(str(told)) > 1)
        assert _ids(running, "bank", "answer IS NULL") == [told]
    _await_executed(running)
    assert bank.ledger().applied == applied + 1
    assert str(told) in _held(bank)
    _verify(running, partners)


def test_what_a_bank_forgot_is_sent_again(running: HubUp, partners: Partners) -> None:
    """A bank that says 200 and forgets is sent the same bytes at each missed answer; it shows."""
    bank = partners["bank"]
    known = _ids(running, "bank")
    with _misbehaving(bank, "forget"):
        _publish(running, _entry(next(NUMBERS)))
        (told,) = _await_new(running, "bank", known)
        for misses in ("1", "2"):
            _let_the_answer_be_due(running, told)
            _await_shown(running, 1, "hub_answer_misses", partner="bank", misses=misses)
        await_that(lambda: _awaited(running, told))
        assert str(told) not in _held(bank)
    _let_the_answer_be_due(running, told)
    _await_executed(running)
    bodies = [one["body"] for one in bank.seen() if one["id"] == str(told)]
    assert (len(bodies), len(set(bodies))) == (4, 1)
    assert str(told) in _held(bank)
    _await_shown(running, 0, "hub_answer_misses", partner="bank")
    _verify(running, partners)


def _awaited(running: HubUp, told: UUID) -> bool:
    """Whether it was sent, and its answer is not due yet."""
    return told in _ids(running, "bank", "next_attempt_at IS NULL AND answer_by > now()")


def _let_the_answer_be_due(running: HubUp, told: UUID) -> None:
    """Once it was sent, let the time for its answer be over."""
    await_that(lambda: _awaited(running, told))
    with psycopg.connect(running.database) as connection:
        connection.execute(
            "UPDATE directive SET answer_by = now() - interval '1 second' WHERE directive_id = %s",
            [told],
        )


def test_a_lift_goes_first_when_a_channel_is_resumed(running: HubUp, partners: Partners) -> None:
    """An address that is another's pauses the bank; resumed, a lift goes before older burdens."""
    bank = partners["bank"]
    ending, refused, waiting = (next(NUMBERS) for _ in range(3))
    known = _ids(running, "bank")
    _publish(running, _entry(ending))
    (imposed,) = _await_new(running, "bank", known)
    _await_executed(running)
    with _misbehaving(bank, "gone"):
        known = _ids(running, "bank")
        _publish(running, _entry(refused))
        _await_shown(running, 1, "hub_channel_paused", partner="bank")
        _publish(running, _entry(waiting), _ended(ending))
        _await_new(running, "bank", known, 3)
        (lift,) = _ids(running, "bank", "action = 'LIFT'")
        before = len(bank.seen())
        assert str(imposed) in _held(bank)
    assert len(bank.seen()) == before
    _do(running, "partner", "resume", "bank", "--by", "operator", "--because", "address is back")
    _await_executed(running)
    came = [one["id"] for one in bank.seen()[before:]]
    assert (came[0], len(came)) == (str(lift), 3)
    assert str(imposed) not in _held(bank)
    _await_shown(running, 0, "hub_channel_paused", partner="bank")
    _verify(running, partners)


def test_a_killed_relay_goes_on_where_it_was(running: HubUp, partners: Partners) -> None:
    """A relay killed while directives flow is started again; procurement holds what was decided."""
    known, killed = _ids(running, "procurement"), _pid(running, "relay")
    sent = len(_ids(running, "procurement", "sent_at IS NOT NULL"))
    _publish(running, *(_entry(next(NUMBERS)) for _ in range(20)))
    await_that(lambda: len(_ids(running, "procurement", "sent_at IS NOT NULL")) > sent)
    os.kill(killed, signal.SIGKILL)
    _publish(running, *(_entry(next(NUMBERS)) for _ in range(20)))
    _await_new(running, "procurement", known, 40)
    _await_executed(running)
    assert _pid(running, "relay") != killed
    assert "relay was ended by SIGKILL" in (running.data.parent / "data.stderr").read_text()
    for name, partner in partners.items():
        assert _held(partner) == {str(one) for one in _ids(running, name, IN_FORCE)}
        assert partner.ledger().applied == len(_ids(running, name))
    _await_shown(running, 0, "hub_unrelayed_pages")
    _verify(running, partners)


def test_a_stopped_worker_shows_and_catches_up(running: HubUp, partners: Partners) -> None:
    """A stopped worker shows by its heartbeat and its lag; woken up it decides all that waited."""
    worker, known = _pid(running, "worker"), _ids(running, "procurement")
    os.kill(worker, signal.SIGSTOP)
    try:
        _publish(running, _entry(next(NUMBERS)))
        _await_above(running, 3, "hub_heartbeat_age_seconds")
        _await_above(running, 0, "hub_lag_messages", topic="credit.events.hrss")
        assert _ids(running, "procurement") == known
    finally:
        os.kill(worker, signal.SIGCONT)
    _await_new(running, "procurement", known)
    _await_executed(running)
    _await_shown(running, 0, "hub_lag_messages")
    await_that(lambda: _shown(running, "hub_heartbeat_age_seconds") < 3)
    assert _pid(running, "worker") == worker
    _verify(running, partners)


def test_broken_bytes_are_quarantined_and_counted(running: HubUp, partners: Partners) -> None:
    """A message that nobody can read is kept in quarantine and shows; what follows is decided."""
    known = _ids(running, "procurement")
    assert _shown(running, "hub_quarantined_messages") == 0
    _publish(running, b"\xff\x00 broken", _entry(next(NUMBERS)))
    _await_new(running, "procurement", known)
    _await_executed(running)
    _await_shown(running, 1, "hub_quarantined_messages", department="hrss")
    _verify(running, partners)
