"""
The event as the line sees it: decoded, checked and normalised, with its source and origin.

`Event` holds for certain: every identifier passed its check, text is NFC without control
characters, codes are ASCII, dates are plain dates of Asia/Shanghai. The source is the topic's
department, never a field of the payload.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final


class Action(StrEnum):
    """What a version of a record does (R2)."""

    ASSERT = "ASSERT"  #: 报送
    CORRECT = "CORRECT"  #: 更正
    END = "END"  #: 终止 (from `on`, stays right until then)
    REVOKE = "REVOKE"  #: 撤销 (was never right)


#: Actions that carry the whole content of a record.
CONTENT: Final = (Action.ASSERT, Action.CORRECT)


class SubjectKind(StrEnum):
    """行政相对人类别."""

    ORGANISATION = "ORGANISATION"  #: 法人及非法人组织
    INDIVIDUAL_BUSINESS = "INDIVIDUAL_BUSINESS"  #: 个体工商户
    PERSON = "PERSON"  #: 自然人
    UNREGISTERED = "UNREGISTERED"  #: 未登记主体


class Role(StrEnum):
    """How a related person stands to the main subject."""

    LEGAL_REPRESENTATIVE = "LEGAL_REPRESENTATIVE"  #: 法定代表人
    PRINCIPAL = "PRINCIPAL"  #: 主要负责人
    DIRECTLY_RESPONSIBLE = "DIRECTLY_RESPONSIBLE"  #: 直接责任人员
    CONTROLLER = "CONTROLLER"  #: 实际控制人


class Disclosure(StrEnum):
    """公开属性."""

    PUBLIC = "PUBLIC"  #: 公开
    SHARED = "SHARED"  #: 共享
    RESTRICTED = "RESTRICTED"  #: 限制共享


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a message stood on Kafka; `appended_at` is the broker's time (LogAppendTime)."""

    topic: str
    partition: int
    offset: int
    appended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """
    Who an event is about, as its source wrote it.

    Identifiers are normalised (ASCII upper case, a 15-digit citizen number already 18) and passed
    their checks; "" or None where the source gave none.
    """

    kind: SubjectKind
    name: str = field(repr=False)
    uscc: str = ""
    org_code: str = ""
    registration_no: str = ""
    id_type: str = ""
    id_number: str = field(default="", repr=False)
    id_country: str = ""
    birth_date: date | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A person the event names beside its subject, with the time in that role (both inclusive)."""

    role: Role
    subject: Subject
    named_by_source: bool = False
    role_from: date | None = None
    role_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyObject:
    """A thing an event is about: vehicle, account, phone, site, real-estate unit, equity, fund."""

    kind: str
    type: str = ""
    number: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """作出决定机关: who decided; its USCC is checked against the catalogue (D7)."""

    name: str
    uscc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """案件."""

    case_no: str = ""
    parties_total: int | None = None
    party_role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """告知情况: was the subject told beforehand, heard, and served."""

    prior: bool = False
    heard: bool = False
    served: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """
    One accepted version of one department's record.

    `source` is the department of the topic. `content_hash` is the SHA-256 over all normalised
    fields that differ from their schema default, without `event_id`, `version` and `action` (R1);
    of an event that arrived or is stored, its digest under the hub's key.
    `event_id` is "" where it held an identity number.
    `body` is the dataclass of its kind (`streams.kinds.table`).
    END and REVOKE need only record_no, version, action, authority, reason and, for END, `on`.
    """

    origin: Origin
    source: str
    kind: str
    event_id: str
    record_no: str
    version: int
    action: Action
    content_hash: bytes
    authority: Authority
    body: object
    subject: Subject | None = None
    decided_on: date | None = None
    effective_from: date | None = None
    effective_until: date | None = None
    served_on: date | None = None
    published_on: date | None = None
    region: str = ""
    related: tuple[Related, ...] = ()
    objects: tuple[PropertyObject, ...] = ()
    on_behalf_of: str = ""
    document_no: str = ""
    legal_basis: tuple[str, ...] = ()
    case: Case | None = None
    severity: str = ""
    intent: str = ""
    disclosure: Disclosure = Disclosure.SHARED
    notice: Notice | None = None
    reason: str = ""
    on: date | None = None

    @property
    def begins_on(self) -> date:
        """The first day it can have an effect: max(effective_from, decided_on) (R4, R7)."""
        return max(self.effective_from or date.min, self.decided_on or date.min)
