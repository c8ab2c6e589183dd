"""Where a record of the outbox came to stand on the department's topic."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message the broker has acknowledged; its receipt names the same place."""

    #: The record's place in the outbox, as `publish` returned it.
    sequence: int
    record_no: str
    topic: str
    partition: int
    offset: int
