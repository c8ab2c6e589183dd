"""失信被执行人: a court lists a debtor who does not perform a judgment (法释〔2017〕7)."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from schemas.catalogue.code import CodeSort
from schemas.codec import Record
from streams.kinds.event import Event
from streams.kinds.kind import Kind, Labels, Nature, each_code
from streams.kinds.limit import NUMBER, PROSE
from streams.kinds.numbers import fold_number

#: Grounds to which art. 2 sets no term, and those to which it sets two years: 法释〔2017〕7 art. 1
#: (1), and (2) to (6), as they are written today and in the text of 2013.
_WITHOUT_TERM: Final = frozenset(
    {
        "有履行能力而拒不履行生效法律文书确定义务",
        "有履行能力而拒不履行",
        "其他有履行能力而拒不履行生效法律文书确定义务",
    }
)
_OF_TWO_YEARS: Final = frozenset(
    {
        "以伪造证据、暴力、威胁等方法妨碍、抗拒执行",
        "以伪造证据、暴力、威胁等方法妨碍、抗拒法院执行",
        "以虚假诉讼、虚假仲裁或者以隐匿、转移财产等方法规避执行",
        "违反财产报告制度",
        "违反限制消费令",
        "违反限制高消费令",
        "无正当理由拒不履行执行和解协议",
        "被执行人无正当理由拒不履行执行和解协议",
    }
)


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


def _codes(default: JudgmentDefault) -> Iterator[tuple[CodeSort, str, str]]:
    yield from each_code(CodeSort.CIRCUMSTANCES, "circumstances", default.circumstances)
    yield from each_code(CodeSort.PERFORMANCE, "performance", (default.performance,))


def _key(event: Event, _default: JudgmentDefault, subject: str) -> tuple[str, ...] | None:
    # With the subject: one case lists several debtors.
    if event.case is None or not event.case.case_no:
        return None
    return (fold_number(event.case.case_no), event.authority.uscc, subject)


def _triggers(_default: JudgmentDefault) -> tuple[str, ...]:
    return ("judgment-default",)


def _grounds(default: JudgmentDefault) -> frozenset[str]:
    """The circumstances as they are compared: without width, white space and a closing 的."""
    return frozenset(
        "".join(unicodedata.normalize("NFKC", each).split()).removesuffix("的")
        for each in default.circumstances
    )


def _without_term(default: JudgmentDefault) -> bool:
    """Of several grounds the one that lasts longest rules (R22)."""
    return not _WITHOUT_TERM.isdisjoint(_grounds(default))


def _term_in_doubt(default: JudgmentDefault) -> bool:
    """It names no ground, or one that nobody knows; the court may have meant the first (R22)."""
    grounds = _grounds(default)
    return _WITHOUT_TERM.isdisjoint(grounds) and not (grounds and grounds <= _OF_TWO_YEARS)


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
    codes=_codes,
    key=_key,
    triggers=_triggers,
    without_term=_without_term,
    term_in_doubt=_term_in_doubt,
    reason=_reason,
)
