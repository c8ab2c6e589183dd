"""The working days of a year, as a row of `working-days.toml`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingYear:
    """
    The working days of a year (工作日): Monday to Friday without `free`, and `worked` beside.

    After the State Council's yearly notice of holidays and exchanged days (调休).
    """

    year: str
    basis: str
    source: str
    free: frozenset[date]
    worked: frozenset[date]
