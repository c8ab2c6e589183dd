"""The shape of a kind: all that the stages ask about a kind of event, in one value."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final, Literal, TypeAlias, get_args

from schemas.catalogue.code import CodeSort
from schemas.catalogue.model import Catalogue
from schemas.catalogue.named_list import ListColour
from schemas.codec import Record
from streams.kinds.event import Event
from streams.kinds.limit import Limit
from streams.kinds.order import Order
from streams.kinds.problem import Problem

#: The body of a kind, a dataclass of its own. A kind's functions take the body of that kind and
#: give their types; the table holds kinds of many bodies, so that here there is no one type.
Body: TypeAlias = Any


class Nature(StrEnum):
    """
    What an event of a kind is for the line; each stage goes by this and not by the kind.

    OPENER and STEP are not in `Handled` yet: the type checker names each place that must say what
    to do with them once they are, and until then the table takes no kind of theirs.
    """

    FACT = "FACT"  #: a decision about a subject, which may ground measures
    ORDER = "ORDER"  #: a court's order to a partner: it opens, extends or ends a hold (R6)
    ATTACHMENT = "ATTACHMENT"  #: about another record, without measures of its own (R4, R5)
    OPENER = "OPENER"  #: it opens a procedure with terms of its own
    STEP = "STEP"  #: a step of a procedure that is open


#: The natures that the line handles. Every `match` by nature is exhaustive over them.
Handled: TypeAlias = Literal[Nature.FACT, Nature.ORDER, Nature.ATTACHMENT]
HANDLED: Final[frozenset[Nature]] = frozenset(get_args(Handled))


class Deed(StrEnum):
    """What an attachment does to the fact of its target."""

    REPAIR = "REPAIR"  #: 信用修复 (R4)
    MARK = "MARK"  #: 异议标注 (R5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The record of a department that another record is about."""

    department: str
    record_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What a kind is called where people read, as in a notice or the glossary."""

    english: str
    chinese: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The list that an entry puts its subject on, and the colour that it says."""

    code: str
    colour: ListColour


@dataclass(frozen=True, slots=True, kw_only=True)
class Punishment:
    """What a penalty imposes, from which a clause may follow (R21). `fine_fen`: None = none."""

    categories: tuple[str, ...]
    fine_fen: int | None


def _nothing(*_given: object) -> None:
    return None


def _none(*_given: object) -> tuple[()]:
    return ()


def _blank(*_given: object) -> str:
    return ""


def _no_amount(_body: object) -> tuple[int | None, str]:
    return None, ""


def _no(_body: object) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """
    A kind of event. Its name is that of its record in `schemas/` and of the dataclass `body`.

    All of the body is content (R1). What a kind does not say of itself holds nothing.
    """

    body: type[Body]
    nature: Handled
    labels: Labels
    #: The body of a swept record; `complete` for ASSERT and CORRECT, which need what the kind
    #: cannot do without (E1101, E1102). END and REVOKE repeat none of it, so that there a missing
    #: symbol reads as the kind's first one, which nobody looks at: a record's content is that of
    #: its highest ASSERT or CORRECT (R2).
    read: Callable[[Record, bool], Body | Problem]
    #: Only a court's topic may carry it (D6), and nobody but a court repairs it (R4).
    of_courts: bool = False
    #: Dataclasses inside the body, and in those.
    inside: tuple[type[Any], ...] = ()
    #: By "<record>.<field>", where it is not `limit.DEFAULT`.
    limits: Mapping[str, Limit] = field(default_factory=dict)
    #: What an ASSERT or CORRECT needs because of what else it says (E1105, E1304).
    lacks: Callable[[Event, Body], Problem | None] = _nothing
    #: Codes of the body with a form of their own (E1103).
    malformed: Callable[[Body], Problem | None] = _nothing
    #: A date of the body that contradicts the day of the decision (E1203).
    contradiction: Callable[[Body, date], Problem | None] = _nothing
    #: Amounts in fen by field, which must not be negative (E1107).
    amounts: Callable[[Body], tuple[tuple[str, int | None], ...]] = _none
    #: The field with a name that the catalogue does not have, "" if it has all: given the body, the
    #: day of the decision and the day of the message (E1301).
    unknown: Callable[[Body, date, date, Catalogue], str] = _blank
    #: Its open codes that are not blank, each with its sort and its field (R21).
    codes: Callable[[Body], Iterable[tuple[CodeSort, str, str]]] = _none
    #: What makes it the same decision as another record of the kind, given the key of its subject;
    #: None: it is its own fact (R3).
    key: Callable[[Event, Body, str], tuple[str, ...] | None] = _nothing
    #: The record it is about.
    target: Callable[[Event, Body], Target | None] = _nothing
    #: Of an ATTACHMENT only.
    deed: Deed | None = None
    #: Of an ORDER only.
    order: Callable[[Body], Order] | None = None
    #: What a catalogue row may name for a measure to follow.
    triggers: Callable[[Body], tuple[str, ...]] = _none
    #: What a clause that nobody writes may follow from (R21).
    punishment: Callable[[Body], Punishment | None] = _nothing
    #: Whether the law sets no usual term to such a decision (R22).
    without_term: Callable[[Body], bool] = _no
    #: Whether it leaves open if the law sets one, so that a person must look where a row does.
    term_in_doubt: Callable[[Body], bool] = _no
    #: What a partner may be told as the reason, if its row releases that (D13).
    reason: Callable[[Body], str] = _blank
    #: The same of an amount: fen, and their currency (ISO 4217).
    amount: Callable[[Body], tuple[int | None, str]] = _no_amount
    #: The list that it puts its subject on.
    listed: Callable[[Body], Listed | None] = _nothing
    #: The last day of publicity that it names (公示截止日期).
    public_until: Callable[[Body], date | None] = _nothing
    #: Whether it must be reported within seven working days of the decision (E1204).
    reported_in_time: Callable[[Body], bool] = _no

    @property
    def name(self) -> str:
        """The record's name without its namespace."""
        return self.body.__name__


def each_code(
    sort: CodeSort, field: str, words: Iterable[str]
) -> Iterator[tuple[CodeSort, str, str]]:
    """The words of a field that are not blank, as `Kind.codes` has them."""
    return ((sort, field, word) for word in words if word)


def target_of(record: Record, complete: bool) -> Target | Problem:
    """The target a swept record names; an ASSERT or CORRECT must name it whole (E1101)."""
    target = record["target"]
    for name in ("department", "record_no"):
        if complete and not target[name]:
            return Problem(code="E1101", field=f"target.{name}")
    return Target(department=target["department"], record_no=target["record_no"])


def named_target(_event: Event, attachment: Body) -> Target:
    """The target of an ATTACHMENT, which its body names."""
    target: Target = attachment.target
    return target


def unknown_department(
    attachment: Body, _decided_on: date, _today: date, catalogue: Catalogue
) -> str:
    """The field of an ATTACHMENT's target whose department the catalogue does not have, or ""."""
    known = attachment.target.department in catalogue.departments
    return "" if known else "target.department"
