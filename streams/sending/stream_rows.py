"""A subject's directives as the claim reads them, and what the table of R12 sees in them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from streams.send.claim import Fate, Plan, Sending, plan
from streams.send.directive import DirectiveAction
from streams.send.milder import ToldTerms
from streams.send.retry import LONGEST_WAIT, has_come
from streams.track.answer import HUB_ANSWER_NO, ONCE_TAKEN, AnswerResult
from streams.track.fate import fate


class StreamRow(NamedTuple):
    """One row of `streams_rows`."""

    directive_id: UUID
    subject: UUID
    measure_id: UUID
    measure: str
    n: int
    action: str
    content: UUID
    valid_until: date | None
    held: bool
    unconditional: bool
    superseded: bool
    sequence: int | None
    sent_at: datetime | None
    answer: str | None
    answer_code: str | None
    returned: bool
    answer_no: int | None
    weighed_no: int | None
    next_attempt_at: datetime | None
    answer_by: datetime | None
    answer_within_s: int | None
    entry: int
    aside: bool
    milder: bool | None
    #: Whose record it is because of; None where no source is on hold.
    source: str | None

    @property
    def fate(self) -> Fate:
        """What its partner made of it; returned by the transport counts until an answer comes."""
        if self._sent_back:
            return Fate.UNKNOWN if self._once_taken else Fate.REFUSED
        if self.answer is None:
            return Fate.AWAITED
        result = AnswerResult(self.answer)
        return fate(DirectiveAction(self.action), result, self.answer_code or "")

    @property
    def _sent_back(self) -> bool:
        """Whether the transport refused it, as marked or as told, and no answer says more."""
        if self.answer in (None, AnswerResult.ACCEPTED):
            return self.returned
        return self.answer == AnswerResult.RETURNED and self.answer_no == HUB_ANSWER_NO

    @property
    def _once_taken(self) -> bool:
        """Whether it was taken, whenever: a 2xx may come before the return or after it."""
        received = self.answer == AnswerResult.ACCEPTED or self.answer_code == ONCE_TAKEN
        return received or self.sent_at is not None

    @property
    def surely_delivered(self) -> bool:
        """Whether the partner has it: the transport took it, or an answer came from there."""
        if self.sent_at is not None:
            return True
        # Killed before it marked what the transport returned, the hub has said so all the same,
        # and the partner has nothing.
        told = self.answer_no is not None and self.answer_no > HUB_ANSWER_NO
        return told and not self.returned

    @property
    def scheduled(self) -> bool:
        """Whether it is to be sent, or its answer awaited, or an operator has set it aside."""
        return self.aside or self.next_attempt_at is not None or self.answer_by is not None

    def missed(self, now: datetime) -> bool:
        """Whether it was sent and its answer did not come in time."""
        if self.answer_by is None or self.next_attempt_at is not None:
            return False
        within = timedelta(seconds=self.answer_within_s or 0)
        return has_come(self.answer_by, now, within + LONGEST_WAIT)

    def due(self, now: datetime) -> bool:
        """Whether it must be sent now."""
        return self.next_attempt_at is not None and has_come(self.next_attempt_at, now)

    def ended_unsent(self, today: date) -> bool:
        """Whether it is a burden that ended by the clock before the partner was told of it."""
        ended = self.valid_until is not None and self.valid_until < today
        return ended and self.sent_at is None and self.action != DirectiveAction.LIFT

    @property
    def amends_unclaimed(self) -> bool:
        """Whether it is an amendment that never left."""
        return self.action == DirectiveAction.AMEND and self.sequence is None

    @property
    def held_back(self) -> bool:
        """Whether an operator's hold keeps it: neither a lift nor an amendment that is milder."""
        return self.action != DirectiveAction.LIFT and not self.milder

    def sending(self, told: ToldTerms | None = None) -> Sending:
        """The row as the table of R12 sees it; `told` where it is compared with another."""
        return Sending(
            directive_id=self.directive_id,
            n=self.n,
            action=DirectiveAction(self.action),
            content=self.content,
            valid_until=self.valid_until,
            held=self.held,
            unconditional=self.unconditional,
            superseded=self.superseded,
            sequence=self.sequence,
            fate=self.fate,
            delivered=self.surely_delivered,
            aside=self.aside,
            milder=bool(self.milder),
            told=told,
        )


def plans(
    rows: Iterable[StreamRow], today: date, told: Mapping[UUID, ToldTerms], *, burdens_wait: bool
) -> Iterable[Plan]:
    """
    Every plan of one measure until nothing more may be claimed: lifts by order go one by one.

    Sequences given meanwhile are placeholders above all others; only their order matters.
    """
    known = {row.directive_id: row.sending(told.get(row.directive_id)) for row in rows}
    following = max((row.sequence or 0 for row in known.values()), default=0)
    while True:
        step = plan(known.values(), today, burdens_wait=burdens_wait)
        yield step
        for directive_id in step.superseded:
            known[directive_id] = replace(known[directive_id], superseded=True)
        if step.claim is None:
            return
        following += 1
        claimed = step.claim.directive_id
        known[claimed] = replace(
            known[claimed], sequence=following, superseded=False, milder=step.claim.milder
        )


def by_measure(rows: Iterable[StreamRow]) -> Mapping[UUID, list[StreamRow]]:
    """Rows by measure."""
    found: dict[UUID, list[StreamRow]] = {}
    for row in rows:
        found.setdefault(row.measure_id, []).append(row)
    return found


def last_numbers(rows: Iterable[StreamRow]) -> Mapping[UUID, int]:
    """The n of each measure's last decision among `rows`."""
    last: dict[UUID, int] = {}
    for row in rows:
        last[row.measure_id] = max(row.n, last.get(row.measure_id, 0))
    return last
