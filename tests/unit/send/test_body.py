"""What stands in a directive's body, and what does not."""

import json
from dataclasses import replace
from datetime import timedelta

from support.outbox_rows import COMPANY, NOON, TODAY, A, terms

from connectors.channels import json_body, topic
from schemas.codec import Decoded, decode_known
from schemas.json_form import to_json, to_record
from streams.rule.measure import Ground, MeasureKey
from streams.send.body import ClaimFields, directive_fields
from streams.send.directive import Directive, DirectiveAction

DIRECTIVE = Directive(
    key=MeasureKey(partner="bank", subject=A, measure="BNK-07"),
    n=0,
    action=DirectiveAction.AMEND,
    terms=terms(),
    decided_on=TODAY,
    naming=COMPANY,
)
DELIVERY = ClaimFields(
    action=DirectiveAction.IMPOSE,
    sequence=3,
    previous_sequence=1,
    supersedes=None,
    visible=frozenset({"subject_name", "subject_code"}),
    claimed_at=NOON,
    answer_by=NOON + timedelta(days=1),
)


def test_topic_and_webhook_say_the_same() -> None:
    """Both have every field of the contract, and equal values."""
    fields = directive_fields(DIRECTIVE, DELIVERY)
    decoded = decode_known(topic.encode(fields, NOON))
    assert isinstance(decoded, Decoded)
    data = json.loads(json_body.encode(fields, NOON))["data"]
    assert data == to_json(fields)
    assert set(data) == set(decoded.record)
    again = to_record("credit.directives.Directive", data)
    assert again == decoded.record


def test_it_names_its_partner() -> None:
    """What is signed says for whom it is, so that nobody else takes it (ADR 0332)."""
    assert directive_fields(DIRECTIVE, DELIVERY)["partner"] == "bank"


def test_a_webhook_body_is_short() -> None:
    """Chinese stands as it is and no space is wasted: a body has to stay below 20,000 bytes."""
    body = json_body.encode(directive_fields(DIRECTIVE, DELIVERY), NOON)
    assert "常州样例建设有限公司".encode() in body
    assert body == json.dumps(json.loads(body), ensure_ascii=False, separators=(",", ":")).encode()


def test_it_says_what_the_table_made_of_it() -> None:
    """Decided as AMEND, claimed as IMPOSE: the body says IMPOSE."""
    assert directive_fields(DIRECTIVE, DELIVERY)["action"] == "IMPOSE"


def test_only_what_is_released_stands_in_it() -> None:
    """Without release there is no subject; with the name alone there is no code (D13)."""
    nothing = directive_fields(DIRECTIVE, replace(DELIVERY, visible=frozenset()))
    assert nothing["subject"] is None
    name = directive_fields(DIRECTIVE, replace(DELIVERY, visible=frozenset({"subject_name"})))
    assert name["subject"] is not None
    assert "91999900MA0000007U" not in str(name)
    assert "常州样例建设有限公司" in str(name)


def test_grounds_are_named_up_to_a_number() -> None:
    """A thousand grounds do not make a body of a hundred kilobytes."""
    many = tuple(
        Ground(source="hrss", record_no=f"W{i}", trigger="list/WAGE_ARREARS") for i in range(1000)
    )
    directive = replace(DIRECTIVE, terms=replace(terms(), grounds=many))
    assert len(json_body.encode(directive_fields(directive, DELIVERY), NOON)) < 20_000
