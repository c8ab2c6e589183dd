"""A partition's messages by offset and digest."""

from monitoring.verify.shelf import Shelf


def test_gaps_are_no_messages() -> None:
    """Offsets of aborted transactions and markers hold no message."""
    shelf = Shelf()
    for offset in (3, 4, 9):
        shelf.add(offset, b"m%d" % offset)
    assert list(shelf) == [3, 4, 9]
    assert [shelf.place(offset) for offset in (2, 3, 5, 9, 10)] == [None, 0, None, 2, None]


def test_bytes_are_told_apart() -> None:
    """Only the very bytes of an offset are held there."""
    shelf = Shelf()
    shelf.add(0, b"one")
    assert shelf.holds(0, b"one")
    assert not shelf.holds(0, b"two")
    assert not shelf.holds(1, b"one")
