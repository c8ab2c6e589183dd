"""What a partner answers (反馈)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from schemas.codec import encode
from schemas.json_form import to_record

RECORD: Final = "credit.answers.Answer"
SUPERSEDED: Final = "superseded"  #: a later sequence was applied before
NOT_POSSIBLE: Final = "R3004"  #: 措施不支持
NOT_HELD: Final = "R3005"  #: 原冻结不存在


class Result(StrEnum):
    """What was done."""

    ACCEPTED = "ACCEPTED"  #: 已接收
    EXECUTED = "EXECUTED"  #: 已执行
    PARTIAL = "PARTIAL"  #: 部分执行
    NOT_EXECUTED = "NOT_EXECUTED"  #: 未执行
    RETURNED = "RETURNED"  #: 退回


#: With these the partner holds what the directive says.
DONE: Final = frozenset({Result.EXECUTED, Result.PARTIAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFreeze:
    """在先冻结: a freeze or seal that ranks before; `amount_fen` is what it holds."""

    authority: str = ""
    case_no: str = ""
    amount_fen: int | None = None
    valid_from: str | None = None
    valid_until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEvidence:
    """执行证明: where can be seen what was done; `at`: when it was seen there, RFC 3339."""

    url: str
    sha256: str = ""
    at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    One answer to one directive; of several the highest `answer_no` rules.

    `executed_at`: RFC 3339. `queue_rank`: 轮候顺位, 1 = first in line after the one in force.
    """

    directive_id: UUID
    result: Result
    measure_id: UUID | None = None
    answer_no: int = 1
    reason_code: str = ""
    reason: str = ""
    controlled_amount_fen: int | None = None
    earlier_freezes: tuple[EarlierFreeze, ...] = ()
    queue_rank: int | None = None
    executed_at: str | None = None
    partner_ref: str = ""
    evidence: tuple[AnswerEvidence, ...] = ()

    def fields(self) -> Mapping[str, Any]:
        """In the names of `answer.avsc`, as JSON."""
        plain = asdict(self)
        plain["directive_id"] = str(self.directive_id)
        plain["measure_id"] = "" if self.measure_id is None else str(self.measure_id)
        plain["earlier_freezes"] = [asdict(freeze) for freeze in self.earlier_freezes]
        plain["evidence"] = [asdict(each) for each in self.evidence]
        return plain


def answer_of(fields: Mapping[str, Any]) -> Answer:
    """The answer that `Answer.fields` wrote, of this version or an earlier one."""
    given = dict(fields)
    measure = given.pop("measure_id")
    return Answer(
        directive_id=UUID(given.pop("directive_id")),
        measure_id=UUID(measure) if measure else None,
        result=Result(given.pop("result")),
        earlier_freezes=tuple(EarlierFreeze(**freeze) for freeze in given.pop("earlier_freezes")),
        evidence=tuple(AnswerEvidence(**each) for each in given.pop("evidence", ())),
        **given,
    )


def encoded(answer: Answer) -> bytes:
    """The message for the feedback topic; raises ValueError where a field does not fit."""
    record = to_record(RECORD, answer.fields())
    if isinstance(record, dict):
        return encode(RECORD, record)
    raise ValueError(", ".join(f"{misfit.path} {misfit.why}" for misfit in record))
