"""A partner's public keys come from a file that has some, or nothing is changed."""

import base64
from pathlib import Path

import pytest

from streams.sending.partner_keys import read_public_keys
from streams.sending.partner_settings import PartnerSettingsFault

KEYS = tuple(f"whpk_{base64.b64encode(bytes([n]) * 32).decode()}" for n in (1, 2))


def test_each_line_is_a_key(tmp_path: Path) -> None:
    """Two keys while a partner changes from one to the other."""
    file = tmp_path / "bank.key.pub"
    file.write_text("\n".join(KEYS))
    assert read_public_keys(file) == KEYS


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "holds no public key"),
        (b"\n \n", "holds no public key"),
        ("公钥".encode(), "a public key is whpk_"),
        (KEYS[0].removeprefix("whpk_").encode(), "a public key is whpk_"),
        (f"{KEYS[0]}\nwhpk_c2hvcnQ=".encode(), "a public key is whpk_"),
    ],
)
def test_a_file_without_keys_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    """The sentence names the file, so that no keys are wiped by an empty one."""
    file = tmp_path / "bank.key.pub"
    file.write_bytes(content)
    with pytest.raises(PartnerSettingsFault, match=why) as told:
        read_public_keys(file)
    assert str(file) in str(told.value)


def test_a_folder_or_nothing_is_no_file_of_keys(tmp_path: Path) -> None:
    """Both are told as such."""
    with pytest.raises(PartnerSettingsFault, match="Is a directory"):
        read_public_keys(tmp_path)
    with pytest.raises(PartnerSettingsFault, match="No such file"):
        read_public_keys(tmp_path / "missing.pub")
