"""The brake on real servers: a flood is held, its lifts go, one approval lets it go (R32)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from integration.line.town import DECIDED, TODAY, Town, body, new_town
from integration.line.working import kill
from scenario.cast import PRC_01_BAN, PRC_01_WAGE, catalogue
from scenario.message import Message, penalty, wage

from schemas.catalogue.brake import Brake
from schemas.catalogue.model import Catalogue
from schemas.catalogue.serialise import from_json
from streams.line.command import ApproveBraked, LoadCatalogue
from streams.sending.claims import Claims
from streams.store.connection import connect
from streams.store.seal import Seal

#: So many days hold more than ten working days.
BEFORE = 18
USUAL, FLOOD = 50, 5_000
LAW = replace(catalogue((PRC_01_WAGE, PRC_01_BAN)), brake=Brake(factor=3, reason="the test"))


def wages(begin: int, count: int) -> list[Message]:
    """So many entries in the wage-arrears list, each of a company of its own."""
    numbers = range(begin, begin + count)
    return [wage(f"W{n}", about=body(n), decided=DECIDED) for n in numbers]


@pytest.fixture
def usual(tmp_path: Path, broker: str, fresh_database: str) -> Iterator[Town]:
    """A town in which one source has sent fifty burdens a day; a worker decides, one stands by."""
    first = TODAY - timedelta(days=BEFORE)
    town = new_town(tmp_path / "data", broker, fresh_database, first)
    town.begin()
    town.work(2)
    town.command(LoadCatalogue(catalogue=town.catalogue(LAW)))
    for past in range(BEFORE):
        town.publish(*wages(USUAL * past, USUAL))
        town.await_all()
        town.advance(first + timedelta(days=past + 1))
    yield town
    town.close()


def claimed(town: Town) -> list[str]:
    """What may go to procurement now."""
    law: Catalogue = from_json(town.one("SELECT body FROM catalogue ORDER BY number DESC LIMIT 1"))
    partner, found = law.partners[town.named("procurement")], []
    with connect(town.url, "test") as connection:
        seal = Seal.of(town.keys.identity_encryption)
        claims = Claims(
            connection=connection, seal=seal, partner=partner.id, channel=partner.channel
        )
        while out := claims.claim(law, datetime.now(UTC), TODAY, 500):
            ids = [one.id for one in out]
            found += ["LIFT" if one.lifts else "BURDEN" for one in out]
            connection.execute(
                "UPDATE directive SET next_attempt_at = NULL, sent_at = now(),"
                " answer_by = now() + interval '1 day' WHERE directive_id = ANY(%s)",
                (ids,),
            )
    return found


def test_a_flood_is_held_and_one_approval_lets_it_go(usual: Town) -> None:
    """Of five thousand burdens in a day of a source that sends fifty, all are held but those of
    entries before the threshold of 150; its lifts go, and so does another source. The worker that
    takes over in between counts on. Verification and replay agree, and one approval lets all go."""
    town = usual
    assert claimed(town) == ["BURDEN"] * USUAL * BEFORE
    town.publish(*wages(10_000, 100))
    town.await_all()
    kill(town.workers[0])
    back = wages(0, 30)
    town.publish(
        *wages(20_000, FLOOD),
        *(each.revoked(2) for each in back),
        penalty("P1", about=body(90_000), decided=DECIDED),
    )
    town.await_all()
    of_today = "decided_on = %s AND action = 'IMPOSE'"
    free = town.one(f"SELECT count(*) FROM directive WHERE NOT held AND {of_today}", TODAY)
    held = town.one(f"SELECT count(*) FROM directive WHERE held AND {of_today}", TODAY)
    assert held + free == 100 + FLOOD + 1
    assert 100 + 1 <= free <= 3 * USUAL + 1
    assert town.rows("SELECT kind, source FROM task") == [("MASS_EFFECT", town.named("hrss"))]
    assert sorted(claimed(town)) == ["BURDEN"] * free + ["LIFT"] * 30
    first = town.one(
        "SELECT detail -> 'braked' -> %s FROM journal WHERE detail ? 'braked'"
        " ORDER BY number LIMIT 1",
        town.named("hrss"),
    )
    assert first[0] == 3 * USUAL < first[1]
    counted = town.one("SELECT burdens FROM burden_day WHERE day = %s AND burdens > 1", TODAY)
    assert counted == 100 + FLOOD
    town.command(ApproveBraked(source=town.named("hrss"), day=TODAY))
    assert claimed(town) == ["BURDEN"] * held
    town.check_replay()
