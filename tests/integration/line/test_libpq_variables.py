"""What PostgreSQL's own library is told by its variables reaches the hub's processes."""

from urllib.parse import parse_qs, urlsplit

import pytest
from integration.line.test_killed import news
from integration.line.town import Town


def test_a_worker_finds_the_password_by_passfile(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address names no password and no file of one; `PGPASSFILE` of the start does."""
    address = urlsplit(town.url)
    (passfile,) = parse_qs(address.query)["passfile"]
    monkeypatch.setenv("PGPASSFILE", passfile)
    worker = town.begin_working(database_url=address._replace(query="").geturl())
    worker.await_ready()
    town.publish(*news(0, 2))
    town.await_all()
    town.check()
