"""The rows of `codes.toml`: open codes of events, and clauses that follow from a penalty (R21)."""

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
class OpenCode:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """
    One way in which a penalty has the clause `clause` that nobody writes (推定条款, R21).

    A penalty decided on a day of the row, both included, has it by one of the row's `categories`,
    or by a fine that reaches `fine_from_fen`; a row has one of the two.
    """

    clause: str
    name: str
    basis: str
    source: str = ""
    categories: frozenset[str] = frozenset()
    fine_from_fen: int | None = None
    valid_from: date = date.min
    valid_until: date | None = None

    @property
    def named(self) -> str:
        """The row in words: its clause, its first day and its condition."""
        condition = "、".join(sorted(self.categories))
        if self.fine_from_fen is not None:
            condition = f"{condition} {self.fine_from_fen} fen".lstrip()
        return f"{self.clause} {self.valid_from} {condition}".rstrip()
