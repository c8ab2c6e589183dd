"""`hub replay`: the journal alone decides the same again (ADR 0001)."""

import json
import subprocess
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from integration.line.test_killed import news
from integration.line.town import DECIDED, TODAY, Town, body, new_town
from scenario.message import freeze, mark, penalty, repair, unfreeze, wage
from support.databases import create_database, drop_database, with_database
from support.hub_process import hub

from schemas.codec import encode
from streams.line.command import (
    DropQuarantined,
    LiftAgain,
    LoadCatalogue,
    ReplayQuarantined,
    ResolveTask,
)
from streams.operate.replay.side_schema import LOCK_KEY
from streams.reading.acts import acts
from streams.sending.holds import Scope, add_hold, end_holds
from streams.store.connection import connect

FIRST = TODAY - timedelta(days=3)
ANSWER = "credit.answers.Answer"
BROKEN = b"\x00\x00\x00\x00\x01\xff"


def lives(town: Town) -> None:
    """A history with every kind of entry: batches, commands, a load, a tick, answers."""
    w1 = wage("W1", about=body(1), decided=DECIDED)
    n1 = penalty("N1", about=body(1), decided=DECIDED)
    town.publish(
        w1, w1.again(), n1, n1.relayed("province", "P1"),
        repair("R9", of=wage("W99"), decided=DECIDED),
        freeze("F1", about=body(1), decided=DECIDED),
        wage("W2", about=body(2), decided=DECIDED),
    )  # fmt: skip
    broken = town.append((town.topic("tax"), BROKEN), (town.topic("hrss"), BROKEN))
    town.await_all()
    town.publish(
        mark("M1", of=w1, decided=DECIDED),
        w1.again(cause="另一原因"),
        n1.corrected(2, about=body(3)),
        unfreeze("U1", of="F1", about=body(1), decided=DECIDED),
        wage("W99", about=body(4), decided=DECIDED),
    )
    town.await_all()
    town.advance(TODAY - timedelta(days=1))
    replayed_at, dropped_at = broken
    town.command(ReplayQuarantined(topic=replayed_at[0], partition=0, offset=replayed_at[1]))
    town.command(DropQuarantined(topic=dropped_at[0], partition=0, offset=dropped_at[1]))
    answered(town)
    town.publish(wage("W2", about=body(2), decided=DECIDED).ended(2, f"{TODAY}"))
    town.await_all()
    town.advance(TODAY)
    task = town.one("SELECT id FROM task WHERE closed_entry IS NULL LIMIT 1")
    town.command(ResolveTask(task_id=task))
    lifted = town.one("SELECT directive_id FROM directive WHERE action = 'LIFT' LIMIT 1")
    town.command(LiftAgain(directive_id=lifted))
    town.command(LoadCatalogue(catalogue=town.catalogue()))
    town.publish(repair("R1", of=w1, decided=DECIDED))
    town.await_all()


def answered(town: Town) -> None:
    """Partners answer what was decided, one of them about something unknown."""
    rows = town.rows("SELECT directive_id, measure_id, partner FROM directive")
    town.append(
        *(
            (
                f"feedback.{partner}",
                encode(
                    ANSWER,
                    {
                        "directive_id": str(directive),
                        "measure_id": str(measure),
                        "answer_no": 1,
                        "result": "RETURNED" if number % 3 == 0 else "EXECUTED",
                    },
                ),
            )
            for number, (directive, measure, partner) in enumerate(rows)
        ),
        (
            f"feedback.{town.named('bank')}",
            encode(
                ANSWER,
                {
                    "directive_id": str(uuid.uuid4()),
                    "measure_id": str(uuid.uuid4()),
                    "answer_no": 1,
                    "result": "EXECUTED",
                },
            ),
        ),
    )
    town.await_all()


@pytest.fixture(scope="module")
def lived(
    tmp_path_factory: pytest.TempPathFactory,
    broker: str,
    database_server: str,
    template_database: str,
) -> Iterator[Town]:
    """A town with a history; no worker is running any more."""
    name = f"hub_lived_{uuid.uuid4().hex[:12]}"
    create_database(database_server, name, template=template_database)
    folder = tmp_path_factory.mktemp("lived") / "data"
    town = new_town(folder, broker, with_database(database_server, name), FIRST)
    town.begin()
    town.work()
    lives(town)
    town.check()
    town.stop_workers()
    yield town
    town.close()
    drop_database(database_server, name)


def replayed(town: Town, database: str | None = None) -> subprocess.CompletedProcess[str]:
    """`hub replay --json` on a town, or on a copy of its database."""
    return hub(
        "replay",
        "--json",
        "--data",
        str(town.settings.data),
        HUB_DATABASE_URL=database or town.url,
        HUB_BOOTSTRAP_SERVERS=town.bootstrap,
    )


