"""How values of the line are written in columns of JSON, and read back as the same values."""

import json
from functools import cache
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from streams.kinds.event import Subject
from streams.kinds.order import Document
from streams.merge.keys import key_from
from streams.rule.measure import Terms
from streams.track.answer import Answer
from streams.track.order_result import OrderResult

#: Fields of `Terms` that a partner is not told, so that a change of them alone is no news (R10).
NOT_TOLD = frozenset({"grounds", "release", "answer_within_s", "trigger", "source"})

#: Fields of `Answer` that its first version had not.
LATER_IN_ANSWERS: Final = ("evidence",)


@cache
def _terms() -> TypeAdapter[Terms]:
    return TypeAdapter(Terms)


@cache
def _naming() -> TypeAdapter[Subject | None]:
    return TypeAdapter(Subject | None)


@cache
def _documents() -> TypeAdapter[tuple[Document, ...]]:
    return TypeAdapter(tuple[Document, ...])


@cache
def _answer() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


@cache
def _order_result() -> TypeAdapter[OrderResult]:
    return TypeAdapter(OrderResult)


def terms_text(terms: Terms) -> str:
    """Every field of a measure's terms, for a column of JSON."""
    return _terms().dump_json(terms).decode()


def terms_of(text: str) -> Terms:
    """The terms `terms_text` wrote."""
    return _terms().validate_json(text)


def content_of(terms: Terms, generation: int = 0) -> UUID:
    """
    A digest of what a partner is told: equal for equal terms, and for nothing else.

    After a restore equal terms count as others, so that they are told although they were told
    before: what was said in between is not known. A field added later with a default leaves the
    digest of earlier terms as it was.
    """
    told = _terms().dump_python(terms, mode="json", exclude=set(NOT_TOLD), exclude_defaults=True)
    later = (str(generation),) if generation else ()
    return key_from("terms", json.dumps(told, ensure_ascii=False, sort_keys=True), *later)


def naming_bytes(naming: Subject | None) -> bytes:
    """How a subject is named; to be encrypted at once."""
    return _naming().dump_json(naming, exclude_defaults=True)


def naming_of(text: bytes) -> Subject | None:
    """The naming that `naming_bytes` wrote."""
    return _naming().validate_json(text)


def documents_text(documents: tuple[Document, ...]) -> str:
    """Names and digests of legal documents, for a column of JSON."""
    return _documents().dump_json(documents).decode()


def documents_of(text: str) -> tuple[Document, ...]:
    """The documents `documents_text` wrote."""
    return _documents().validate_json(text)


def answer_text(answer: Answer) -> str:
    """
    A partner's answer as it was read, for a column of JSON.

    A field that came with a later version of the contract is left out where it says nothing, so
    that what was stored before is what is decided again (ADR 0166).
    """
    later = {name for name in LATER_IN_ANSWERS if not getattr(answer, name)}
    return _answer().dump_json(answer, exclude=later).decode()


def answer_of(text: str) -> Answer:
    """The answer `answer_text` wrote."""
    return _answer().validate_json(text)


def order_result_text(result: OrderResult) -> str:
    """What a court is told of its order, for a column of JSON."""
    return _order_result().dump_json(result).decode()


def order_result_of(text: str) -> OrderResult:
    """The result `order_result_text` wrote."""
    return _order_result().validate_json(text)
