"""Messages that cannot be taken, between good ones (C66, C67, R19)."""

import struct
from uuid import uuid4

import pytest
from integration.line.town import DECIDED, Town, body
from scenario.message import wage

from schemas.codec import encode
from streams.line.command import DropQuarantined, ReplayQuarantined

ANSWER = "credit.answers.Answer"
UNKNOWN_SCHEMA = b"\x00" + struct.pack(">I", 999_999) + b"\x02"


def good(town: Town, number: int) -> tuple[str, bytes]:
    """A message nothing is wrong with."""
    return town.encoded(wage(f"W{number}", about=body(number), decided=DECIDED))


def test_c66_bad_messages_between_good_ones(town: Town) -> None:
    """Too large, of an unknown schema, truncated: each is one row; the good ones are accepted."""
    topic = town.topic("hrss")
    truncated = good(town, 9)[1][:-7]
    places = town.append(
        good(town, 1),
        (topic, b"\x00" * 100_000),
        good(town, 2),
        (topic, UNKNOWN_SCHEMA),
        (topic, truncated),
        good(town, 3),
        (topic, b""),
    )
    (worker,) = town.work()
    town.await_all()
    town.check()
    outcomes = [town.outcomes()[place] for place in places]
    assert outcomes == [
        ["ACCEPTED"],
        ["QUARANTINED E1506"],
        ["ACCEPTED"],
        ["QUARANTINED E1501"],
        ["QUARANTINED E1502"],
        ["ACCEPTED"],
        ["QUARANTINED E1502"],
    ]
    assert town.one("SELECT count(*) FROM quarantine WHERE state = 'OPEN'") == 4
    assert worker.exit_code() is None


def test_what_only_the_database_refuses_is_found_by_halving(picky: Town) -> None:
    """Two bad ones among many: each is quarantined alone, every neighbour is accepted."""
    town = picky
    bad = {13, 77}
    messages = [
        wage(f"W{n}", 7 if n in bad else 1, about=body(n), decided=DECIDED) for n in range(100)
    ]
    places = town.append(*(town.encoded(message) for message in messages))
    town.work()
    town.await_all()
    town.check()
    for number, place in enumerate(places):
        wanted = ["QUARANTINED E1508"] if number in bad else ["ACCEPTED"]
        assert town.outcomes()[place] == wanted, number
    assert town.one("SELECT count(*) FROM quarantine") == 2
    town.check_replay()


@pytest.mark.parametrize("field", ["reason", "partner_ref", "reason_code"])
def test_an_answer_the_database_cannot_hold(town: Town, field: str) -> None:
    """An answer with a NUL in a text is quarantined; its neighbours are taken."""
    answer: dict[str, object] = {
        "directive_id": str(uuid4()),
        "measure_id": str(uuid4()),
        "answer_no": 1,
        "result": "EXECUTED",
    }
    topic = f"feedback.{town.named('bank')}"
    places = town.append(
        (topic, encode(ANSWER, answer)),
        (topic, encode(ANSWER, {**answer, field: "a\0b"})),
        (topic, encode(ANSWER, answer)),
    )
    town.work()
    town.await_all()
    town.check()
    codes = [town.outcomes()[place][-1].split()[0] for place in places]
    assert codes[1] == "QUARANTINED"
    assert codes[0] == codes[2] != "QUARANTINED"


def test_c67_replay_and_drop_change_the_outcome(picky: Town) -> None:
    """What can be taken now is accepted by an officer's word, what cannot is given up."""
    town = picky
    first, second = town.append(
        *(town.encoded(wage(f"W{n}", 7, about=body(n), decided=DECIDED)) for n in (1, 2))
    )
    (unknown,) = town.append((town.topic("hrss"), UNKNOWN_SCHEMA))
    town.work()
    town.await_all()
    assert town.one("SELECT count(*) FROM directive") == 0
    topic = town.topic("hrss")
    refused = town.command(ReplayQuarantined(topic=topic, partition=0, offset=first[1]))
    assert "takes no such value" in refused
    town.observer.execute("DROP TRIGGER refuse ON version")
    assert town.command(ReplayQuarantined(topic=topic, partition=0, offset=first[1])) == "DONE"
    assert town.command(DropQuarantined(topic=topic, partition=0, offset=second[1])) == "DONE"
    still = town.command(ReplayQuarantined(topic=topic, partition=0, offset=unknown[1]))
    assert still == "still not readable: E1501"
    again = town.command(ReplayQuarantined(topic=topic, partition=0, offset=first[1]))
    assert again == "no such message is in quarantine"
    town.check()
    outcomes = town.outcomes()
    assert outcomes[first] == ["QUARANTINED E1508", "ACCEPTED"]
    assert outcomes[second][0] == "QUARANTINED E1508"
    assert outcomes[second][1].startswith("DROPPED")
    assert outcomes[unknown] == ["QUARANTINED E1501"]
    who = town.rows(
        "SELECT c.asked_by, c.because FROM outcome_change o JOIN command c ON c.entry = o.entry"
    )
    assert who == [("office", "the test asks")] * 2
    assert town.one("SELECT count(DISTINCT subject) FROM directive") == 1


def test_a_command_of_another_version_is_refused(town: Town) -> None:
    """A row that is no command gets an answer; the worker lives and takes the next one."""
    strange = uuid4()
    town.observer.execute(
        "INSERT INTO command (id, asked_by, because, name, arguments)"
        " VALUES (%s, 'office', 'from the future', 'moon.land', '{}')",
        (strange,),
    )
    (worker,) = town.work()
    nothing = DropQuarantined(topic=town.topic("hrss"), partition=0, offset=0)
    assert town.command(nothing) == "no such message is in quarantine"
    assert "none this version of the hub knows" in str(town.taken(strange))
    assert worker.exit_code() is None
    town.check()
