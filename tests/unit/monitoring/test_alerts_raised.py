"""Each alert is raised by what it is for, and by nothing less."""

from collections.abc import Mapping

import pytest
from alerting.queries import evaluate
from alerting.rules import raised, rules
from alerting.scrapes import Scrape, Scrapes, read_scrape

from monitoring.metrics import METRICS
from streams.send.retry import ALARM_AFTER

#: When the later of two scrapes is made; the line's day began 23 hours before.
NOW_S = 1_800_000_000
AGO_S = 240

#: Every series that a rule looks at, as a hub shows it that is well and at work.
WELL: Mapping[str, float] = {
    "hub_database_up": 1,
    "hub_broker_up": 1,
    "hub_heartbeat_age_seconds": 0.9,
    "hub_worker_stands_still": 0,
    "hub_clock_manual": 0,
    'hub_restarts_total{process="worker"}': 2,
    "hub_day_start_seconds": NOW_S - 23 * 3600,
    'hub_lag_seconds{topic="credit.events.tax"}': 2,
    'hub_lag_messages{topic="credit.events.tax"}': 40,
    'hub_position{topic="credit.events.tax"}': 9_000,
    'hub_position{topic="credit.events.hrss"}': 100,
    'hub_events_total{department="tax",outcome="ACCEPTED"}': 2_000,
    'hub_events_total{department="tax",outcome="REFUSED"}': 1_030,
    'hub_events_total{department="hrss",outcome="REFUSED"}': 0,
    "hub_parked_oldest_days": 0,
    "hub_commands_waiting": 0,
    'hub_edition_ends_days{measure="PRC-01",trigger="list/WAGE"}': 200,
    'hub_channel_paused{partner="bank"}': 0,
    'hub_channel_failures{partner="bank"}': 0,
    'hub_unsent_oldest_seconds{partner="bank",action="LIFT"}': 1,
    'hub_unsent_oldest_seconds{partner="bank",action="BURDEN"}': 1_000,
    'hub_open_lift_oldest_seconds{partner="bank"}': 4_000,
    'hub_answer_misses{partner="bank",misses="1"}': 3,
    'hub_files_heard_total{partner="bank",result="read"}': 40,
    'hub_files_heard_total{partner="bank",result="refused"}': 3,
    'hub_files_heard_total{partner="bank",result="unread"}': 7,
    'hub_open_tasks{kind="CONFLICT"}': 2,
    'hub_unrelayed_pages{what="receipts"}': 12,
    'hub_unrelayed_oldest_seconds{what="receipts"}': 3,
}
#: What of it was otherwise four minutes ago.
BEFORE: Mapping[str, float] = {
    'hub_restarts_total{process="worker"}': 0,
    'hub_position{topic="credit.events.tax"}': 8_000,
    'hub_events_total{department="tax",outcome="ACCEPTED"}': 1_000,
    'hub_events_total{department="tax",outcome="REFUSED"}': 1_000,
    'hub_files_heard_total{partner="bank",result="read"}': 30,
    "hub_day_start_seconds": NOW_S - 23 * 3600,
}

#: Labels that the words of an alert may name.
NAMES = {label for metric in METRICS.values() for label in metric.labels}

Change = Mapping[str, float | None]

