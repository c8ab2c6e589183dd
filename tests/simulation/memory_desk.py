"""A partner's desk whose ledger is kept in memory, and which may die over it."""

import threading
from dataclasses import replace

from connectors.partners.answer import Result
from connectors.partners.desk import AskFullList, Desk
from connectors.partners.directive import Directive
from connectors.partners.ledger import Entry, Execute, Ledger
from simulation.deaths import Killed


class MemoryDesk(Desk):
    """The shipped desk with its ledger in memory; `dies` kills it before or after it is kept."""

    def __init__(self, execute: Execute, ask_full_list: AskFullList) -> None:
        self._execute = execute
        self._ask_full_list = ask_full_list
        self._lock = threading.Lock()
        self._ledger = Ledger()
        self.dies: str = ""

    def _keep(self, ledger: Ledger) -> None:
        if self.dies == "before":
            self.dies = ""
            raise Killed
        self._ledger = ledger
        if self.dies == "after":
            self.dies = ""
            raise Killed

    def think_better(self, directive: Directive) -> bool:
        """Execute after all what was refused, if nothing came after it."""
        entry = self._ledger.measures.get(directive.measure_id)
        given = self._ledger.answers.get(directive.directive_id)
        if entry is None or entry.sequence != directive.sequence or given is None:
            return False
        if given.result is not Result.NOT_EXECUTED:
            return False
        holds = Entry(sequence=entry.sequence, holds=directive.fields)
        measures = {**self._ledger.measures, directive.measure_id: holds}
        self._ledger = replace(self._ledger, measures=measures)
        return True
