"""One sender at a time for each channel."""

from streams.sending.alone import alone
from streams.store.connection import connect


def test_a_channel_is_one_sessions_for_as_long_as_it_lasts(fresh_database: str) -> None:
    """Whatever the holder does meanwhile, another one waits until that session has ended."""
    first = connect(fresh_database, "test first")
    with connect(fresh_database, "test second") as second:
        assert alone(first, "sanctions.bank")
        with first.transaction():
            first.execute("SELECT 1")
        assert not alone(second, "sanctions.bank")
        assert alone(second, "sanctions.land")
        first.close()
        while not alone(second, "sanctions.bank"):  # the server notices the end in its own time
            second.execute("SELECT 1")
