"""What a copy of the tree promises the tests that type commands in it."""

import subprocess
from pathlib import Path

import pytest
from acceptance.checkout import Checkout
from support.hub_process import await_that


def test_a_command_without_patience_left_leaves_nothing_running(tmp_path: Path) -> None:
    """A command that takes too long is ended with what it started."""
    copy = Checkout(folder=tmp_path)
    with pytest.raises(subprocess.TimeoutExpired):
        copy.run("sh -c 'sleep 600 & sleep 600'", patience_s=0.5)
    await_that("all of it has ended", lambda: copy.processes() == {})
