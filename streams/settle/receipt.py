"""What a department is told about one of its messages, first or again (回执)."""

from dataclasses import dataclass

from streams.accept.outcome import Outcome, Quarantined, Refused
from streams.kinds.event import Origin
from streams.merge.record import Version
from streams.settle.record_outcome import RecordOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The outcome of one message; each way in which it may be told has a constructor."""

    #: Where the message stands.
    origin: Origin
    #: Who sent it: a department, or a partner that answered.
    source: str
    #: Of an answer, and of what could not be read, blank.
    record_no: str
    #: Of an answer, and of what could not be read, None.
    version: int | None
    #: What became of it.
    outcome: Outcome
    #: Why, blank where nothing is to be said.
    code: str = ""
    #: Which field is wrong, by its path, where it is one.
    field: str = ""
    #: What to do; blank it is the advice of its code.
    hint: str = ""
    #: The department's own name for the message.
    event_id: str = ""
    #: Whether another outcome was told before.
    changed: bool = False
    #: Department and record_no of who ended, repaired or joined it, where that was somebody else.
    caused_by: tuple[str, str] | None = None

    @staticmethod
    def refused(refused: Refused) -> "Receipt":
        """The message is inadmissible (R1)."""
        return Receipt(
            origin=refused.origin,
            source=refused.source,
            record_no=refused.record_no,
            version=refused.version,
            outcome=Outcome.REFUSED,
            code=refused.code,
            field=refused.field,
            hint=refused.hint,
            event_id=refused.event_id,
        )

    @staticmethod
    def quarantined(quarantined: Quarantined) -> "Receipt":
        """The message could not be read or stored (R19)."""
        return Receipt(
            origin=quarantined.origin,
            source=quarantined.source,
            record_no="",
            version=None,
            outcome=Outcome.QUARANTINED,
            code=quarantined.code,
            hint=quarantined.hint,
        )

    @staticmethod
    def dropped(quarantined: Quarantined) -> "Receipt":
        """A message in quarantine was given up (R19)."""
        return Receipt(
            origin=quarantined.origin,
            source=quarantined.source,
            record_no="",
            version=None,
            outcome=Outcome.DROPPED,
            code=quarantined.code,
            changed=True,
        )

    @staticmethod
    def repeat(version: Version) -> "Receipt":
        """The version is held already, with this action and content (R2)."""
        return _of(version, RecordOutcome(outcome=Outcome.REPEAT, code="E1401"))

    @staticmethod
    def conflict(version: Version) -> "Receipt":
        """Its number is held already, with another action or content: it is not stored (R2)."""
        return _of(version, RecordOutcome(outcome=Outcome.REFUSED, code="E1402"), field="version")

    @staticmethod
    def first(version: Version, told: RecordOutcome) -> "Receipt":
        """What became of a version when it was stored."""
        return _of(version, told)

    @staticmethod
    def again(version: Version, told: RecordOutcome) -> "Receipt":
        """What has become since of a version of which its department heard otherwise."""
        return _of(version, told, changed=True)

    @staticmethod
    def answer_taken(origin: Origin, partner: str) -> "Receipt":
        """A partner's answer counts (R14)."""
        return _of_answer(origin, partner, Outcome.ACCEPTED, "")

    @staticmethod
    def answer_refused(origin: Origin, partner: str, code: str) -> "Receipt":
        """A partner's answer does not count, for the reason that `code` says (R14)."""
        return _of_answer(origin, partner, Outcome.REFUSED, code)


def _of(
    version: Version, told: RecordOutcome, *, field: str = "", changed: bool = False
) -> Receipt:
    event = version.event
    return Receipt(
        origin=event.origin,
        source=event.source,
        record_no=event.record_no,
        version=event.version,
        outcome=told.outcome,
        code=told.code,
        field=field,
        event_id=event.event_id,
        changed=changed,
        caused_by=told.caused_by,
    )


def _of_answer(origin: Origin, partner: str, outcome: Outcome, code: str) -> Receipt:
    return Receipt(
        origin=origin, source=partner, record_no="", version=None, outcome=outcome, code=code
    )
