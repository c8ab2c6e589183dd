"""How long a measure lasts, by the recount of `hub verify` (R22)."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from scenario.calendar import day
from scenario.cast import BNK_02, LND_04, PRC_01_BAN, PRC_01_WAGE, A, P, catalogue
from scenario.message import (
    Message,
    Value,
    continuation,
    freeze,
    judgment,
    penalty,
    related,
    restriction,
    wage,
)
from scenario.recounted import Recounted

from monitoring.verify.recount.ahead import days_ahead
from schemas.catalogue.model import MeasureRow
from schemas.catalogue.serialise import from_json, to_json

#: A default lasts for two years where the court says nothing, and as long as the court says.
DEFAULT = replace(LND_04, usual_months=24)
ABLE = "有履行能力而拒不履行"
REPORT = "违反财产报告制度"


def recounted(on: str, told: Sequence[Message], *rows: MeasureRow) -> Recounted:
    """What is found on a day, where these rows were loaded first of all."""
    return Recounted(told, day(on), [(day("2020-01-01"), catalogue(rows))])


def until(told: Sequence[Message], row: MeasureRow = DEFAULT, on: str = "06-01") -> date | None:
    """The last day of the one measure that is owed, None where it stands without one."""
    (ground,) = recounted(on, told, row).ruling().values()
    return ground.until


def default(*circumstances: str, **fields: Value) -> Message:
    """A default on these grounds, decided on 2024-06-20, with a person behind the debtor."""
    return judgment(
        "1",
        decided="2024-06-20",
        circumstances=list(circumstances),
        related=[related("LEGAL_REPRESENTATIVE", P)],
        **fields,
    )


def test_b22_two_years_where_the_court_says_nothing() -> None:
    """Debtor and person behind it are burdened for two years, both days included (B22)."""
    told = [default(REPORT)]
    for who in (A, P):
        assert list(recounted("2026-06-20", told, DEFAULT).ruling(who)) == ["LND-04"]
        assert recounted("2026-06-20", told, DEFAULT).ruling(who)["LND-04"].until == day("06-20")
        assert recounted("2026-06-21", told, DEFAULT).ruling(who) == {}


def test_b22_the_court_prolongs() -> None:
    """The court's own last day comes after the usual term (B22)."""
    told = [default(REPORT, until="2028-06-20")]
    for who in (A, P):
        found = recounted("2028-06-20", told, DEFAULT).ruling(who)
        assert found["LND-04"].until == day("2028-06-20")
        assert recounted("2028-06-21", told, DEFAULT).ruling(who) == {}


def test_b22_ground_1_has_no_term() -> None:
    """A default of somebody who can perform stands until it is ended (B22)."""
    told = [default(ABLE)]
    assert until(told, on="2039-06-20") is None
    assert recounted("2039-06-20", [*told, told[0].ended(2, "2039-06-20")], DEFAULT).ruling() == {}


def test_the_court_shortens_what_has_no_term() -> None:
    """The court's own last day holds for ground 1 as well, also before the usual term's end."""
    assert until([default(ABLE, until="2026-06-19")]) == day("2026-06-19")


@pytest.mark.parametrize(
    ("longest", "usual", "named", "expected"),
    [
        (36, 12, None, "2025-06-20"),
        (36, 12, "2024-12-31", "2024-12-31"),
        (36, 12, "2026-12-31", "2026-12-31"),
        (36, 12, "2028-01-01", "2027-06-20"),
        (36, None, None, "2027-06-20"),
        (36, None, "2028-01-01", "2027-06-20"),
        (None, 12, None, "2025-06-20"),
        (None, 12, "2028-01-01", "2028-01-01"),
        (None, None, None, None),
    ],
)
def test_both_terms(
    longest: int | None, usual: int | None, named: str | None, expected: str | None
) -> None:
    """The decision's own day, cut by the longest term alone; else the usual term, else that."""
    row = replace(LND_04, term_months=longest, usual_months=usual)
    found = until([default(REPORT, until=named)], row, on="2024-06-20")
    assert found == (None if expected is None else day(expected))


def test_a_decision_without_a_term_has_the_longest() -> None:
    """Where the row has a longest term, ground 1 lasts as long as that, and not longer."""
    assert until([default(ABLE)], replace(DEFAULT, term_months=36)) == day("2027-06-20")


@pytest.mark.parametrize(
    "circumstances",
    [
        [ABLE],
        [f"{ABLE}生效法律文书确定义务的"],
        [f"其他{ABLE}生效法律文书确定义务"],
        ["\u3000有履行能力 而拒不\t履行 的 "],
        [ABLE.replace("行", "\u2f8f")],
        [REPORT, ABLE],
        [ABLE, "不知何故"],
    ],
)
def test_ground_1_however_written(circumstances: list[str]) -> None:
    """Alone or with others, with white space, with 的: art. 2 gives two years to 2 to 6 only."""
    assert until([default(*circumstances)]) is None


