"""What a file was read into goes through a pipe as lines, whole or not at all."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cf_files import A, cf_file, row

from connectors.departments.layouts import cf, court_list
from connectors.departments.layouts.lines import Unclear, content_of, lines_of, parts_of
from connectors.departments.record_no import DocumentKey
from connectors.departments.row import (
    AtHand,
    BrokenFile,
    Content,
    Head,
    Kept,
    Part,
    Reading,
    RefusedRow,
    Row,
    Standing,
)

#: Half a character among them, which the JSON of a court's line can hold.
TEXTS = st.text(st.characters(codec=None) | st.sampled_from('\t\n\r\0\u2028\ud800\\"'), max_size=9)
DOCUMENTS = st.builds(DocumentKey, document_no=TEXTS, authority_uscc=TEXTS)
DAYS = st.dates()
RECORDS = st.dictionaries(
    TEXTS, TEXTS | DAYS | st.none() | st.integers() | st.lists(TEXTS), max_size=4
)
CELLS = st.lists(TEXTS, max_size=3).map(tuple)
PARTS = st.one_of(
    st.builds(Head, layout=TEXTS, columns=CELLS, feed=st.booleans(), several_usual=st.booleans()),
    st.builds(
        Row,
        line=st.integers(1),
        kind=TEXTS,
        document=DOCUMENTS,
        subject_code=TEXTS,
        kept=st.builds(AtHand, held=st.builds(Content, record=RECORDS, cells=CELLS)),
        standing=st.sampled_from(Standing),
        ended_on=DAYS | st.none(),
        reason=TEXTS,
        numbered=TEXTS,
        beside_others=st.booleans(),
    ),
    st.builds(
        RefusedRow,
        line=st.integers(1),
        code=TEXTS,
        column=TEXTS,
        hint=TEXTS,
        document=DOCUMENTS | st.none(),
        cells=CELLS,
    ),
    st.builds(BrokenFile, code=TEXTS, line=st.integers(0), why=TEXTS),
)


def at_hand(body: bytes) -> Kept:
    return AtHand(held=content_of(body))


def again(parts: list[Part]) -> list[Part]:
    return list(parts_of([line.removesuffix(b"\n") for line in lines_of(parts)], at_hand))


@given(st.lists(PARTS, max_size=5))
def test_what_goes_in_comes_out(parts: list[Part]) -> None:
    """Rows, refused rows, heads and broken files are themselves again, one line each."""
    assert again(parts) == parts
    assert all(line.count(b"\n") == 1 for line in lines_of(parts))


@given(st.lists(PARTS, max_size=3), st.data())
def test_lines_that_end_too_early_are_no_reading(parts: list[Part], data: st.DataObject) -> None:
    """Cut anywhere, also between two lines, they are never taken for a shorter file."""
    whole = b"".join(lines_of(parts)).removesuffix(b"\n")
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(Unclear):
        list(parts_of(whole[:cut].split(b"\n"), at_hand))


@pytest.mark.parametrize("line", [b"", b"X[]", b"R[]\t{}", b"H{", b"W\xff", b"E7", b'B["a"]'])
def test_other_lines_are_no_reading(line: bytes) -> None:
    """What no reading writes is noticed, whatever it is."""
    with pytest.raises(Unclear):
        list(parts_of([line, b"E1"], at_hand))


def _readings() -> Iterator[Reading | BrokenFile]:
    yield cf.read(cf_file(row(), row(CF_WSH="二号", CF_JDRQ="x"), row(CF_SY="一\t二\n三")))
    listing = {"iname": "样例甲", "caseCode": "1", "cardNum": A, "partyTypeName": "1"}
    lines = (listing, listing | {"courtName": "院", "publishDate": "20260401", "delflag": 1})
    content = "\n".join(map(json.dumps, lines)).encode()
    yield court_list.read(content, "11999900000018016G", date(2026, 6, 1))


def test_both_layouts_give_what_lines_can_hold() -> None:
    """A record of either layout has nothing in it that would come out as something else."""
    for reading in _readings():
        assert isinstance(reading, Reading)
        parts: list[Part] = [reading.head, *reading.rows, *reading.refused]
        assert len(parts) > 2
        assert again(parts) == parts
