"""A sample partner that cannot start says why, with a code; no traceback."""

import base64
from pathlib import Path

import pytest

from connectors.partners.sample.__main__ import main

#: The discard port: nobody listens there.
CLOSED = "127.0.0.1:9"
KEY = f"whpk_{base64.b64encode(bytes(32)).decode()}"


def _given(folder: Path, *more: str) -> list[str]:
    return ["--port", "9", "--ledger", str(folder / "ledger.json"), "--hub-key", KEY, *more]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("court",), "needs --bootstrap"), (("bank",), "go by --hub or by --bootstrap")],
)
def test_a_missing_option_is_told(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    words: str,
) -> None:
    """S1001: the option is named, and the exit code is that of a wrong call."""
    with pytest.raises(SystemExit) as ended:
        main([*arguments, *_given(tmp_path)])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert "S1001 " in told
    assert words in told


@pytest.mark.parametrize("content", ["", "00ff", "no hexadecimal digits"])
def test_a_damaged_key_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: str
) -> None:
    """S1005: the file is named, its content is not, and it stays as it is."""
    key = tmp_path / "ledger.key"
    key.write_text(content)
    assert main(["bank", *_given(tmp_path, "--bootstrap", CLOSED)]) == 1
    assert caplog.messages[-1].startswith(f"S1005 {key} is no key")
    assert not content or content not in caplog.messages[-1]
    assert key.read_text() == content
