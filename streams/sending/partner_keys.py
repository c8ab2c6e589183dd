"""By which public keys a partner's answers are verified: `partners/<partner>.pub`, one a line."""

from pathlib import Path

from streams.send.signature import PUBLIC, PUBLIC_BYTES, public_key_of
from streams.sending.partner_settings import PartnerSettingsFault, partner_file
from streams.wiring.whole_file import write_whole


def read_public_keys(file: Path) -> tuple[str, ...]:
    """The keys in a partner's file; raises `PartnerSettingsFault` where it has none."""
    try:
        keys = tuple(file.read_text("ascii").split())
    except OSError as fault:
        raise PartnerSettingsFault(f"{file} cannot be read ({fault.strerror}).", "S1002") from None
    except UnicodeDecodeError:
        keys = ("",)
    if not keys:
        raise PartnerSettingsFault(f"{file} holds no public key.", "S1002")
    if not all(map(_is_key, keys)):
        raise PartnerSettingsFault(
            f"{file}: a public key is {PUBLIC} and {PUBLIC_BYTES} bytes in base64, one a line.",
            "S1002",
        )
    return keys


def public_keys_of(keys_folder: Path, partner: str) -> Path:
    """The file of a partner's keys, whether it is there or not."""
    return partner_file(keys_folder, partner).with_suffix(".pub")


def write_public_keys(keys_folder: Path, partner: str, keys: tuple[str, ...]) -> None:
    """Keep a partner's public keys in place of its former ones."""
    file = public_keys_of(keys_folder, partner)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(file, "\n".join(keys) + "\n")


def _is_key(text: str) -> bool:
    try:
        public_key_of(text)
    except ValueError:
        return False
    return True
