"""What the brake held is counted again: thresholds, numbers, what is held, whose word (R32)."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import psycopg
import pytest
from integration.verify.city import City
from integration.verify.conftest import Names
from scenario.calendar import day
from scenario.cast import PRC_01_WAGE
from scenario.codes import uscc
from scenario.message import Message, wage

from monitoring.verify.braked import check_braked
from monitoring.verify.database import snapshot
from monitoring.verify.finding import Finding
from monitoring.verify.reading import read_journal
from schemas.catalogue.brake import Brake
from streams.kinds.event import Subject, SubjectKind
from streams.line.command import ApproveBraked, LoadCatalogue

FIRST, SECOND = day("06-01"), day("06-02")
HELD = "burdens held by the brake"


def wages(begin: int, end: int) -> list[Message]:
    """Entries in the wage-arrears list, each of a company of its own."""
    return [
        wage(
            f"W{n}",
            about=Subject(
                kind=SubjectKind.ORGANISATION, name=f"样例{n}", uscc=uscc("91", f"{n:08d}")
            ),
        )
        for n in range(begin, end)
    ]


@pytest.fixture
def flooded(fresh_database: str, broker: str) -> Iterator[City]:
    """A city in which ten burdens of a source went and fifty were held; one of them is amended."""
    city = City(url=fresh_database, bootstrap=broker, tag=f"b{uuid4().hex[:8]}")
    city.decider.tick(FIRST)
    law = city.catalogue((PRC_01_WAGE,))
    law = replace(law, brake=Brake(factor=3, reason="the test"))
    city.act(LoadCatalogue(catalogue=law), FIRST)
    city.publish(*wages(0, 10), on=FIRST)
    city.publish(*(flood := wages(10, 60)), on=FIRST)
    city.decider.tick(SECOND)
    city.publish(flood[0].corrected(2, until="07-01"), *wages(60, 65), on=SECOND)
    yield city
    city.close()


def found(city: City) -> Finding:
    """What the recount says of the city."""
    finding = Finding(invariant=2)
    with snapshot(city.url) as moment:
        check_braked(moment, read_journal(moment).loads, finding)
    return finding


def spoil(city: City, statement: str) -> None:
    """Do to its database what an administrator could."""
    with psycopg.connect(city.url) as connection:
        assert connection.execute(statement.encode()).rowcount > 0, "nothing was changed"


def test_what_was_held_is_held_by_an_own_count(flooded: City) -> None:
    """Fifty burdens and the amendment of one are held, and nothing speaks against it."""
    finding = found(flooded)
    assert finding.holds, finding.differences
    assert finding.counts == {HELD: 51, "of them held still": 51}


def test_what_the_office_approved_is_held_no_more(flooded: City) -> None:
    """The journal has its word for fifty; the burden that was amended stays as it was."""
    flooded.act(ApproveBraked(source=flooded.named("hrss"), day=FIRST), SECOND)
    finding = found(flooded)
    assert finding.holds, finding.differences
    assert finding.counts == {HELD: 51, "of them held still": 1}


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (
            (
                "UPDATE directive SET held = false WHERE directive_id = (SELECT directive_id"
                " FROM directive WHERE held AND action = 'IMPOSE' LIMIT 1)"
            ),
            "is beyond the brake, and nobody approved it",
        ),
        (
            "UPDATE directive SET held = false WHERE action = 'AMEND'",
            "n 1 is beyond the brake, and nobody approved it",
        ),
        (
            (
                "UPDATE directive SET held = true WHERE directive_id = (SELECT directive_id"
                " FROM directive WHERE NOT held LIMIT 1)"
            ),
            "is held, and neither row nor brake holds it",
        ),
        (
            "UPDATE journal SET detail = detail - 'braked' WHERE detail ? 'braked'",
            "says nothing of the brake, counted are ",
        ),
        (
            (
                "UPDATE journal SET detail = jsonb_set(detail, '{braked}', '{\"other\": [50, 51]}')"
                " WHERE detail ? 'braked'"
            ),
            "says other 51 above 50 of the brake, counted are ",
        ),
    ],
)
def test_what_is_not_so_is_named(flooded: City, names: Names, statement: str, what: str) -> None:
    """Let go without an approval, held without reason, or another number in the journal."""
    spoil(flooded, statement)
    assert names(found(flooded), "brake", what)
