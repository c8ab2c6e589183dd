"""The days left of editions and calendars: what is named, and from which day its alert speaks."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import yaml
from support.catalogues import WAGE_BAN, editions, loaded, only_editions, sample

from schemas.catalogue.check_editions import NOTICE_DAYS
from schemas.catalogue.check_working_days import AHEAD
from schemas.catalogue.model import Catalogue
from schemas.catalogue.serialise import to_json
from streams.reading.days_left import days_left

RULES = Path(__file__).parents[3] / "monitoring" / "rules" / "hub.yml"
END = date(2026, 6, 30)


def _ending() -> Catalogue:
    early, late = editions(sample(), WAGE_BAN)
    return loaded(only_editions(sample(), WAGE_BAN, early, replace(late, valid_until=END)))


def _left(catalogue: Catalogue, day: date) -> Mapping[tuple[str, ...], int]:
    return days_left(day, to_json(catalogue))["edition_ends_days"]


def _rule(alert: str) -> str:
    groups = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"]
    (rule,) = [r for g in groups for r in g["rules"] if r["alert"] == alert]
    return str(rule["expr"])


def test_days_are_counted_to_the_last_day() -> None:
    """A row whose last edition ends is named with the days left, down to none on its last day."""
    assert _left(_ending(), date(2026, 4, 1)) == {WAGE_BAN: 90}
    assert _left(_ending(), date(2026, 5, 31)) == {WAGE_BAN: 30}
    assert _left(_ending(), END) == {WAGE_BAN: 0}


def test_an_edition_that_is_over_is_not_named() -> None:
    """After its last day nothing ends any more."""
    assert _left(_ending(), date(2026, 7, 1)) == {}


def test_a_successor_ends_the_count() -> None:
    """A row whose last edition is open is not named, whenever an earlier one ends."""
    _, late = editions(sample(), WAGE_BAN)
    following = replace(late, list_version="2026b", valid_from=date(2026, 7, 1))
    before = replace(late, valid_until=END)
    followed = loaded(only_editions(sample(), WAGE_BAN, before, following))
    assert _left(followed, date(2026, 6, 15)) == {}


def test_the_alert_speaks_when_the_check_warns() -> None:
    """The rule's number of days is that of `hub catalogue check`."""
    assert _rule("HubEditionEnds") == f"hub_edition_ends_days <= {NOTICE_DAYS}"
    assert _rule("HubWorkingDaysMissing") == f"hub_working_days_missing_days <= {AHEAD.days}"


def test_a_year_without_its_working_days_is_counted_from_thirty_days_before() -> None:
    """The next year is named in time, and goes on being named; who keeps no year is left alone."""
    last = max(loaded().working_years)
    begins = date(int(last) + 1, 1, 1)

    def missing(day: date, catalogue: Catalogue | None = None) -> Mapping[tuple[str, ...], int]:
        found = days_left(day, to_json(catalogue or loaded()))
        return found["working_days_missing_days"]

    assert missing(begins - timedelta(days=31)) == {}
    assert missing(begins - timedelta(days=30)) == {(str(begins.year),): 30}
    assert missing(begins + timedelta(days=1)) == {(str(begins.year),): -1}
    assert missing(begins, replace(loaded(), working_years={})) == {}
