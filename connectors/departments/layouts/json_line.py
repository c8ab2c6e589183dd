"""One line of JSON as an object of texts, or why it is none."""

import json
import math
import re
from typing import Final

from connectors.departments.layouts.cells import BadCell

#: The hub takes no message longer than this either.
LONGEST_LINE: int = 65_536

_HALF: Final = re.compile("[\ud800-\udfff]")


def fields_of(line: str) -> dict[str, str]:
    """
    The keys and values of a line; numbers and booleans as text, null as "".

    Raises `BadCell` for what is no flat object, has a key twice, a number beyond all bounds or half
    a character, or is too long.
    """
    if len(line) > LONGEST_LINE:
        raise BadCell("", "E1106", f"The line is longer than {LONGEST_LINE} characters.")
    try:
        found = _DECODER.decode(line)
    except (ValueError, RecursionError):
        raise BadCell("", "E1502", "The line is no JSON object. Export it again.") from None
    if not isinstance(found, dict):
        raise BadCell("", "E1502", "The line is no JSON object. Export it again.")
    texts = {key: _text(key, value) for key, value in found.items()}
    for key, text in texts.items():
        if halved(key) or halved(text):
            hint = "A character was lost (half of a pair). Type the text again."
            raise BadCell(_shown(key), "E1106", hint)
    return texts


def halved(text: str) -> bool:
    """Whether half of a surrogate pair stands alone in a text, which UTF-8 cannot hold."""
    return _HALF.search(text) is not None


def _shown(key: str) -> str:
    return _HALF.sub("?", key[:40])


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise BadCell(
                _shown(key), "E1502", "The key stands twice in the line. Leave the right one."
            )
        found[key] = value
    return found


def _refused(constant: str) -> object:
    raise ValueError(constant)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(digits)
    return number


def _text(key: str, value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "1" if value else "0"
        case int() | float():
            return str(value)
        case _:
            raise BadCell(_shown(key), "E1502", "The value must be a text or a number.")


#: Made once: `json.loads` would make it anew for every line.
_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_once, parse_constant=_refused, parse_float=_finite
)