#: An alert, what is otherwise now when it must be raised, and what when it must not be yet.
CASES: tuple[tuple[str, Change, Change], ...] = (
    ("HubDatabaseAway", {"hub_database_up": 0}, {"hub_database_up": 1}),
    ("HubBrokerAway", {"hub_broker_up": 0}, {"hub_broker_up": 1}),
    ("HubNobodyDecides", {"hub_heartbeat_age_seconds": 30.1}, {"hub_heartbeat_age_seconds": 30}),
    ("HubStandsStill", {"hub_worker_stands_still": 1}, {"hub_worker_stands_still": 0}),
    ("HubNobodyDecides", {"hub_heartbeat_age_seconds": None}, {"hub_heartbeat_age_seconds": 0}),
    (
        "HubProcessEnds",
        {'hub_restarts_total{process="worker"}': 3},
        {'hub_restarts_total{process="worker"}': 2},
    ),
    (
        "HubBehind",
        {'hub_lag_seconds{topic="credit.events.tax"}': 301},
        {'hub_lag_seconds{topic="credit.events.tax"}': 300},
    ),
    (
        "HubStuck",
        {'hub_position{topic="credit.events.tax"}': 8_000},
        {'hub_position{topic="credit.events.tax"}': 8_001},
    ),
    (
        "HubDayLate",
        {"hub_day_start_seconds": NOW_S - 25 * 3600 - 1},
        {"hub_day_start_seconds": NOW_S - 25 * 3600 - 1, "hub_clock_manual": 1},
    ),
    (
        "HubRefusesMuch",
        {'hub_events_total{department="tax",outcome="REFUSED"}': 1_251},
        {'hub_events_total{department="tax",outcome="REFUSED"}': 1_249},
    ),
    (
        "HubRefusesMuch",
        {'hub_events_total{department="hrss",outcome="REFUSED"}': 51},
        {'hub_events_total{department="hrss",outcome="REFUSED"}': 50},
    ),
    # The record goes on waiting, and whoever resolved its task is told no more.
    (
        "HubParkedLong",
        {'hub_open_tasks{kind="PARKED"}': 1, "hub_parked_oldest_days": 30},
        {'hub_open_tasks{kind="PARKED"}': 0, "hub_parked_oldest_days": 90},
    ),
    (
        "HubMassEffect",
        {'hub_open_tasks{kind="MASS_EFFECT"}': 1},
        {'hub_open_tasks{kind="MASS_EFFECT"}': 0, 'hub_open_tasks{kind="DOUBLE"}': 1},
    ),
    (
        "HubEditionEnds",
        {'hub_edition_ends_days{measure="PRC-01",trigger="list/WAGE"}': 30},
        {'hub_edition_ends_days{measure="PRC-01",trigger="list/WAGE"}': 31},
    ),
    (
        "HubWorkingDaysMissing",
        {'hub_working_days_missing_days{year="2027"}': 30},
        {'hub_working_days_missing_days{year="2027"}': 31},
    ),
    ("HubCommandsWait", {"hub_commands_waiting": 1}, {"hub_commands_waiting": 0}),
    (
        "HubChannelBroken",
        {'hub_channel_paused{partner="bank"}': 1},
        {'hub_channel_paused{partner="bank"}': 0},
    ),
    (
        "HubChannelFails",
        {'hub_channel_failures{partner="bank"}': ALARM_AFTER},
        {'hub_channel_failures{partner="bank"}': ALARM_AFTER - 1},
    ),
    (
        "HubDirectiveFails",
        {'hub_failing_directives{partner="bank",action="BURDEN"}': 1},
        {'hub_failing_directives{partner="bank",action="BURDEN"}': 0},
    ),
    (
        "HubLiftAside",
        {'hub_aside_directives{partner="bank",action="LIFT"}': 1},
        {'hub_aside_directives{partner="bank",action="BURDEN"}': 1},
    ),
    (
        "HubLiftUnsent",
        {'hub_unsent_oldest_seconds{partner="bank",action="LIFT"}': 901},
        {'hub_unsent_oldest_seconds{partner="bank",action="LIFT"}': 900},
    ),
    (
        "HubBurdenUnsent",
        {'hub_unsent_oldest_seconds{partner="bank",action="BURDEN"}': 3_601},
        {'hub_unsent_oldest_seconds{partner="bank",action="BURDEN"}': 3_600},
    ),
    (
        "HubLiftOpen",
        {'hub_open_lift_oldest_seconds{partner="bank"}': 86_401},
        {'hub_open_lift_oldest_seconds{partner="bank"}': 86_400},
    ),
    (
        "HubAnswersMissed",
        {'hub_answer_misses{partner="bank",misses="2"}': 1},
        {'hub_answer_misses{partner="bank",misses="1"}': 9},
    ),
    (
        "HubAnswersRefused",
        {'hub_files_heard_total{partner="bank",result="refused"}': 4},
        {'hub_files_heard_total{partner="bank",result="read"}': 50},
    ),
    (
        "HubAnswersUnread",
        {'hub_files_heard_total{partner="bank",result="unread"}': 8},
        {'hub_files_heard_total{partner="bank",result="unread"}': 7},
    ),
    (
        "HubLiftRefused",
        {'hub_open_tasks{kind="LIFT_NOT_EXECUTED"}': 1},
        {'hub_open_tasks{kind="LIFT_NOT_EXECUTED"}': 0},
    ),
    ("HubLiftRefused", {'hub_open_tasks{kind="RETURNED"}': 1}, {'hub_open_tasks{kind="FLAG"}': 1}),
    (
        "HubRelayStuck",
        {'hub_unrelayed_oldest_seconds{what="receipts"}': 901},
        {'hub_unrelayed_oldest_seconds{what="receipts"}': 900},
    ),
    (
        "HubRelayBehind",
        {'hub_unrelayed_pages{what="receipts"}': 1_001},
        {'hub_unrelayed_pages{what="receipts"}': 1_000},
    ),
)


