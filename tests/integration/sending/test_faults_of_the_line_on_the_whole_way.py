"""What goes wrong with a running hub's processes and its input: it shows, and it alarms."""

import json
import os
import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.hub_with_partners import BY, HubWithPartners, hub_with_partners
from support.own_senders import stopped
from support.sending_stack import await_that
from support.wage_entries import NUMBERS, ended, entry

from schemas.catalogue.load import SAMPLE


@pytest.fixture(scope="module")
def hub() -> Iterator[HubWithPartners]:
    """One hub for all of these tests; each leaves it well."""
    with hub_with_partners() as made:
        yield made


def test_a_stopped_worker_shows_and_catches_up(hub: HubWithPartners) -> None:
    """A stopped worker shows and alarms by its heartbeat and its lag; woken up it decides all."""
    hub.await_quiet()
    worker, known = hub.pid("worker"), hub.ids("procurement")
    with stopped(worker):
        hub.publish(entry(next(NUMBERS)))
        hub.await_above(3, "hub_heartbeat_age_seconds")
        hub.await_above(0, "hub_lag_messages", topic="credit.events.hrss")
        assert "HubStuck" in hub.alerts(hub.scrape(), hub.scrape(later_s=240))
        assert "HubDayLate" in hub.alerts(hub.scrape(later_s=timedelta(hours=50).total_seconds()))
        hub.change("UPDATE heartbeat SET beaten_at = beaten_at - interval '30 seconds'")
        hub.await_alert("HubNobodyDecides")
        assert hub.ids("procurement") == known
    hub.await_new("procurement", known)
    hub.await_executed()
    hub.await_shown(0, "hub_lag_messages")
    await_that(lambda: hub.shown("hub_heartbeat_age_seconds") < 3)
    assert hub.alerts(hub.scrape(), hub.scrape(later_s=240)) == {}
    assert hub.pid("worker") == worker
    hub.verify()


def test_an_act_that_nobody_takes_alarms(hub: HubWithPartners) -> None:
    """An officer's act waits while the worker is stopped, alarms, and is done once it goes on."""
    with ThreadPoolExecutor(1) as officer:
        with stopped(hub.pid("worker")):
            done = officer.submit(hub.do, "catalogue", "load", str(SAMPLE), *BY)
            hub.await_alert("HubCommandsWait")
        done.result()
    hub.await_quiet()


def test_an_interface_that_is_gone_alarms(hub: HubWithPartners) -> None:
    """While nobody answers at `/metrics` that alarms by itself; the interface is started again."""
    killed = hub.pid("api")
    os.kill(killed, signal.SIGKILL)
    hub.await_alert("HubNotScraped")
    hub.await_quiet()
    assert hub.pid("api") != killed


def test_an_edition_that_ends_alarms(hub: HubWithPartners, tmp_path: Path) -> None:
    """Twenty days before the last edition of a row ends that alarms, until another follows."""
    rows = tmp_path / "rows"
    shutil.copytree(SAMPLE, rows)
    file = rows / "measures.toml"
    ends = datetime.now(UTC).date() + timedelta(days=20)
    text = file.read_text("utf-8")
    head, edition, rest = text.partition("valid_from = 2026-01-01\n")
    assert edition
    file.write_text(f"{head}{edition}valid_until = {ends.isoformat()}\n{rest}", "utf-8")
    hub.do("catalogue", "load", str(rows), *BY)
    hub.await_alert("HubEditionEnds", measure="PRC-01")
    hub.do("catalogue", "load", str(SAMPLE), *BY)
    hub.await_quiet()


def test_a_department_that_is_refused_much_alarms(hub: HubWithPartners) -> None:
    """A department's very first file raises an alert when all its rows are refused."""
    before = hub.scrape()
    tomorrow = datetime.now(UTC).date() + timedelta(days=2)
    hub.publish(*(entry(next(NUMBERS), decided_on=tomorrow) for _ in range(60)))
    hub.await_above(59, "hub_events_total", department="hrss", outcome="REFUSED")
    going = hub.alerts(before, hub.scrape(later_s=60))
    assert going.keys() == {"HubRefusesMuch"}
    assert [dict(of) for of in going["HubRefusesMuch"]] == [{"department": "hrss"}]


def test_a_record_that_waits_for_another_alarms(hub: HubWithPartners) -> None:
    """An end without its beginning alarms when it has waited for 31 days, until somebody has seen
    to it."""
    number = next(NUMBERS)
    hub.publish(ended(number))
    hub.await_shown(1, "hub_parked_records")
    assert hub.alerts(hub.scrape()) == {}
    hub.change("UPDATE waiting SET since = since - 31")
    hub.change("UPDATE agenda SET due_on = due_on - 31 WHERE what = 'WAITING'")
    hub.do("catalogue", "load", str(SAMPLE), *BY)  # as on a new day, who has waited long is told of
    hub.await_alert("HubParkedLong")
    hub.change("UPDATE waiting SET since = since + 31")
    hub.publish(entry(number))
    hub.await_shown(0, "hub_parked_records")
    (task,) = json.loads(hub.do("tasks", "list", "--kind", "PARKED", "--json"))
    hub.do("tasks", "resolve", task["id"], *BY)
    hub.await_quiet()
    hub.verify()


def test_broken_bytes_are_quarantined_and_alarm(hub: HubWithPartners) -> None:
    """A message that nobody can read is kept in quarantine and alarms; what follows is decided."""
    known = hub.ids("procurement")
    assert hub.shown("hub_quarantined_messages") == 0
    hub.publish(b"\xff\x00 broken", entry(next(NUMBERS)))
    hub.await_new("procurement", known)
    hub.await_executed()
    hub.await_alert("HubQuarantine", department="hrss")
    hub.await_shown(1, "hub_quarantined_messages", department="hrss")
    hub.verify()
