"""What an operator is told instead of a traceback."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

#: Exit code of a process of the hub whose settings or keys are wrong (EX_CONFIG of sysexits.h).
SETTINGS_WRONG: Final = 78

#: Exit code of a program that Ctrl-C ended, as shells count it: 128 and the signal's number.
INTERRUPTED: Final = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One of several things that are wrong at once; `code` has a page in `docs/errors/`."""

    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class CannotRun(Exception):
    """
    The hub cannot do what was asked; the text says why, and what to do next.

    `codes`: which faults of `docs/errors/` it tells of, none where the text alone says all. The
    text shows them.
    """

    #: With which the command ends that it stops.
    exit_code = 1

    def __init__(self, text: str = "", code: str = "") -> None:
        super().__init__(f"{code} {text}" if code else text)
        self.codes: tuple[str, ...] = (code,) if code else ()

    @property
    def is_of_settings(self) -> bool:
        """Whether a setting or a key file is wrong (S1001 to S1005): who mends it helps at once."""
        return any(code.startswith("S1") for code in self.codes)

    @classmethod
    def because_of(cls, faults: Sequence[Fault], before: str, after: str = "") -> Self:
        """All faults at once, a line each between what is said before and after them."""
        lines = [before, *(f"  {fault}" for fault in faults), *([after] if after else [])]
        failure = cls("\n".join(lines))
        failure.codes = tuple(dict.fromkeys(fault.code for fault in faults))
        return failure
