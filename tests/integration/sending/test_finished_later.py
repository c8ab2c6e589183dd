"""A partner with a topic whose clerk acts after the directive was accepted."""

from pathlib import Path

from scenario.outbox import fields_of
from support.outbox_rows import Outbox, terms
from support.sending_stack import Installation, TopicReader, await_that, begun_now, relay

from connectors.partners.answer import Answer, Result
from connectors.partners.client import PartnerClient
from connectors.partners.directive import Directive
from connectors.partners.ledger import Ledger
from connectors.partners.signature import public_key
from streams.send.signature import public_text
from streams.wiring.keys import load_keys


def test_what_was_accepted_is_answered_once_more(
    installation: Installation, outbox: Outbox, tmp_path: Path
) -> None:
    """ACCEPTED as number 1, EXECUTED as number 2, both on the feedback topic."""
    answers = TopicReader(installation.bootstrap, "feedback.procurement")
    ledger = begun_now(installation.bootstrap, "procurement", tmp_path / "ledger.json")
    waiting: list[Directive] = []

    def to_a_clerk(directive: Directive, _: Ledger) -> Answer:
        waiting.append(directive)
        return Answer(directive_id=directive.directive_id, result=Result.ACCEPTED)

    with relay(installation.environment):
        told = outbox.decide("IMPOSE", partner="procurement", said=terms(partner="procurement"))
        await_that(lambda: outbox.column(told.directive_id, "sent_at"))
    seed = load_keys(installation.data / "keys").hub_ed25519.current
    with PartnerClient(
        partner="procurement",
        bootstrap_servers=installation.bootstrap,
        ledger_file=ledger,
        public_keys=[public_key(public_text(seed))],
        execute=to_a_clerk,
    ) as procurement:
        procurement.once()
        (directive,) = waiting
        done = Answer(directive_id=directive.directive_id, result=Result.EXECUTED)
        procurement.finish(directive, done)
        assert len(list(procurement.ledger.held())) == 1
    said = [fields_of(message.value) for message in answers.read(2)]
    answers.close()
    assert {each["directive_id"] for each in said} == {str(told.directive_id)}
    assert [(each["answer_no"], each["result"]) for each in said] == [
        (1, "ACCEPTED"),
        (2, "EXECUTED"),
    ]