def _scrapes(change: Change) -> tuple[Scrape, Scrape]:
    """A hub that is well, scraped twice, the second time with something changed."""
    now = {name: value for name, value in {**WELL, **change}.items() if value is not None}
    return _scrape({**WELL, **BEFORE}, NOW_S - AGO_S), _scrape(now, NOW_S)


def _scrape(series: Mapping[str, float], at_s: float) -> Scrape:
    return read_scrape("".join(f"{name} {value}\n" for name, value in series.items()), at_s)


def test_a_hub_that_is_well_raises_none() -> None:
    """Where everything goes as it should, no alert is raised."""
    assert raised(*_scrapes({})) == {}


@pytest.mark.parametrize(("alert", "fault", "not_yet"), CASES)
def test_a_fault_raises_its_alert(alert: str, fault: Change, not_yet: Change) -> None:
    """A hub that is well but for one thing raises that alert alone, and just short of it none."""
    assert set(raised(*_scrapes(fault))) == {alert}
    assert raised(*_scrapes(not_yet)) == {}


def test_a_fault_of_the_hub_is_told_apart() -> None:
    """A message the hub could not check raises one alert more than one that nobody can read."""
    unreadable: Change = {'hub_quarantined_messages{department="tax",code="E1501"}': 1}
    fault: Change = {'hub_quarantined_messages{department="tax",code="E1508"}': 1}
    assert set(raised(*_scrapes(unreadable))) == {"HubQuarantine"}
    assert set(raised(*_scrapes(fault))) == {"HubQuarantine", "HubFaultInMessage"}


def test_a_hub_that_does_not_answer_raises_its_alerts() -> None:
    """A scrape that fails shows nothing: neither a database nor anybody who decides."""
    before, _ = _scrapes({})
    silent = Scrape(at_s=NOW_S, series={})
    assert set(raised(before, silent)) == {"HubNotScraped", "HubNobodyDecides"}


def test_every_alert_has_been_raised() -> None:
    """No alert of the file is left out of this module."""
    here = {"HubFaultInMessage", "HubQuarantine", "HubNotScraped"}
    assert {alert for alert, _, _ in CASES} | here == {rule["alert"] for rule in rules()}


def test_an_alert_names_whom_it_is_about() -> None:
    """The series an alert holds for carries the labels that its words name."""
    for alert, fault, _ in CASES:
        (rule,) = [one for one in rules() if one["alert"] == alert]
        (labels,) = raised(*_scrapes(fault))[alert]
        named = {one for one in NAMES if f"$labels.{one} " in rule["annotations"]["summary"]}
        assert named <= {name for name, _ in labels}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["alert"])
def test_every_alert_can_be_evaluated(rule: dict[str, str]) -> None:
    """Over no series, and over one of every metric there is, the query is understood in full."""
    text = "".join(f"{series} 1\n" for one in METRICS.values() for series in one.series)
    for scrape in (Scrape(at_s=NOW_S, series={}), read_scrape(text, NOW_S)):
        evaluate(rule["expr"], Scrapes(scrapes=[scrape], at_s=NOW_S))
