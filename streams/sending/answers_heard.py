"""
Takes answers that come by the channel itself, as files in a folder, to the feedback topic.

The line reads them there like every other. A file is put away once the broker has its answer: who
is killed in between says it once more, which is no news.
"""

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from connectors.channels.answer_files import AnswerFile
from connectors.channels.port import ChannelAnswers, NotReached
from connectors.channels.publisher import Publishes, ToPublish
from monitoring.metrics import SenderMetrics
from schemas.codec import Unreadable
from schemas.plain_json import NotPlain, read_plain
from streams.deciding.answer_given import given_answer, signed_headers
from streams.send.signature import ID, SIGNATURE, TIMESTAMP, public_key_of, signed, signed_text
from streams.sending.partner_keys import read_public_keys
from streams.sending.partner_settings import PartnerSettingsFault

log = logging.getLogger(__name__)

#: What came of a file, or of a look at where they are.
READ, REFUSED, UNREAD = "read", "refused", "unread"
#: A partner's keys, None where none are kept.
Keys: TypeAlias = tuple[bytes, ...] | None
#: The message of an answer, or why it is none.
Verdict: TypeAlias = ToPublish | str


@dataclass(slots=True, kw_only=True)
class AnswersHeard:
    """
    The answers of one partner; `answers` None: it answers another way, and there is nothing to
    take.

    `public_keys`: the file of the partner's keys. Where it is there, an answer is signed with one
    of them or refused; where it is not, whoever may write the partner's folder answers for it, as
    whoever may write its topic does. How old a signature is does not matter: of the answers to a
    directive the highest number holds, so that an old file which is found again changes nothing.
    """

    partner: str
    answers: ChannelAnswers | None
    publisher: Publishes
    public_keys: Path
    metrics: SenderMetrics
    _said: str = field(default="")
    #: What was judged and could not be put away, with the keys of then: neither judged nor said
    #: again at each look.
    _judged: dict[bytes, Verdict] = field(default_factory=dict)
    _by_keys: Keys = None

    def __post_init__(self) -> None:
        # Shown from the beginning: an alert sees no first refusal otherwise.
        for result in (READ, REFUSED, UNREAD) if self.answers is not None else ():
            self.metrics.files_heard.labels(partner=self.partner, result=result)

    async def step(self) -> bool:
        """
        Publish the answers that are there; returns whether any was put away. Raises `KafkaError`.
        """
        if self.answers is None:
            return False
        try:
            found = await self.answers.waiting()
            put_away = await self._hand_on(self.answers, found) if found else 0
        except (PartnerSettingsFault, NotReached) as fault:
            self._say(str(fault))
            return False
        if put_away == len(found):
            self._said = ""
        return bool(put_away)

    async def _hand_on(self, answers: ChannelAnswers, found: Sequence[AnswerFile]) -> int:
        """How many of them are put away; one that cannot be keeps no other."""
        keys = self._keys()
        if keys != self._by_keys:  # What was refused by other keys may be signed by these.
            self._by_keys, self._judged = (
                keys,
                {
                    digest: said
                    for digest, said in self._judged.items()
                    if isinstance(said, ToPublish)
                },
            )
        digests = [_digest(one) for one in found]
        new = {
            digest: one
            for digest, one in zip(digests, found, strict=True)
            if digest not in self._judged
        }
        # Beside the loop: signatures take time, and others are told meanwhile (D12).
        verdicts = await asyncio.to_thread(
            lambda: {digest: _message(self.partner, one, keys) for digest, one in new.items()}
        )
        messages = [said for said in verdicts.values() if isinstance(said, ToPublish)]
        await self.publisher.publish(messages)
        self._judged.update(verdicts)
        put_away = 0
        for digest, one in zip(digests, found, strict=True):
            try:
                await self._put_away(answers, one, self._judged[digest])
            except NotReached as fault:
                self._say(str(fault))
                continue
            self._judged.pop(digest)
            put_away += 1
        return put_away

    async def _put_away(self, answers: ChannelAnswers, one: AnswerFile, said: Verdict) -> None:
        if isinstance(said, ToPublish):
            await answers.done(one)
            self._count(READ)
        else:
            await answers.refuse(one, said)
            log.error("an answer is refused", extra={"partner": self.partner, "why": said})
            self._count(REFUSED)

    def _keys(self) -> Keys:
        """The partner's keys, None where none are kept. Raises `PartnerSettingsFault`."""
        if not self.public_keys.exists():
            return None
        return tuple(map(public_key_of, read_public_keys(self.public_keys)))

    def _count(self, result: str) -> None:
        self.metrics.files_heard.labels(partner=self.partner, result=result).inc()

    def _say(self, why: str) -> None:
        """Once, for as long as it stays so; counted at each look."""
        self._count(UNREAD)
        if why != self._said:
            log.error("answers cannot be read", extra={"partner": self.partner, "why": why})
        self._said = why


def _digest(one: AnswerFile) -> bytes:
    return hashlib.sha256(f"{one.name}\0".encode() + one.body).digest()


def _message(partner: str, one: AnswerFile, keys: Keys) -> Verdict:
    """The message of an answer, or why it is none."""
    if one.wrong:
        return one.wrong
    if keys is not None and not _is_signed(one, keys):
        return "H2001 it is not signed with a key of this partner's that the hub knows"
    try:
        given = given_answer(read_plain(one.body))
    except NotPlain as why:
        return f"H1001 {why}"
    if isinstance(given, Unreadable):
        return f"{given.code} {given.why}"
    if isinstance(given, tuple):
        return "\n".join(f"{each.code} {each.path} {each.why}" for each in given)
    return ToPublish(
        topic=f"feedback.{partner}",
        key=given.directive_id.encode(),
        value=given.payload,
        headers=signed_headers(one.headers, one.body) if keys is not None else (),
    )


def _is_signed(one: AnswerFile, keys: tuple[bytes, ...]) -> bool:
    timestamp = one.headers.get(TIMESTAMP, "")
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 10):
        return False
    text = signed_text(one.headers[ID], int(timestamp), one.body)
    return signed(one.headers[SIGNATURE], text, public_keys=keys)
