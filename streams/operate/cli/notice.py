"""
告知书: what the hub knows of a subject, in Chinese, for the subject itself.

The deciding office and its basis, the last day, where to object, and the way off (信用修复).
"""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from schemas.catalogue.words import is_order
from streams.accept.codes import codes
from streams.kinds.table import KINDS
from streams.operate.cli.notice_law import ways_open
from streams.pool.standing import FactState
from streams.reading.deliveries import DeliveryState
from streams.reading.fact_states import Over
from streams.reading.lifts import LiftSeen
from streams.reading.measures import MeasureSeen
from streams.reading.subject import FactSeen, SubjectSeen

_ORDERS: Final = MappingProxyType(
    {
        "FREEZE": "冻结",
        "CONTINUE": "续行冻结",
        "UNFREEZE": "解除冻结",
        "SEAL": "查封",
        "RENEW": "续行查封",
        "UNSEAL": "解除查封",
    }
)
_STATES: Final = MappingProxyType(
    {
        FactState.STANDING.value: "有效",
        FactState.MARKED.value: "异议标注中",
        FactState.REPAIRED.value: "已修复",
        FactState.ENDED.value: "已终止",
        FactState.REVOKED.value: "已撤销",
        Over.RELEASED.value: "已解除",
        Over.EXPIRED.value: "已届满",
    }
)
_COLOURS: Final = MappingProxyType({"BLACK": "黑名单", "RED": "红名单", "WATCH": "重点关注名单"})
#: How far a decision got.
_PROGRESS: Final = MappingProxyType(
    {
        DeliveryState.HELD: "待有权机关签批，尚未通知执行单位",
        DeliveryState.WAITING: "尚未通知执行单位",
        DeliveryState.CHECK: "不另行通知，由执行单位在办理时查询",
        DeliveryState.CLAIMED: "正在通知执行单位",
        DeliveryState.SENT: "已通知执行单位，待其答复",
        DeliveryState.ASIDE: "向执行单位的通知未能送达，已搁置，由人工处理",
        DeliveryState.ACCEPTED: "执行单位已接收，待其执行",
        DeliveryState.EXECUTED: "执行单位已执行",
        DeliveryState.PARTIAL: "执行单位已部分执行",
        DeliveryState.NOT_EXECUTED: "执行单位答复未执行",
        DeliveryState.RETURNED: "执行单位已退回",
        DeliveryState.SUPERSEDED: "未通知执行单位",
    }
)
_ROLES: Final = MappingProxyType(
    {
        "LEGAL_REPRESENTATIVE": "法定代表人",
        "PRINCIPAL": "主要负责人",
        "DIRECTLY_RESPONSIBLE": "直接责任人员",
        "CONTROLLER": "实际控制人",
    }
)
_BINDINGS: Final = MappingProxyType(
    {"MANDATORY": "必须执行", "STATUTORY": "依法限制", "ADVISORY": "由单位自主决定"}
)

#: What a repair says of a measure that its fact goes on to hold up (R23).
_STAYS: Final = "上列信息已修复，不再公示；该措施属于处罚本身，不因修复解除，至期限届满为止"


def notice_lines(seen: SubjectSeen) -> Iterator[str]:
    """The notice, line by line."""
    yield "信用信息告知书"
    yield f"截至日期：{seen.as_of.day.isoformat() if seen.as_of.day else '尚未起算'}"
    if seen.as_of.stale:
        yield "提示：部分信息尚在处理中，以下内容可能不是最新。"
    if seen.subject_key is None or not (seen.facts or seen.measures or seen.lifts):
        yield "未查询到该主体的信用信息。"
        return
    yield ""
    yield "一、信用信息"
    for number, fact in enumerate(seen.facts, 1):
        yield from _fact(number, fact)
    yield ""
    yield "二、决定采取的措施"
    if not seen.measures:
        yield "  无。"
    for number, measure in enumerate(seen.measures, 1):
        yield from _measure(number, measure, seen)
    if seen.lifts:
        yield ""
        yield "三、已决定解除、执行单位尚未确认的措施"
    for number, lift in enumerate(seen.lifts, 1):
        yield from _lift(number, lift)
    if seen.not_followed:
        yield ""
        yield f"{'四' if seen.lifts else '三'}、未采取的措施"
        for refused in seen.not_followed:
            why = codes()[refused.code].term if refused.code in codes() else refused.code
            yield f"  {refused.name or refused.measure}：{why}（{refused.code}）"
    if seen.as_of.day is not None:
        yield ""
        yield from ways_open(seen.facts, seen.as_of.day)