@pytest.mark.parametrize(
    "circumstances",
    [
        [],
        [""],
        [REPORT, "违反限制消费令"],
        ["不知何故"],
        [f"{ABLE}的的"],
        [f"{ABLE};{REPORT}"],
        [f"无{ABLE}"],
    ],
)
def test_what_names_no_ground_1(circumstances: list[str]) -> None:
    """Other grounds, none, and what is no ground have the usual term, for the debtor."""
    assert until([default(*circumstances)]) == day("2026-06-20")


def test_no_other_kind_is_without_a_term() -> None:
    """A restriction and a penalty have the usual term of their rows where they name no day."""
    row = replace(DEFAULT, trigger="spending-restriction")
    assert until([restriction("1", decided="2024-06-20")], row) == day("2026-06-20")
    ban = replace(PRC_01_BAN, usual_months=12)
    assert until([penalty("1", decided="06-01")], ban) == day("2027-06-01")


def test_a_term_begins_with_the_later_day_and_ends_with_the_month() -> None:
    """It counts from `effective_from` where that is later, to the month's last day at most."""
    row = replace(PRC_01_WAGE, usual_months=6)
    told = [wage("W1", decided="06-01", starts="08-31", published_on=day("06-30"))]
    assert until(told, row, on="09-01") == day("2027-02-28")


def test_a_correction_names_a_last_day() -> None:
    """The content that rules says how long: earlier, later, over, or as before again."""
    first = default(REPORT)
    assert until([first, first.corrected(2, until="2026-06-10")]) == day("2026-06-10")
    later = first.corrected(2, until="2028-01-01")
    assert until([first, later]) == day("2028-01-01")
    over = first.corrected(2, until="2026-05-31")
    assert recounted("06-01", [first, over], DEFAULT).ruling() == {}
    assert until([first, later, later.corrected(3, until=None)]) == day("2026-06-20")


def test_a_correction_names_another_ground() -> None:
    """Ground 1 takes the term away, and its correction gives it back."""
    first = default(REPORT)
    able = first.corrected(2, circumstances=[ABLE])
    assert until([first, able]) is None
    assert until([first, able, able.corrected(3, circumstances=[REPORT])]) == day("2026-06-20")
    over = [default(ABLE), default(ABLE).corrected(2, circumstances=[REPORT])]
    assert recounted("2026-06-21", over, DEFAULT).ruling() == {}


def test_the_deciders_word_counts_and_no_copy() -> None:
    """What a relayer says of ground and last day is no content while the decider's stands."""
    first = default(REPORT)
    copy = first.relayed("nation", "N1", circumstances=[ABLE], until="2030-01-01")
    assert until([first, copy]) == day("2026-06-20")
    assert until([copy]) == day("2030-01-01")


def test_of_two_grounds_the_one_that_lasts_longest() -> None:
    """A default of a usual term and one without any together stand without an end (R10)."""
    other = judgment("2", decided="06-01", circumstances=[REPORT])
    assert until([default(REPORT), other], on="06-01") == day("2028-06-01")
    assert until([default(ABLE), other]) is None


def test_the_day_after_its_end_is_looked_at() -> None:
    """The day after the usual term is one on which what is owed can differ (R7)."""
    ahead = days_ahead(recounted("06-01", [default(REPORT)], DEFAULT).world(), None)
    assert day("06-21") in ahead
    ahead = days_ahead(recounted("06-01", [default(ABLE)], DEFAULT).world(), None)
    assert day("06-21") not in ahead


def test_orders_have_the_longest_term() -> None:
    """A freeze and its continuation have the term of the row and no other (R6)."""
    told = [freeze("1", decided="05-15"), continuation("2", of="1", decided="06-01")]
    assert until(told, BNK_02) == day("2027-06-01")


def test_a_catalogue_stored_before_there_was_a_usual_term() -> None:
    """Its rows have none: a decision without a last day has the longest term."""
    plain = json.loads(to_json(catalogue([PRC_01_WAGE])))
    for row in plain["measures"]:
        del row["usual_months"], row["on_repair"]
    old = from_json(json.dumps(plain))
    shorter = catalogue([replace(PRC_01_WAGE, usual_months=12)])
    told = [wage("W1", decided="2025-06-10")]
    before = Recounted(told, day("06-01"), [(day("2020-01-01"), old)])
    assert before.ruling()["PRC-01"].until == day("2028-06-10")
    after = [(day("2020-01-01"), old), (day("06-01"), shorter)]
    assert Recounted(told, day("06-01"), after).ruling()["PRC-01"].until == day("06-10")
    assert Recounted(told, day("06-11"), after).ruling() == {}
