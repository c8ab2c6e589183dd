"""Lists that ask for prior notice or ground nothing, by the recount of `hub verify` (R7, R21)."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import (
    BNK_07,
    LND_04,
    PRC_01_BAN,
    PRC_01_WAGE,
    WAGE_ARREARS,
    catalogue,
)
from scenario.message import Message, Value, judgment, penalty, repair, wage
from scenario.recounted import Recounted

from monitoring.verify.recount.standing import standings
from monitoring.verify.recount.why import NO_BASIS, Why
from schemas.catalogue.model import Catalogue, MeasureRow
from schemas.catalogue.named_list import ListCode, ListColour
from schemas.catalogue.serialise import from_json, to_json

Load = tuple[str, Catalogue]
FIRST = "2020-01-01"
#: A list that asks for prior notice from May on.
ASKS = replace(WAGE_ARREARS, prior_notice_since=day("05-01"))
NOTICE: Value = {"prior": True, "heard": False, "served": False}
LISTED = wage("W1", decided="05-20")
TOLD = wage("W1", decided="05-20", notice=NOTICE)


def law(*rows: MeasureRow, listed: ListCode = WAGE_ARREARS) -> Catalogue:
    """A catalogue of these rows, with one list."""
    return replace(catalogue(rows), lists={listed.code: listed})


def recounted(on: str, told: Sequence[Message], *loads: Load) -> Recounted:
    """What is found on a day after these loads."""
    return Recounted(told, day(on), [(day(at), each) for at, each in loads])


def held(on: str, told: Sequence[Message], *loads: Load) -> list[str]:
    """Each measure on A that is owed."""
    return sorted(recounted(on, told, *loads).ruling())


def why(on: str, told: Sequence[Message], *loads: Load) -> list[Why]:
    """Why what is not owed is not."""
    return [refusal.why for refusal in recounted(on, told, *loads).owed().refusals]


ASKING: Load = (FIRST, law(PRC_01_WAGE, BNK_07, listed=ASKS))
BOTH = ["BNK-07", "PRC-01"]


@pytest.mark.parametrize(
    ("decided", "notice", "owed"),
    [
        ("04-30", None, True),
        ("05-01", None, False),
        ("05-20", None, False),
        ("05-01", NOTICE, True),
        ("05-20", {**NOTICE, "prior": False, "heard": True, "served": True}, False),
    ],
)
def test_prior_notice_is_asked_from_a_day_of_decision_on(
    decided: str, notice: Value, owed: bool
) -> None:
    """An entry decided on that day or later grounds nothing unless it says it (D2010)."""
    told = [wage("W1", decided=decided, notice=notice)]
    assert held("06-01", told, ASKING) == (BOTH if owed else [])
    assert why("06-01", told, ASKING) == ([] if owed else [Why.NOT_TOLD_BEFORE] * 2)
    assert Why.NOT_TOLD_BEFORE in NO_BASIS


def test_the_day_of_decision_counts_and_no_other() -> None:
    """One decided before that takes effect after it was not to be told; nor the other way round."""
    assert held("06-01", [wage("W1", decided="04-30", starts="05-20")], ASKING) == BOTH
    assert held("06-01", [wage("W1", decided="05-20", starts="04-01")], ASKING) == []


def test_a_list_that_asks_for_nothing() -> None:
    """Another list's demand is not this one's, and a fact that is no entry is never asked."""
    assert held("06-01", [LISTED], (FIRST, law(PRC_01_WAGE))) == ["PRC-01"]
    other = replace(ASKS, code="OTHER")
    assert held("06-01", [LISTED], (FIRST, law(PRC_01_WAGE, listed=other))) == ["PRC-01"]
    told = [penalty("T1", decided="05-20"), judgment("J1", decided="05-20")]
    assert held("06-01", told, (FIRST, law(PRC_01_BAN, LND_04, listed=ASKS))) == [
        "LND-04",
        "PRC-01",
    ]


def test_a_correction_that_says_it_makes_the_measure_due() -> None:
    """The highest version is the content: from it on it is due, and one without ends it again."""
    said = LISTED.corrected(2, notice=NOTICE)
    assert held("06-01", [LISTED, said], ASKING) == BOTH
    assert held("06-01", [LISTED, said, said.corrected(3, notice=None)], ASKING) == []


def test_the_record_that_rules_is_asked() -> None:
    """A copy's notice is none while the decider's record rules; copies are asked in their order."""
    copy = LISTED.relayed("nation", "N1", notice=NOTICE)
    assert held("06-01", [LISTED, copy], ASKING) == []
    assert held("06-01", [copy], ASKING) == BOTH
    without = LISTED.relayed("province", "P1")
    assert held("06-01", [copy, without], ASKING) == BOTH
    assert held("05-31", [copy.ended(2, "06-01"), copy, without], ASKING) == BOTH
    assert held("06-01", [copy.ended(2, "06-01"), copy, without], ASKING) == []


def test_the_present_catalogue_asks() -> None:
    """A load that asks for more takes what was due, and one that asks for less gives it back."""
    plain, asks = law(PRC_01_WAGE), law(PRC_01_WAGE, listed=ASKS)
    later = law(PRC_01_WAGE, listed=replace(ASKS, prior_notice_since=day("05-21")))
    loads = ((FIRST, plain), ("06-10", asks), ("06-20", later))
    assert held("06-09", [LISTED], *loads[:1]) == ["PRC-01"]
    assert held("06-10", [LISTED], *loads[:2]) == []
    assert held("06-10", [TOLD], *loads[:2]) == ["PRC-01"]
    assert held("06-20", [LISTED], *loads) == ["PRC-01"]
    assert held("06-20", [wage("W1", decided="05-21")], *loads) == []


def test_what_is_over_or_ahead_is_said_so() -> None:
    """Prior notice is no reason where nothing would be due anyhow, and the pool shows the entry."""
    assert why("06-01", [LISTED, LISTED.revoked(2)], ASKING) == [Why.OVER] * 2
    assert why("05-19", [LISTED], ASKING) == [Why.AHEAD] * 2
    repaired = repair("R1", of=LISTED, decided="06-01")
    found = recounted("06-01", [LISTED, repaired], ASKING)
    assert [stands.standing.state for stands in standings(found.world())] == ["REPAIRED"]
    found = recounted("06-01", [LISTED], ASKING)
    assert [stands.standing.state for stands in standings(found.world())] == ["STANDING"]


def test_a_list_that_grounds_no_measure() -> None:
    """Its entries stand in the pool and no row that names it is due; the present load says so."""
    silent = replace(WAGE_ARREARS, grounds=False, why="依据未读")
    load = (FIRST, law(PRC_01_WAGE, PRC_01_BAN, listed=silent))
    assert held("06-01", [TOLD], load) == []
    assert why("06-01", [TOLD], load) == [Why.LIST_WITHOUT_MEASURES]
    assert Why.LIST_WITHOUT_MEASURES in NO_BASIS
    found = recounted("06-01", [TOLD], load)
    assert [stands.standing.state for stands in standings(found.world())] == ["STANDING"]
    before = (FIRST, law(PRC_01_WAGE))
    assert held("06-10", [TOLD], before, ("06-10", law(PRC_01_WAGE, listed=silent))) == []
    assert held("06-10", [TOLD], load, ("06-10", law(PRC_01_WAGE))) == ["PRC-01"]


@pytest.mark.parametrize("colour", [None, *ListColour])
def test_only_an_entry_that_is_black_grounds(colour: ListColour | None) -> None:
    """What the list's row says of its colour was asked when the entry came, and not again."""
    load = (FIRST, law(PRC_01_WAGE, listed=replace(WAGE_ARREARS, colour=colour)))
    assert held("06-01", [LISTED], load) == ["PRC-01"]
    for other in ("RED", "WATCH"):
        assert held("06-01", [LISTED.again(colour=other)], load) == []


def test_a_catalogue_stored_before_lists_asked_for_notice() -> None:
    """Its lists ask for nothing and ground what its rows say."""
    loaded = law(PRC_01_WAGE)
    plain = json.loads(to_json(loaded))
    for listed in plain["lists"].values():
        for field in ("colour", "prior_notice_since", "grounds", "why"):
            del listed[field]
    old = from_json(json.dumps(plain))
    assert held("06-01", [LISTED], (FIRST, old)) == ["PRC-01"]
