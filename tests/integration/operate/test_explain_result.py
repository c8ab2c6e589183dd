"""`hub explain` of what a court was told: it goes by the id that the court sees."""

import json
from uuid import UUID, uuid4

import pytest
from contract.line_on_store import LineOnStore
from contract.stores import OnPostgres
from integration.operate.conftest import IdleHub
from integration.sending.test_order_results import freeze_and_answer
from scenario.calendar import TODAY
from scenario.cast import CATALOGUE
from support.in_force import put_in_force

from streams.track.answer import AnswerResult
from streams.wiring.failures import CannotRun
from streams.wiring.keys import load_keys

TOLD = """
UPDATE order_result
   SET partner = 'court', channel = 'FOLDER', sequence = 7, previous_sequence = 5, failures = 2,
       last_error = 'its disk is full'
RETURNING result_id, directive_id
"""
JOURNAL = """
INSERT INTO journal (number, id, day, judged_at, catalogue, code_version, kind, detail)
SELECT DISTINCT entry, gen_random_uuid(), %s::date, now(), 1, '', 'BATCH', '{}'::jsonb
  FROM order_result
    ON CONFLICT DO NOTHING
"""


def executed(idle_hub: IdleHub) -> tuple[UUID, UUID]:
    """A freeze that the bank executed and its court has not heard of: result and directive."""
    ring = load_keys(idle_hub.keys).identity_encryption
    postgres = OnPostgres(idle_hub.database, ring=ring)
    try:
        freeze_and_answer(
            LineOnStore(postgres.store, postgres.save, CATALOGUE), "F1", AnswerResult.EXECUTED
        )
    finally:
        postgres.connection.close()
    with idle_hub.connection() as connection:
        put_in_force(connection, CATALOGUE, TODAY)
        connection.execute(JOURNAL, [TODAY])
        found: tuple[UUID, UUID] | None = connection.execute(TOLD).fetchone()
    assert found is not None
    return found


def test_a_result_names_its_order_its_directive_and_how_far_it_got(idle_hub: IdleHub) -> None:
    """Result, order, court, the directive whose answer it passes on, and what keeps it."""
    given, directive = executed(idle_hub)
    told = json.loads(idle_hub.run("explain", str(given), "--json").output)
    result, delivery = told["result"], told["delivery"]
    assert (result["result_id"], result["directive_id"]) == (str(given), str(directive))
    assert (result["court"], result["record_no"], result["order"]) == ("court", "F1", "FREEZE")
    assert (result["result"], told["state"]) == ("EXECUTED", "UNSENT")
    assert (delivery["partner"], delivery["channel"], delivery["sequence"]) == (
        "court",
        "FOLDER",
        7,
    )
    output = idle_hub.run("explain", str(given)).output
    assert output.startswith("result of FREEZE F1 for court: EXECUTED\n")
    assert f"hub explain {directive}" in output
    assert "failed     2 times in a row, last: its disk is full" in output
    with idle_hub.connection() as connection:
        connection.execute("UPDATE order_result SET sent_at = now()")
    assert "state      SENT" in idle_hub.run("explain", str(given)).output


def test_an_id_of_nothing_is_refused(idle_hub: IdleHub) -> None:
    """It says that it is neither a directive's nor a result's."""
    executed(idle_hub)
    with pytest.raises(CannotRun, match="no directive and no court's result"):
        idle_hub.run("explain", str(uuid4()))
