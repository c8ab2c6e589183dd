"""失信被执行人: a court lists a debtor who does not perform a judgment (法释〔2017〕7)."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from schemas.codec import Record
from streams.kinds.event import Event
from streams.kinds.kind import Kind, Labels, Nature
from streams.kinds.limit import NUMBER, PROSE
from streams.kinds.numbers import fold_number


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgmentDefault:
    """失信被执行人: a court lists a debtor who does not perform a judgment (法释〔2017〕7)."""

    basis_no: str = ""
    basis_unit: str = ""
    filed_on: date | None = None
    duty: str = ""
    performance: str = ""
    performed_part: str = ""
    unperformed_part: str = ""
    circumstances: tuple[str, ...] = ()


def _read(record: Record, _complete: bool) -> JudgmentDefault:
    return JudgmentDefault(
        basis_no=record["basis_no"],
        basis_unit=record["basis_unit"],
        filed_on=record["filed_on"],
        duty=record["duty"],
        performance=record["performance"],
        performed_part=record["performed_part"],
        unperformed_part=record["unperformed_part"],
        circumstances=tuple(record["circumstances"]),
    )


def _key(event: Event, _default: JudgmentDefault, subject: str) -> tuple[str, ...] | None:
    # With the subject: one case lists several debtors.
    if event.case is None or not event.case.case_no:
        return None
    return (fold_number(event.case.case_no), event.authority.uscc, subject)


def _triggers(_default: JudgmentDefault) -> tuple[str, ...]:
    return ("judgment-default",)


def _reason(default: JudgmentDefault) -> str:
    return default.duty


KIND: Final = Kind(
    body=JudgmentDefault,
    nature=Nature.FACT,
    labels=Labels(english="judgment default", chinese="失信被执行人"),
    read=_read,
    of_courts=True,
    limits=MappingProxyType(
        {
            "JudgmentDefault.basis_no": NUMBER,
            "JudgmentDefault.duty": PROSE,
            "JudgmentDefault.performance": PROSE,
            "JudgmentDefault.performed_part": PROSE,
            "JudgmentDefault.unperformed_part": PROSE,
        }
    ),
    key=_key,
    triggers=_triggers,
    reason=_reason,
)
