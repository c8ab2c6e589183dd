"""Catalogue loads and ticks over many subjects, in entries of a thousand (R16, R17, C70)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from integration.line.gate import await_backend, gate
from integration.line.town import DECIDED, TODAY, Town, body, new_town
from integration.line.working import kill
from scenario.cast import HRSS, PRC_01_WAGE, ROWS, STREET, catalogue, now_decided_by
from scenario.message import penalty, wage
from support.hub_process import await_that

from schemas.catalogue.model import Catalogue, MeasureRow
from streams.line.changes import DONE
from streams.line.command import Advance, LoadCatalogue
from streams.wiring.keys import make_missing_keys

SUBJECTS = 2_300
LATER = DECIDED + timedelta(days=400)
SOONER = DECIDED + timedelta(days=200)


def relayed(town: Town) -> tuple[str, int]:
    """District and province tell of the same decisions; one message of the district is refused."""
    told = [
        penalty(
            f"N{number}",
            by="market-320412",
            about=body(number),
            authority=STREET,
            decided=DECIDED,
            until=SOONER,
        )
        for number in range(SUBJECTS)
    ]
    again = [
        message.relayed("province", f"P{number}", effective_until=LATER)
        for number, message in enumerate(told)
    ]
    town.publish(*told, *again)
    (refused,) = town.append(
        town.encoded(penalty("X", by="market-320412", authority=HRSS, decided=DECIDED))
    )
    town.await_all()
    return refused


def test_c70_a_load_killed_among_its_chunks(town: Town) -> None:
    """Killed in the second of three chunks, the load is worked off as if nothing had been."""
    (worker,) = town.work()
    refused = relayed(town)
    entries = town.entries()
    third = f"NEW.number = {entries + 3}"
    with gate(town, "journal", third) as standing:
        town.asked(LoadCatalogue(catalogue=town.catalogue(now_decided_by("market-320412", STREET))))
        await_backend(standing)
        kill(worker)
    town.publish(wage("W1", about=body(1), decided=DECIDED))
    town.work()
    town.await_all()
    town.check()
    kinds = town.rows("SELECT kind FROM journal WHERE number > %s ORDER BY number", entries)
    assert [kind for (kind,) in kinds] == ["ACT", "AGAIN", "AGAIN", "AGAIN", "BATCH"]
    assert town.outcomes()[refused] == ["REFUSED E1303"]
    ends = town.rows(
        "SELECT valid_until, count(*) FROM (SELECT DISTINCT ON (measure_id) valid_until"
        " FROM directive WHERE measure = 'PRC-01' ORDER BY measure_id, n DESC) AS last"
        " GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    )
    assert ends == [(SOONER, SUBJECTS - 1)]  # the first of them has a longer ground by now
    town.check_replay()


def test_a_load_after_a_killed_load(town: Town) -> None:
    """Back to the catalogue before: facts are the province's again, also of subjects killed at."""
    (worker,) = town.work()
    relayed(town)
    with gate(town, "journal", f"NEW.number = {town.entries() + 3}") as standing:
        town.asked(LoadCatalogue(catalogue=town.catalogue(now_decided_by("market-320412", STREET))))
        town.asked(LoadCatalogue(catalogue=town.catalogue()))
        await_backend(standing)
        kill(worker)
    town.work()
    await_that(
        "both loads are worked off",
        lambda: town.one("SELECT count(*) FROM journal WHERE kind = 'AGAIN'") == 6,
    )
    town.check()
    ends = town.rows(
        "SELECT DISTINCT valid_until FROM (SELECT DISTINCT ON (measure_id) valid_until"
        " FROM directive WHERE measure = 'PRC-01' ORDER BY measure_id, n DESC) AS last"
    )
    assert ends == [(LATER,)]
    town.check_replay()


@pytest.fixture
def by_hand(tmp_path: Path, broker: str, fresh_database: str) -> Iterator[Town]:
    """A town on a manual clock, three days ago."""
    town = new_town(tmp_path / "data", broker, fresh_database, TODAY - timedelta(days=3))
    town.begin()
    yield town
    town.close()


