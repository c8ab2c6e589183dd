"""What is wrong with a catalogue, said so that its keeper can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """
    One fault of a catalogue. `row` is "" where the whole file is meant.

    A catalogue with a hole is not loaded; one with a `warning` is, and says so.
    """

    file: str
    row: str
    reason: str
    warning: bool = False

    def __str__(self) -> str:
        """One line for a terminal or a log."""
        place = f"{self.file} [{self.row}]" if self.row else self.file
        return f"{'warning: ' if self.warning else ''}{place}: {self.reason}"
