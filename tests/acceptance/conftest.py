"""A fresh copy of the tree, in which the README's commands are typed."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from acceptance.checkout import Checkout, copy_to


@pytest.fixture(scope="session")
def checkout() -> Iterator[Checkout]:
    """The copy, after `make install`; nothing of it runs at the end."""
    folder = Path(tempfile.mkdtemp(prefix="hub-checkout-"))
    folder.chmod(0o711)  # the database's own user passes through
    made = copy_to(folder / "credit-hub")
    installed = made.run("make install", patience_s=300)
    assert installed.returncode == 0, installed.stdout
    yield made
    left = made.processes()
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(folder)
    assert left == {}
