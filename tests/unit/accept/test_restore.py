"""A stored message is read again as the event it was, whatever the catalogue says by then."""

import pytest
from support.accepting import KINDS, event, origin, payload, reference, source_of

from streams.accept.restore import NotRestorable, restore


@pytest.mark.parametrize("kind", KINDS)
def test_the_event_it_was(kind: str) -> None:
    """What `decode` admitted, `restore` gives again, equal in every field."""
    admitted = event(kind)
    again = restore(
        payload(kind),
        origin(source_of(kind)),
        source_of(kind),
        admitted.content_hash,
        reference().layouts,
    )
    assert again == admitted


def test_admission_is_not_asked_again() -> None:
    """A department that left the catalogue still has its records."""
    admitted = event("ListEntry")
    again = restore(
        payload("ListEntry"), origin("gone"), "gone", admitted.content_hash, reference().layouts
    )
    assert (again.source, again.record_no) == ("gone", admitted.record_no)


@pytest.mark.parametrize("message", [b"", payload("ListEntry")[:-1], b"\0\0\0\0\1ab"])
def test_what_was_never_admitted(message: bytes) -> None:
    """Bytes that cannot have been admitted stop the caller, and the error shows none of them."""
    with pytest.raises(NotRestorable, match="partition 0, offset 0"):
        restore(message, origin(), "hrss", b"", reference().layouts)
