"""What the notice says is open against a decision: by its decider, and by the law of the day."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from streams.operate.cli.notice_law import ways_open
from streams.reading.subject import FactSeen

AUTHORITY_WAY = "异议（行政机关的决定）"
COURT_WAY = "异议（人民法院的决定）"
REPAIR_WAY = "信用修复（行政机关的决定）"
LISTED = FactSeen(
    fact_id=UUID(int=1),
    kind="ListEntry",
    state="STANDING",
    role="",
    list_code="WAGE_ARREARS",
    document_no="样人社监列〔2026〕2号",
    case_no="",
    authority="样例市人力资源和社会保障局",
    decided_on=date(2026, 5, 20),
    effective_until=None,
    legal_basis=(),
    provenance=(),
)
DEBTOR = replace(LISTED, kind="JudgmentDefault", list_code="", authority="样例市中级人民法院")


def _ways(*facts: FactSeen, day: date = date(2026, 6, 1)) -> dict[str, str]:
    """What is open, by sort of decider."""
    lines = (line.partition("：") for line in ways_open(facts, day))
    return {head: told for head, _, told in lines}


def test_against_an_authority_objection_review_and_suit_are_open() -> None:
    """Where an objection goes, the days of review and suit, and how to repair; of courts none."""
    ways = _ways(LISTED)
    assert list(ways) == [AUTHORITY_WAY, REPAIR_WAY]
    for way in ("作出决定的机关或者市信用办", "异议申请", "六十日内申请行政复议", "行政诉讼"):
        assert way in ways[AUTHORITY_WAY]


def test_against_a_court_there_is_no_review() -> None:
    """A debtor asks the court to correct its list, and the court above; review is not open against
    a court's act, nor is repair by an authority."""
    freeze = replace(DEBTOR, kind="EnforcementOrder", order="FREEZE")
    for fact in (DEBTOR, freeze):
        ways = _ways(fact)
        assert list(ways) == [COURT_WAY]
        assert "不适用行政复议" in ways[COURT_WAY]
        assert "书面申请纠正" in ways[COURT_WAY]
        assert "向上一级人民法院申请复议" in ways[COURT_WAY]
        assert "市信用办" not in ways[COURT_WAY]


def test_whoever_has_both_is_told_both_apart() -> None:
    """One line for each sort of decider."""
    assert list(_ways(DEBTOR, LISTED)) == [AUTHORITY_WAY, COURT_WAY, REPAIR_WAY]


@pytest.mark.parametrize(
    ("day", "review", "enforcement", "repair"),
    [
        (date(2019, 6, 30), "第九条", "民事诉讼法》）", None),
        (date(2023, 4, 30), "第九条", "第二百三十二条", "527号"),
        (date(2023, 12, 31), "第九条", "第二百三十二条", "令第58号"),
        (date(2026, 3, 31), "第二十条", "第二百三十六条", "令第58号"),
        (date(2026, 4, 1), "第二十条", "第二百三十六条", "令第36号"),
    ],
)
def test_the_law_is_that_of_the_day(
    day: date, review: str, enforcement: str, repair: str | None
) -> None:
    """Each law is cited as it is in force on the day of the notice, and none that never was."""
    ways = _ways(DEBTOR, LISTED, day=day)
    assert review in ways[AUTHORITY_WAY]
    assert enforcement in ways[COURT_WAY]
    assert (repair in ways[REPAIR_WAY]) if repair else REPAIR_WAY not in ways
    assert not any("企业信用修复管理办法" in told for told in ways.values())
