"""The signature a message on a feedback topic carries."""

import pytest

from streams.deciding.message import signature_of


def test_the_signature_is_found_among_the_headers() -> None:
    """Other headers are passed over; a message without any has none."""
    headers = [("webhook-id", b"1"), ("webhook-signature", b"v1a,AAAA"), ("webhook-body", b"{}")]
    assert signature_of(headers) == "v1a,AAAA"
    assert signature_of([]) == ""


@pytest.mark.parametrize("raw", [b"v1a,\x00", b"x" * 1001, b"a\nb"])
def test_what_is_no_text_of_a_signature_is_not_kept(raw: bytes) -> None:
    """NUL, line breaks and long values never reach the database."""
    assert signature_of([("webhook-signature", raw)]) == ""
