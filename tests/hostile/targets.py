"""
What the fuzzer lays its inputs before: the doors without a server.

A target returns whatever the bytes are. An exception, two readers that disagree, and the code of a
fault of the hub's own (E1508) are what is looked for.
"""

from collections.abc import Callable, Mapping

from hostile.doors import doors
from support.accepting import reference

from streams.accept.shape import sweep
from streams.accept.wire import Read, plainly, read

Target = Callable[[bytes], None]


def targets() -> Mapping[str, Target]:
    """By name; most are doors of the same name."""
    found = doors()

    def events(message: bytes) -> None:
        for source in ("court", "hrss", "province"):
            assert "E1508" not in found["events"](f"credit.events.{source}", message)
        _one_reading(message)

    def answers(message: bytes) -> None:
        assert "E1508" not in found["answers"]("feedback.bank", message)

    def file(layout: str, content: bytes) -> None:
        verdict = found[layout](layout, content)
        # Whoever imports could do nothing about a row that fits no message.
        assert "UNFIT" not in verdict
        assert "E1508" not in verdict

    return {
        "events": events,
        "answers": answers,
        "cf": lambda content: file("cf", content),
        "court-list": lambda content: file("court-list", content),
    }


def _one_reading(message: bytes) -> None:
    """The quick way is never quicker to believe than the plain one."""
    found = read(message, reference().layouts)
    if isinstance(found, Read) and found.swept:
        plain = plainly(message[5:], found.layout)
        assert isinstance(plain, Read)
        assert sweep(plain.record, found.layout.shape) is None
        assert found.record == plain.record
