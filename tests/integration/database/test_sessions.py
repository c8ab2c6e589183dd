"""What every session with the database is: who waits for what, and how long."""

from streams.store.connection import SENDING, connect, durably


def test_a_sender_waits_for_the_disk_where_it_claims_and_only_there(fresh_database: str) -> None:
    """What it marks may be lost with the server; what it claims is on disk before a byte leaves."""
    with connect(fresh_database, "hub test", SENDING) as connection:

        def waits() -> object:
            row = connection.execute("SHOW synchronous_commit").fetchone()
            return row and row[0]

        assert waits() == "off"
        with durably(connection):
            assert waits() == "on"
        assert waits() == "off"
    with connect(fresh_database, "hub test") as connection:
        assert waits() == "on"


def test_sessions_do_not_wait_for_ever(fresh_database: str) -> None:
    """A session has a name, UTC, and limits on locks, on statements and on idling in between."""
    with connect(fresh_database, "hub test") as connection:
        shown = {
            name: connection.execute(f"SHOW {name}").fetchone()
            for name in (
                "application_name",
                "timezone",
                "statement_timeout",
                "lock_timeout",
                "idle_in_transaction_session_timeout",
            )
        }
    assert shown == {
        "application_name": ("hub test",),
        "timezone": ("UTC",),
        "statement_timeout": ("15s",),
        "lock_timeout": ("10s",),
        "idle_in_transaction_session_timeout": ("1min",),
    }
