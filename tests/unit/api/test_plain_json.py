"""Bodies are plain JSON or turned away before anything looks into them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.plain_json import DEEPEST, LARGEST_INTEGER, NotPlain, read_plain
from streams.api.plain_json import LARGE_BYTES


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b'{"a":1,"a":2}', "twice"),
        (b'{"a":{"b":1,"b":1}}', "twice"),
        (b'{"a":NaN}', "NaN"),
        (b'{"a":-Infinity}', "NaN and infinity"),
        (b'{"a":1e999}', "too large"),
        (b'{"a":9007199254740993}', "beyond"),
        (b'{"a":-9007199254740993}', "beyond"),
        (b'{"a":' + b"9" * 5000 + b"}", "beyond"),
        (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), "deep"),
        (b"[" * 100_000, "deep"),
        (b'{"a":' * 20_000, "deep"),
        (b'{"a":"\\ud800"}', "surrogate"),
        (b'{"a":"\xff"}', "UTF-8"),
        (b"\xef\xbb\xbf{}", "not JSON"),
        (b'{"a":1,}', "not JSON"),
        (b"{} {}", "not JSON"),
        (b"'a'", "not JSON"),
        (b"", "not JSON"),
        (b'{"a":"' + b"[" * (DEEPEST + 1), "not JSON"),
        (b'"' + b'\\"' * (LARGE_BYTES // 2 - 1), "not JSON"),
        (b"[" * DEEPEST + b'"' + b'\\"' * (LARGE_BYTES // 2 - DEEPEST), "not JSON"),
    ],
)
def test_what_parsers_disagree_about_is_turned_away(body: bytes, why: str) -> None:
    """Each such text is refused, with words that repeat nothing of it."""
    with pytest.raises(NotPlain, match=why):
        read_plain(body)


def test_plain_json_is_read() -> None:
    """Everything else means what it says, brackets inside texts included."""
    body = b'{"a":[1,-2.5,"[[[[{{{{\\"]",null,true,"\\ud83d\\ude00"],"b":{}}'
    assert read_plain(body) == {"a": [1, -2.5, '[[[[{{{{"]', None, True, "😀"], "b": {}}
    assert read_plain(str(LARGEST_INTEGER).encode()) == LARGEST_INTEGER


@given(st.text(alphabet='"\\[]a,', max_size=12), st.integers(0, DEEPEST + 1))
def test_brackets_count_outside_of_texts(text: str, depth: int) -> None:
    """Whatever stands in a text, or after one without an end, a body is as deep as JSON says."""
    body = "[" * depth + json.dumps(text) + "]" * depth
    if depth > DEEPEST:
        with pytest.raises(NotPlain, match="deep"):
            read_plain(body.encode())
        return
    assert json.dumps(read_plain(body.encode()), separators=(",", ":")) == body
    with pytest.raises(NotPlain, match="not JSON"):
        read_plain(("[" * depth + json.dumps(text)[:-1]).encode())
