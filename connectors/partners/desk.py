"""
One partner's desk (办理): its ledger on disk, its own rules, and the answers that follow.

Whatever brings the directives, they are handled here, one at a time.
"""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Self
from uuid import UUID

from connectors.partners.answer import Answer
from connectors.partners.directive import Action, Directive
from connectors.partners.full_list import FullList
from connectors.partners.handling import (
    Execute,
    Outcome,
    executed,
    finish,
    receive,
    shows_a_gap,
    skip,
    take_result,
)
from connectors.partners.ledger import Change, Growing, Ledger, none_of
from connectors.partners.ledger_file import LedgerFile
from connectors.partners.order_result import OrderResult
from connectors.partners.reconciling import reconcile
from connectors.partners.signature import NotSigned

#: Asks the hub for the full list of what should be held.
AskFullList = Callable[[], FullList]
#: Sends answers; after the call the hub has them.
Say = Callable[[Iterable[Answer]], None]

#: So many messages of a log are written to disk together.
TOGETHER: Final = 500


class NotForMe(NotSigned):
    """The hub signed it, and for another partner (ADR 0332)."""


class LedgerOfAnother(Exception):
    """A ledger has what another partner was told; the text says what to do."""


class Desk:
    """
    Handles directives against the ledger in a file; safe to use from several threads.

    `partner`: whose desk it is, by its id in the catalogue. `new_asks`: where there is no file the
    ledger may be a lost one, and the full list is to be asked for; not where a topic brings all of
    it again. Raises `LedgerInUse` while another desk has the file, `LedgerOfAnother` where it is
    another partner's.
    """

    def __init__(
        self,
        partner: str,
        file: Path,
        execute: Execute = executed,
        ask_full_list: AskFullList | None = None,
        together: int = TOGETHER,
        *,
        new_asks: bool = True,
    ) -> None:
        self.partner = partner
        asks = new_asks and ask_full_list is not None and not file.exists()
        self._file = LedgerFile(file)
        if asks:
            self._file.now = replace(self._file.now, gap=True)
        self._execute = execute
        self._ask_full_list = ask_full_list
        self._together = together
        self._lock = threading.Lock()
        self._asking = threading.Lock()
        self._missed: dict[UUID, int] = {}
        if others := {held["partner"] for held in self._file.now.held()} - {"", partner}:
            self._file.close()
            raise LedgerOfAnother(
                f"S2006 the ledger {file} is that of {min(others)}, and not of {partner}. Give the "
                "client its own, or none: then it asks the hub for all it should hold."
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let another have the ledger; nothing may be handled after."""
        with self._lock:
            self._file.close()

    @property
    def ledger(self) -> Ledger:
        """The ledger as it is now."""
        with self._lock:
            return self._file.ledger

    def require_mine(self, told: Directive | OrderResult) -> None:
        """Raise `NotForMe` where it names another partner."""
        if told.recipient not in ("", self.partner):
            raise NotForMe("it is for another partner")

    def handle(self, directive: Directive) -> Outcome:
        """Handle one directive; after the call the ledger is on disk. Raises `NotForMe`."""
        self.require_mine(directive)
        with self._lock:
            self._note(self._file.now, directive)
            outcome = receive(self._file.now, directive, self._execute)
            self._keep(outcome.change)
        return outcome

    def keep_result(self, result: OrderResult) -> bool:
        """
        Keep what became of an order, once; after the call the ledger is on disk.

        Whether something before it was lost. Raises `NotForMe`.
        """
        self.require_mine(result)
        with self._lock:
            self._note(self._file.now, result)
            change = take_result(self._file.now, result)
            self._keep(change)
        return change.gap

    def finish(self, directive: Directive, answer: Answer) -> Answer:
        """
        The answer to give now to what was answered ACCEPTED; after the call the ledger has it.

        It is `answer` with its number, or superseded where a later directive came. Given again it
        changes nothing. Raises `ValueError` where there is nothing to finish.
        """
        with self._lock:
            outcome = finish(self._file.now, directive, answer)
            self._keep(outcome.change)
        return outcome.answer

    def catch_up(
        self,
        messages: Sequence[Directive | OrderResult],
        say: Say | None = None,
    ) -> tuple[Outcome, ...]:
        """
        Handle all that a log holds by now: of each measure only the last state is applied (R15).

        What that skips is answered NOT_EXECUTED (superseded). Outcomes, one for each directive, are
        in the log's order; results of orders are kept and answered by nothing. `say` gets the
        answers of each part of the log once they are on disk. Raises `NotForMe`, and then handles
        none.
        """
        for told in messages:
            self.require_mine(told)
        last: dict[UUID, Directive] = {}
        for directive in messages:
            if isinstance(directive, OrderResult) or directive.action is Action.UNKNOWN:
                continue
            known = last.get(directive.measure_id)
            if known is None or known.sequence <= directive.sequence:
                last[directive.measure_id] = directive
        outcomes: list[Outcome] = []
        for first in range(0, len(messages), self._together):
            part = self._part(messages[first : first + self._together], last)
            if say is not None:
                say(outcome.answer for outcome in part)
            outcomes += part
        return tuple(outcomes)

    def _part(
        self, messages: Iterable[Directive | OrderResult], last: Mapping[UUID, Directive]
    ) -> list[Outcome]:
        outcomes = []
        with self._lock:
            growing = Growing(self._file.now)
            for told in messages:
                ledger = growing.ledger
                self._note(ledger, told)
                if isinstance(told, OrderResult):
                    growing.add(take_result(ledger, told))
                    continue
                final = last.get(told.measure_id, told).directive_id == told.directive_id
                applied = final or told.action is Action.UNKNOWN
                outcome = receive(ledger, told, self._execute) if applied else skip(ledger, told)
                growing.add(outcome.change)
                outcomes.append(outcome)
            self._keep(growing.change)
        return outcomes

    def reconcile(self, say: Say | None = None) -> tuple[Answer, ...]:
        """
        Ask for the full list and come to hold what it says; the answers that follow.

        `say` gets them once they are on disk. Until it has returned the ledger keeps that a list is
        missing, so that whoever is killed asks again. Raises `NotForMe`, and what asking raises.
        """
        with self._asking:
            return self._reconcile(say)

    def close_gap(self, say: Say | None = None) -> tuple[Answer, ...]:
        """
        As `reconcile`, if something was lost, and until nothing is missing any more.

        Whatever was lost by then, one list is asked for: a second call does not wait for the first,
        which sees to what is noticed meanwhile.
        """
        answers: tuple[Answer, ...] = ()
        while self._asks() and self._asking.acquire(blocking=False):
            try:
                answers += self._reconcile(say)
            finally:
                self._asking.release()
        return answers

    def take_list(self, full_list: FullList, say: Say | None = None) -> tuple[Answer, ...]:
        """As `reconcile`, with a list that was asked for; one of some subjects closes no gap."""
        for listed in full_list.listed:
            self.require_mine(listed.directive)
        with self._lock:
            missing = self._file.now.gap and not full_list.whole
            change, answers = reconcile(self._file.now, full_list, self._execute)
            self._keep(replace(change, gap=change.gap or bool(answers)))
            through = full_list.told_through
            self._missed = {
                subject: sequence
                for subject, sequence in self._missed.items()
                if sequence > through.get(subject, 0)
            }
        if say is not None:
            say(answers)
        with self._lock:
            self._keep(replace(none_of(self._file.now), gap=missing or bool(self._missed)))
        return answers

    def _asks(self) -> bool:
        with self._lock:
            return self._file.now.gap and self._ask_full_list is not None

    def _reconcile(self, say: Say | None) -> tuple[Answer, ...]:
        if self._ask_full_list is None:
            return ()
        with self._lock:
            self._missed.clear()
            self._keep(replace(none_of(self._file.now), gap=True))
        return self.take_list(self._ask_full_list(), say)

    def _note(self, ledger: Ledger, told: Directive | OrderResult) -> None:
        """Remember what a list that is on its way must know of, or another is asked for."""
        if shows_a_gap(ledger, told):
            before = self._missed.get(told.subject_key, 0)
            self._missed[told.subject_key] = max(before, told.previous_sequence)

    def move_to(self, position: int) -> None:
        """All messages before `position` are handled and answered."""
        with self._lock:
            self._keep(replace(none_of(self._file.now), position=position))

    def _keep(self, change: Change) -> None:
        if change != none_of(self._file.now):
            self._file.keep(change)
