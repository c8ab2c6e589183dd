"""告知书: the notice to a subject says values, not labels alone."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from streams.operate.cli.notice import notice_lines
from streams.operate.cli.subject_text import subject_lines
from streams.reading.as_of import AsOf
from streams.reading.deliveries import DeliveryState
from streams.reading.held_up import GroundSeen
from streams.reading.lifts import LiftSeen
from streams.reading.measures import MeasureSeen
from streams.reading.subject import FactSeen, NotFollowed, Provenance, SubjectSeen

OFFICE = "样例市人力资源和社会保障局"
COURT = "样例市中级人民法院"
LAW = "保障农民工工资支付条例 第四十八条"


def _fact(record_no: str, authority: str) -> FactSeen:
    told = Provenance(
        department="hrss",
        record_no=record_no,
        version=1,
        rules=True,
        topic="credit.events.hrss",
        partition=0,
        offset=0,
    )
    return FactSeen(
        fact_id=UUID(int=1),
        kind="ListEntry",
        state="STANDING",
        role="",
        list_code="WAGE_ARREARS",
        list_name="拖欠农民工工资失信联合惩戒对象名单",
        colour="BLACK",
        document_no="样人社监列〔2026〕2号",
        case_no="",
        authority=authority,
        decided_on=date(2026, 5, 20),
        effective_until=date(2027, 5, 20),
        legal_basis=("劳动法 第五十条",),
        provenance=(told,),
    )


MEASURE = MeasureSeen(
    directive_id=UUID(int=2),
    measure="PRC-01",
    name="限制参加政府采购",
    partner="procurement",
    partner_name="样例市政府采购中心",
    instance="",
    binding="MANDATORY",
    effect="RESTRICT",
    valid_from=date(2026, 6, 1),
    valid_until=date(2029, 6, 1),
    legal_basis=(LAW,),
    list_version="2026a",
    grounds=(GroundSeen(department="hrss", record_no="N-1", trigger="list/WAGE_ARREARS"),),
    state=DeliveryState.WAITING,
    remedy="支付全部工资后申请移出",
    contact="0519-0000",
    lift_condition="移出名单",
)
SEEN = SubjectSeen(
    subject_key=UUID(int=3),
    as_of=AsOf(day=date(2026, 6, 1), entry=1, lag_messages=0, lag_s=0.0, stale=""),
    facts=(_fact("N-1", OFFICE), _fact("N-2", COURT)),
    measures=(MEASURE,),
)


def _notice(seen: SubjectSeen) -> list[str]:
    return [line.strip() for line in notice_lines(seen)]


def test_a_measure_tells_who_why_and_until_when() -> None:
    """The office that decided its ground by name, the clause, both days, and the way off."""
    lines = _notice(SEEN)
    measure = lines[lines.index("二、决定采取的措施") + 1 :]
    assert measure[:10] == [
        "1. 限制参加政府采购（必须执行）",
        "执行单位：样例市政府采购中心",
        "进展：尚未通知执行单位",
        "事由：上列第1项信息",
        f"谁决定：{OFFICE}",
        f"依据：{LAW}",
        "期限：自2026-06-01至2029-06-01",
        "解除条件：移出名单",
        "如何修复：支付全部工资后申请移出",
        "联系：0519-0000",
    ]


def test_a_fact_tells_who_decided_it_and_when() -> None:
    """Which list of which colour, authority, document, both days and basis of each fact."""
    lines = _notice(SEEN)
    assert lines[lines.index("一、信用信息") + 1 :][:7] == [
        "1. 列入名单：有效",
        "名单：拖欠农民工工资失信联合惩戒对象名单（WAGE_ARREARS，黑名单）",
        f"决定机关：{OFFICE}",
        "文书号：样人社监列〔2026〕2号",
        "决定日期：2026-05-20",
        "决定的最后一日：2027-05-20",
        "依据：劳动法 第五十条",
    ]


def test_it_ends_with_how_to_object() -> None:
    """Whoever has facts is told what is open against them, and how to repair."""
    heads = [line.partition("：")[0] for line in _notice(SEEN)[-2:]]
    assert heads == ["异议（行政机关的决定）", "信用修复（行政机关的决定）"]


def test_every_office_behind_a_measure_is_named_once() -> None:
    """Two grounds of two offices: both are named; two of one office: once."""
    second = GroundSeen(department="hrss", record_no="N-2", trigger="list/WAGE_ARREARS")
    held = replace(MEASURE, grounds=(*MEASURE.grounds, second))
    both = _notice(replace(SEEN, measures=(held,)))
    (line,) = [line for line in both if line.startswith("谁决定：")]
    assert set(line.removeprefix("谁决定：").split("、")) == {OFFICE, COURT}
    facts = (_fact("N-1", OFFICE), _fact("N-2", OFFICE))
    assert f"谁决定：{OFFICE}" in _notice(replace(SEEN, measures=(held,), facts=facts))


def test_every_fact_behind_a_measure_is_numbered() -> None:
    """Whoever wants to get off must be rid of each, and is told so; of a freeze and the order
    that continues it the places alone."""
    grounds = tuple(replace(MEASURE.grounds[0], record_no=number) for number in ("N-1", "N-2"))
    held = replace(MEASURE, grounds=grounds)
    told = "事由：上列第1、2项信息"
    assert f"{told}，须各项均不再作为依据后方可解除" in _notice(replace(SEEN, measures=(held,)))
    frozen = replace(held, grounds=tuple(replace(g, trigger="order/FREEZE") for g in grounds))
    assert told in _notice(replace(SEEN, measures=(frozen,)))


def test_whom_a_repair_left_burdened_is_told_why() -> None:
    """The fact was repaired and holds the measure up all the same: it is the penalty itself."""
    repaired = replace(_fact("N-1", OFFICE), state="REPAIRED")
    assert "不因修复解除" not in "".join(_notice(SEEN))
    assert "不因修复解除" in "".join(_notice(replace(SEEN, facts=(repaired,))))


@pytest.mark.parametrize(("record_no", "falls_back"), [("N-1", False), ("N-9", True)])
def test_it_points_elsewhere_only_where_no_office_is_known(
    record_no: str, falls_back: bool
) -> None:
    """`见上列信息` stands only for a ground whose record is not among the facts."""
    ground = GroundSeen(department="hrss", record_no=record_no, trigger="list/WAGE_ARREARS")
    seen = replace(SEEN, measures=(replace(MEASURE, grounds=(ground,)),))
    assert any("见上列信息" in line for line in _notice(seen)) == falls_back


def test_praise_and_burden_are_told_apart() -> None:
    """An entry of a red list says so: both kinds of lists may have one code."""
    red = replace(_fact("N-1", OFFICE), colour="RED")
    assert any("（WAGE_ARREARS，红名单）" in line for line in _notice(replace(SEEN, facts=(red,))))


def test_a_decision_that_takes_effect_later_says_when() -> None:
    """Its measures follow on that day; until then nothing is said to have run out."""
    refused = NotFollowed(
        measure="PRC-01",
        name="限制参加政府采购",
        partner="procurement",
        trigger="list/WAGE_ARREARS",
        department="hrss",
        record_no="N-1",
        code="D2007",
        reason="takes effect on 2026-06-15",
    )
    fact = replace(_fact("N-1", OFFICE), effective_from=date(2026, 6, 15))
    lines = _notice(replace(SEEN, facts=(fact,), measures=(), not_followed=(refused,)))
    assert "生效日期：2026-06-15" in lines
    assert "限制参加政府采购：尚未生效（D2007）" in lines


def test_a_penalty_says_until_when_it_is_public() -> None:
    """That day is another than the last one of what was decided."""
    fined = replace(
        _fact("N-1", OFFICE),
        kind="AdministrativePenalty",
        list_code="",
        publish_until=date(2026, 11, 20),
    )
    lines = _notice(replace(SEEN, facts=(fined,)))
    assert lines.index("公示截止日期：2026-11-20") == lines.index("决定的最后一日：2027-05-20") + 1
    assert not [line for line in _notice(SEEN) if line.startswith("公示截止日期")]


def test_an_order_is_told_by_what_it_orders_and_what_became_of_it() -> None:
    """A freeze that its court lifted and the order that lifted it are not two freezes in force."""
    freeze = replace(_fact("F", COURT), kind="EnforcementOrder", list_code="", order="FREEZE")
    freed = replace(freeze, order="UNFREEZE")
    lines = _notice(replace(SEEN, facts=(replace(freeze, state="RELEASED"), freed)))
    assert "1. 冻结：已解除" in lines
    assert "2. 解除冻结：有效" in lines


def test_no_measure_is_told_as_executed_that_is_not() -> None:
    """What waits for approval, for its partner or for an answer says for which."""
    said = {
        state: line
        for state in DeliveryState
        for line in _notice(replace(SEEN, measures=(replace(MEASURE, state=state),)))
        if line.startswith("进展：")
    }
    assert said[DeliveryState.HELD] == "进展：待有权机关签批，尚未通知执行单位"
    assert said[DeliveryState.CHECK] == "进展：不另行通知，由执行单位在办理时查询"
    assert [state for state, line in said.items() if line.endswith("已执行")] == ["EXECUTED"]
    assert len(set(said.values())) == len(said)


def test_a_lift_on_its_way_is_told_with_how_far_it_got() -> None:
    """Am I off the list yet? Not before the partner confirms, also when nothing else is known."""
    lift = LiftSeen(
        directive_id=UUID(int=9),
        measure="PRC-01",
        name="限制参加政府采购",
        partner="procurement",
        partner_name="样例市政府采购中心",
        instance="",
        decided_on=date(2026, 6, 2),
        state=DeliveryState.SENT,
        code="",
    )
    seen = replace(SEEN, facts=(), measures=(), lifts=(lift,))
    lines = _notice(seen)
    assert lines[lines.index("三、已决定解除、执行单位尚未确认的措施") + 1 :][:5] == [
        "1. 限制参加政府采购",
        "执行单位：样例市政府采购中心",
        "决定解除日期：2026-06-02",
        "进展：已通知执行单位，待其答复",
        f"查询编号：{UUID(int=9)}",
    ]
    told = list(subject_lines(seen))
    assert told[told.index("\nlifts not confirmed yet: 1") + 1 :][:2] == [
        "  PRC-01 限制参加政府采购 at procurement, decided 2026-06-02",
        f"    SENT, {UUID(int=9)}",
    ]
