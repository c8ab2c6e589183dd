"""Invariant 5: each fact that is told otherwise than it stands is named, and how it stands."""

import json
from uuid import UUID, uuid4

import pytest
from integration.verify.city import KEYS, RING
from integration.verify.conftest import Copy, Names
from support.told_pool import ToldPool

from monitoring.verify.cells import opener
from monitoring.verify.database import snapshot
from monitoring.verify.finding import Finding
from monitoring.verify.pool_topic import pool_topic
from monitoring.verify.report import as_json
from monitoring.verify.verification import Evidence, recount, verify
from schemas.codec import Decoded, decode_known, encode
from streams.identify.pseudonym import record_key

RECORD = "credit.pool.PoolChange"


def key_of(copy: Copy, department: str, record_no: str) -> bytes:
    """The message key of the fact that a decider's record is."""
    return str(record_key(copy.city.named(department), record_no)).encode()


def otherwise(pool: ToldPool, key: bytes, **said: object) -> dict[bytes, bytes | None]:
    """The last message of a fact once more, some of it changed."""
    message = pool.last()[key]
    assert message is not None
    decoded = decode_known(message)
    assert isinstance(decoded, Decoded)
    return {key: encode(RECORD, {**decoded.record, **said})}


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"state": "STANDING"}, "told as state STANDING, is REPAIRED"),
        ({"objection": True}, "told as state REPAIRED under an objection, is REPAIRED"),
        ({"provenances": 2}, "told as provenances 2, is 1"),
        ({"source": "nobody"}, "told as source nobody, is "),
        ({"kind": "JudgmentDefault"}, "told as kind JudgmentDefault, is ListEntry"),
        ({"decided_on": None}, "told as decided_on none, is 2026-05-20"),
        ({"subject_key": ""}, "told as subject none, is "),
    ],
    ids=["state", "objection", "provenances", "source", "kind", "day", "subject"],
)
def test_a_fact_that_is_told_otherwise(
    copy: Copy, pool: ToldPool, names: Names, said: dict[str, object], what: str
) -> None:
    """Whatever the last message says that is not so is named with what is, and with the record."""
    key = key_of(copy, "hrss", "W3")
    pool.say(otherwise(pool, key, **said))
    found = copy.finding(5)
    assert names(found, "told", f"{key.decode()} (ListEntry {copy.city.named('hrss')} W3)")
    assert names(found, "told", what)
    assert found.found == {"told": 1}


def test_only_the_last_message_of_a_fact_counts(copy: Copy, pool: ToldPool) -> None:
    """What was wrong and was put right, or said twice by a relay that died, is nothing amiss."""
    key = key_of(copy, "hrss", "W3")
    right = {key: pool.last()[key]}
    pool.say(otherwise(pool, key, state="STANDING"))
    pool.say(right)
    pool.say(right)
    assert copy.finding(5).holds


def test_a_fact_that_nobody_was_told_of(copy: Copy, pool: ToldPool, names: Names) -> None:
    """A fact that stands and whose last message takes it back is named."""
    key = key_of(copy, "tax", "N1")
    pool.say({key: None})
    assert names(copy.finding(5), "untold", "N1) is STANDING, and no message says so")


def test_a_fact_that_is_no_more(copy: Copy, pool: ToldPool, names: Names) -> None:
    """A message for a record that became part of another fact is named, whoever said it."""
    one, gone = key_of(copy, "tax", "N1"), key_of(copy, "tax", "N2")
    assert pool.last()[gone] is None
    (said,) = otherwise(pool, one, fact_id=gone.decode()).values()
    pool.say({gone: said})
    found = copy.finding(5)
    assert names(found, "gone", f"{gone.decode()} (AdministrativePenalty of ")
    assert names(found, "gone", "was told as STANDING, and no record tells of it any more")


def test_messages_that_cannot_be_read(copy: Copy, pool: ToldPool, names: Names) -> None:
    """A message that is none of the pool, and one whose key is no fact, are named."""
    key = key_of(copy, "hrss", "W3")
    other = otherwise(pool, key_of(copy, "tax", "N1"))
    pool.say({b"nobody": b"x", key.upper(): b"x", key: next(iter(other.values()))})
    found = copy.finding(5)
    assert sum(d.what == "its key is no fact's id" for d in found.differences) == 2
    assert names(found, "message", "its last message cannot be read: is about another fact")
    pool.say({key: b"\0\0\0\0\1x"})
    assert names(copy.finding(5), "message", "cannot be read: schema id 1 is not known")


def page_of(copy: Copy, key: bytes) -> int:
    """The entry that spoke of a fact last."""
    ((entry,),) = copy.run(
        "SELECT max(entry) FROM pool_page WHERE %s = ANY(facts)", UUID(key.decode())
    )
    assert isinstance(entry, int)
    return entry


def test_what_is_not_sent_yet_is_no_difference(copy: Copy, pool: ToldPool) -> None:
    """While the relay is away the topic says what was so before; what waits says what is so."""
    key = key_of(copy, "hrss", "W3")
    pool.say(otherwise(pool, key, state="STANDING"))
    assert not copy.finding(5).holds
    copy.run("UPDATE pool_page SET sent_at = NULL WHERE entry >= %s", page_of(copy, key))
    found = copy.finding(5)
    assert found.holds
    assert found.counts["written and not told yet"] > 1


