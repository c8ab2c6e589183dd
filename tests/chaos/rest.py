"""Everything comes to rest: what was acknowledged is decided, told, taken and answered."""

from kafka import KafkaConsumer, TopicPartition

from chaos.city import City, DidNotRecover
from chaos.watching import POSITIONS

#: Within so long after the last message, a waiting partner's longest pause included.
REST_S = 300.0


def await_rest(city: City) -> None:
    """Wait until nothing is left to be done. Raises `DidNotRecover`, which names what is."""
    left: list[str] = []

    def at_rest() -> bool:
        found = city.watch.left()
        if found is None:
            return False
        left[:] = [f"{count} {name}" for name, count in found.items()]
        return not left and not _behind(city)

    try:
        city.await_that("the city is at rest", at_rest, REST_S)
    except DidNotRecover as late:
        raise DidNotRecover(f"{late}; left: {', '.join(left) or 'messages to read'}") from None


def _behind(city: City) -> bool:
    """Whether an input topic has more than was decided."""
    positions = {TopicPartition(t, p): at for t, p, at in city.watch.rows(POSITIONS)}
    consumer = KafkaConsumer(bootstrap_servers=city.up.bootstrap)
    try:
        ends = consumer.end_offsets(list(positions))
    finally:
        consumer.close()
    return any(ends[place] > at for place, at in positions.items())
