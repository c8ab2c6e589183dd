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
def copied() -> Iterator[Checkout]:
    """The copy as it is cloned; nothing of it runs at the end."""
    folder = Path(tempfile.mkdtemp(prefix="hub-checkout-"))
    folder.chmod(0o711)  # the database's own user passes through
    made = copy_to(folder / "credit-hub")
    yield made
    left = made.processes()
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(folder)
    assert left == {}


@pytest.fixture(scope="session")
def installed(copied: Checkout) -> str:
    """What `make install` said."""
    done = copied.run("make install", patience_s=300)
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="session")
def checkout(copied: Checkout, installed: str) -> Checkout:
    """The copy after `make install`."""
    return copied
