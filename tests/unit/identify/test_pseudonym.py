"""Keys say nothing, are the same at every replay, and do not meet."""

import hmac
from uuid import UUID

import pytest

from streams.identify.identity import Identity, WeakIdentity
from streams.identify.pseudonym import PseudonymKey, pseudonym, record_key, subject_key

KEY = PseudonymKey(version=1, secret=bytes(range(32)))
P = Identity(text="person:999999199001010016")


def test_a_pseudonym_is_the_hmac() -> None:
    """The first sixteen bytes of HMAC-SHA256 (RFC 2104) over the identity."""
    digest = hmac.new(KEY.secret, P.text.encode(), "sha256").digest()
    assert pseudonym(P, KEY) == UUID(bytes=digest[:16])


def test_another_key_another_pseudonym() -> None:
    """Without the key a number cannot be looked up, also not by trying all of them."""
    assert pseudonym(P, KEY) != pseudonym(P, PseudonymKey(version=2, secret=bytes(32)))


def test_strong_and_weak_do_not_meet() -> None:
    """Equal digits in two sorts of identity give two pseudonyms."""
    weak = WeakIdentity(text="registration:MA0000007")
    assert pseudonym(weak, KEY) != pseudonym(Identity(text="organisation:MA0000007"), KEY)


def test_a_short_key_is_none() -> None:
    """A key under 32 bytes is refused, and no key is ever shown."""
    with pytest.raises(ValueError, match="at least 32 bytes"):
        PseudonymKey(version=1, secret=b"short")
    assert "secret" not in repr(KEY)


def test_subject_keys() -> None:
    """Every part of the place counts, and equal places give equal keys (R11)."""
    places = [
        ("credit.events.tax", 0, 1, 0),
        ("credit.events.tax", 0, 1, 1),
        ("credit.events.tax", 0, 11, 0),
        ("credit.events.tax", 1, 1, 0),
        ("credit.events.hrss", 0, 1, 0),
    ]
    assert len({subject_key(*place) for place in places}) == len(places)
    # Keys are stored: they may never come out otherwise for the same place.
    assert subject_key("credit.events.tax", 0, 4711, 0) == UUID(SUBJECT)
    assert record_key("tax", "TAX-2026-000017") == UUID(RECORD)


def test_record_keys() -> None:
    """The border between source and number counts."""
    assert record_key("tax", "1") != record_key("hrss", "1")
    assert record_key("market-320412", "1") != record_key("market-32041", "21")


SUBJECT = "257d6dad-827e-2d71-ea8e-fc768d95304e"
RECORD = "f26ebf51-b966-747b-4b2c-a0747cee55d3"
