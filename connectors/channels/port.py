"""
The port for channels: what the hub's senders ask of a way to reach partners (D12).

`ChannelKind` is what is known of a channel before anybody is reached; `kinds.py` has them all.
A `Carrier` reaches one partner. What is signed, and with which key, is the sender's.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Protocol, TypeAlias
from uuid import UUID

from connectors.channels.answer_files import AnswerFile
from connectors.channels.publisher import Publishes
from connectors.channels.settings import PartnerSettings, Setting

#: The fields of a message in the names of its contract, dates and times as such.
Fields: TypeAlias = Mapping[str, object]
#: The fields of a message and when it was claimed, to the bytes that its partner gets.
Encode: TypeAlias = Callable[[Fields, datetime], bytes]
#: Bytes that a partner got, to the fields of the directive that they are, as JSON; None of others.
Decode: TypeAlias = Callable[[bytes], Fields | None]
#: The id of a message, seconds since 1970 and its body, to the headers with its signatures.
Sign: TypeAlias = Callable[[str, int, bytes], Mapping[str, str]]


class Meaning(Enum):
    """What follows for the directive and for its partner's channel (R14)."""

    TAKEN = "taken"  #: 已送达: its answer is awaited
    RETURNED = "returned"  #: 退回: a task for a person, the stream goes on
    BROKEN = "broken"  #: 通道中断: the partner is paused, the operator alarmed
    LATER = "later"  #: 重试: the same bytes again


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What goes to a partner, with the bytes its claim fixed; `id`: its own, at each attempt."""

    id: UUID
    subject: UUID
    sequence: int
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """
    What came of an attempt. `why`: in a few words, for an operator; nothing that a partner wrote.

    `unreached`: nobody there took note of it; where it is so with others too the partner is down.
    `retry_after_s`: the partner asks not to be tried before.
    """

    meaning: Meaning
    why: str = ""
    unreached: bool = False
    retry_after_s: float = 0.0


class NotReached(Exception):
    """A partner's place cannot be used now; the text says why, in words for an operator."""


class ChannelAnswers(Protocol):
    """Answers that come by the channel itself. Each call may raise `NotReached`."""

    async def waiting(self) -> Sequence[AnswerFile]:
        """What the partner wrote and nobody has taken yet."""

    async def done(self, answer: AnswerFile) -> None:
        """The answer is kept elsewhere; after the call `waiting` does not give it again."""

    async def refuse(self, answer: AnswerFile, why: str) -> None:
        """
        The answer cannot be taken: it stays with the reason beside it, and `waiting` does not give
        it again.
        """


class Carrier(Protocol):
    """Reaches one partner by one channel."""

    @property
    def answers(self) -> ChannelAnswers | None:
        """None where the partner answers on its topic, or over HTTP."""

    async def attempt(self, letters: Sequence[Letter]) -> Sequence[Attempt]:
        """
        Try to hand over letters in their order, each once; what came of each.

        A letter that is taken is safe with whoever takes it: nobody tries it again. Handed over
        once more it has no second effect there. Raises nothing for what the partner or the way to
        it does; an outage of the hub's own broker is raised as it is.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelMeans:
    """
    What a partner is reached with.

    `settings` None: none are kept. `now_s`: seconds since 1970. `bootstrap`: the hub's broker.
    """

    partner: str
    settings: PartnerSettings | None
    sign: Sign
    now_s: Callable[[], int]
    bootstrap: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PingResult:
    """What a ping found, in a sentence."""

    well: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTopic:
    """
    A topic of each partner's own, where what it was told stays for ever.

    `name`: of a partner's. `carrier`: publishes there by the connection it is given.
    """

    name: Callable[[str], str]
    carrier: Callable[[ChannelMeans, Publishes], Carrier]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelKind:
    """
    What is known of one channel.

    `encode`: a directive's bytes, of which `decode` gives the fields again; `encode_result`: those
    of an order's result. `ping`: looks whether a partner is reached, and tells it nothing about
    anybody.
    Either `topic`: the relay publishes there; or `opens`: makes the carrier of a partner for the
    push connector; `hears`: partners answer by it, so that its carriers have answers.

    Of its settings: `settings`: those that a partner may have, the first of them the one without
    which it is not reached; their names differ from those of other channels. `usable`: why settings
    that fit cannot be used now, or nothing. `prepare`: makes at a partner's place what the channel
    uses there, before the settings are kept; raises `NotReached`. `secrets`: what signs beside the
    hub's own keys. `reads`: files that are read when a carrier is opened; once one is written anew,
    another carrier is opened.
    """

    encode: Encode
    decode: Decode
    encode_result: Encode
    ping: Callable[[ChannelMeans], PingResult]
    topic: OwnTopic | None = None
    hears: bool = False
    opens: Callable[[ChannelMeans], AbstractAsyncContextManager[Carrier]] | None = None
    settings: Sequence[Setting] = ()
    usable: Callable[[PartnerSettings], str] = lambda _: ""
    prepare: Callable[[PartnerSettings], None] = lambda _: None
    secrets: Callable[[PartnerSettings], tuple[bytes, ...]] = lambda _: ()
    reads: Callable[[PartnerSettings], Sequence[Path]] = lambda _: ()

    @property
    def needs(self) -> Setting | None:
        """The setting without which a partner is not reached; None where none is needed."""
        return self.settings[0] if self.settings else None
