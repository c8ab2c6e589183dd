"""Clauses of the implementation plan, as rows and texts cite them."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

#: How a row names the plan as its source.
PREFIX: Final = "Plan "
_CLAUSES: Final = Path(__file__).with_name("plan.toml")
_CITED: Final = re.compile(r"(?P<part>[一二三四](?:（[一二三]）)?) ?(?P<clauses>\d+(?:, ?\d+)*)?")


def is_clause(cited: str) -> bool:
    """Whether the plan has all that a citation names, for example 三（一）8, 14 or 三（二）."""
    found = _CITED.fullmatch(cited)
    if found is None:
        return False
    number = _parts().get(found["part"])
    named = [int(one) for one in (found["clauses"] or "").split(",") if one]
    return number is not None and all(1 <= one <= number for one in named)


@cache
def _parts() -> dict[str, int]:
    """How many clauses each part of the plan has."""
    parts: dict[str, int] = tomllib.loads(_CLAUSES.read_text(encoding="utf-8"))["clauses"]
    return parts
