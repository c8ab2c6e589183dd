"""What departments and officers are shown by a line in one process."""

from collections.abc import Mapping, Sequence

from scenario.entries import Deciding
from scenario.hub import Shown
from scenario.message import Message
from streams.kinds.event import Origin
from streams.settle.receipt import Receipt


class Showing(Deciding):
    """Every outcome of every message, and what waits for a person."""

    def flagged(self, one: Message, other: Message) -> bool:
        """Whether the credit office was told of the pair."""
        numbers = {one.id[1], other.id[1]}
        tasks = self._under.seen().tasks.values()
        return any(kind == "DOUBLE" and number in numbers for kind, _, number, *_ in tasks)

    def late(self, message: Message) -> bool:
        """Whether any message of the record was told that it came late."""
        told = [m for m in self._where if m.id == message.id]
        return any(Shown("ACCEPTED", "E1204") in self.history(m) for m in told)

    def ground_unknown(self, message: Message) -> bool:
        """Whether a task asks for the ground of the record."""
        tasks = self._under.seen().tasks.values()
        return any(
            kind == "GROUND_UNKNOWN" and (source, number) == message.id
            for kind, source, number, *_ in tasks
        )

    def shown(self, message: Message) -> Shown:
        """Return the current outcome of a message."""
        return self.history(message)[-1]

    def history(self, message: Message) -> Sequence[Shown]:
        """Return every outcome a message ever had."""
        return [outcome_of(r) for r in self._receipts() if r.origin == self._where[message]]

    def _receipts(self) -> list[Receipt]:
        return [receipt for changes in self._changes for receipt in changes.issued.receipts]

    def tasks(self) -> Sequence[str]:
        """Return the kinds of what waits for a person."""
        return [str(kind) for kind, *_ in self._under.seen().tasks.values()]

    def shown_at(self, origin: Origin) -> Sequence[Shown]:
        """Return every outcome of one offset."""
        return [outcome_of(r) for r in self._receipts() if r.origin == origin]

    def quarantined(self) -> set[Origin]:
        """Return where quarantined messages stand."""
        return {bad.origin for changes in self._changes for bad in changes.received.quarantined}


def outcome_of(receipt: Receipt) -> Shown:
    """Return an outcome as its department sees it."""
    return Shown(receipt.outcome.value, receipt.code)


def without_effect(record: Mapping[Message, Shown]) -> str:
    """The code under which the highest content among a record's messages has no effect, or ""."""
    told = [
        (int(message.record["version"]), shown)
        for message, shown in record.items()
        if message.record["action"] in {"ASSERT", "CORRECT"}
        and shown.outcome not in {"REFUSED", "REPEAT"}
    ]
    highest = max((version for version, _ in told), default=0)
    codes = {one.code for version, one in told if version == highest and one.outcome == "STORED"}
    return max(codes - {"E1404"}, default="")