def _fact(number: int, fact: FactSeen) -> Iterator[str]:
    kind = _ORDERS.get(fact.order) or KINDS[fact.kind].labels.chinese
    role = f"（作为{_ROLES.get(fact.role, fact.role)}）" if fact.role else ""
    yield f"  {number}. {kind}{role}：{_STATES.get(fact.state, fact.state)}"
    if fact.list_code:
        colour = f"，{_COLOURS[fact.colour]}" if fact.colour in _COLOURS else ""
        yield f"     名单：{fact.list_name or fact.list_code}（{fact.list_code}{colour}）"
    yield f"     决定机关：{fact.authority}"
    if fact.document_no or fact.case_no:
        yield f"     文书号：{fact.document_no or fact.case_no}"
    if fact.decided_on:
        yield f"     决定日期：{fact.decided_on.isoformat()}"
    if fact.effective_from:
        yield f"     生效日期：{fact.effective_from.isoformat()}"
    if fact.effective_until:
        yield f"     决定的最后一日：{fact.effective_until.isoformat()}"
    if fact.publish_until:
        yield f"     公示截止日期：{fact.publish_until.isoformat()}"
    if fact.legal_basis:
        yield f"     依据：{'；'.join(fact.legal_basis)}"


def _measure(number: int, measure: MeasureSeen, seen: SubjectSeen) -> Iterator[str]:
    until = measure.valid_until.isoformat() if measure.valid_until else "解除之日"
    yield f"  {number}. {measure.name or measure.measure}（{_BINDINGS.get(measure.binding, '')}）"
    yield f"     执行单位：{measure.partner_name or measure.partner}"
    yield f"     进展：{_PROGRESS[measure.state]}"
    behind = _behind(measure, seen)
    if behind:
        yield f"     事由：上列第{'、'.join(map(str, behind))}项信息{_each_of(measure)}"
    yield f"     谁决定：{'、'.join(_deciders(behind, seen)) or '见上列信息'}"
    yield f"     依据：{'；'.join(measure.legal_basis)}"
    yield f"     期限：自{measure.valid_from.isoformat()}至{until}"
    if any(seen.facts[place - 1].state == FactState.REPAIRED for place in behind):
        yield f"     信用修复：{_STAYS}"
    for label, told in (
        ("解除条件", measure.lift_condition),
        ("如何修复", measure.remedy),
        ("联系", measure.contact),
    ):
        for line in told.splitlines():
            yield f"     {label}：{line}"


def _lift(number: int, lift: LiftSeen) -> Iterator[str]:
    yield f"  {number}. {lift.name or lift.measure}"
    yield f"     执行单位：{lift.partner_name or lift.partner}"
    yield f"     决定解除日期：{lift.decided_on.isoformat()}"
    yield f"     进展：{_PROGRESS[lift.state]}"
    yield f"     查询编号：{lift.directive_id}"


def _behind(measure: MeasureSeen, seen: SubjectSeen) -> list[int]:
    """The places, among the facts as they are counted above, of those that hold a measure up."""
    grounds = {(ground.department, ground.record_no) for ground in measure.grounds}
    return [
        place
        for place, fact in enumerate(seen.facts, 1)
        if any((told.department, told.record_no) in grounds for told in fact.provenance)
    ]


def _each_of(measure: MeasureSeen) -> str:
    """Of several grounds each has to go; what only continues a court's order is none of its own."""
    several = len(measure.grounds) > 1
    ordered = any(is_order(ground.trigger) for ground in measure.grounds)
    return "，须各项均不再作为依据后方可解除" if several and not ordered else ""


def _deciders(behind: list[int], seen: SubjectSeen) -> list[str]:
    """The authorities that decided these facts."""
    return sorted({seen.facts[place - 1].authority for place in behind})
