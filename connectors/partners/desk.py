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
from connectors.partners.handling import (
    Execute,
    Outcome,
    executed,
    finish,
    receive,
    reconcile,
    skip,
    take_result,
)
from connectors.partners.ledger import Change, Growing, Ledger, none_of
from connectors.partners.ledger_file import LedgerFile
from connectors.partners.order_result import OrderResult
from connectors.partners.signature import NotSigned

#: Asks the hub for the full list of what should be held.
AskFullList = Callable[[], Iterable[Directive]]

#: So many messages of a log are written to disk together.
TOGETHER: Final = 500


class NotForMe(NotSigned):
    """The hub signed it, and for another partner (ADR 0332)."""


class Desk:
    """
    Handles directives against the ledger in a file; safe to use from several threads.

    `partner`: whose desk it is, by its id in the catalogue. Raises `LedgerInUse` while another
    desk has the file.
    """

    def __init__(
        self,
        partner: str,
        file: Path,
        execute: Execute = executed,
        ask_full_list: AskFullList | None = None,
        together: int = TOGETHER,
    ) -> None:
        self.partner = partner
        self._file = LedgerFile(file)
        self._execute = execute
        self._ask_full_list = ask_full_list
        self._together = together
        self._lock = threading.Lock()

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
            outcome = receive(self._file.now, directive, self._execute)
            self._keep(outcome.change)
        return outcome

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
        say: Callable[[Iterable[Answer]], None] | None = None,
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

    def reconcile(self) -> tuple[Answer, ...]:
        """
        Ask for the full list and hold what was lost; the answers that follow.

        Raises `NotForMe`.
        """
        if self._ask_full_list is None:
            return ()
        full_list = tuple(self._ask_full_list())
        for directive in full_list:
            self.require_mine(directive)
        with self._lock:
            change, answers = reconcile(self._file.now, full_list, self._execute)
            self._keep(change)
        return answers

    def move_to(self, position: int) -> None:
        """All messages before `position` are handled and answered."""
        with self._lock:
            self._keep(replace(none_of(self._file.now), position=position))

    def _keep(self, change: Change) -> None:
        if change != none_of(self._file.now):
            self._file.keep(change)
