"""The open codes of events (R21), as rows of the catalogue."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CodeSort(StrEnum):
    """The open codes of events, by their tables in `codes.toml` (R21)."""

    CLAUSES = "clauses"  #: 处罚所附条款: what a penalty orders that measures may follow
    CATEGORIES = "categories"  #: 处罚类别
    CIRCUMSTANCES = "circumstances"  #: 失信行为具体情形
    PERFORMANCE = "performance"  #: 履行情况
    RESTRICTED = "restricted"  #: 限制消费事项
    OBJECTS = "objects"  #: 标的类别
    METHODS = "methods"  #: 修复方式
    PARTY_ROLES = "party_roles"  #: 当事人地位


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """
    One open code that events may name on the days of its row, both included (R21).

    `ordered_by`: of a clause the departments that may order it.
    """

    sort: CodeSort
    code: str
    name: str
    basis: str
    source: str = ""
    ordered_by: frozenset[str] = frozenset()
    valid_from: date = date.min
    valid_until: date | None = None
