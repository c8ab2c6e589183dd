"""The recount's own reading of codes agrees with the line's."""

import pytest

from monitoring.verify.recount import writing
from streams.accept.identifiers import citizen_id
from streams.accept.identifiers.flaw import written
from streams.accept.identifiers.other_document import document_type
from streams.accept.text import clean
from streams.kinds.limit import Limit, Writing
from streams.kinds.numbers import fold_number

CODE = Limit(writing=Writing.CODE, longest=64)


@pytest.mark.parametrize("old", ["999999900101001", "999999960229996"])
def test_old_citizen_numbers(old: str) -> None:
    """Fifteen places become the same eighteen."""
    found = citizen_id.check(old)
    assert isinstance(found, citizen_id.CitizenId)
    assert writing.citizen_number(old) == found.number


@pytest.mark.parametrize("word", ["01", "居民身份证", "passport", "护照", "05", "军官证", ""])
def test_document_types(word: str) -> None:
    """Types of documents have one name."""
    assert writing.document_type(word) == document_type(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [("税罚〔2026〕1号", "税罚［2026］ 1号"), ("（2026）苏04执1号", "(2026)苏04执1号")],
)
def test_numbers_fold_alike(one: str, other: str) -> None:
    """What the line takes for one document number the recount does too."""
    assert fold_number(one) == fold_number(other)
    assert writing.number(one) == writing.number(other)


def test_identifiers_and_codes_fold_alike() -> None:
    """Whatever character stands in one, verifier and line bring it to the same form."""
    for number in range(0x20, 0x11000):
        spelt = f" a{chr(number)}1 "
        if chr(number).isprintable():
            assert writing.identifier(spelt) == written(spelt), hex(number)
            assert clean(spelt, CODE) in (writing.code(spelt), None), hex(number)
