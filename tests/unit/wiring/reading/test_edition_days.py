"""The days of editions that end: who is named, and from which day the alert speaks (R8)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import yaml
from catalogues import WAGE_BAN, editions, loaded, only_editions, sample

from schemas.catalogue.check_editions import NOTICE_DAYS
from schemas.catalogue.model import Catalogue
from schemas.catalogue.serialise import to_json
from streams.wiring.reading.edition_days import days_left

RULES = Path(__file__).parents[4] / "monitoring" / "rules" / "hub.yml"
END = date(2026, 6, 30)


def _ending() -> Catalogue:
    early, late = editions(sample(), WAGE_BAN)
    return loaded(only_editions(sample(), WAGE_BAN, early, replace(late, valid_until=END)))


def _left(catalogue: Catalogue, day: date) -> Mapping[tuple[str, ...], int]:
    return dict(days_left(day, to_json(catalogue)))


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
    groups = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"]
    (rule,) = [r for g in groups for r in g["rules"] if r["alert"] == "HubEditionEnds"]
    assert rule["expr"] == f"hub_edition_ends_days <= {NOTICE_DAYS}"
