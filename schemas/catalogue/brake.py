"""The brake of a catalogue (熔断): how far a department may go beyond its usual day (R32)."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Brake:
    """
    `factor`: how many times its median a source may impose on a day; None = there is no brake.

    `reason`: why this number, or why none.
    """

    factor: int | None = None
    reason: str = ""


#: Of a catalogue that says nothing of it.
NO_BRAKE: Final = Brake()