def test_a_history_of_every_kind_replays_to_an_equal_digest(lived: Town) -> None:
    """Batches, refusals, quarantine, commands, a load and answers are decided again alike."""
    kinds = {kind for (kind,) in lived.rows("SELECT DISTINCT kind FROM journal")}
    assert kinds == {"BATCH", "ACT", "TICK", "AGAIN"}
    done = replayed(lived)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert found["equal"]
    assert found["entries"] == lived.entries()
    assert found["original"] == found["replayed"] == lived.digest().sha256
    assert lived.rows("SELECT 1 FROM pg_namespace WHERE nspname = 'hub_replay'") == []


PLANTED = {
    "directive": "UPDATE directive SET reason = 'x' WHERE n = 0",
    "page": "UPDATE page SET outcomes[1] = 12 WHERE entry = (SELECT min(entry) FROM page)",
    "version": "UPDATE version SET grounding = NOT grounding",
    "subject": "UPDATE subject SET entry = entry + 1",
    "agenda": f"UPDATE agenda SET due_on = '{TODAY}'",
    "answer": "DELETE FROM answer",
    "task": "UPDATE task SET closed_entry = NULL",
}


@pytest.fixture
def spoiled(lived: Town, database_server: str) -> Iterator[Callable[[str], str]]:
    """Spoils a copy of the town's database by statements, and gives its address."""
    lived.observer.close()  # a database somebody looks into cannot be copied
    name = f"hub_spoiled_{uuid.uuid4().hex[:12]}"
    create_database(database_server, name, template=lived.url)
    lived.look_again()
    url = with_database(database_server, name)

    def spoil(*statements: str) -> str:
        for statement in statements:
            lived.change(url, statement)
        return url

    yield spoil
    drop_database(database_server, name)


Spoil = Callable[..., str]


def test_acts_beside_the_journal_are_no_decisions(lived: Town) -> None:
    """A hold and its end change no digest, and the replay is equal; `hub acts` tells all of it."""
    before = lived.digest()
    with connect(lived.url, "hub test") as connection:
        add_hold(connection, Scope.ALL, "", "Wang", "first load")
        assert end_holds(connection, Scope.ALL, "", "Wang", "reviewed")
        told = acts(connection)
    assert lived.digest() == before
    names = {act.name for act in told}
    assert names >= {"hold.begin", "hold.end", "catalogue.load", "task.resolve", "directive.lift"}
    assert all(act.by.strip() and act.because.strip() for act in told)
    found = json.loads(replayed(lived).stdout)
    assert found["equal"]
    assert found["original"] == before.sha256


def test_a_changed_row_makes_the_replay_differ(lived: Town, spoiled: Spoil) -> None:
    """What somebody changed in decided rows is named by table, and the exit code is 1."""
    done = replayed(lived, spoiled(*PLANTED.values()))
    assert done.returncode == 1, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert not found["equal"]
    assert set(found["differing"]) == set(PLANTED)


def test_a_message_that_is_gone_is_a_sentence(lived: Town, spoiled: Spoil) -> None:
    """A journal that names messages the log does not hold cannot be replayed, and says so."""
    done = replayed(
        lived,
        spoiled(
            "UPDATE journal SET detail = jsonb_set(detail, '{positions,0,3}', '99999')"
            " WHERE number = (SELECT max(number) FROM journal WHERE kind = 'BATCH')"
        ),
    )
    assert done.returncode == 1
    assert "cannot be replayed" in done.stderr


def test_a_journal_with_an_entry_too_few_is_told(lived: Town, spoiled: Spoil) -> None:
    """A journal out of which entries were taken is told from one that the line would write."""
    done = replayed(lived, spoiled("DELETE FROM journal WHERE kind = 'AGAIN'"))
    assert done.returncode == 1
    assert "decided again" in done.stderr


def test_one_replay_at_a_time(lived: Town) -> None:
    """A second replay on the same database is refused with a sentence."""
    lived.rows("SELECT pg_advisory_lock(%s)", LOCK_KEY)
    done = replayed(lived)
    lived.rows("SELECT pg_advisory_unlock_all()")
    assert done.returncode == 1
    assert "Another replay runs" in done.stderr


def test_a_hub_that_works_on_is_replayed_up_to_a_moment(town: Town) -> None:
    """While messages are being decided, what was decided before the replay began is compared."""
    town.work()
    town.publish(*news(0, 700))
    town.await_decided(1)
    town.check_replay()
    town.publish(*news(1000, 700))
    town.check_replay()
    town.await_all()
    town.check()
    town.check_replay()
