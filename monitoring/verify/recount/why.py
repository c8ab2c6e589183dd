"""Why a measure does not follow."""

from enum import Enum


class Why(Enum):
    """A reason in words."""

    NO_EDITION = "no edition in force has the row for this decision"
    UNREGISTERED = "the subject is unregistered"
    NOT_TARGETED = "the row does not target this kind of subject or role"
    NOT_NAMED = "the source did not name this person"
    MINOR = "a minor on the day of the decision, or of unknown age"
    MARKED = "an objection mark is open and the row says SUSPEND"
    REPAIRED = "the fact was repaired"
    LIST_WITHOUT_MEASURES = "no measure follows from the list that it is on"
    NOT_TOLD_BEFORE = "its list asks for prior notice, and the record names none"
    OVER = "the record was ended or revoked"
    EXPIRED = "its term is over"
    AHEAD = "it takes effect later"
    ROLE_OVER = "the person does not hold that role today"
    ENDED_BY_ORDER = "the court ended it by an order"


#: Reasons that invariant 4 speaks of; the others are ends of a ground, invariant 3.
NO_BASIS = frozenset(
    {
        Why.NO_EDITION,
        Why.UNREGISTERED,
        Why.NOT_TARGETED,
        Why.NOT_NAMED,
        Why.MINOR,
        Why.MARKED,
        Why.LIST_WITHOUT_MEASURES,
        Why.NOT_TOLD_BEFORE,
    }
)
