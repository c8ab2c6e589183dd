"""A stray measure is known again by what its partner was told."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from schemas.catalogue.model import Binding, Effect
from schemas.json_form import to_json
from streams.kinds.order import Document
from streams.operate.backup.newer import stray_of
from streams.operate.backup.told import ToldDirective
from streams.rule.measure import Ground, MeasureKey, Terms
from streams.rule.orders import instance
from streams.send.body import ClaimFields, directive_fields
from streams.send.directive import Directive, DirectiveAction

NOON = datetime(2026, 7, 14, 4, tzinfo=UTC)
OBJECT = "ACCOUNT:6222000000000001"
TERMS = Terms(
    binding=Binding.MANDATORY,
    effect=Effect.CONTROL,
    valid_from=date(2026, 7, 1),
    valid_until=date(2027, 7, 1),
    legal_basis=("民事诉讼法 第二百四十九条",),
    list_version="2026",
    case_no="（2026）样执1号",
    original_order_no="D1",
    object=OBJECT,
    amount_fen=500_000,
    currency="CNY",
    documents=(Document(name="裁定书", sha256="0" * 64),),
    grounds=(Ground(source="court", record_no="D1", trigger="order/FREEZE"),),
)


def said(key: MeasureKey) -> Mapping[str, object]:
    """The fields of a directive as its partner reads them."""
    directive = Directive(
        key=key, n=0, action=DirectiveAction.IMPOSE, terms=TERMS, decided_on=date(2026, 7, 14)
    )
    delivery = ClaimFields(
        action=DirectiveAction.IMPOSE,
        sequence=3,
        previous_sequence=2,
        supersedes=None,
        visible=frozenset(),
        claimed_at=NOON,
        answer_by=NOON + timedelta(days=1),
    )
    fields = to_json(directive_fields(directive, delivery))
    assert isinstance(fields, dict)
    return fields


@pytest.mark.parametrize("of", ["", f"||{OBJECT}", instance("court", "D1", OBJECT)])
def test_a_stray_has_the_key_and_the_terms_it_was_told_with(of: str) -> None:
    """Whether a measure is one of its subject, of an object or of a court's order, its key is found
    from what its partner was told, and it is the key that gives its id."""
    key = MeasureKey(partner="bank", subject=UUID(int=7), measure="BNK-02", instance=of)
    fields = said(key)
    told = ToldDirective(
        partner="bank",
        directive_id=UUID(str(fields["directive_id"])),
        measure_id=UUID(str(fields["measure_id"])),
        subject=key.subject,
        sequence=3,
        fields=fields,
    )
    stray = stray_of(told)
    assert stray is not None
    assert (stray.key, stray.terms) == (key, TERMS)


def test_a_measure_whose_key_is_not_told_is_not_guessed() -> None:
    """Where no key gives the id, a person has to ask."""
    key = MeasureKey(partner="bank", subject=UUID(int=7), measure="BNK-02", instance="unheard of")
    fields = said(key)
    told = ToldDirective(
        partner="bank",
        directive_id=UUID(str(fields["directive_id"])),
        measure_id=UUID(str(fields["measure_id"])),
        subject=key.subject,
        sequence=3,
        fields=fields,
    )
    assert stray_of(told) is None
