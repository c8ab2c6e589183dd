"""
Every code the hub answers with: what it means and what to do about it, in one table.

Receipts, problem details of the API and the pages under `docs/errors/` take their words from here.
E codes are the hub's to a department or a partner, D codes say why a measure is not due, R codes
are a partner's reasons for what it did not do, H codes are those of requests over HTTP, F codes of
files that cannot be imported, S codes of settings, keys and servers without which nothing runs.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from types import MappingProxyType


class Retry(Enum):
    """Whether the same thing may come again."""

    MENDED = "mended"  #: send it again once it is mended; a refused message took no version number
    SELF = "self"  #: the hub does the rest by itself
    NEVER = "never"  #: settled; sending it again changes nothing
    RUN = "run"  #: nothing was sent: run the same command again once it is mended


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """`title` says what is wrong, `term` the same in Chinese, `advice` what to do about it."""

    code: str
    retry: Retry
    term: str
    title: str
    advice: str


@cache
def codes() -> Mapping[str, Code]:
    """All codes of `codes.toml`, in its order."""
    with Path(__file__).with_name("codes.toml").open("rb") as file:
        rows = tomllib.load(file)
    return MappingProxyType({code: _read(code, **row) for code, row in rows.items()})


def _read(code: str, *, again: str, term: str, title: str, advice: str) -> Code:
    return Code(code=code, retry=Retry(again), term=term, title=title, advice=advice)


def advice(code: str) -> str:
    """The sentence that says what to do; an unknown code is a KeyError, a mistake of the caller."""
    return codes()[code].advice
