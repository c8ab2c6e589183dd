"""Each fault that can befall the hub shows in a metric, and an alert goes by that metric."""

import promql_parser
import pytest
from alerting.rules import rules
from unit.monitoring.test_queries import SERIES, selectors

#: What happens, the series it shows in, the alert that tells of it.
FAULTS = (
    ("the API is gone", "hub_database_up", "HubNotScraped"),
    ("the database is away", "hub_database_up", "HubDatabaseAway"),
    ("the broker is away", "hub_broker_up", "HubBrokerAway"),
    ("the worker is killed or stopped", "hub_heartbeat_age_seconds", "HubNobodyDecides"),
    ("messages fail at the hub itself", "hub_worker_stands_still", "HubStandsStill"),
    ("a process ends again and again", "hub_restarts_total", "HubProcessEnds"),
    ("messages wait too long", "hub_lag_seconds", "HubBehind"),
    ("messages wait, none is decided", "hub_lag_messages", "HubStuck"),
    ("messages wait, none is decided", "hub_position", "HubStuck"),
    ("the day does not advance", "hub_day_start_seconds", "HubDayLate"),
    ("a department sends what is refused", "hub_events_total", "HubRefusesMuch"),
    ("a message cannot be read", "hub_quarantined_messages", "HubQuarantine"),
    ("the hub fails at a message", "hub_quarantined_messages", "HubFaultInMessage"),
    ("an original never comes", "hub_open_tasks", "HubParkedLong"),
    ("a department's program puts everybody on a list", "hub_open_tasks", "HubMassEffect"),
    ("an edition of a law ends with no successor", "hub_edition_ends_days", "HubEditionEnds"),
    ("a calendar ends", "hub_working_days_missing_days", "HubWorkingDaysMissing"),
    ("an officer's act is not taken", "hub_commands_waiting", "HubCommandsWait"),
    ("a partner is down or loses the connection", "hub_channel_failures", "HubChannelFails"),
    ("a partner's server cannot take one directive", "hub_failing_directives", "HubDirectiveFails"),
    ("a lift is set aside and nobody sees to it", "hub_aside_directives", "HubLiftAside"),
    ("a partner's address is another's", "hub_channel_paused", "HubChannelBroken"),
    ("a lift does not leave", "hub_unsent_oldest_seconds", "HubLiftUnsent"),
    ("a slow partner keeps burdens waiting", "hub_unsent_oldest_seconds", "HubBurdenUnsent"),
    ("a lift is not confirmed", "hub_open_lift_oldest_seconds", "HubLiftOpen"),
    ("a partner says 200 and forgets", "hub_answer_misses", "HubAnswersMissed"),
    ("an answer in a folder is none", "hub_files_heard_total", "HubAnswersRefused"),
    ("a folder of answers cannot be read", "hub_files_heard_total", "HubAnswersUnread"),
    ("a partner does not execute", "hub_open_tasks", "HubLiftRefused"),
    ("the relay is killed or slow", "hub_unrelayed_pages", "HubRelayBehind"),
    ("a topic of receipts was deleted", "hub_unrelayed_oldest_seconds", "HubRelayStuck"),
)


@pytest.mark.parametrize(("fault", "series", "alert"), FAULTS)
def test_a_fault_raises_an_alert(fault: str, series: str, alert: str) -> None:
    """The series is one of the table, the alert is one of the file, and its query is over it."""
    assert series in SERIES, fault
    (rule,) = [rule for rule in rules() if rule["alert"] == alert]
    assert series in {selector.name for selector in selectors(rule["expr"])}
    promql_parser.parse(rule["expr"])


def test_every_alert_is_for_a_fault() -> None:
    """No alert of the file is without a fault that is named here."""
    assert {rule["alert"] for rule in rules()} == {alert for _, _, alert in FAULTS}
