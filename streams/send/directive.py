"""
Directives (指令): what the hub decided to tell one partner about one measure.

A directive is a decided row; when it is claimed, sent and answered is kept apart from it and is no
part of what replay compares.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from streams.kinds.event import Subject
from streams.kinds.order import Document
from streams.merge.keys import key_from
from streams.rule.measure import MeasureKey, Terms


class DirectiveAction(StrEnum):
    """What a directive asks for."""

    IMPOSE = "IMPOSE"  #: 实施
    AMEND = "AMEND"  #: 变更
    LIFT = "LIFT"  #: 解除


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """
    One decided directive.

    `n` counts the directives decided before for the same measure (R11). `generation`: 0, or which
    restore of the database it was decided after, so that an id given before is not given again for
    something else. `terms`: what must be held
    (IMPOSE, AMEND) or what is taken back (LIFT). `ordered_by`: record key of the court's order
    whose lift this is; `unconditional` while that order acts (R6). `held`: waits for approval.
    `naming`: how the subject was named, so that the body can be written when it is claimed.
    """

    key: MeasureKey
    n: int
    generation: int = 0
    action: DirectiveAction
    terms: Terms
    decided_on: date
    reason: str = ""
    documents: tuple[Document, ...] = ()
    ordered_by: UUID | None = None
    unconditional: bool = False
    held: bool = False
    naming: Subject | None = field(default=None, repr=False)

    @property
    def braked(self) -> bool:
        """Whether the brake holds it, and not the approval that its row needs (R32)."""
        return self.held and not self.terms.release

    @property
    def measure_id(self) -> UUID:
        """The measure this directive is about."""
        return measure_id(self.key)

    @property
    def directive_id(self) -> UUID:
        """This directive's own id: equal inputs give the equal id (R11)."""
        return directive_id(self.measure_id, self.n, self.action, self.generation)


def measure_id(key: MeasureKey) -> UUID:
    """`key_from` of (partner, subject key, measure, instance) (R11)."""
    return key_from("measure", key.partner, str(key.subject), key.measure, key.instance)


def directive_id(measure: UUID, n: int, action: DirectiveAction, generation: int = 0) -> UUID:
    """
    `key_from` of (measure_id, n, action) (R11); after a restore of the database with its
    generation.
    """
    later = (str(generation),) if generation else ()
    return key_from("directive", str(measure), str(n), action, *later)
