"""`hub explain` of an answer that was written down while its directive had no sequence (R14)."""

import json

from integration.operate.conftest import IdleHub
from support.catalogues import loaded
from support.in_force import put_in_force
from support.outbox_rows import TODAY, Outbox

from streams.store.seal import Seal
from streams.wiring.keys import load_keys

ANSWERS = """
INSERT INTO answer (directive_id, answer_no, topic_no, partition, "offset", appended_at, entry,
                    partner, result, reason_code, refused, body)
SELECT %(directive)s, number, 999, 0, number, now(), entry, 'bank', 'ACCEPTED', '', refused, '{}'
  FROM (VALUES (1, 5, ''), (2, 5, 'E1602'), (3, 6, '')) AS given(number, entry, refused)
"""


def test_an_early_answer_is_marked(idle_hub: IdleHub) -> None:
    """It is none to the sender, and is told so; a later answer and a refused one are not marked."""
    seal = Seal.of(load_keys(idle_hub.keys).identity_encryption)
    with idle_hub.connection() as connection:
        put_in_force(connection, loaded(), TODAY)
        outbox = Outbox(connection=connection, catalogue=loaded(), seal=seal)
        directive = outbox.decide("IMPOSE").directive_id
        outbox.journal()
        connection.execute(
            "INSERT INTO topic (no, name, source, topic_id)"
            " VALUES (999, 'feedback.bank-of-a-test', 'bank', '')"
        )
        connection.execute(
            "UPDATE directive SET early_through = 5 WHERE directive_id = %s", (directive,)
        )
        connection.execute(ANSWERS, {"directive": directive})
    told = json.loads(idle_hub.run("explain", str(directive), "--json").output)
    assert [(one["answer_no"], one["early"]) for one in told["answers"]] == [
        (1, True),
        (2, False),
        (3, False),
    ]
    lines = idle_hub.run("explain", str(directive)).output.splitlines()
    (marked,) = [line for line in lines if "too early" in line]
    assert "answer     1 ACCEPTED" in marked
