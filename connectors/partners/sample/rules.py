"""
Rules of their own that the sample partners keep, as far as court orders call for them.

From the courts' and banks' network for enforcement (法〔2015〕321号): an order without its document
is sent back; nobody but the debtor is controlled; what an earlier order holds ranks before; what
is not there is not controlled. A bank looks for a customer by the code, never by the name alone.
"""

import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from connectors.partners.answer import Answer, EarlierFreeze, Result
from connectors.partners.directive import Directive
from connectors.partners.handling import Execute
from connectors.partners.ledger import Ledger

#: 样例账户余额: what every account of the sample bank has, in fen.
BALANCE_FEN: Final = 5_000_000

NOTHING_HERE: Final = "R3001"
OTHER_NAME, NO_DOCUMENT, NOT_SUPPORTED, RANKS_BEHIND = "R3002", "R3003", "R3004", "R3006"
CONTROL: Final = "CONTROL"

#: By which of these a customer is found.
CODES: Final = ("uscc", "org_code", "registration_no", "id_number")


def bank(directive: Directive, ledger: Ledger) -> Answer:
    """冻结存款: hold a customer's balance as far as earlier freezes leave it; the rest is told."""
    if directive.fields["effect"] != CONTROL:
        return _answer(directive, Result.EXECUTED)
    if not directive.fields["documents"]:
        return _answer(directive, Result.NOT_EXECUTED, NO_DOCUMENT, "没有冻结裁定书")
    if not is_customer(directive):
        return _answer(directive, Result.NOT_EXECUTED, NOTHING_HERE, "非本行客户")
    if under_another_name(directive, ledger):
        return _answer(directive, Result.NOT_EXECUTED, OTHER_NAME, "户名与证件号码不符")
    before = earlier(directive, ledger)
    asked_fen = directive.fields["amount_fen"]
    wanted_fen = BALANCE_FEN if asked_fen is None else int(asked_fen)
    free_fen = max(0, BALANCE_FEN - sum(int(one["amount_fen"] or BALANCE_FEN) for one in before))
    controlled_fen = min(wanted_fen, free_fen)
    if controlled_fen == wanted_fen:
        return _answer(directive, Result.EXECUTED, controlled_amount_fen=controlled_fen)
    return _answer(
        directive,
        Result.PARTIAL,
        RANKS_BEHIND if before else NOTHING_HERE,
        "在先冻结" if before else "账户余额不足",
        controlled_amount_fen=controlled_fen,
        earlier_freezes=tuple(_freeze(one) for one in before),
        queue_rank=len(before) or None,
    )


def land(directive: Directive, ledger: Ledger) -> Answer:
    """查封不动产: registered, or in the queue behind an earlier seal (轮候查封)."""
    if directive.fields["effect"] != CONTROL:
        return _answer(directive, Result.EXECUTED)
    if not directive.fields["documents"]:
        return _answer(directive, Result.NOT_EXECUTED, NO_DOCUMENT, "没有协助执行通知书和裁定书")
    if under_another_name(directive, ledger):
        return _answer(directive, Result.NOT_EXECUTED, OTHER_NAME, "权利人名称与证件号码不符")
    before = earlier(directive, ledger)
    if not before:
        return _answer(directive, Result.EXECUTED)
    return _answer(
        directive,
        Result.PARTIAL,
        RANKS_BEHIND,
        "轮候查封",
        earlier_freezes=tuple(_freeze(one) for one in before),
        queue_rank=len(before),
    )


def obedient(directive: Directive, _: Ledger) -> Answer:
    """Does what it is told."""
    return _answer(directive, Result.EXECUTED)


def refusing(directive: Directive, _: Ledger) -> Answer:
    """Cannot do any of it."""
    return _answer(directive, Result.NOT_EXECUTED, NOT_SUPPORTED, "不支持该措施")


def is_customer(directive: Directive) -> bool:
    """Whether the sample bank has an account of the subject: of everybody who comes with a code."""
    subject = directive.fields["subject"] or {}
    return any(subject.get(code) for code in CODES)


def under_another_name(directive: Directive, ledger: Ledger) -> bool:
    """Whether all that is held of the same subject for other measures names it otherwise."""
    held = [
        entry.holds
        for measure, entry in ledger.measures.items()
        if entry.holds is not None
        and measure != directive.measure_id
        and entry.holds["subject_key"] == str(directive.subject_key)
    ]
    known = {name for name in map(_name, held) if name}
    return bool(known) and bool(_name(directive.fields)) and _name(directive.fields) not in known


def _name(holds: Mapping[str, Any]) -> str:
    name = str((holds["subject"] or {}).get("name") or "")
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def earlier(directive: Directive, ledger: Ledger) -> list[Mapping[str, Any]]:
    """Controls of the same subject and thing that were in effect before, the first one first."""
    mine = ledger.measures.get(directive.measure_id)
    found = [
        (entry.since, entry.holds)
        for measure, entry in ledger.measures.items()
        if entry.holds is not None
        and measure != directive.measure_id
        and entry.holds["effect"] == CONTROL
        and entry.holds["subject_key"] == str(directive.subject_key)
        and entry.holds["object"] == directive.object
        and (mine is None or mine.holds is None or entry.since < mine.since)
    ]
    return [holds for _, holds in sorted(found, key=lambda pair: pair[0])]


def _freeze(holds: Mapping[str, Any]) -> EarlierFreeze:
    case = holds["case"] or {}
    grounds = holds["grounds"] or [{}]
    return EarlierFreeze(
        authority=str(grounds[0].get("source", "")),
        case_no=str(case.get("case_no", "")),
        amount_fen=holds["amount_fen"],
        valid_from=holds["valid_from"],
        valid_until=holds["valid_until"],
    )


def _answer(
    directive: Directive, result: Result, reason_code: str = "", reason: str = "", **more: Any
) -> Answer:
    return Answer(
        directive_id=directive.directive_id,
        measure_id=directive.measure_id,
        result=result,
        reason_code=reason_code,
        reason=reason,
        **more,
    )


#: Which rules each profile keeps.
RULES: Mapping[str, Execute] = {
    "bank": bank,
    "land": land,
    "court": obedient,
    "procurement": obedient,
}
