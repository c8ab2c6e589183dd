"""Events and answers posted as JSON, with fields that are none."""

from hostile.making.avro_values import CARD
from hostile.making.http_wire import of, post
from support.hub_api import event as sample

EVENTS = "/departments/hrss/events"
DRY = f"{EVENTS}?dry_run=true"


def files() -> dict[str, bytes]:
    """Name → request."""
    good = sample("ListEntry", "X-1")
    fields = dict(good["event"])
    changes: dict[str, dict[str, object]] = {
        "plain": {},
        "version-text": {"version": "1"},
        "version-true": {"version": True},
        "version-float": {"version": 1.0},
        "version-2-31": {"version": 2**31},
        "amount-2-53-less-1": {"amount_fen": 2**53 - 1},
        "day-february-30": {"decided_on": "2026-02-30"},
        "day-arabic-digits": {"decided_on": "٢٠٢٦-٠٦-٠١"},
        "day-newline": {"decided_on": "2026-06-01\n"},
        "day-year-10000": {"decided_on": "10000-01-01"},
        "day-number": {"decided_on": 20_605},
        "action-unknown": {"action": "ASSERT "},
        "action-list": {"action": ["ASSERT"]},
        "name-nul": {"subject": {**fields["subject"], "name": "样\0例"}},
        "name-zero-width": {"subject": {**fields["subject"], "name": "样\u200b例"}},
        "subject-text": {"subject": "91999900MA0000007U"},
        "related-object": {"related": {}},
        "related-1000-null": {"related": [None] * 1_000},
        "basis-10000-numbers": {"legal_basis": [1] * 10_000},
        "field-more": {"source": "court"},
        "field-named-with-a-slash": {"a/b~c": 1},
        "field-name-of-50000": {"k" * 50_000: 1},
        "number-with-a-card": {"record_no": f"L-{CARD}"},
        "cause-of-60000": {"cause": "x" * 60_000},
        "cause-marks": {"cause": "a" + "\u0301\u0323" * 7_000},
    }
    return {
        **{
            f"event-{name}": post(of({**good, "event": {**fields, **given}}), DRY)
            for name, given in changes.items()
        },
        "event-kind-unknown": post(of({**good, "kind": "NoSuchKind"}), DRY),
        "event-kind-of-a-court": post(of(sample("JudgmentDefault", "X-1")), DRY),
        "event-kind-path": post(of({**good, "kind": "../answers.Answer"}), DRY),
        "event-blank": post(of({"kind": "ListEntry", "event": {}}), DRY),
        "event-null": post(of({"kind": "ListEntry", "event": None}), DRY),
        "events-none": post(of({"events": []}), DRY),
        "events-501": post(of({"events": [{"kind": "A", "event": {}}] * 501}), DRY),
        "events-500-unknown": post(of({"events": [{"kind": "A", "event": {}}] * 500}), DRY),
        "events-and-an-event": post(of({**good, "events": [good]}), DRY),
        "event-department-unknown": post(of(good), "/departments/nobody/events?dry_run=true"),
        "event-department-path": post(of(good), "/departments/..%2Fhrss/events?dry_run=true"),
        "event-department-nul": post(of(good), "/departments/hrss%00/events?dry_run=true"),
        "event-dry-run-perhaps": post(of(good), f"{EVENTS}?dry_run=perhaps"),
        "event-largest": post(of({**good, "event": {**fields, "cause": "因" * 21_500}}), EVENTS),
        "answer-unsigned": post(b'{"directive_id":"x"}', "/partners/bank/answers"),
        "answer-list": post(b"[]", "/partners/bank/answers"),
        "answer-signature-of-nothing": post(
            b'{"directive_id":"x"}',
            "/partners/bank/answers",
            headers="webhook-id: a\r\nwebhook-timestamp: 1\r\nwebhook-signature: v1a,\r\n",
        ),
        "answer-signature-of-60000": post(
            b'{"directive_id":"x"}',
            "/partners/bank/answers",
            headers="webhook-id: a\r\nwebhook-timestamp: 1\r\nwebhook-signature: "
            + "v1a,AAAA " * 6_000
            + "\r\n",
        ),
        "answer-partner-path": post(b"{}", "/partners/..%2F..%2Fhub/answers"),
    }
