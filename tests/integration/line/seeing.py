"""What is seen of a town's line in its database."""

from dataclasses import dataclass

from integration.line.ground import Ground
from support.hub_process import await_that

from streams.store.digest import Digest, digest

OUTCOME = {
    1: "ACCEPTED", 2: "REPEAT", 3: "MERGED", 4: "CORRECTED", 5: "ENDED", 6: "REVOKED",
    7: "REPAIRED", 8: "PARKED", 9: "PARK_EXPIRED", 10: "STORED", 11: "QUARANTINED",
    12: "REFUSED", 13: "DROPPED",
}  # fmt: skip


@dataclass(slots=True)
class Seeing(Ground):
    """A town whose decisions are looked at."""

    def decided(self) -> int:
        """How many messages have an outcome."""
        return int(self.one("SELECT coalesce(sum(cardinality(offsets)), 0) FROM page"))

    def entries(self) -> int:
        """The line's last entry."""
        return int(self.one("SELECT entry FROM line"))

    def await_all(self) -> None:
        """Wait until everything published has been decided."""
        self.await_decided(len(self.published))

    def await_decided(self, count: int, patience_s: float = 40) -> None:
        """Wait until so many messages have been decided."""
        await_that(f"{count} messages were decided", lambda: self.decided() >= count, patience_s)

    def outcomes(self) -> dict[tuple[str, int], list[str]]:
        """Every outcome number of every message, the present one last."""
        found: dict[tuple[str, int], list[str]] = {}
        for topic, offset, outcome, code in self.rows(
            'SELECT t.name, h."offset", h.outcome, h.code'
            " FROM outcome_history h JOIN topic t ON t.no = h.topic_no ORDER BY h.entry, h.ordinal"
        ):
            found.setdefault((topic, offset), []).append(f"{OUTCOME[outcome]} {code}".strip())
        return found

    def digest(self) -> Digest:
        """The digest of all that was decided."""
        return digest(self.observer)
