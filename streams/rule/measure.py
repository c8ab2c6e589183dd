"""What is due, what is refused, and what a measure says to its partner."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from schemas.catalogue.model import Binding, Effect
from streams.kinds.event import Subject
from streams.kinds.order import Document


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class MeasureKey:
    """
    Which measure on whom at which partner.

    `instance` is "" but for court orders, where it is
    ``<court>|<number of the original>|<object>`` (R6), and for rows per object (R11).
    """

    partner: str
    subject: UUID
    measure: str
    instance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Ground:
    """A fact that holds a measure up: the record whose content rules it."""

    source: str
    record_no: str
    trigger: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """
    What a measure says while it stands: "hold exactly this".

    Equality is over the fields a partner is told; `grounds` and `release` do not count, so a change
    of the grounds alone is no AMEND (R10). `valid_until` None = until lifted. `trigger`: of the row
    that the terms rest on; `source`: the department whose record gives them. Both are "" where they
    were decided before that was kept.
    """

    binding: Binding
    effect: Effect
    valid_from: date
    valid_until: date | None
    legal_basis: tuple[str, ...]
    list_version: str
    reason: str = ""
    case_no: str = ""
    original_order_no: str = ""
    object: str = ""
    amount_fen: int | None = None
    currency: str = ""
    documents: tuple[Document, ...] = ()
    grounds: tuple[Ground, ...] = field(default=(), compare=False)
    release: str = field(default="", compare=False)
    answer_within_s: int | None = field(default=None, compare=False)
    trigger: str = field(default="", compare=False)
    source: str = field(default="", compare=False)

    def says_as(self, other: "Terms") -> bool:
        """
        Whether a partner that was told these terms needs no message about the other.

        A load may mend the words of an edition in its place: its basis is no news then (R8).
        """
        same_edition = (self.trigger, self.list_version) == (other.trigger, other.list_version)
        if same_edition and self.trigger and self.legal_basis != other.legal_basis:
            return replace(self, legal_basis=other.legal_basis) == other
        return self == other


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconditional:
    """
    An UNFREEZE or UNSEAL that acts: one lift goes out whatever the partner is known to hold (R6).

    `source` and `record_no` name the order; `terms` are what it says, with its own documents.
    """

    source: str
    record_no: str
    terms: Terms


class WhyNotDue(StrEnum):
    """Why a measure that a fact could ground does not follow from it, by its code."""

    NO_BASIS = "D2001"  #: 清单无依据: no edition of the list grounds it (R8)
    NOT_REACHED = "D2002"  #: 对象不适用: not for this kind of subject or role (R9)
    SUSPENDED = "D2003"  #: 异议或修复期间 (R4, R5)
    MINOR = "D2004"  #: 未成年人, or nobody knows the age (R9)
    OVER = "D2005"  #: 已届满、终止或撤销
    NOT_YET = "D2007"  #: 尚未生效
    NOT_TOLD = "D2010"  #: 未载明事先告知 (R7)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDue:
    """Why a measure a fact could ground is not due, with the row it is about."""

    partner: str
    measure: str
    trigger: str
    source: str
    record_no: str
    code: WhyNotDue
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """
    The result of judging one subject on one day.

    `due`: every measure that must be in force. `lifted_by_order`: measures a court ended by an
    order that acts. `namings`: how the ruling ground names the subject. `continued_by`: the orders
    that continue a court's original and count. `judge_again_on`: the first later day on which the
    result may differ (R7).
    """

    due: Mapping[MeasureKey, Terms]
    namings: Mapping[MeasureKey, Subject]
    continued_by: Mapping[MeasureKey, tuple[Ground, ...]]
    lifted_by_order: Mapping[MeasureKey, tuple[Unconditional, ...]]
    not_due: tuple[NotDue, ...]
    judge_again_on: date | None

    def held_up_by(self, key: MeasureKey) -> tuple[Ground, ...]:
        """
        Every record that holds a measure up on the day, none where it is not due (R10).

        By source and number, in whichever order they came; of a court's measure the original, and
        then the orders that continue it and count, the earliest first (R6).
        """
        terms = self.due.get(key)
        return () if terms is None else (*terms.grounds, *self.continued_by.get(key, ()))
