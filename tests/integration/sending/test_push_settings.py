"""What the push connector says of settings that it cannot use."""

import asyncio
import logging
from pathlib import Path

import pytest
from support.sending_stack import Installation, await_that

from schemas.catalogue.model import Channel
from streams.sending import push
from streams.sending.partner_settings import partner_file
from streams.sending.push import Push
from streams.wiring.settings import read_settings

LOOK_S = 0.02


def damage(installation: Installation, text: str) -> Path:
    """The bank's settings are written by hand, and cannot be used."""
    file = partner_file(installation.data / "keys", "bank")
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    return file


def test_settings_that_cannot_be_used_are_told_once_a_change(
    installation: Installation, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long they stay so, the log has one line of them; another fault is another line."""
    monkeypatch.setattr(push, "LOOK_AGAIN_S", LOOK_S)
    damage(installation, "url = ")

    async def run() -> None:
        pushes = Push.of(read_settings(installation.environment))
        pushing = asyncio.create_task(pushes._serve_partner(Channel.WEBHOOK, "bank"))
        for text in ("url = 1", "url = "):
            await told(text)
        pushing.cancel()
        await asyncio.wait([pushing])

    async def told(next_text: str) -> None:
        before = len(lines(caplog))
        await asyncio.to_thread(await_that, lambda: len(lines(caplog)) > before)
        await asyncio.sleep(10 * LOOK_S)
        assert len(lines(caplog)) == before + 1
        damage(installation, next_text)

    with caplog.at_level(logging.ERROR):
        asyncio.run(asyncio.wait_for(run(), 30))


def lines(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """What was said of settings."""
    return [one for one in caplog.records if one.getMessage() == "settings of a partner"]
