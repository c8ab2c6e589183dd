"""The digest is equal for equal decisions, and for nothing else."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from conftest import _copy
from contract.line_on_store import LineOnStore
from contract.stores import OnPostgres
from scenario.calendar import TODAY
from scenario.cast import CATALOGUE, P
from scenario.message import freeze, judgment, mark, repair, unfreeze, wage
from typer.testing import CliRunner

from streams.accept.outcome import Quarantined
from streams.operate.cli.main import app
from streams.store.digest import TABLES, Digest, digest
from streams.track.answer import Answer, AnswerArrived, AnswerResult

#: What may happen to a decision on its way out, or to its ciphertext.
NOT_DECIDED = (
    "UPDATE page SET sent_at = now()",
    "UPDATE outcome_change SET sent_at = now()",
    "UPDATE pool_page SET sent_at = now()",
    "UPDATE directive SET sequence = 7, claimed_at = now(), sent_at = now(), attempts = 3",
    "UPDATE directive SET body = 'x', body_key = 1, superseded_at = now()",
    "UPDATE directive SET answer = 'EXECUTED', answer_no = 9, answered_at = now()",
    "UPDATE order_result SET partner = 'court', sequence = 1, body = 'x', sent_at = now()",
    "UPDATE version SET payload = 'other', key_version = 2",
    "UPDATE subject SET claim = 'other', key_version = 2",
    "UPDATE quarantine SET payload = 'other', key_version = 2",
    "UPDATE line SET code_version = 'other'",
    "UPDATE journal SET code_version = 'other'",
    "INSERT INTO stream (partner, subject) SELECT partner, subject FROM directive LIMIT 1",
)

#: A change of anything decided, one for each table.
DECIDED = {
    "catalogue": "INSERT INTO catalogue VALUES (1, 'v', '{}', 1)",
    "journal": "UPDATE journal SET judged_at = judged_at + '1 microsecond' WHERE number = 1",
    "line": "UPDATE line SET day = day + 1",
    "position": "UPDATE position SET next_offset = next_offset + 1",
    "identity": "UPDATE identity SET subject = gen_random_uuid()",
    "subject": "UPDATE subject SET entry = entry + 1",
    "version": "UPDATE version SET content_hash = sha256('other')",
    "related": "INSERT INTO related VALUES (gen_random_uuid(), gen_random_uuid(), true)",
    "merged": "INSERT INTO merged VALUES (gen_random_uuid(), gen_random_uuid(), 1)",
    "waiting": "UPDATE waiting SET since = since + 1",
    "burden_day": "INSERT INTO burden_day VALUES ('tax', '2026-06-01', 1)",
    "agenda": "UPDATE agenda SET due_on = due_on + 1",
    "page": "UPDATE page SET codes[1] = 'E1101'",
    "outcome_change": "UPDATE outcome_change SET outcome = 1",
    "pool_page": "UPDATE pool_page SET states[1] = 'GONE'",
    "quarantine": "UPDATE quarantine SET state = 'DROPPED'",
    "task": "INSERT INTO task VALUES (gen_random_uuid(), 'K', 's', '1', 'd', NULL, NULL, 1, now())",
    "directive": "UPDATE directive SET held = NOT held",
    "answer": "UPDATE answer SET result = 'RETURNED'",
    "order_result": "UPDATE order_result SET ordinal = ordinal + 1",
}


@pytest.fixture
def other(database_server: str, template_database: str) -> Iterator[OnPostgres]:
    """A second hub, whose topics got their numbers in another order."""
    for url in _copy(database_server, template_database):
        found = OnPostgres(url, backwards=True)
        yield found
        found.connection.close()


def play(postgres: OnPostgres) -> Digest:
    """Let some of everything happen."""
    line = LineOnStore(postgres.store, postgres.save, CATALOGUE)
    line.publish(repair("R", of=wage("1")), judgment("2", about=P), freeze("3"))
    w1 = wage("1")
    line.publish(w1, w1.ended(2, on="06-20"), mark("M", of=wage("9")), unfreeze("4", of="3"))
    bad = line.origin("credit.events.tax", TODAY)
    line.decide([Quarantined(origin=bad, source="tax", code="E1502", hint="", payload=b"\xff")])
    directives = (d for c in line.decided for d in c.issued.directives)
    given = next(d.directive_id for d in directives if d.terms.original_order_no == "3")
    answer = Answer(directive_id=given, answer_no=1, result=AnswerResult.EXECUTED)
    came = line.origin("feedback.bank", TODAY)
    line.decide([AnswerArrived(origin=came, partner="bank", answer=answer)])
    line.tick()
    return digest(postgres.connection)


def test_two_hubs_that_decided_the_same_are_equal(postgres: OnPostgres, other: OnPostgres) -> None:
    """Nonces, numbers of topics and places of rows make no difference."""
    mine, theirs = play(postgres), play(other)
    assert mine.differs_in(theirs) == ()
    assert mine.sha256 == theirs.sha256
    assert mine.entry == 5
    filled = {name for name, table in mine.tables.items() if table.rows}
    assert filled >= set(TABLES) - {"catalogue", "burden_day", "related", "merged", "task"}


def test_what_becomes_of_a_decision_is_not_decided(postgres: OnPostgres) -> None:
    """Sending, answers, new encryption and another release leave the digest as it is."""
    before = play(postgres)
    for statement in NOT_DECIDED:
        postgres.connection.execute(statement)
    after = digest(postgres.connection)
    assert after.sha256 == before.sha256
    assert after.code_version == "other"


def test_the_command_says_the_digest(
    postgres: OnPostgres, fresh_database: str, tmp_path: Path
) -> None:
    """`hub digest` prints the same number, as text in its last line and as JSON."""
    expected = play(postgres)
    environment = {"HUB_DATABASE_URL": fresh_database, "HUB_DATA": str(tmp_path)}
    said = CliRunner().invoke(app, ["digest"], obj=environment)
    assert (said.exit_code, said.output.splitlines()[-1]) == (0, expected.sha256)
    told = CliRunner().invoke(app, ["digest", "--json"], obj=environment)
    assert json.loads(told.output) == asdict(expected)


def test_every_decided_table_counts(postgres: OnPostgres) -> None:
    """A change in any one table changes the digest, and the digest says in which."""
    before = play(postgres)
    assert DECIDED.keys() == set(TABLES)
    for table, statement in DECIDED.items():
        postgres.connection.execute(statement)
        after = digest(postgres.connection)
        assert after.differs_in(before) == (table,)
        assert after.sha256 != before.sha256
        before = after
