"""
What traffic is made of: shares of new matters, repeats, second sources and corrections.

The standard mix is the one that the throughput figures are measured with.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Final

from streams.wiring.failures import CannotRun


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """Shares that add up to 1; one penalty in `ban_one_in` carries a procurement ban."""

    new: float = 0.65
    repeats: float = 0.20
    second_source: float = 0.10
    corrections: float = 0.05
    ban_one_in: int = 20


STANDARD: Final = Mix()
MIXES: Final[Mapping[str, Mix]] = MappingProxyType(
    {
        "standard": STANDARD,
        "new": Mix(new=1.0, repeats=0.0, second_source=0.0, corrections=0.0),
        "repeats": Mix(new=0.10, repeats=0.90, second_source=0.0, corrections=0.0),
        "burdens": Mix(new=1.0, repeats=0.0, second_source=0.0, corrections=0.0, ban_one_in=1),
    }
)


def mix_of(text: str) -> Mix:
    """A mix by its name, or from a TOML file with the names of `Mix`. Raises `CannotRun`."""
    if text in MIXES:
        return MIXES[text]
    names = {each.name for each in fields(Mix)}
    try:
        given = tomllib.loads(Path(text).read_text("utf-8"))
        found = Mix(**given)
        shares = (found.new, found.repeats, found.second_source, found.corrections)
        sound = abs(sum(shares) - 1) < 1e-9 and min(shares) >= 0 and found.ban_one_in >= 1
    except FileNotFoundError:
        raise CannotRun(
            f"There is no mix {text!r} and no such file. Mixes: {', '.join(MIXES)}."
        ) from None
    except (OSError, ValueError, TypeError):
        raise CannotRun(f"{text} is no mix: TOML with {', '.join(sorted(names))}.") from None
    if not sound:
        raise CannotRun(f"{text}: shares are 0 or more and add up to 1; ban_one_in is 1 or more.")
    return found
