"""Processes that die between two steps, chosen before by the scheduler."""

from dataclasses import dataclass, field


class Killed(Exception):
    """The process is gone; what was committed stays, all else is lost."""


@dataclass(slots=True)
class Fuse:
    """
    Burns at chosen calls that touch the world, each before or after it takes effect.

    `fates`: for each process in turn, how many calls it survives and whether its last one counts.
    """

    fates: list[tuple[int, bool]] = field(default_factory=list)
    calls: int = 0

    def light(self, *fates: tuple[int, bool]) -> None:
        """Let the process die, and perhaps those after it."""
        self.fates, self.calls = list(fates), 0

    def put_out(self) -> None:
        """Let the process live."""
        self.light()

    def before(self) -> None:
        """A call begins."""
        if self.fates and self.fates[0] == (self.calls, False):
            self._burn()

    def after(self) -> None:
        """A call has taken effect."""
        if self.fates and self.fates[0] == (self.calls, True):
            self._burn()
        self.calls += 1

    def _burn(self) -> None:
        self.fates.pop(0)
        self.calls = 0
        raise Killed
