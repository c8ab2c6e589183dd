"""A partner's desk whose ledger is kept in memory, and which may die over it."""

import threading
from dataclasses import replace

from simulation.deaths import Killed

from connectors.partners.answer import Result
from connectors.partners.desk import TOGETHER, AskFullList, Desk
from connectors.partners.directive import Directive
from connectors.partners.handling import Execute
from connectors.partners.ledger import Change, Entry, Ledger
from connectors.partners.ledger_file import LedgerFile


class MemoryFile(LedgerFile):
    """A ledger's file that is none; `dies` kills whoever writes it, before or after it is kept."""

    def __init__(self) -> None:
        self.now = Ledger()
        self._given_away = False
        self.dies = ""

    def keep(self, change: Change) -> None:
        """Keep it, or die over it."""
        dies, self.dies = self.dies, ""
        if dies == "before":
            raise Killed
        self._grow(change)
        if dies == "after":
            raise Killed


class MemoryDesk(Desk):
    """The shipped desk with its ledger in memory."""

    def __init__(self, partner: str, execute: Execute, ask_full_list: AskFullList | None) -> None:
        self.partner = partner
        self._execute = execute
        self._ask_full_list = ask_full_list
        self._together = TOGETHER
        self._lock = threading.Lock()
        self._asking = threading.Lock()
        self._missed = {}
        self._file: MemoryFile = MemoryFile()

    def begin_with(self, ledger: Ledger) -> None:
        """The process begins anew, with another ledger, and knows that it misses something."""
        self._missed.clear()
        self._file.now, self._file._given_away = replace(ledger, gap=True), True

    def die(self, when: str) -> None:
        """The next time the ledger is kept, the process dies before or after."""
        self._file.dies = when

    def think_better(self, directive: Directive) -> bool:
        """Execute after all what was refused, if nothing came after it."""
        entry = self._file.now.measures.get(directive.measure_id)
        given = self._file.now.answers.get(directive.directive_id)
        if entry is None or entry.sequence != directive.sequence or given is None:
            return False
        if given.result is not Result.NOT_EXECUTED:
            return False
        holds = Entry(sequence=entry.sequence, holds=directive.fields)
        measures = {**self._file.now.measures, directive.measure_id: holds}
        self._file.now = replace(self._file.now, measures=measures)
        return True
