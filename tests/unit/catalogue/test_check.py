"""One planted hole each: the check names file, row and reason."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from scenario.cast import CATALOGUE, HRSS, STREET, now_decided_by
from support.catalogues import (
    CAUTION,
    FREEZE,
    PENALTY_BAN,
    SEAL,
    WAGE_BAN,
    changed,
    editions,
    only_editions,
    sample,
    with_clause,
    with_department,
    with_item,
    with_list,
    with_partner,
)

from schemas.catalogue.check import holes, warnings
from schemas.catalogue.hole import Hole
from schemas.catalogue.model import (
    Binding,
    Catalogue,
    Channel,
    CheckItem,
    Department,
    MeasureNature,
    MeasureRow,
    OnObjection,
    OnRepair,
    Partner,
)
from schemas.catalogue.named_list import ListCode

TAX = sample().departments["tax"]
BANK = sample().partners["bank"]
WAGE_LIST = sample().lists["WAGE_ARREARS"]
ITEM = sample().items["bank-credit-approval"]


def one(catalogue: Catalogue) -> Hole:
    """The only hole of a catalogue."""
    found = holes(catalogue)
    assert len(found) == 1, "\n".join(str(hole) for hole in found)
    return found[0]


def test_the_sample_city_has_no_hole_and_no_warning() -> None:
    """What is shipped passes its own check."""
    assert holes(sample()) == ()
    assert warnings(sample(), date(2026, 6, 1)) == ()


def test_the_catalogues_of_the_cases_could_be_loaded() -> None:
    """What the cases are played under is law that a city may have."""
    for played in (CATALOGUE, now_decided_by("tax", HRSS), now_decided_by("market-320412", STREET)):
        assert holes(with_clause(played, "PROCUREMENT_BAN", "hrss")) == ()


@pytest.mark.parametrize(
    ("department", "reason"),
    [
        (replace(TAX, basis=" "), "basis: missing"),
        (replace(TAX, source=""), "source: missing"),
        (
            replace(TAX, source="Plan 三（一）20"),
            "Plan 三（一）20 is no clause of the plan",
        ),
        (replace(TAX, source="Plan 五 1"), "is no clause of the plan"),
        (replace(TAX, name=""), "name: missing"),
        (replace(TAX, valid_from=date.min), "valid_from: missing"),
        (replace(TAX, valid_until=date(2019, 1, 1)), "valid_until: before valid_from"),
        (replace(TAX, region="32040"), "region: '32040'"),
        (replace(TAX, kinds=TAX.kinds | {"CivilityPoint"}), "unknown kind CivilityPoint"),
        (replace(TAX, kinds=TAX.kinds | {"JudgmentDefault"}), "only a court may carry"),
        (replace(TAX, kinds=TAX.kinds | {"EnforcementOrder"}), "only a court may carry"),
        (replace(TAX, lists=TAX.lists | {"MADE_UP"}), "lists: unknown list MADE_UP"),
        (replace(TAX, kinds=TAX.kinds - {"ListEntry"}), "lists: named, but kinds has no ListEntry"),
        (replace(TAX, lists=frozenset()), "lists: missing, and kinds has ListEntry"),
        (replace(TAX, lists=frozenset({"*"})), "lists: '*' is for who relays for everybody"),
        (replace(TAX, decides_for=frozenset()), "both empty"),
        (replace(TAX, decides_for=frozenset({"11999900000010014H"})), "check character"),
        (replace(TAX, decides_for=frozenset({"0" * 18})), "all of one character"),
        (replace(TAX, relays_for=frozenset({"0" * 18})), "all of one character"),
        (replace(TAX, decides_for=frozenset({"*"})), "may stand in relays_for and lists only"),
        (replace(TAX, repairs_for=frozenset({"119999120000310180"})), "no department decides"),
    ],
)
def test_a_department_with_a_hole(department: Department, reason: str) -> None:
    """A department must say on what basis, for whom and which kinds, and may not play the court."""
    found = holes(with_department(sample(), department))
    (hole,) = (hole for hole in found if hole.file == "departments.toml")
    assert hole.row == "tax"
    assert reason in hole.reason


def test_an_authority_decided_by_two_departments() -> None:
    """Whose record is the fact would be undecided; the hole names both."""
    double = replace(TAX, decides_for=TAX.decides_for | sample().departments["hrss"].decides_for)
    hole = one(with_department(sample(), double))
    assert hole.row == "tax"
    assert "119999000000110171 is decided by hrss already" in hole.reason


def test_an_id_that_cannot_be_part_of_a_topic() -> None:
    """Ids name topics and addresses."""
    leaving = replace(BANK, id="Bank.A", valid_until=date(2026, 12, 31))
    assert "small letters" in one(with_partner(sample(), leaving)).reason
    assert "capitals" in one(with_list(sample(), replace(WAGE_LIST, code="wage-arrears"))).reason


@pytest.mark.parametrize(
    ("partner", "reason"),
    [
        (replace(BANK, basis=""), "basis: missing"),
        (replace(BANK, source=""), "source: missing"),
        (replace(BANK, answer_within_s=0), "that something was taken is no answer"),
        (replace(BANK, channel=Channel.TOPIC, answer_within_s=-1), "TOPIC needs a time"),
        (replace(BANK, answer_within_s=86_400_000), "answer_within_s: must be 31622400 s"),
    ],
)
def test_a_partner_with_a_hole(partner: Partner, reason: str) -> None:
    """A partner must have a basis, and a time in which its answer is awaited."""
    hole = one(with_partner(sample(), partner))
    assert (hole.file, hole.row) == ("partners.toml", "bank")
    assert reason in hole.reason


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (replace(WAGE_LIST, basis=""), "basis: missing"),
        (replace(WAGE_LIST, source=""), "source: missing"),
        (replace(WAGE_LIST, valid_from=date.min), "valid_from: missing"),
        (replace(WAGE_LIST, usual_months=37, longest_months=36), "usual_months: above longest"),
        (replace(WAGE_LIST, usual_months=0), "usual_months: must be above 0"),
    ],
)
def test_a_list_with_a_hole(entry: ListCode, reason: str) -> None:
    """A list needs the authority's basis for it, and terms that fit each other."""
    hole = one(with_list(sample(), entry))
    assert (hole.file, hole.row) == ("lists.toml", "WAGE_ARREARS")
    assert reason in hole.reason


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (replace(ITEM, basis=""), "basis: missing"),
        (replace(ITEM, measures=frozenset()), "measures: empty"),
        (replace(ITEM, measures=frozenset({"BNK-07", "BNK-99"})), "unknown measure BNK-99"),
    ],
)
def test_an_item_with_a_hole(item: CheckItem, reason: str) -> None:
    """An item an official checks must name measures that exist."""
    hole = one(with_item(sample(), item))
    assert (hole.file, hole.row) == ("items.toml", "bank-credit-approval")
    assert reason in hole.reason


