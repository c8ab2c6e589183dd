"""`hub restore --brought-back` where a hub starts on another machine at that moment."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import psycopg
import pytest
from integration.operate.conftest import IdleHub
from support.sending_stack import await_that

from streams.wiring.failures import CannotRun

ENTRY = (
    "INSERT INTO journal VALUES (1, gen_random_uuid(), 'TICK', '2026-07-14', now(), 0, '1', '{}')"
)
WAITS = "SELECT 1 FROM pg_locks WHERE relation = 'generation'::regclass AND NOT granted"


def test_a_hub_that_starts_meanwhile_is_told_of(idle_hub: IdleHub) -> None:
    """It may have told partners already: it is to be ended, and the same to be done once more."""
    environment = {**idle_hub.environment, "HUB_DATABASE_URL": idle_hub.database}
    hub = replace(idle_hub, environment=environment)
    with psycopg.connect(idle_hub.database) as connection:
        connection.execute("UPDATE line SET entry = 1")
        connection.execute(ENTRY)
    with ThreadPoolExecutor() as beside, psycopg.connect(idle_hub.database) as in_the_way:
        in_the_way.execute("LOCK TABLE generation IN EXCLUSIVE MODE")
        restored = beside.submit(hub.run, "restore", "--brought-back")
        with psycopg.connect(idle_hub.database, autocommit=True) as looking:
            await_that(lambda: looking.execute(WAITS).fetchone() is not None)
        with idle_hub.connection():
            in_the_way.rollback()
            with pytest.raises(CannotRun, match=r"A hub started .* Then do this once more"):
                restored.result(timeout=30)
    hub.run("restore", "--brought-back")
