"""Names that no department or partner can have again, since the topic of that name was deleted."""

from typing import Final

from kafka.errors import KafkaError

from schemas.catalogue.model import Catalogue
from streams.store.connection import Connection
from streams.store.topics import registered_ids, topics_left
from streams.wiring.failures import CannotRun
from streams.wiring.topics import topics_of, topics_there

_BACK: Final = (
    "{} was deleted after its department or partner had left, and offsets name messages for ever: "
    "no worker would start on a new topic of that name. Nothing was loaded; give whoever comes "
    "back another id in the catalogue, or bring the topic back from your backup first."
)


def require_names_free(connection: Connection, bootstrap: str, wanted: Catalogue) -> None:
    """
    Raise `CannotRun` where a catalogue brings back a name whose topic is gone, or another one.

    The broker is asked only where somebody comes back.
    """
    named = {topic.name for topic in topics_of(wanted) if topic.source}
    back = named & topics_left(connection)
    known = registered_ids(connection)
    try:
        there = topics_there(bootstrap, back)
    except KafkaError as away:
        raise CannotRun(
            f"Whether {min(back)} is still there cannot be seen: no Kafka broker answers at "
            f"{bootstrap}. Nothing was loaded.",
            "S2001",
        ) from away
    for name in sorted(back):
        if name not in there or there[name].id != known[name]:
            raise CannotRun(_BACK.format(name))
