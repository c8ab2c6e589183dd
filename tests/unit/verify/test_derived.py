"""Clauses that follow from what a penalty says, by the recount of `hub verify` (R21)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from scenario.calendar import day
from scenario.cast import PRC_01_BAN, PRC_01_WAGE, catalogue, row
from scenario.message import Message, Value, penalty, repair, wage
from scenario.recounted import Recounted

from monitoring.verify.recount.ahead import days_ahead
from monitoring.verify.recount.says import all_say
from schemas.catalogue.code import Derived
from schemas.catalogue.model import Catalogue, MeasureRow
from schemas.catalogue.serialise import from_json, to_json

Load = tuple[str, Catalogue]
FIRST = "2020-01-01"


def law(*rows: MeasureRow, derived: Iterable[Derived] = ()) -> Catalogue:
    """A catalogue of these rows, with these rows for derived clauses."""
    return replace(catalogue(rows), derived=tuple(derived))


def recounted(on: str, told: Sequence[Message], *loads: Load) -> Recounted:
    """What is found on a day after these loads."""
    return Recounted(told, day(on), [(day(at), each) for at, each in loads])


def held(on: str, told: Sequence[Message], *loads: Load) -> list[str]:
    """Each measure on A that is owed."""
    return sorted(recounted(on, told, *loads).ruling())


MAJOR = row("PRC-02", "penalty/MAJOR_VIOLATION", "procurement", released=frozenset({"reason"}))
STOP, REVOKED_LICENCE = "责令停产停业", "吊销许可证件"


def follows(
    *categories: str, fine: int | None = None, since: date = date.min, until: date | None = None
) -> Derived:
    """A row by which a penalty has the derived clause."""
    return Derived(
        clause="MAJOR_VIOLATION",
        name="重大违法记录",
        basis="采购法 第二十二条",
        categories=frozenset(categories),
        fine_from_fen=fine,
        valid_from=since,
        valid_until=until,
    )


def punished(*categories: str, fine: int | None = None, **fields: Value) -> Message:
    """A penalty on A that names no clause itself."""
    said: dict[str, Value] = {"clauses": [], "decided": "05-20", **fields}
    return penalty("T1", categories=list(categories), fine_fen=fine, **said)


LARGE = follows(fine=20_000_000)
HARD = follows(STOP, REVOKED_LICENCE)


@pytest.mark.parametrize(
    ("told", "owed"),
    [
        (punished(STOP), True),
        (punished(REVOKED_LICENCE), True),
        (punished("警告", f" {STOP} "), True),
        (punished("警告", "罚款", fine=19_999_999), False),
        (punished("罚款", fine=20_000_000), True),
        (punished("罚款", fine=20_000_001), True),
        (punished("警告", fine=0), False),
        (punished(f"{STOP}的"), False),
        (punished("责令停产"), False),
        (punished(), False),
        (punished(""), False),
        (punished(STOP, fine=30_000_000), True),
    ],
)
def test_a_clause_follows_from_category_or_fine(told: Message, owed: bool) -> None:
    """One row that holds is enough; a category is compared as it stands, a fine must reach it."""
    for rows in ((LARGE, HARD), (HARD, LARGE)):
        load = (FIRST, law(MAJOR, derived=rows))
        assert held("06-01", [told], load) == (["PRC-02"] if owed else [])


def test_without_a_row_nothing_follows() -> None:
    """Of a catalogue that derives nothing, or another clause, and of a row that lacks its fine."""
    told = [punished(STOP, fine=30_000_000)]
    assert held("06-01", told, (FIRST, law(MAJOR))) == []
    other = replace(HARD, clause="OTHER")
    assert held("06-01", told, (FIRST, law(MAJOR, derived=[other]))) == []
    assert held("06-01", [punished(STOP)], (FIRST, law(MAJOR, derived=[LARGE]))) == []
    assert held("06-01", [punished(fine=30_000_000)], (FIRST, law(MAJOR, derived=[HARD]))) == []


def test_what_is_blank_is_no_category() -> None:
    """A blank category of a penalty is none, whatever a row says."""
    load = (FIRST, law(MAJOR, derived=[replace(HARD, categories=frozenset({"", STOP}))]))
    assert held("06-01", [punished(" ", "")], load) == []
    assert held("06-01", [punished("", STOP)], load) == ["PRC-02"]


@pytest.mark.parametrize(
    ("decided", "owed"),
    [("04-30", False), ("05-01", True), ("05-20", True), ("05-31", True), ("06-01", False)],
)
def test_a_row_derives_on_its_days_of_decision(decided: str, owed: bool) -> None:
    """Both days of the row count, whenever the penalty takes effect or is looked at."""
    rows = [follows(STOP, since=day("05-01"), until=day("05-31"))]
    told = [punished(STOP, decided=decided)]
    assert held("06-15", told, (FIRST, law(MAJOR, derived=rows))) == (["PRC-02"] if owed else [])
    later = [punished(STOP, decided="05-31", starts="06-10")]
    assert held("06-15", later, (FIRST, law(MAJOR, derived=rows))) == ["PRC-02"]


def test_it_grounds_as_a_written_clause_does() -> None:
    """With trigger, term and reason; an end, a repair and an unread day are as for any row."""
    load = (FIRST, law(replace(MAJOR, usual_months=12), derived=[HARD]))
    found = recounted("06-01", [punished(STOP)], load)
    ground = found.ruling()["PRC-02"]
    assert (ground.trigger, ground.until) == ("penalty/MAJOR_VIOLATION", day("2027-05-20"))
    assert [said["reason"] for said in all_say(found.owed()).values()] == ["虚开发票"]
    assert day("2027-05-21") in days_ahead(found.world(), None)
    assert held("06-01", [punished(STOP), punished(STOP).ended(2, "06-01")], load) == []
    repaired = repair("R1", of=punished(STOP), by="tax", decided="06-01")
    assert held("06-01", [punished(STOP), repaired], load) == []


def test_written_and_derived_clauses_stand_beside_each_other() -> None:
    """A penalty has both, and one that once wrote what is derived now has it once."""
    load = (FIRST, law(MAJOR, PRC_01_BAN, derived=[HARD]))
    both = [punished(STOP, clauses=["PROCUREMENT_BAN"])]
    assert held("06-01", both, load) == ["PRC-01", "PRC-02"]
    written = [punished(STOP, clauses=["MAJOR_VIOLATION"])]
    grounds = recounted("06-01", written, load).owed().grounds.values()
    assert [len(each) for each in grounds] == [1]
    assert held("06-01", [punished(clauses=["MAJOR_VIOLATION"])], load) == ["PRC-02"]


def test_the_present_catalogue_derives() -> None:
    """A load that derives less lifts; a row for the same clause that says more gives it back."""
    told = [punished("罚款", fine=25_000_000)]
    less = law(MAJOR, derived=[follows(fine=30_000_000)])
    loads = ((FIRST, law(MAJOR, derived=[LARGE])), ("06-10", less), ("06-20", law(MAJOR)))
    assert held("06-09", told, *loads[:1]) == ["PRC-02"]
    assert held("06-10", told, *loads[:2]) == []
    assert held("06-10", [punished(fine=30_000_000)], *loads[:2]) == ["PRC-02"]
    assert held("06-20", [punished(fine=30_000_000)], *loads) == []


def test_a_row_of_the_clause_that_is_new_reaches_nothing_older() -> None:
    """The measure's row is as any: it applies from the day of its load on (R8)."""
    loads = ((FIRST, law(PRC_01_BAN, derived=[HARD])), ("06-01", law(MAJOR, derived=[HARD])))
    assert held("06-10", [punished(STOP, decided="05-31")], *loads) == []
    assert held("06-10", [punished(STOP, decided="06-01")], *loads) == ["PRC-02"]


def test_no_other_kind_has_a_derived_clause() -> None:
    """An entry with an amount above the fine's threshold follows its own list alone."""
    load = (FIRST, law(MAJOR, PRC_01_WAGE, derived=[LARGE]))
    assert held("06-01", [wage("W1", decided="05-20", amount_fen=30_000_000)], load) == ["PRC-01"]


def test_a_correction_of_category_or_fine() -> None:
    """The content that rules says what follows."""
    load = (FIRST, law(MAJOR, derived=[HARD, LARGE]))
    first = punished(STOP)
    assert held("06-01", [first, first.corrected(2, categories=["警告"])], load) == []
    fined = first.corrected(2, categories=["罚款"], fine_fen=20_000_000)
    assert held("06-01", [first, fined], load) == ["PRC-02"]


def test_a_catalogue_stored_before_there_were_derived_clauses() -> None:
    """It derives nothing, and a later one does."""
    plain = json.loads(to_json(law(MAJOR)))
    del plain["derived"]
    old = (FIRST, from_json(json.dumps(plain)))
    assert held("06-01", [punished(STOP)], old) == []
    assert held("06-10", [punished(STOP)], old, ("06-10", law(MAJOR, derived=[HARD]))) == ["PRC-02"]
