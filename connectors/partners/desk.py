"""
One partner's desk (办理): its ledger on disk, its own rules, and the answers that follow.

Whatever brings the directives, they are handled here, one at a time.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from uuid import UUID

from connectors.partners.answer import Answer
from connectors.partners.directive import Directive
from connectors.partners.ledger import (
    Execute,
    Ledger,
    Outcome,
    executed,
    receive,
    reconcile,
    skip,
    take_result,
)
from connectors.partners.ledger_file import LedgerFile
from connectors.partners.order_result import OrderResult
from connectors.partners.signature import NotSigned

#: Asks the hub for the full list of what should be held.
AskFullList = Callable[[], Iterable[Directive]]


class NotForMe(NotSigned):
    """The hub signed it, and for another partner (ADR 0332)."""


class Desk:
    """
    Handles directives against the ledger in a file; safe to use from several threads.

    `partner`: whose desk it is, by its id in the catalogue.
    """

    def __init__(
        self,
        partner: str,
        file: Path,
        execute: Execute = executed,
        ask_full_list: AskFullList | None = None,
    ) -> None:
        self.partner = partner
        self._file = LedgerFile(file)
        self._execute = execute
        self._ask_full_list = ask_full_list
        self._lock = threading.Lock()

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
            outcome = receive(self._file.ledger, directive, self._execute)
            self._keep(outcome.ledger)
        return outcome

    def catch_up(self, messages: Sequence[Directive | OrderResult]) -> tuple[Outcome, ...]:
        """
        Handle all that a log holds by now: of each measure only the last state is applied (R15).

        What that skips is answered NOT_EXECUTED (superseded). Outcomes, one for each directive, are
        in the log's order; results of orders are kept and answered by nothing. Raises `NotForMe`,
        and then handles none.
        """
        for told in messages:
            self.require_mine(told)
        last: dict[UUID, Directive] = {}
        for directive in messages:
            if isinstance(directive, OrderResult):
                continue
            known = last.get(directive.measure_id)
            if known is None or known.sequence <= directive.sequence:
                last[directive.measure_id] = directive
        outcomes = []
        with self._lock:
            ledger = self._file.ledger
            for told in messages:
                if isinstance(told, OrderResult):
                    ledger = take_result(ledger, told)
                    continue
                final = last[told.measure_id].directive_id == told.directive_id
                outcome = receive(ledger, told, self._execute) if final else skip(ledger, told)
                ledger = outcome.ledger
                outcomes.append(outcome)
            self._keep(ledger)
        return tuple(outcomes)

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
            ledger, answers = reconcile(self._file.ledger, full_list, self._execute)
            self._keep(ledger)
        return answers

    def move_to(self, position: int) -> None:
        """All messages before `position` are handled and answered."""
        with self._lock:
            if position != self._file.ledger.position:
                self._keep(self._file.ledger.at(position))

    def _keep(self, ledger: Ledger) -> None:
        if ledger is not self._file.ledger:
            self._file.keep(ledger)
