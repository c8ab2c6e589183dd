"""Which records an entry touches, whatever it brings at once."""

from contract.stores import InMemory
from scenario.cast import CATALOGUE
from scenario.message import continuation, freeze, mark
from scenario.store_line import StoreLine


def test_what_waited_for_one_of_a_family_hears_when_the_family_comes_at_once() -> None:
    """A mark on a continuation waits; original and continuation come in one entry: it waits no
    more, whichever of the two the entry looks at first (R5, R19)."""
    line = StoreLine(InMemory(), CATALOGUE)
    for number in range(8):  # their digests decide which is looked at first
        original = freeze(f"F{number}")
        extension = continuation(f"C{number}", of=f"F{number}")
        objection = mark(f"X{number}", of=extension, by="court")
        line.publish(objection)
        assert line.waits(objection)
        line.publish(original, extension)
        assert not line.waits(objection)
        assert line.shown(objection).outcome == "ACCEPTED"
