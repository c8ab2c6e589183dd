"""
What the line says to its senders when an entry is committed: its number, and whom it concerns.

The database carries it (LISTEN, NOTIFY) with the commit, to whoever listens at that moment; a
sender looks from time to time in any case, so that one who did not listen only comes later.
"""

from dataclasses import dataclass
from typing import Final, Self

from streams.line.changes import Changes

#: The name under which the database passes it on; the statement `move_line` has it too.
NOTIFICATION: Final = "hub_entry"
#: In place of partners: it may concern any of them.
EVERYBODY: Final = "*"
#: PostgreSQL takes 8,000 bytes.
LONGEST: Final = 7_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """An entry, and the partners who may have something to hear; None: any of them."""

    entry: int
    partners: frozenset[str] | None = None

    @classmethod
    def of(cls, changes: Changes) -> Self:
        """The partners of new directives and of answers; what else sets something free is rare."""
        entry, done = changes.entry.number, changes.done
        if done.approved or changes.issued.order_results or done.catalogue is not None:
            return cls(entry=entry)
        decided = {directive.key.partner for directive in changes.issued.directives}
        answered = {arrived.partner for arrived in changes.received.answers}
        return cls(entry=entry, partners=frozenset(decided | answered))

    @classmethod
    def read(cls, text: str) -> Self:
        """The announcement with this text; raises `ValueError` where the text is none."""
        entry, *partners = text.split(" ")
        if partners == [EVERYBODY]:
            return cls(entry=int(entry))
        return cls(entry=int(entry), partners=frozenset(partners))

    @property
    def text(self) -> str:
        """Its text, as the database passes it on."""
        names = [EVERYBODY] if self.partners is None else sorted(self.partners)
        text = " ".join((str(self.entry), *names))
        return text if len(text.encode()) <= LONGEST else f"{self.entry} {EVERYBODY}"
