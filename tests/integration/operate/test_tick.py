"""`hub tick --through`: a day that has come is asked for, one that has not is refused."""

from datetime import UTC, datetime, timedelta

import pytest
from integration.operate.conftest import WHO, IdleHub
from support.hub_process import hub

from streams.accept.dates import day_of
from streams.wiring.failures import CannotRun


def _asked(idle: IdleHub) -> list[tuple[str, str]]:
    with idle.connection() as connection:
        return connection.execute("SELECT name, arguments::text FROM command").fetchall()


def test_a_day_that_has_come_is_asked_for(idle_hub: IdleHub) -> None:
    """The worker is asked to walk up to that day; while none runs, this is said."""
    day = day_of(datetime.now(UTC)) - timedelta(days=1)
    told = hub("tick", "--through", day.isoformat(), "--wait", "1", *WHO, **idle_hub.environment)
    assert told.returncode == 1
    assert "worker" in told.stderr
    assert "Traceback" not in told.stderr
    ((_, arguments),) = _asked(idle_hub)
    assert day.isoformat() in arguments


def test_a_day_to_come_is_refused(idle_hub: IdleHub) -> None:
    """With the real clock no later day than today can be walked to; nothing is asked for."""
    day = day_of(datetime.now(UTC)) + timedelta(days=2)
    with pytest.raises(CannotRun) as refused:
        idle_hub.run("tick", "--through", day.isoformat(), *WHO)
    assert str(refused.value) == (
        f"{day.isoformat()} has not come yet: name today, or a day before it."
    )
    assert _asked(idle_hub) == []


def test_two_days_are_refused(idle_hub: IdleHub) -> None:
    """`--on` and `--through` together name no day."""
    with pytest.raises(CannotRun, match="Name one day"):
        idle_hub.run("tick", "--through", "2026-06-01", "--on", "2026-06-02", *WHO)
    assert _asked(idle_hub) == []
