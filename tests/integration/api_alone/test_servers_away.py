"""The HTTP interface while a server is away, or before there is a catalogue."""

import time
from pathlib import Path

import pytest
from alerting.rules import raised
from alerting.scrapes import read_scrape
from chaos.proxy import Proxy
from integration.api_alone.serving import NO_DATABASE, NOWHERE, serving
from support.databases import port_of, with_port
from support.hub_api import event
from support.hub_process import await_that
from support.in_force import begin_today

QUESTION = {
    "asked_by": "甲",
    "purpose": "核查",
    "subject": {"uscc": "91999900MA0000007U"},
    "item": "bank-credit-approval",
}


def test_without_any_server_it_says_what_is_missing(tmp_path: Path) -> None:
    """It lives, is not ready, names both servers and alarms; whoever asks is told to come again."""
    with serving(tmp_path, NOWHERE, NO_DATABASE) as api:
        assert api.get("/healthz").status_code == 200
        ready = api.get("/readyz")
        assert (ready.status_code, ready.json()["missing"]) == (503, ["broker", "database"])
        reply = api.post("/checks", json=QUESTION)
        assert (reply.status_code, reply.json()["code"]) == (503, "H4001")
        assert int(reply.headers["retry-after"]) > 0
        text = api.get("/metrics").text
        assert "hub_database_up 0.0" in text
        assert "hub_broker_up 0.0" in text
        alerts = raised(read_scrape(text, time.time()))
        assert alerts.keys() == {"HubDatabaseAway", "HubBrokerAway", "HubNobodyDecides"}


def test_what_needs_no_server_is_answered(tmp_path: Path) -> None:
    """Keys, schemas, the document and the words of codes are there all the same."""
    with serving(tmp_path, NOWHERE, NO_DATABASE) as api:
        for path in ("/keys", "/registry/subjects", "/openapi.json", "/problems/H4001"):
            assert api.get(path).status_code == 200


def test_before_the_first_catalogue_it_says_so(tmp_path: Path, fresh_database: str) -> None:
    """With a database and no catalogue, questions and events wait for the credit office."""
    with serving(tmp_path, NOWHERE, fresh_database) as api:
        for path, body in (
            ("/checks", QUESTION),
            ("/departments/tax/events", {"kind": "ListEntry", "event": {}}),
        ):
            reply = api.post(path, json=body)
            assert (reply.status_code, reply.json()["code"]) == (503, "H4002")
        assert api.get("/readyz").json()["missing"] == ["broker", "worker"]


def test_an_event_is_not_taken_while_the_broker_is_away(
    tmp_path: Path, fresh_database: str
) -> None:
    """The sender is told to come again, and nothing is said to have been written."""
    begin_today(fresh_database)
    body = event("ListEntry", "X-1")
    with serving(tmp_path, NOWHERE, fresh_database) as api:
        reply = api.post("/departments/hrss/events", json=body)
        assert (reply.status_code, reply.json()["code"]) == (503, "H4001")
        assert "positions" not in reply.json()
        verdict = api.post("/departments/hrss/events", params={"dry_run": "true"}, json=body)
        assert verdict.json()["verdicts"][0]["admissible"]


def test_a_check_is_unknown_while_the_broker_is_away(tmp_path: Path, fresh_database: str) -> None:
    """Nothing is in force as far as the hub knows, and that is not CLEAR."""
    begin_today(fresh_database)
    with serving(tmp_path, NOWHERE, fresh_database) as api:
        found = api.post("/checks", json=QUESTION).json()
        assert (found["verdict"], found["restrictions"]) == ("UNKNOWN", [])
        assert "broker" in found["why"]
        assert found["as_of"]["lag_s"] is None


def test_a_database_that_falls_silent_is_away(tmp_path: Path, fresh_database: str) -> None:
    """Nobody waits for it without end: it is missing, shows as down, and is back once it speaks."""
    begin_today(fresh_database)
    way = Proxy(port_of(fresh_database))
    with serving(tmp_path, NOWHERE, with_port(fresh_database, way.port)) as api:

        def missing() -> list[str]:
            found: list[str] = api.get("/readyz").json()["missing"]
            return found

        await_that("the database answers", lambda: missing() == ["broker", "worker"])
        way.fall_silent()
        assert missing() == ["broker", "database"]
        assert "hub_database_up 0.0" in api.get("/metrics").text
        reply = api.post("/checks", json=QUESTION)
        assert (reply.status_code, reply.json()["code"]) == (503, "H4001")
        way.flow()
        await_that("the database answers", lambda: missing() == ["broker", "worker"])
    way.close()


@pytest.mark.parametrize("name", ["bank", "../identity-hmac"])
def test_a_partner_nobody_knows_is_not_looked_for_in_files(
    tmp_path: Path, fresh_database: str, broker: str, name: str
) -> None:
    """Before a catalogue names partners there are none, and no name leads to another file."""
    with serving(tmp_path, broker, fresh_database) as api:
        await_that("the broker answers", lambda: api.get("/readyz").json()["missing"] == ["worker"])
        reply = api.get(f"/partners/{name}/in-force")
        assert reply.status_code in (404, 503)
