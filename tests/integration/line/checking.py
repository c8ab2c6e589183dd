"""What must hold of a town's line, whatever happened to it."""

from dataclasses import dataclass

from integration.line.seeing import Seeing
from support.hub_process import hub

from streams.operate.replay.compare import replay

Place = tuple[str, int]


@dataclass(slots=True)
class Checking(Seeing):
    """A town whose journal, pages and replay are checked."""

    def check(self) -> None:
        """Everything published was decided once, no entry is missing, and `hub verify` holds."""
        firsts = self.rows("SELECT topic_no, partition, unnest(offsets) FROM page")
        assert len(firsts) == len(set(firsts)), "an offset was decided twice"
        assert sorted(self.outcomes()) == sorted(self.published)
        current = self.one("SELECT count(*) FROM outcome_current")
        assert current == len(self.published)
        versions = self.rows('SELECT topic_no, partition, "offset" FROM version')
        assert len(versions) == len(set(versions)), "a message was stored twice"
        for (numbers,) in self.rows(
            "SELECT array_agg(n ORDER BY n) FROM directive GROUP BY measure_id"
        ):
            assert numbers == list(range(len(numbers))), "a directive's number is missing"
        self._check_journal()
        servers = {"HUB_BOOTSTRAP_SERVERS": self.bootstrap, "HUB_DATABASE_URL": self.url}
        found = hub("verify", "--data", str(self.settings.data), **servers)
        assert found.returncode == 0, f"{found.stdout}{found.stderr}"

    def check_replay(self) -> None:
        """The journal, decided again without any disturbance, comes to the same."""
        found = replay(self.url, self.bootstrap, self.keys, lambda _done, _all: None)
        assert found.equal, found.differing

    def _check_journal(self) -> None:
        journal = self.rows("SELECT number, kind, detail FROM journal ORDER BY number")
        assert [number for number, _, _ in journal] == list(range(1, len(journal) + 1))
        assert self.entries() == len(journal)
        at: dict[Place, int] = {}
        for _, _, detail in journal:
            for topic, partition, start, end in detail.get("positions", ()):
                assert at.get((topic, partition), 0) == start, "an entry does not follow the last"
                at[(topic, partition)] = end
        stored = self.rows(
            "SELECT t.name, p.partition, p.next_offset FROM position p"
            " JOIN topic t ON t.no = p.topic_no WHERE p.next_offset > 0"
        )
        assert {(topic, partition): end for topic, partition, end in stored} == at
        for table in ("version", "subject", "directive", "page", "pool_page", "quarantine"):
            later = self.one(f"SELECT count(*) FROM {table} WHERE entry > %s", len(journal))
            assert later == 0, f"{table} has rows of an entry that never was"