Change = Callable[[MeasureRow], MeasureRow]


@pytest.mark.parametrize(
    ("row", "change", "reason"),
    [
        (PENALTY_BAN, lambda row: replace(row, legal_basis=()), "legal_basis: missing"),
        (PENALTY_BAN, lambda row: replace(row, legal_basis=("",)), "legal_basis: missing"),
        (PENALTY_BAN, lambda row: replace(row, source=""), "source: missing"),
        (PENALTY_BAN, lambda row: replace(row, remedy=""), "remedy: missing"),
        (PENALTY_BAN, lambda row: replace(row, contact=" "), "contact: missing"),
        (PENALTY_BAN, lambda row: replace(row, lift_condition=""), "lift_condition: missing"),
        (PENALTY_BAN, lambda row: replace(row, list_version=""), "list_version: missing"),
        (PENALTY_BAN, lambda row: replace(row, targets=frozenset()), "targets: empty"),
        (PENALTY_BAN, lambda row: replace(row, partner="bakery"), "unknown partner 'bakery'"),
        (WAGE_BAN, lambda row: replace(row, trigger="list/NONE"), "unknown list NONE"),
        (WAGE_BAN, lambda row: replace(row, trigger="penalty/"), "unknown form 'penalty/'"),
        (WAGE_BAN, lambda row: replace(row, trigger="penalty"), "unknown form 'penalty'"),
        (WAGE_BAN, lambda row: replace(row, trigger="order/DEDUCT"), "unknown form"),
        (WAGE_BAN, lambda row: replace(row, trigger="CivilityPoint"), "forbidden; civility"),
        (WAGE_BAN, lambda row: replace(row, trigger="civility-point/5"), "forbidden; civility"),
        (PENALTY_BAN, lambda row: replace(row, term_months=0), "term_months: must be above 0"),
        (PENALTY_BAN, lambda row: replace(row, usual_months=0), "usual_months: must be above 0"),
        (PENALTY_BAN, lambda row: replace(row, usual_months=37), "above term_months, the longest"),
        (SEAL, lambda row: replace(row, usual_months=12), "a court's order has one term"),
        (SEAL, lambda row: replace(row, on_repair=OnRepair.KEEP), "is out of force"),
        (PENALTY_BAN, lambda row: replace(row, answer_within_s=0), "answer_within_s: must be"),
        (
            PENALTY_BAN,
            lambda row: replace(row, answer_within_s=2**31),
            "answer_within_s: must be above 0 s, and 31622400 s (a year) at most",
        ),
        (PENALTY_BAN, lambda row: replace(row, released_basis=""), "released without a basis"),
        (
            PENALTY_BAN,
            lambda row: replace(row, released=row.released | {"income"}),
            "unknown field income",
        ),
        (SEAL, lambda row: replace(row, nature=MeasureNature.ONE_OFF), "only standing measures"),
        (SEAL, lambda row: replace(row, on_objection=OnObjection.SUSPEND), "kept under an"),
        (SEAL, lambda row: replace(row, binding=Binding.ADVISORY), "order is MANDATORY"),
    ],
)
def test_a_measure_row_with_a_hole(row: tuple[str, str], change: Change, reason: str) -> None:
    """A row says why, for whom, to whom, how one gets off, and is fed by what may feed it."""
    last = change(editions(sample(), row)[-1])
    hole = one(only_editions(sample(), row, last))
    assert hole.file == "measures.toml"
    assert hole.row == f"{last.measure} {last.trigger} {last.list_version}"
    assert reason in hole.reason


