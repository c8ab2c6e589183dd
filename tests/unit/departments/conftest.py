"""A file to be read, and where its rows are laid by."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from streams.operate.importing.spool import Spool


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file"


@pytest.fixture
def spool(tmp_path: Path) -> Iterable[Spool]:
    with Spool(tmp_path / "spool") as spool:
        yield spool
