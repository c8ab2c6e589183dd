"""Bodies are plain JSON or turned away before anything looks into them."""

import pytest

from streams.wiring.api.plain_json import DEEPEST, LARGEST_INTEGER, NotPlain, read_plain


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
