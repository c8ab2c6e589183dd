"""The hub's own word in a partner's place is known by its signature."""

from dataclasses import replace
from uuid import UUID

from support.accepting import reference

from schemas.codec import encode
from streams.deciding.arrivals import Reader
from streams.deciding.message import Message
from streams.identify.pseudonym import PseudonymKey
from streams.send.signature import SIGNATURE, Signers, headers, public_key
from streams.sending.never_sent import never_sent
from streams.track.answer import AnswerArrived

OLD, NEW, OTHER = (bytes([number]) * 32 for number in (1, 2, 3))
READER = Reader(
    reference=reference(),
    key=PseudonymKey(version=1, secret=bytes(32)),
    own_keys=(public_key(OLD), public_key(NEW)),
)


def said(*seeds: bytes, directive: int = 7) -> Message:
    """What a sender with these keys says of a directive."""
    word = never_sent("bank", UUID(int=directive), Signers(ed25519_seeds=seeds))
    assert word.value is not None
    return Message(
        topic=word.topic,
        partition=0,
        offset=0,
        appended_at_ms=0,
        payload=word.value,
        signature=dict(word.headers)[SIGNATURE].decode(),
    )


def by_hub(message: Message) -> bool:
    """Whether the line takes it for the hub's word."""
    read = READER.read(message)
    assert isinstance(read, AnswerArrived)
    return read.by_hub


def test_the_hub_is_known_by_any_of_its_keys() -> None:
    """A key that was rotated since still signs what lies in the log."""
    assert by_hub(said(OLD))
    assert by_hub(said(OLD, NEW))
    assert by_hub(said(OTHER, NEW))


def test_nobody_else_is() -> None:
    """Unsigned, signed by another, or with the signature of another directive."""
    assert not by_hub(replace(said(OLD), signature=""))
    assert not by_hub(said(OTHER))
    assert not by_hub(replace(said(OLD), signature=said(OLD, directive=8).signature))


def test_no_other_word_is_the_hubs() -> None:
    """A signed EXECUTED in a partner's place would close its directive."""
    directive = str(UUID(int=7))
    for answer_no in (0, 1):
        payload = encode(
            "credit.answers.Answer",
            {"directive_id": directive, "answer_no": answer_no, "result": "EXECUTED"},
        )
        signature = headers(Signers(ed25519_seeds=(OLD,)), directive, 0, payload)[SIGNATURE]
        assert not by_hub(replace(said(OLD), payload=payload, signature=signature))
