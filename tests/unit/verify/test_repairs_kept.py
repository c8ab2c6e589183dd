"""What a repair leaves standing, by the recount of `hub verify` (R23)."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import BNK_02, BNK_07, LND_04, PRC_01_BAN, PRC_01_WAGE, P, catalogue
from scenario.message import (
    Message,
    freeze,
    judgment,
    mark,
    penalty,
    related,
    repair,
    wage,
)
from scenario.recounted import Recounted

from monitoring.verify.recount.ahead import days_ahead
from monitoring.verify.recount.standing import standings
from monitoring.verify.recount.why import Why
from schemas.catalogue.model import Effect, MeasureRow, OnObjection, OnRepair, TargetRole
from schemas.catalogue.serialise import from_json, to_json

#: The ban is the penalty itself; what a bank does is a joint measure.
BAN = replace(PRC_01_BAN, on_repair=OnRepair.KEEP)
JOINT = replace(BNK_07, trigger=BAN.trigger)
BANNED = penalty("T1", decided="05-20", until="2027-05-20")
REPAIR = repair("R1", of=BANNED, by="tax", decided="09-01")

Load = tuple[str, Sequence[MeasureRow]]


def owed(on: str, told: Sequence[Message], *loads: Load) -> dict[str, str]:
    """Until when each measure on A that is owed lasts."""
    found = recounted(on, told, *loads).ruling()
    return {name: str(ground.until) for name, ground in found.items()}


def recounted(on: str, told: Sequence[Message], *loads: Load) -> Recounted:
    """What is found on a day after these loads; of the ban and the joint measure unless said."""
    laws = loads or (("2020-01-01", [BAN, JOINT]),)
    return Recounted(told, day(on), [(day(at), catalogue(rows)) for at, rows in laws])


def states(on: str, told: Sequence[Message]) -> list[str]:
    """How each fact stands."""
    return [stands.standing.state for stands in standings(recounted(on, told).world())]


def test_b20_the_ban_stands_and_the_publicity_ends() -> None:
    """A repaired ban runs to its last day, the joint measure ends, the fact is repaired (B20)."""
    told = [BANNED, REPAIR]
    assert owed("08-31", told) == {"PRC-01": "2027-05-20", "BNK-07": "2027-05-20"}
    assert states("08-31", told) == ["STANDING"]
    assert owed("09-01", told) == {"PRC-01": "2027-05-20"}
    assert states("09-01", told) == ["REPAIRED"]
    assert owed("2027-05-20", told) == {"PRC-01": "2027-05-20"}
    assert owed("2027-05-21", told) == {}


def test_b20_a_revoke_lifts_it_at_once() -> None:
    """A decision that was wrong holds nothing up, repaired or not (B20)."""
    told = [BANNED, REPAIR, BANNED.revoked(2)]
    assert owed("09-01", told) == {}
    assert states("09-01", told) == ["REVOKED"]


def test_an_end_lifts_it_on_its_day() -> None:
    """The decider may hold the ban no more, from a day on."""
    told = [BANNED, REPAIR, BANNED.ended(2, "10-01")]
    assert owed("09-30", told) == {"PRC-01": "2027-05-20"}
    assert owed("10-01", told) == {}


def test_the_repair_changes_no_terms_and_names_no_reason() -> None:
    """Ground and terms are the same ones; of the joint measure the repair is the reason."""
    before, after = (
        recounted("09-01", told).ruling()["PRC-01"] for told in ([BANNED], [BANNED, REPAIR])
    )
    assert before == after
    refusals = recounted("09-01", [BANNED, REPAIR]).owed().refusals
    assert [(refusal.measure, refusal.why) for refusal in refusals] == [("BNK-07", Why.REPAIRED)]


@pytest.mark.parametrize("closed", [REPAIR.revoked(2), REPAIR.ended(2, "10-01")])
def test_a_repair_that_is_undone(closed: Message) -> None:
    """The joint measure is owed again, and the ban was owed all the time."""
    told = [BANNED, REPAIR, closed]
    assert owed("10-01", told) == {"PRC-01": "2027-05-20", "BNK-07": "2027-05-20"}
    assert states("10-01", told) == ["STANDING"]


def test_what_has_yet_to_begin_begins() -> None:
    """A ban that was repaired before its first day begins on that day all the same."""
    banned = penalty("T1", decided="05-20", starts="10-01")
    told = [banned, repair("R1", of=banned, by="tax", decided="09-01")]
    assert owed("09-30", told) == {}
    assert owed("10-01", told) == {"PRC-01": "2029-10-01"}


def test_a_repair_begins_on_the_later_of_its_days() -> None:
    """That day included, what a repair lifts is lifted; it is looked at on that day."""
    later = repair("R1", of=BANNED, by="tax", decided="09-01", starts="09-10")
    assert "BNK-07" in owed("09-09", [BANNED, later])
    assert "BNK-07" not in owed("09-10", [BANNED, later])
    assert day("09-10") in days_ahead(recounted("09-02", [BANNED, later]).world(), None)


def test_an_open_mark_suspends_what_a_repair_keeps() -> None:
    """Where the row says SUSPEND a kept measure is not owed while the mark is open."""
    law = ("2020-01-01", [replace(BAN, on_objection=OnObjection.SUSPEND)])
    marked = mark("M1", of=BANNED, by="tax", decided="09-10")
    assert owed("09-09", [BANNED, REPAIR, marked], law) == {"PRC-01": "2027-05-20"}
    assert owed("09-10", [BANNED, REPAIR, marked], law) == {}
    closed = [BANNED, REPAIR, marked, marked.ended(2, "09-20")]
    assert owed("09-20", closed, law) == {"PRC-01": "2027-05-20"}
    assert owed("09-10", [BANNED, REPAIR, marked])["PRC-01"] == "2027-05-20"


def test_of_two_grounds_the_one_that_is_kept() -> None:
    """A repaired ground goes on to hold a measure up only where its own row says KEEP (R10)."""
    law = ("2020-01-01", [BAN, PRC_01_WAGE])
    listed = wage("W1", decided="05-25")
    joint = repair("R2", of=listed, decided="09-01")
    assert owed("09-01", [BANNED, listed], law) == {"PRC-01": "2029-05-25"}
    found = recounted("09-01", [BANNED, listed, REPAIR, joint], law)
    (grounds,) = found.owed().grounds.values()
    assert [ground.record for ground in grounds] == [("tax", "T1")]
    assert owed("09-01", [BANNED, listed, REPAIR, joint], law) == {"PRC-01": "2027-05-20"}
    assert owed("09-01", [listed, joint], law) == {}


def test_only_who_may_repair_for_all() -> None:
    """A relayer's repair takes back its own copy: the last copy's end ends a kept measure, too."""
    copy = BANNED.relayed("province", "P1")
    withdrawn = repair("R1", of=copy, by="province", decided="09-01")
    assert owed("09-01", [BANNED, copy, withdrawn]).keys() == {"PRC-01", "BNK-07"}
    assert owed("09-01", [copy]).keys() == {"PRC-01", "BNK-07"}
    assert owed("09-01", [copy, withdrawn]) == {}


def test_each_role_is_asked_by_itself() -> None:
    """Who was targeted by an edition that lifts is freed; in another role the measure is kept."""
    kept = replace(LND_04, valid_until=day("06-30"), on_repair=OnRepair.KEEP)
    lifts = replace(
        LND_04,
        list_version="2",
        valid_from=day("07-01"),
        valid_until=day("07-31"),
        targets=frozenset({TargetRole.ORGANISATION, TargetRole.CONTROLLER}),
    )
    last = replace(kept, list_version="3", valid_from=day("08-01"), valid_until=None)
    law = ("2020-01-01", [kept, lifts, last])

    def held(*roles: str) -> bool:
        told = judgment("1", related=[related(role, P) for role in roles])
        repaired = [told, repair("R1", of=told, by="court", decided="08-05")]
        found = recounted("08-05", repaired, law)
        assert found.ruling() == {}
        return bool(found.ruling(P))

    assert held("PRINCIPAL")
    assert not held("CONTROLLER")
    assert held("CONTROLLER", "PRINCIPAL")


LIFTS = replace(PRC_01_BAN, list_version="1", valid_until=None)
KEEPS = replace(LIFTS, list_version="2", valid_from=day("07-01"), on_repair=OnRepair.KEEP)
OLD_LAW = replace(LIFTS, valid_until=day("06-30"))


def test_keep_reaches_what_is_decided_under_it() -> None:
    """A new list version that keeps leaves what was decided before to the milder edition."""
    law = ("2020-01-01", [OLD_LAW, KEEPS])
    assert owed("09-01", [BANNED, REPAIR], law) == {}
    assert owed("09-01", [BANNED], law) == {"PRC-01": "2027-05-20"}
    new = penalty("T2", decided="07-01")
    told = [new, repair("R2", of=new, by="tax", decided="09-01")]
    assert owed("09-01", told, law) == {"PRC-01": "2029-07-01"}


def test_a_later_edition_that_lifts_is_milder() -> None:
    """From its own day what was decided before and is repaired is lifted."""
    law = [replace(OLD_LAW, on_repair=OnRepair.KEEP), replace(KEEPS, on_repair=OnRepair.LIFT)]
    repaired = [BANNED, repair("R1", of=BANNED, by="tax", decided="06-01")]
    assert owed("06-30", repaired, ("2020-01-01", law)) == {"PRC-01": "2027-05-20"}
    assert owed("07-01", repaired, ("2020-01-01", law)) == {}


def test_an_edition_that_lifted_once() -> None:
    """A load that leaves out the edition that lifts keeps nothing of what was decided before."""
    kept = replace(OLD_LAW, on_repair=OnRepair.KEEP)
    lifts = replace(KEEPS, on_repair=OnRepair.LIFT)
    again = ("07-10", [kept, replace(KEEPS, list_version="3")])
    law = ("2020-01-01", [kept, lifts])
    assert owed("09-01", [BANNED, REPAIR], law, again) == {}
    assert owed("09-01", [BANNED], law, again) == {"PRC-01": "2027-05-20"}


def test_what_becomes_milder_in_its_place() -> None:
    """From a load that says LIFT in the same edition on, what is repaired is lifted."""
    kept, lifts = ("2020-01-01", [BAN]), ("09-10", [PRC_01_BAN])
    assert owed("09-09", [BANNED, REPAIR], kept) == {"PRC-01": "2027-05-20"}
    assert owed("09-10", [BANNED, REPAIR], kept, lifts) == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"effect": Effect.CAUTION},
        {"term_months": 12},
        {"usual_months": 12},
        {"on_objection": OnObjection.SUSPEND},
    ],
)
def test_an_edition_that_is_milder_otherwise_keeps_nothing(changes: dict[str, object]) -> None:
    """One edition that lifts is enough, also where the ruling one keeps (R8)."""
    milder = replace(KEEPS, **changes)  # type: ignore[arg-type]
    law = ("2020-01-01", [OLD_LAW, milder])
    assert owed("08-31", [BANNED, REPAIR], law).keys() == {"PRC-01"}
    assert owed("09-01", [BANNED, REPAIR], law) == {}


def test_a_catalogue_stored_before_repairs_left_anything_standing() -> None:
    """Its rows lift."""
    plain = json.loads(to_json(catalogue([PRC_01_BAN])))
    for row in plain["measures"]:
        del row["usual_months"], row["on_repair"]
    loads = [(day("2020-01-01"), from_json(json.dumps(plain)))]
    assert Recounted([BANNED, REPAIR], day("09-01"), loads).ruling() == {}
    later = [*loads, (day("07-01"), catalogue([OLD_LAW, KEEPS]))]
    assert Recounted([BANNED, REPAIR], day("09-01"), later).ruling() == {}


def test_a_repaired_freeze_is_out_of_force() -> None:
    """A court's order that the court repairs ends, as before (R6)."""
    told = [freeze("1", decided="05-20")]
    law = ("2020-01-01", [BNK_02])
    assert owed("06-01", told, law) == {"BNK-02 court|1|": "2027-05-20"}
    assert owed("06-01", [*told, repair("R1", of=told[0], by="court")], law) == {}