def test_a_tick_killed_among_its_chunks(by_hand: Town) -> None:
    """Killed in its second chunk, a tick on which 2,300 measures end lifts each of them once."""
    town, last = by_hand, TODAY - timedelta(days=3)
    (worker,) = town.work()
    town.publish(
        *(wage(f"W{n}", about=body(n), decided=DECIDED, until=last) for n in range(SUBJECTS))
    )
    town.await_all()
    with gate(town, "journal", f"NEW.number = {town.entries() + 3}") as standing:
        town.asked(Advance(through=last + timedelta(days=2)))
        await_backend(standing)
        kill(worker)
    town.work()
    await_that("the day came", lambda: town.day() == last + timedelta(days=2))
    town.check()
    lifts = town.rows("SELECT decided_on, count(*) FROM directive WHERE action = 'LIFT' GROUP BY 1")
    assert lifts == [(last + timedelta(days=1), 2 * SUBJECTS)]
    town.check_replay()


def test_a_first_start_cut_short(tmp_path: Path, broker: str, fresh_database: str) -> None:
    """Killed in its first load, the hub has one catalogue after the next start: the one asked for.

    What an operator asks for before the first start comes before the folder's.
    """
    town = new_town(tmp_path / "data", broker, fresh_database)
    make_missing_keys(town.settings.keys_folder)
    town.asked(LoadCatalogue(catalogue=town.catalogue()))
    with gate(town, "journal", "NEW.kind = 'ACT'") as standing:
        child = town.begin_working()
        await_backend(standing)
        kill(child)
    town.work()
    town.publish(wage("W1", about=body(1), decided=DECIDED))
    town.await_all()
    town.check()
    assert town.rows("SELECT number, version FROM catalogue") == [(1, town.catalogue().version)]
    assert town.rows("SELECT kind FROM journal ORDER BY number")[:2] == [("TICK",), ("ACT",)]
    town.close()


def test_who_may_leave_follows_from_the_journal(town: Town) -> None:
    """What was open with a partner is the senders' knowledge: a replay has it from the journal."""
    town.work()
    told = wage("W1", about=body(1), decided=DECIDED)
    town.publish(told)
    town.await_all()
    bank = town.named("bank")
    result = town.command(LoadCatalogue(catalogue=without_bank(town)))
    assert result.startswith(f"partner {bank} holds 1 measure and 1 directive is open: first load")
    town.publish(told.revoked(2))
    town.await_all()
    # As the bank's sender does, to whom it comes to nothing.
    town.observer.execute("UPDATE directive SET superseded_at = now() WHERE partner = %s", (bank,))
    assert town.command(LoadCatalogue(catalogue=without_bank(town))) == DONE
    town.stop_workers()
    town.check_replay()


def without_bank(town: Town) -> Catalogue:
    """The town's catalogue without the bank and what is due there."""
    rest = town.catalogue(catalogue([row for row in ROWS if row.partner != "bank"]))
    left = {name: each for name, each in rest.partners.items() if name != town.named("bank")}
    return replace(rest, version="without the bank", partners=left)


def test_loads_that_make_nothing_stricter_follow_from_the_journal(town: Town) -> None:
    """A load refused for a longer term changes nothing; a shorter one of the past amends, and the
    longer one after it reaches nobody: a replay comes to the same, and so does a worker that reads
    the stored catalogue again (R8)."""

    def law(*editions: MeasureRow) -> Catalogue:
        return town.catalogue(catalogue([*others, *editions]))

    others = [row for row in ROWS if row.row != PRC_01_WAGE.row]
    closed = replace(PRC_01_WAGE, valid_until=DECIDED - timedelta(days=1))
    shorter = replace(PRC_01_WAGE, list_version="2", valid_from=DECIDED, term_months=12)
    longer = replace(PRC_01_WAGE, list_version="3", valid_from=DECIDED, term_months=60)
    town.work()
    town.publish(wage("W1", about=body(1), decided=DECIDED))
    town.await_all()
    refused = town.command(LoadCatalogue(catalogue=law(replace(PRC_01_WAGE, term_months=60))))
    assert "term_months: 60 instead of 36" in refused
    assert town.command(LoadCatalogue(catalogue=law(closed, shorter))) == DONE
    assert town.command(LoadCatalogue(catalogue=law(closed, longer))) == DONE
    town.stop_workers()
    town.work()
    # A decision of the last load's day, also where midnight lies between the two loads.
    town.publish(wage("W2", about=body(2), decided=town.day()))
    town.await_all()
    told = (
        "SELECT action, terms ->> 'list_version' FROM directive WHERE partner = %s ORDER BY entry"
    )
    partner = town.named("procurement")
    assert town.observer.execute(told, (partner,)).fetchall() == [
        ("IMPOSE", "2020"),
        ("AMEND", "2"),
        ("IMPOSE", "3"),
    ]
    town.stop_workers()
    town.check_replay()
