"""What a worker reads from its topics, hostile as it is, is decided; the worker goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile.limits import LIMIT_KIB, memory
from hostile.make import made
from integration.line.town import Town, new_town

#: What a broker takes as one message.
LARGEST_BYTES = 1_000_000
#: As its own fact, or as one more source of the fact that the samples tell of.
LET_IN = ("ACCEPTED", "MERGED")
#: Is in every sample of a list entry.
NUMBER = b"HRSS-2026-000001"


@pytest.fixture
def town(tmp_path: Path, broker: str, fresh_database: str) -> Iterator[Town]:
    """A town on its first day, its catalogue loaded, nobody working yet."""
    found = new_town(tmp_path / "data", broker, fresh_database)
    found.begin()
    yield found
    found.close()


def messages(town: Town) -> Iterator[tuple[str, bytes]]:
    """Every message, each with a number of its own, or all would be versions of one record."""
    for number, content in enumerate(made("events").values()):
        if len(content) < LARGEST_BYTES:
            own = f"HRSS-2026-{number:06}".encode()
            yield town.topic("province"), content.replace(NUMBER, own)
    for content in made("answers").values():
        yield f"feedback.{town.named('bank')}", content


def test_what_a_door_lets_in_the_database_takes(town: Town) -> None:
    """
    No message is one that only the database refuses (E1508), whether it was let in or not.

    The worker lives after all of them, within 64 MiB above what it held before.
    """
    (worker,) = town.work()
    town.append((town.topic("province"), made("events")["plain.avro"]))
    town.await_all()
    idle_kib = memory(str(worker.pid))["now_kib"]
    places = town.append(*messages(town))
    town.await_all()
    outcomes = town.outcomes()
    assert all(place in outcomes for place in places)
    faults = [place for place in places if "QUARANTINED E1508" in outcomes[place]]
    assert not faults
    assert sum(said[-1] in LET_IN for said in outcomes.values()) > 50
    assert sum(said == ["REFUSED E1601"] for said in outcomes.values()) > 10
    assert worker.exit_code() is None
    assert memory(str(worker.pid))["most_kib"] - idle_kib <= LIMIT_KIB
    town.check()