def test_what_waits_to_be_sent_is_counted_too(copy: Copy, names: Names) -> None:
    """A wrong message that was written and not sent is named before anybody hears it."""
    entry = page_of(copy, key_of(copy, "hrss", "W3"))
    copy.run(
        "UPDATE pool_page SET sent_at = NULL,"
        " states = array_replace(states, 'REPAIRED', 'STANDING') WHERE entry = %s",
        entry,
    )
    assert names(
        copy.finding(5), "told", "W3) is written to be told as state STANDING, is REPAIRED"
    )


@pytest.mark.parametrize("first", [True, False], ids=["an old one", "the last one"])
def test_a_page_that_was_changed(copy: Copy, names: Names, *, first: bool) -> None:
    """What an entry wrote of a fact, sent long ago or not, is how the fact stood after it."""
    key = UUID(key_of(copy, "hrss", "W3").decode())
    which = "min" if first else "max"
    copy.run(
        "UPDATE pool_page SET states[array_position(facts, %s)] = 'MARKED' WHERE entry ="
        f" (SELECT {which}(entry) FROM pool_page WHERE %s = ANY(facts))",
        key,
        key,
    )
    found = copy.finding(5)
    so = "STANDING" if first else "REPAIRED"
    assert names(found, "written", f"is written as state MARKED, is {so} after it")
    assert found.found == {"written": 1}


TURNS = """
INSERT INTO agenda SELECT 'RECORD', %s, day FROM line
    ON CONFLICT (what, key) DO UPDATE SET due_on = excluded.due_on
"""
JUDGED = """
INSERT INTO agenda
SELECT 'SUBJECT', v.subject, l.day FROM version v, line l WHERE v.record = %s LIMIT 1
    ON CONFLICT (what, key) DO UPDATE SET due_on = excluded.due_on
"""


@pytest.mark.parametrize(
    "due",
    [TURNS, JUDGED],
    ids=["it turns today", "its subject is judged today"],
)
def test_what_a_day_has_not_come_to_yet_is_not_compared(
    copy: Copy, pool: ToldPool, due: str
) -> None:
    """Facts of which a tick or a load still has to tell are counted, and no difference."""
    key = key_of(copy, "hrss", "W3")
    pool.say(otherwise(pool, key, state="STANDING"))
    copy.run(due, UUID(key.decode()))
    found = copy.finding(5)
    assert found.holds
    assert found.counts["still to be told of today"] >= 1


def seen_first(copy: Copy, pool: ToldPool, messages: dict[bytes, bytes | None]) -> Finding:
    """What is found when messages come after the topic was first looked at."""
    topic = pool_topic(copy.city.bootstrap)
    pool.say(messages)
    with snapshot(copy.url) as moment:
        return recount(moment, opener(RING), RING.current, topic=topic).pool


def test_what_is_told_meanwhile_is_no_difference(copy: Copy, pool: ToldPool) -> None:
    """A message of an entry that the moment does not have is not compared with that moment."""
    key = key_of(copy, "hrss", "W3")
    found = seen_first(copy, pool, otherwise(pool, key, state="ENDED", entry=str(uuid4())))
    assert found.holds
    assert found.counts["told of since"] == 1
    assert seen_first(copy, pool, {key: None}).holds


def test_what_is_sent_meanwhile_and_was_decided_before_counts(
    copy: Copy, pool: ToldPool, names: Names
) -> None:
    """A message of an entry that the moment has is compared, also where it came late."""
    key = key_of(copy, "hrss", "W3")
    found = seen_first(copy, pool, otherwise(pool, key, state="ENDED"))
    assert names(found, "told", "told as state ENDED, is REPAIRED")


def test_a_sample_judges_what_it_draws(copy: Copy, pool: ToldPool, names: Names) -> None:
    """Of facts of subjects that were not drawn, and of what is no more, a sample says nothing."""
    key, one = key_of(copy, "hrss", "W3"), key_of(copy, "tax", "N1")
    (gone,) = otherwise(pool, one, fact_id=str(UUID(int=7))).values()
    pool.say({**otherwise(pool, key, state="STANDING"), str(UUID(int=7)).encode(): gone})
    found = copy.verify(sample=1000).findings[4]
    assert names(found, "told", "told as state STANDING, is REPAIRED")
    assert found.found == {"told": 1}
    ((about,),) = copy.run(
        "SELECT subject FROM version WHERE record = %s AND subject IS NOT NULL LIMIT 1",
        UUID(key.decode()),
    )
    copy.run("DELETE FROM subject WHERE subject = %s", about)
    copy.run("DELETE FROM directive WHERE subject = %s", about)
    assert copy.verify(sample=1000).findings[4].holds


def test_findings_for_programs(copy: Copy, pool: ToldPool) -> None:
    """As JSON the invariant stands like the others, with the facts by their ids."""
    key = key_of(copy, "hrss", "W3")
    pool.say(otherwise(pool, key, state="STANDING"))
    evidence = Evidence(database=copy.url, bootstrap=copy.city.bootstrap, keys=KEYS)
    said = json.loads(json.dumps(as_json(verify(evidence))))["invariants"][4]
    assert (said["invariant"], said["holds"]) == (5, False)
    assert said["differences"][0]["where"].startswith(key.decode())
