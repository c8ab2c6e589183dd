"""What ends a worker, or keeps it waiting, as a sentence for its operator."""

import psycopg
from kafka.errors import KafkaError

from streams.deciding.line_store import MastershipLost
from streams.store.away import AWAY
from streams.wiring.failures import CannotRun
from streams.wiring.settings import Settings
from streams.worker.source import BrokerSilent


class NoBroker(CannotRun):
    """Kafka does not answer."""


class BrokerRefuses(CannotRun):
    """Kafka answers, and does not do what is asked."""


def in_words(reason: BaseException | None, settings: Settings) -> CannotRun | None:
    """
    What ended the worker, as a sentence for its operator; None if it is no matter for an operator.
    """
    match reason:
        case CannotRun():
            return reason
        case psycopg.errors.ReadOnlySqlTransaction():
            return MastershipLost(
                f"The database takes no changes now ({first_line(reason)}). This process ends; the "
                "next one goes on once it does.",
                "S2002",
            )
        case psycopg.Error() if isinstance(reason, AWAY):
            return MastershipLost(
                f"The session with the database was lost ({first_line(reason)}), and with it the "
                "right to decide. This process ends; whoever takes the lock goes on.",
                "S2002",
            )
        case KafkaError() if not reason.retriable:
            return BrokerRefuses(
                f"The Kafka broker at {settings.bootstrap_servers} refuses what the hub needs "
                f"({type(reason).__name__}: {reason}). Give its account the right, or mend what "
                "the broker names, and start again."
            )
        case BrokerSilent() | KafkaError():
            said = str(reason) if isinstance(reason, BrokerSilent) else type(reason).__name__
            return NoBroker(
                f"The Kafka broker at {settings.bootstrap_servers} does not answer ({said}). Start "
                "it, or correct HUB_BOOTSTRAP_SERVERS.",
                "S2001",
            )
    return None


def first_line(error: psycopg.Error) -> str:
    """What the driver says, on one line; it names server and database, never a password."""
    return str(error).partition("\n")[0].strip().rstrip(".")
