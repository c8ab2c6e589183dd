"""A partner's signature on a request."""

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from streams.api.signatures import Signed, Unsigned, public_keys, verify
from streams.send.signature import PUBLIC, Signers, headers, public_key

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
SEED, OTHER = b"\x01" * 32, b"\x02" * 32
BODY = b'{"directive_id":"x"}'


def _signed(seed: bytes, at: datetime = NOW, body: bytes = BODY) -> dict[str, str]:
    return dict(headers(Signers(ed25519_seeds=(seed,)), "msg-1", int(at.timestamp()), body))


def _keys(*seeds: bytes) -> tuple[bytes, ...]:
    return tuple(public_key(seed) for seed in seeds)


def test_a_partners_signature_holds() -> None:
    """What was signed beside the body is given back, to be kept."""
    found = verify(_signed(SEED), BODY, _keys(SEED), NOW)
    assert isinstance(found, Signed)
    assert (found.id, found.timestamp) == ("msg-1", str(int(NOW.timestamp())))


def test_keys_rotate_without_a_gap() -> None:
    """With two public keys known, a signature of either holds."""
    for seed in (SEED, OTHER):
        assert isinstance(verify(_signed(seed), BODY, _keys(SEED, OTHER), NOW), Signed)


@pytest.mark.parametrize(
    ("given", "body", "keys", "code"),
    [
        ({}, BODY, _keys(SEED), "H2001"),
        (_signed(SEED), BODY, (), "H2001"),
        (_signed(SEED), BODY + b" ", _keys(SEED), "H2001"),
        (_signed(OTHER), BODY, _keys(SEED), "H2001"),
        (_signed(SEED) | {"webhook-id": "msg-2"}, BODY, _keys(SEED), "H2001"),
        (_signed(SEED) | {"webhook-timestamp": "soon"}, BODY, _keys(SEED), "H2001"),
        (_signed(SEED) | {"webhook-timestamp": "9" * 400}, BODY, _keys(SEED), "H2001"),
        (_signed(SEED) | {"webhook-signature": "v1,AAAA v1a,%%%"}, BODY, _keys(SEED), "H2001"),
        (_signed(SEED, NOW - timedelta(minutes=6)), BODY, _keys(SEED), "H2002"),
        (_signed(SEED, NOW + timedelta(minutes=6)), BODY, _keys(SEED), "H2002"),
    ],
)
def test_anything_else_does_not(
    given: dict[str, str], body: bytes, keys: tuple[bytes, ...], code: str
) -> None:
    """Missing, changed, somebody else's or old: the code says which."""
    found = verify(given, body, keys, NOW)
    assert isinstance(found, Unsigned)
    assert found.code == code


def test_public_keys_lie_in_a_file_of_the_partner(tmp_path: Path) -> None:
    """One key a line; a partner without a file has none, and no name leads out of the folder."""
    (tmp_path / "partners").mkdir()
    lines = [PUBLIC + base64.b64encode(key).decode() for key in _keys(SEED, OTHER)]
    (tmp_path / "partners" / "bank.pub").write_text("\n".join(lines) + "\n")
    (tmp_path / "secret.pub").write_text(lines[0])
    assert public_keys(tmp_path, "bank") == _keys(SEED, OTHER)
    assert public_keys(tmp_path, "land") == ()
    assert public_keys(tmp_path, "../secret") == ()


def test_a_damaged_public_key_is_no_key(tmp_path: Path) -> None:
    """A line that is no key is a fault of the installation, and never counts as none."""
    (tmp_path / "partners").mkdir()
    (tmp_path / "partners" / "bank.pub").write_text("whpk_AAAA\n")
    with pytest.raises(ValueError, match="public key"):
        public_keys(tmp_path, "bank")
