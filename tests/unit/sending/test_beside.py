"""Two things side by side, as a sender pushes and claims."""

import asyncio

import pytest

from streams.sending.beside import both


async def _one() -> int:
    return 1


async def _other() -> str:
    return "other"


def test_both_give_what_they_come_to() -> None:
    """In the order in which they were given."""
    assert asyncio.run(both(_one(), _other())) == (1, "other")


@pytest.mark.parametrize("fails_first", [True, False])
def test_a_failure_waits_until_the_other_has_ended(*, fails_first: bool) -> None:
    """What the other one uses, a database's session say, is not taken away under it."""
    ended = []

    async def run() -> None:
        failed = asyncio.Event()

        async def fail() -> None:
            failed.set()
            raise OSError("the broker is away")

        async def work() -> None:
            await failed.wait()
            await asyncio.sleep(0)
            ended.append("work")

        await both(fail(), work()) if fails_first else await both(work(), fail())

    with pytest.raises(OSError, match="the broker is away"):
        asyncio.run(run())
    assert ended == ["work"]
