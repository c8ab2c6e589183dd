"""Streams pushed side by side, of which some take long."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from connectors.channels.port import Attempt, Meaning
from streams.sending.outgoing import Outgoing
from streams.sending.side_by_side import APART, SIDE_BY_SIDE, Made, SideBySide, Stream

TAKEN = Attempt(meaning=Meaning.TAKEN)


def outgoing(number: int, failures: int = 0) -> Outgoing:
    """A directive about a subject of its own."""
    return Outgoing(
        id=UUID(int=number),
        subject=UUID(int=number),
        sequence=1,
        lifts=False,
        attempts=failures,
        failures=failures,
        alone=False,
        misses=0,
        once_taken=False,
        body=b"{}",
    )


@dataclass(slots=True)
class Pushed:
    """Streams that were begun; some wait until `go`. `works`: what is said of the channel."""

    slow: Sequence[int] = ()
    works: bool = True
    go: asyncio.Event = field(default_factory=asyncio.Event)
    one_more: asyncio.Event = field(default_factory=asyncio.Event)
    begun: list[int] = field(default_factory=list)
    heard: list[int] = field(default_factory=list)

    async def push(self, stream: Stream) -> list[Made]:
        """Take a stream, at once or when the time has come."""
        self.begun.append(stream[0].subject.int)
        self.one_more.set()
        if stream[0].subject.int in self.slow:
            await self.go.wait()
        return [(one, TAKEN) for one in stream]

    async def all_begun(self, many: int) -> None:
        """Wait until so many were begun."""
        while len(self.begun) < many:
            self.one_more.clear()
            await self.one_more.wait()

    def hear(self, made: Sequence[Made]) -> bool:
        """Note what was made."""
        self.heard += [one.subject.int for one, _ in made]
        return self.works

    def side_by_side(self) -> SideBySide:
        """What pushes so."""
        return SideBySide(push=self.push, hear=self.hear)


def test_what_failed_before_is_waited_for_by_nobody() -> None:
    """The others are done while it is under way; what became of it is told afterwards, once."""

    async def play() -> None:
        pushed = Pushed(slow=[1])
        side = pushed.side_by_side()
        made = await side.push_all([[outgoing(1, failures=1)], [outgoing(2)]], wait=False)
        assert [one.subject.int for one, _ in made] == [2]
        assert side.apart == {UUID(int=1)}
        assert side.finished() == []
        pushed.go.set()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert [one.subject.int for one, _ in side.finished()] == [1]
        assert (side.apart, side.finished(), pushed.heard) == (frozenset(), [], [2, 1])

    asyncio.run(play())


def test_what_takes_long_is_gone_on_without() -> None:
    """Also at its first attempt; another of its subject is not begun meanwhile."""

    async def play() -> None:
        pushed = Pushed(slow=[1])
        side = pushed.side_by_side()
        assert await side.push_all([[outgoing(1)]], wait=False) == []
        assert await side.push_all([[outgoing(1)]], wait=False) == []
        assert pushed.begun == [1]
        await side.close()

    asyncio.run(play())


def test_only_so_many_are_gone_on_without() -> None:
    """To a partner that is slow with all no more attempts are under way than that."""

    async def play() -> None:
        numbers = range(100)
        pushed = Pushed(slow=numbers)
        side = pushed.side_by_side()
        streams = [[outgoing(n, failures=1)] for n in numbers]
        pushing = asyncio.create_task(side.push_all(streams, wait=False))
        await pushed.all_begun(SIDE_BY_SIDE + APART)
        assert len(side.apart) == APART
        pushed.go.set()
        made = await pushing
        assert len(made) + APART == len(numbers)
        assert len(side.finished()) == APART

    asyncio.run(play())


def test_none_is_begun_once_the_channel_does_not_work() -> None:
    """Those under way are finished."""

    async def play() -> None:
        pushed = Pushed(works=False)
        streams = [[outgoing(n)] for n in range(100)]
        await pushed.side_by_side().push_all(streams, wait=True)
        assert 0 < len(pushed.begun) <= SIDE_BY_SIDE

    asyncio.run(play())
