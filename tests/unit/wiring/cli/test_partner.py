"""`hub partner connect`: what is kept about a partner, and how a secret gets there."""

import base64
from pathlib import Path

import pytest
from typer.testing import CliRunner

from streams.wiring.cli.partner import app
from streams.wiring.failures import CannotRun
from streams.wiring.sending.partner_settings import partner_file, read_partner

SECRET = bytes(range(32))
TEXT = f"whsec_{base64.b64encode(SECRET).decode()}"
URL = "https://bank.example/directives"


def connect(folder: Path, *arguments: str, given: str = "") -> None:
    """Run the command for the bank; an error is raised."""
    environment = {"HUB_KEYS": str(folder), "HUB_DATA": str(folder / "data")}
    CliRunner().invoke(
        app, ["connect", "bank", *arguments], obj=environment, input=given, catch_exceptions=False
    )


def test_a_secret_is_read_from_standard_input(tmp_path: Path) -> None:
    """It stands in the partner's file, which is its owner's alone, beside the address."""
    connect(tmp_path, "--url", URL, "--secret", given=f"{TEXT}\n")
    kept = read_partner(tmp_path, "bank")
    assert kept is not None
    assert (kept.url, kept.secret) == (URL, SECRET)
    assert partner_file(tmp_path, "bank").stat().st_mode & 0o777 == 0o600


def test_a_secret_is_added_to_what_is_kept(tmp_path: Path) -> None:
    """Alone it leaves all else as it was, and a new address leaves the secret."""
    connect(tmp_path, "--url", URL, "--in-force-url", f"{URL}/all", "--ca-file", "ca.pem")
    connect(tmp_path, "--secret", given=TEXT)
    kept = read_partner(tmp_path, "bank")
    assert kept is not None
    assert (kept.url, kept.in_force_url, kept.ca_file) == (URL, f"{URL}/all", "ca.pem")
    assert kept.secret == SECRET
    connect(tmp_path, "--url", f"{URL}/2")
    moved = read_partner(tmp_path, "bank")
    assert moved is not None
    assert (moved.url, moved.secret) == (f"{URL}/2", SECRET)


@pytest.mark.parametrize("given", ["", "\n", "whsec_c2hvcnQ=", TEXT.removeprefix("whsec_")])
def test_what_is_no_secret_is_refused_unseen(tmp_path: Path, given: str) -> None:
    """Nothing is kept, and the sentence tells the form, never the text."""
    with pytest.raises(CannotRun, match="whsec_ and 24 to 64 bytes") as refused:
        connect(tmp_path, "--url", URL, "--secret", given=given)
    assert not given.strip() or given not in str(refused.value)
    assert read_partner(tmp_path, "bank") is None


def test_a_secret_needs_an_address(tmp_path: Path) -> None:
    """A partner that is not reached anywhere gets no secret."""
    with pytest.raises(CannotRun, match="name --url too"):
        connect(tmp_path, "--secret", given=TEXT)


def test_a_secret_is_no_argument(tmp_path: Path) -> None:
    """`--secret` takes no value: one behind it is refused, and nothing is kept."""
    connect(tmp_path, "--url", URL, "--secret", TEXT, given=TEXT)
    assert read_partner(tmp_path, "bank") is None
