"""The time of a play: real time, and what was waited besides."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(slots=True)
class Passing:
    """One time for the line and the senders: what the verifier compares must come in order."""

    waited: timedelta = timedelta()

    def now(self) -> datetime:
        """The moment by the play's time."""
        return datetime.now(UTC) + self.waited