def test_nothing_released_needs_no_basis() -> None:
    """A row that releases ids and dates only is complete without `released_basis`."""
    nothing = changed(
        sample(), CAUTION, lambda row: replace(row, released=frozenset(), released_basis="")
    )
    assert holes(nothing) == ()


def test_an_order_to_a_partner_that_is_sent_nothing() -> None:
    """A court's order must reach somebody."""
    counter = replace(BANK, id="counter", channel=Channel.CHECK)
    last = replace(editions(sample(), FREEZE)[-1], partner="counter")
    hole = one(only_editions(with_partner(sample(), counter), FREEZE, last))
    assert "cannot carry out an order" in hole.reason


def test_two_rows_for_one_order_at_one_partner() -> None:
    """An order names its partner and no measure: a second row would lift what the first holds."""
    city = sample()
    row = editions(city, FREEZE)[-1]
    second = replace(row, measure="BNK-99")
    found = holes(replace(city, measures=(*city.measures, second)))
    assert {hole.reason for hole in found} == {
        f"trigger: {other} has it too at {row.partner}: an order names none"
        for other in ("BNK-99", row.measure)
    }


def test_one_row_at_two_partners() -> None:
    """A row is one measure at one partner through all its editions."""
    early, late = editions(sample(), WAGE_BAN)
    split = only_editions(sample(), WAGE_BAN, early, replace(late, partner="land"))
    assert [hole.row for hole in holes(split)] == [
        "PRC-01 list/WAGE_ARREARS 2022",
        "PRC-01 list/WAGE_ARREARS 2026",
    ]


@pytest.mark.parametrize("until", [None, date(2026, 1, 1)])
def test_editions_that_overlap(until: date | None) -> None:
    """Two editions of one row never hold on one day: neither open-ended nor by a single day."""
    early, late = editions(sample(), WAGE_BAN)
    hole = one(only_editions(sample(), WAGE_BAN, replace(early, valid_until=until), late))
    assert hole.row == "PRC-01 list/WAGE_ARREARS 2026"
    assert "overlaps edition 2022" in hole.reason


def test_a_gap_between_editions_warns() -> None:
    """A gap lifts every measure of the row; it may be meant, so it only warns."""
    early, late = editions(sample(), WAGE_BAN)
    gap = only_editions(sample(), WAGE_BAN, replace(early, valid_until=date(2025, 12, 30)), late)
    assert holes(gap) == ()
    (warning,) = warnings(gap, date(2026, 6, 1))
    assert warning.warning
    assert "no edition from 2025-12-31 to 2025-12-31" in warning.reason
    assert str(warning).startswith("warning: measures.toml [PRC-01 list/WAGE_ARREARS 2026]")


@pytest.mark.parametrize(
    ("day", "warned"),
    [
        (date(2026, 5, 30), False),
        (date(2026, 5, 31), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), True),
    ],
)
def test_an_edition_that_ends_unfollowed_warns_thirty_days_before(day: date, warned: bool) -> None:
    """The keeper hears of the end in time, and goes on hearing of it: a year may be mistyped."""
    early, late = editions(sample(), WAGE_BAN)
    ends = only_editions(sample(), WAGE_BAN, early, replace(late, valid_until=date(2026, 6, 30)))
    assert bool(warnings(ends, day)) is warned


def test_a_successor_silences_the_warning() -> None:
    """An edition that is followed may end on any day."""
    early, late = editions(sample(), WAGE_BAN)
    ends = replace(late, valid_until=date(2026, 6, 30))
    following = replace(late, list_version="2026b", valid_from=date(2026, 7, 1))
    followed = only_editions(sample(), WAGE_BAN, early, ends, following)
    assert warnings(followed, date(2026, 6, 15)) == ()
