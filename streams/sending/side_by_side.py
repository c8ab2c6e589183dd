"""Pushes several streams at a time, and goes on without waiting for those that take long."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias
from uuid import UUID

from connectors.channels.port import Attempt
from streams.sending.outgoing import Outgoing

#: Subjects served side by side; within a subject one directive follows the other.
SIDE_BY_SIDE: Final = 8
#: A stream is waited for so long; then the others go on without it.
PATIENCE_S: Final = 1.0
#: At most so many are gone on without.
APART: Final = 4

Stream: TypeAlias = Sequence[Outgoing]
Made: TypeAlias = tuple[Outgoing, Attempt]


@dataclass(slots=True, kw_only=True)
class SideBySide:
    """
    `push`: makes the attempts of one stream. `hear`: is told of them as soon as the stream is done,
    and says whether more may be begun.

    A stream that takes long is left apart and goes on by itself, so that nobody waits for it; one
    that failed before is left apart at once. What became of it is among the next `finished`.
    """

    push: Callable[[Stream], Coroutine[Any, Any, list[Made]]]
    hear: Callable[[Sequence[Made]], bool]
    _apart: dict[UUID, asyncio.Task[list[Made]]] = field(default_factory=dict)

    @property
    def apart(self) -> frozenset[UUID]:
        """The subjects of the streams that are left apart."""
        return frozenset(self._apart)

    def finished(self) -> list[Made]:
        """The attempts of streams that were left apart and are done; raises what they raised."""
        done = [subject for subject, task in self._apart.items() if task.done()]
        made = [each for subject in done for each in self._apart.pop(subject).result()]
        self.hear(made)
        return made

    async def push_all(self, streams: Iterable[Stream], *, wait: bool) -> list[Made]:
        """
        Push streams; the attempts that were made, but not of those left apart.

        None is begun once `hear` says no, or while another of its subject is apart. `wait`: for
        each as long as it takes.
        """
        waiting, attempts = iter(streams), list[Made]()
        works = True

        async def push_some() -> None:
            nonlocal works
            while works and (stream := next(waiting, None)) is not None:
                if stream[0].subject in self._apart:
                    continue
                try:
                    made = await self._one(stream, wait=wait)
                except BaseException:
                    works = False
                    raise
                attempts.extend(made)
                works = self.hear(made) and works

        await asyncio.gather(*(push_some() for _ in range(SIDE_BY_SIDE)))
        return attempts

    async def _one(self, stream: Stream, *, wait: bool) -> list[Made]:
        task = asyncio.create_task(self.push(stream))
        failed = any(one.failures for one in stream)
        try:
            if not wait:
                await asyncio.wait({task}, timeout=0 if failed else PATIENCE_S)
                if not task.done() and len(self._apart) < APART:
                    self._apart[stream[0].subject] = task
                    return []
            return await task
        except asyncio.CancelledError:
            task.cancel()
            raise

    async def close(self) -> None:
        """Stop the attempts of the streams that are left apart."""
        for task in self._apart.values():
            task.cancel()
        await asyncio.gather(*self._apart.values(), return_exceptions=True)
