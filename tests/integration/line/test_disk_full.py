"""A full disk under the database is waited for: nothing ends, and nothing is decided twice."""

from integration.line.refusing import TIMES, refuse_entries
from integration.line.test_killed import news
from integration.line.town import Town


def test_a_full_disk_is_waited_for(town: Town) -> None:
    """An entry that found no room is written anew once there is some, by the same worker."""
    refuse_entries(town, "53100")
    (worker,) = town.work()
    town.publish(*news(0, 3))
    town.await_all()
    assert worker.exit_code() is None
    assert "the database's disk is full" in worker.log_end()
    assert town.one("SELECT last_value FROM attempts") > TIMES
    town.check()
