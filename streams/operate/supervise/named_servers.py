"""Servers that the settings name must answer before anything starts."""

from streams.operate.embedded.failures import ServerUnavailable
from streams.operate.embedded.probes import broker_answers, database_answers
from streams.store.away import place_of


def require_broker(bootstrap_servers: str, timeout_s: float = 10) -> None:
    """A broker answers at `bootstrap_servers`. Raises `ServerUnavailable`, which says where."""
    if not broker_answers(bootstrap_servers, timeout_s):
        raise ServerUnavailable(
            f"No Kafka broker answers at HUB_BOOTSTRAP_SERVERS ({bootstrap_servers}). Start it, "
            "correct the setting, or unset it to use the broker that comes with the hub.",
            "S2001",
        )


def require_database(url: str, timeout_s: int = 10) -> None:
    """A database answers at `url`. Raises `ServerUnavailable`, which says where, no password."""
    if not database_answers(url, timeout_s):
        raise ServerUnavailable(
            f"No database answers at HUB_DATABASE_URL ({place_of(url)}). Start it, correct the "
            "setting (server, database, user, password), or unset it to use the server that comes "
            "with the hub.",
            "S2002",
        )
