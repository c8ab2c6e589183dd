"""Keeps a set of children running until a stop is asked for."""

import time
from collections.abc import Callable, Sequence
from typing import Final

from streams.operate.embedded.child import PAUSE_S, Child, Recipe
from streams.operate.embedded.failures import ChildDied
from streams.operate.supervise.backoff import LONGEST_S, WELL_AFTER_S, delay_s
from streams.operate.supervise.stop_signals import StopSignals
from streams.wiring.failures import SETTINGS_WRONG, CannotRun
from streams.wiring.run_folder import Restarts

#: Longest time between two looks at the children when no signal wakes the supervisor.
LOOK_S = 0.2

#: How often it is told that somebody does not serve yet.
TELL_EVERY_S = 30.0

#: When a start that the machine refused is tried again.
TRY_AGAIN_S = 5.0

#: Who is stopped for longer is ended: it keeps its locks, and nobody else sends or decides.
STOPPED_TOO_LONG_S = 60.0

#: Exit codes of a child that has said why it cannot run.
SAY_WHY: Final = (CannotRun.exit_code, SETTINGS_WRONG)


class Charge:
    """One child in the supervisor's care, over all its lives."""

    def __init__(self, recipe: Recipe) -> None:
        self.child = Child(recipe)
        self._begun = time.monotonic()
        self._serves = False
        self._deaths = 0
        self._next_start: float | None = None
        self._stopped_at: float | None = None

    def await_ready(
        self,
        interrupted: Callable[[], bool],
        report: Callable[[str], None],
        again: Callable[[str], None],
    ) -> None:
        """First start: return once it serves, or when `interrupted` says so.

        One that is killed, or ends by a fault, is started again as later. Raises `ChildDied` when
        it says itself that it cannot run, or dies again and again.
        """
        while True:
            try:
                self.child.await_ready(interrupted)
            except ChildDied:
                # While it lives, it is another one's death that ends the start.
                if self.child.exit_code() in (None, *SAY_WHY):
                    raise
                self._bury(time.monotonic(), report, again)
            else:
                self._serves = True
                return
            while self._next_start is not None:
                if interrupted():
                    return
                time.sleep(PAUSE_S)
                self.look(report, again)

    def look(self, report: Callable[[str], None], again: Callable[[str], None]) -> None:
        """Do what is due now: start again, notice a death, notice that it serves.

        `again` is told of each death after which it is started again, before the pause. Raises
        `ChildDied` when it died and may not or need not be started again.
        """
        now = time.monotonic()
        if self._next_start is not None:
            if now >= self._next_start:
                self._start_again(now, report)
        elif self.child.exit_code() is not None:
            self._bury(now, report, again)
        elif self._stopped_too_long(now):
            report(
                f"{self.child.recipe.name} has been stopped (SIGSTOP) for "
                f"{STOPPED_TOO_LONG_S:.0f} s and holds what others wait for: it is ended."
            )
            self.child.kill()
        elif not self._serves:
            self._greet(now, report)
        elif self._deaths and now - self._begun > WELL_AFTER_S:
            self._deaths = 0

    def _start_again(self, now: float, report: Callable[[str], None]) -> None:
        try:
            self.child = Child(self.child.recipe)
        except OSError as fault:  # no memory, or no room for its log: what runs does not end for it
            self._next_start = now + TRY_AGAIN_S
            name = self.child.recipe.name
            report(f"{name} cannot be started now ({fault}). Trying again in {TRY_AGAIN_S:.0f} s.")
        else:
            self._begun, self._next_start = now, None

    def _stopped_too_long(self, now: float) -> bool:
        if not self.child.stopped():
            self._stopped_at = None
            return False
        self._stopped_at = self._stopped_at or now
        return now - self._stopped_at > STOPPED_TOO_LONG_S

    def _bury(
        self, now: float, report: Callable[[str], None], again: Callable[[str], None]
    ) -> None:
        words = self.child.last_words()
        if not self.child.recipe.restartable:
            raise ChildDied(f"{words}\nAnother start would not be safe.")
        pause: float | None
        if self.child.exit_code() == SETTINGS_WRONG:
            # The others go on: another's wrong setting is no reason to stop who decides.
            pause, then = LONGEST_S, "Mend what it names; it is tried again"
        else:
            self._deaths += 1
            pause, then = delay_s(self._deaths), "Starting it again"
        if pause is None:
            raise ChildDied(f"{words}\nIt died {self._deaths} times in a row; giving up.")
        again(self.child.recipe.name)
        report(f"{words}\n{then} in {pause:.1f} s.")
        self._serves = False
        self._next_start = now + pause

    def _greet(self, now: float, report: Callable[[str], None]) -> None:
        recipe = self.child.recipe
        if recipe.ready():
            recipe.prepare()
            self._serves = True
            report(f"{recipe.name} serves again.")
        elif now - self._begun > recipe.ready_timeout_s:
            report(f"{recipe.name} did not answer within {recipe.ready_timeout_s:.0f} s.")
            self.child.stop()


class Supervisor:
    """Starts groups of children one after the other and ends them in the opposite order."""

    def __init__(
        self,
        signals: StopSignals,
        report: Callable[[str], None],
        restarts: Restarts | None = None,
    ) -> None:
        self._signals = signals
        self._report = report
        self._restarts = restarts
        self._groups: list[list[Charge]] = []
        self._watched: list[Charge] = []

    def start(self, recipes: Sequence[Recipe]) -> None:
        """Start one group side by side; return once all of it serves, or a stop is asked for.

        Whoever serves already is watched meanwhile. Raises `ServerUnavailable` when one of them
        does not come up.
        """
        group: list[Charge] = []
        self._groups.append(group)
        for recipe in recipes:
            if self._signals.requested():
                return
            group.append(Charge(recipe))
        if self._restarts is not None:
            self._restarts.known(charge.child.recipe.name for charge in group)
        for charge in group:
            asked = self._asked_while_waiting(charge.child.recipe.name)
            charge.await_ready(asked, self._report, self._again)
            self._watched.append(charge)

    def _asked_while_waiting(self, name: str) -> Callable[[], bool]:
        """Whether a stop is asked for; asked again and again, tells now and then who is awaited,
        and looks after the others."""
        begun = told = time.monotonic()

        def asked() -> bool:
            nonlocal told
            now = time.monotonic()
            if now - told > TELL_EVERY_S:
                told = now
                self._report(f"{name} does not answer yet, after {now - begun:.0f} s.")
            self._look()
            return self._signals.requested()

        return asked

    def watch(self) -> None:
        """Return when a stop is asked for. Raises `ChildDied` when the stack cannot go on."""
        while not self._signals.requested():
            self._look()
            self._signals.wait(LOOK_S)

    def _look(self) -> None:
        for charge in self._watched:
            charge.look(self._report, self._again)

    def _again(self, name: str) -> None:
        if self._restarts is not None:
            try:
                self._restarts.count(name)
            except OSError as fault:  # what runs does not end for a count
                self._report(f"How often {name} ended could not be written down: {fault}")

    def stop(self) -> None:
        """After the call none of the children is left."""
        while self._groups:
            group = self._groups.pop()
            for charge in group:
                charge.child.ask_to_stop()
            for charge in group:
                charge.child.stop()
