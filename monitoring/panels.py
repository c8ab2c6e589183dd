"""What the dashboard shows: rows of panels, each row one question of an operator."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One panel: a title, queries with their legends, the unit of Grafana, how it is drawn."""

    title: str
    queries: tuple[tuple[str, str], ...]
    unit: str = "short"
    kind: str = "timeseries"
    width: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelRow:
    """Panels that answer one question."""

    title: str
    panels: tuple[Panel, ...]


def _quantiles(metric: str, by: str = "") -> tuple[tuple[str, str], ...]:
    labels, legend = (f"le, {by}", f" {{{{{by}}}}}") if by else ("le", "")
    return tuple(
        (
            f"histogram_quantile({quantile}, sum by ({labels}) (rate({metric}_bucket[5m])))",
            f"p{round(float(quantile) * 100)}{legend}",
        )
        for quantile in ("0.5", "0.99")
    )


_UNREADABLE: Final = (
    'sum by (department) (rate(hub_events_total{outcome=~"REFUSED|QUARANTINED"}[15m]))'
)
_STEP_P99: Final = "histogram_quantile(0.99, sum by (le, step) (rate(hub_step_seconds_bucket[5m])))"

ROWS: Final = (
    PanelRow(
        title="Is it well?",
        panels=(
            Panel(title="Database", queries=(("hub_database_up", ""),), kind="stat", width=3),
            Panel(title="Broker", queries=(("hub_broker_up", ""),), kind="stat", width=3),
            Panel(
                title="Heartbeat of the deciding worker",
                queries=(("hub_heartbeat_age_seconds", ""),),
                unit="s",
                kind="stat",
                width=3,
            ),
            Panel(
                title="Stands still",
                queries=(("hub_worker_stands_still", ""),),
                kind="stat",
                width=3,
            ),
            Panel(
                title="Started again, in an hour",
                queries=(("sum by (process) (increase(hub_restarts_total[1h]))", "{{process}}"),),
                kind="stat",
                width=3,
            ),
            Panel(
                title="The line's day",
                queries=(("hub_day_start_seconds * 1000", ""),),
                unit="dateTimeAsIso",
                kind="stat",
                width=4,
            ),
            Panel(
                title="Journal entry", queries=(("hub_journal_entry", ""),), kind="stat", width=3
            ),
            Panel(
                title="Broken channels",
                queries=(("sum(hub_channel_paused)", ""),),
                kind="stat",
                width=3,
            ),
            Panel(
                title="Commands waiting",
                queries=(("hub_commands_waiting", ""),),
                kind="stat",
                width=2,
            ),
        ),
    ),
    PanelRow(
        title="Does it keep up?",
        panels=(
            Panel(
                title="Messages not decided yet", queries=(("hub_lag_messages > 0", "{{topic}}"),)
            ),
            Panel(
                title="Age of the first message not decided yet",
                queries=(("hub_lag_seconds > 0", "{{topic}}"),),
                unit="s",
            ),
            Panel(
                title="Outcomes a second",
                queries=(("sum by (outcome) (rate(hub_events_total[5m]))", "{{outcome}}"),),
            ),
            Panel(
                title="Refused and quarantined by department",
                queries=(
                    (
                        _UNREADABLE,
                        "{{department}}",
                    ),
                ),
            ),
            Panel(
                title="Messages in one entry",
                queries=_quantiles("hub_batch_messages"),
            ),
            Panel(
                title="Time of a step, p99",
                queries=(
                    (
                        _STEP_P99,
                        "{{step}}",
                    ),
                ),
                unit="s",
            ),
        ),
    ),
    PanelRow(
        title="Do partners hear and answer?",
        panels=(
            Panel(
                title="Waiting to leave",
                queries=(
                    ("sum by (partner, action) (hub_unsent_directives)", "{{partner}} {{action}}"),
                ),
            ),
            Panel(
                title="Age of the oldest that waits to leave",
                queries=(("hub_unsent_oldest_seconds", "{{partner}} {{action}}"),),
                unit="s",
            ),
            Panel(
                title="Waiting for an answer",
                queries=(
                    (
                        "sum by (partner, action) (hub_unanswered_directives)",
                        "{{partner}} {{action}}",
                    ),
                ),
            ),
            Panel(
                title="Age of the oldest that waits for an answer",
                queries=(("hub_unanswered_oldest_seconds", "{{partner}} {{action}}"),),
                unit="s",
            ),
            Panel(
                title="Open lifts",
                queries=(("sum by (partner, age) (hub_open_lifts)", "{{partner}} {{age}}"),),
            ),
            Panel(
                title="Age of the oldest open lift",
                queries=(("hub_open_lift_oldest_seconds", "{{partner}}"),),
                unit="s",
            ),
            Panel(
                title="Answers overdue",
                queries=(
                    ("sum by (partner, misses) (hub_answer_misses)", "{{partner}} {{misses}}"),
                ),
            ),
            Panel(
                title="Attempts a second",
                queries=(
                    (
                        "sum by (partner, result) (rate(hub_send_attempts_total[5m]))",
                        "{{partner}} {{result}}",
                    ),
                ),
            ),
            Panel(
                title="Answers a second",
                queries=(
                    (
                        "sum by (partner, result) (rate(hub_answers_total[5m]))",
                        "{{partner}} {{result}}",
                    ),
                ),
            ),
            Panel(
                title="Channels",
                queries=(
                    ("hub_channel_paused", "{{partner}} paused"),
                    ("hub_channel_failures", "{{partner}} failures"),
                ),
            ),
        ),
    ),
    PanelRow(
        title="What waits for a person?",
        panels=(
            Panel(title="Tasks", queries=(("sum by (kind) (hub_open_tasks)", "{{kind}}"),)),
            Panel(
                title="In quarantine",
                queries=(
                    (
                        "sum by (department, code) (hub_quarantined_messages)",
                        "{{department}} {{code}}",
                    ),
                ),
            ),
            Panel(
                title="Held for approval",
                queries=(("sum by (partner) (hub_held_directives)", "{{partner}}"),),
            ),
            Panel(
                title="Failed ten times, and set aside",
                queries=(
                    ("sum by (partner, action) (hub_failing_directives)", "{{partner}} {{action}}"),
                    (
                        "sum by (partner, action) (hub_aside_directives)",
                        "{{partner}} {{action}} aside",
                    ),
                ),
            ),
            Panel(title="Parked records", queries=(("hub_parked_records", ""),), width=12),
            Panel(
                title="Longest wait of a parked record, days",
                queries=(("hub_parked_oldest_days", ""),),
                width=12,
            ),
        ),
    ),
    PanelRow(
        title="How fast?",
        panels=(
            Panel(
                title="Published → outbox",
                queries=_quantiles("hub_published_to_outbox_seconds"),
                unit="s",
            ),
            Panel(
                title="Published → sent",
                queries=_quantiles("hub_published_to_sent_seconds", "partner"),
                unit="s",
            ),
            Panel(
                title="Directives decided a second",
                queries=(
                    (
                        "sum by (partner, action) (rate(hub_directives_total[5m]))",
                        "{{partner}} {{action}}",
                    ),
                ),
            ),
            Panel(
                title="Not relayed yet, and relayed a second",
                queries=(
                    ("sum by (what) (hub_unrelayed_pages)", "{{what}} waiting"),
                    ("sum by (what) (rate(hub_relayed_total[5m]))", "{{what}}"),
                ),
            ),
            Panel(title="Database", queries=(("hub_database_size_bytes", ""),), unit="bytes"),
            Panel(title="Reading the gauges", queries=(("hub_scrape_seconds", ""),), unit="s"),
        ),
    ),
)
